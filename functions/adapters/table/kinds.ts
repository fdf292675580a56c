import type { Key, keys } from './schema.ts';

/** What an item is, by its key: the other way round than `keys` (schema.ts) makes it. */

export type Kind = keyof typeof keys;

const event = /^EVENT#\d{6,}$/;
const revision = /^REVISION#\d{6,}$/;
const record = /^RECORD$/;
const any = /./;

/** How partition and sort key of each kind look; of what both of two fit, the first one. */
const forms: readonly [Kind, partition: RegExp, sort: RegExp][] = [
  ['mailAgain', /^(TRANSFER|UNIT|ADDRESS|RECOUNT)#|^CALENDAR$/, /^MAIL#.*#AGAIN$/],
  ['clue', /^CLUE#./, record],
  ['transfer', /^TRANSFER#./, record],
  ['task', /^TASK#./, record],
  ['event', /^(CLUE|TRANSFER)#./, event],
  ['clueContent', /^CLUE#./, /^CONTENT#\d{6,}$/],
  ['mail', /^TRANSFER#./, /^MAIL#/],
  ['together', /^TOGETHER#./, any],
  ['ownClue', /^OWN-CLUES#\d{4}-\d{2}$/, any],
  ['place', /^PLACE#./, /#/],
  ['application', /^ASKED#./, record],
  ['decision', /^DECIDES#./, any],
  ['paper', /^PAPER#./, record],
  ['recusalKey', /^RECUSAL-KEY$/, record],
  ['audit', /^AUDIT#\d{4}-\d{2}-\d{2}$/, /#/],
  ['sweep', /^SWEEP$/, record],
  ['beat', /^BEATS$/, any],
  ['astray', /^ASTRAY$/, any],
  ['carryOver', /^CARRY-OVER$/, record],
  ['settings', /^SETTINGS$/, record],
  ['settingsVersion', /^SETTINGS$/, revision],
  ['calendar', /^CALENDAR$/, record],
  ['calendarRevision', /^CALENDAR$/, revision],
  ['calendarMail', /^CALENDAR$/, /^MAIL#/],
  ['recount', /^RECOUNT$/, record],
  ['recountPage', /^RECOUNT#./, /^PAGE#/],
  ['digest', /^RECOUNT#./, /^MAIL#/],
  ['answer', /^ANSWER#./, record],
  ['unit', /^UNIT#./, record],
  ['region', /^REGION#./, record],
  ['registerRevision', /^(UNIT|REGION)#./, revision],
  ['address', /^ADDRESS#./, record],
  ['markedAddress', /^ADDRESSES$/, any],
  ['addressMail', /^ADDRESS#./, /^MAIL#/],
  ['absenceMail', /^UNIT#./, /^MAIL#STAND-IN#/],
  ['unitEntry', /^UNITS$/, any],
];

/** Undefined for what this release knows nothing of. */
export const kindOf = ({ pk, sk }: Key): Kind | undefined =>
  forms.find(([, partition, sort]) => partition.test(pk) && sort.test(sk))?.[0];

/** What an item is found by: its partition where that is one record with all that belongs to it, else its whole key. */
export const recordOf = ({ pk, sk }: Key): string =>
  /^(CLUE|TRANSFER|UNIT|REGION|ADDRESS)#|^(SETTINGS|CALENDAR)$/.test(pk) || sk === 'RECORD' ? pk : `${pk} ${sk}`;
