import { workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import { graceTold } from '../transfer/deadlines.ts';
import { termsOf } from '../transfer/decision.ts';
import { type Duty, explainDuty, heardOf, isLate, isPaused, overdueBy } from '../transfer/duties.ts';
import type { Telling } from '../transfer/telling.ts';
import type { Basis } from '../windows.ts';
import {
  aboutOf,
  capacityOf,
  dutyOf,
  endOf,
  endTold,
  headlineOf,
  kindOf,
  type LetterFacts,
  linkOf,
  missedBy,
  nameIn,
  passedTo,
  type Reader,
} from './facts.ts';
import { type Letter, page, type Row } from './page.ts';
import { officeRows, otherSideRows, signerOf } from './signature.ts';
import type { About, Capacity, Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** A mail carries the reference, the duty, the units, the due date, its basis, a link and whom to call; nothing of the clue itself. */

/** Due date and time, with a word where it is provisional, where the clock stands still, or where an extension ended before it was approved. */
export const dueOf = (
  duty: Duty,
  { settings, telling, now }: Pick<LetterFacts, 'settings' | 'telling' | 'now'>,
  words: Words,
): string => {
  const isOver = telling.kind === 'extension-approved' && isLate(duty, now);
  const state = isPaused(duty) ? words.standsStill : isOver ? words.isOver : '';
  return `${words.moment(endOf(duty, settings))}${duty.provisional ? words.provisional : ''}${state}`;
};

/** Tellings that are about the date itself carry its explanation. */
const explained: ReadonlySet<Telling['kind']> = new Set(['escalation', 'recounted', 'extension-approved']);

/** What the window rests on that the mail is about; null where it is about none. */
export const basisOf = (facts: LetterFacts): Basis | null => {
  const { transfer, telling, settings } = facts;
  const duty = dutyOf(facts);
  if (duty) return duty.basis;
  return telling.kind === 'late' ? termsOf(transfer, settings).windows[missedBy(transfer, telling)].basis : null;
};

/** Between which units it is, or was until a proposal gave it to others. */
export const partyRows = (facts: LetterFacts, { labels, language, and }: Words): Row[] => {
  const { rule, from, to } = facts.transfer;
  const name = (id: string) => nameIn(facts.names, id, language);
  if (rule === 'reply') return [[labels.heldBy, name(from)]];
  const others = passedTo(facts.telling);
  const receivers: Row[] =
    others.length > 0
      ? [
          [labels.formerTo, name(to)],
          [labels.to, others.map(name).join(and)],
        ]
      : [[labels.to, name(to)]];
  return [[labels.from, name(from)], ...receivers];
};

const clueRows = (facts: LetterFacts, words: Words): Row[] => {
  const { labels, rules } = words;
  const kind = kindOf(facts.transfer);
  return [
    [labels.reference, facts.transfer.reference],
    [kind === 'reply' ? labels.matter : labels.rule, rules[kind]],
    ...partyRows(facts, words),
  ];
};

/** What a notice says that was so when it was made. */
export const noticeRows = ({ telling, transfer }: LetterFacts, about: About, words: Words): Row[] => {
  const { labels } = words;
  if (telling.kind === 'late' && about.missed) {
    return [
      [words.began[transfer.rule], words.date(about.discovered)],
      [labels.missed, words.date(about.missed.date)],
      [labels.overdue, words.amount(about.amount)],
    ];
  }
  return about.units.length > 0 && telling.kind.startsWith('proposal-') && passedTo(telling).length === 0
    ? [[labels.units, about.units.join(words.and)]]
    : [];
};

const dutyRows = (facts: LetterFacts, about: About, words: Words): Row[] => {
  const { calendar, settings, telling, now } = facts;
  const { labels, language } = words;
  const duty = dutyOf(facts);
  // By this mail the unit hears of its date.
  const known = duty && heardOf(duty, calendar, settings, now);
  const basis = basisOf(facts);
  return [
    ...(duty
      ? [
          [labels.duty, words.owed({ ...about, duty: duty.name, owner: about.owner.name })] satisfies Row,
          [labels.due, dueOf(duty, facts, words)] satisfies Row,
        ]
      : []),
    ...(known && known.ends.at > known.dueAt
      ? [[labels.grace, words.grace(endTold(graceTold(known, settings), settings))] satisfies Row]
      : []),
    ...(duty && explained.has(telling.kind)
      ? [[labels.count, words.count(explainDuty(calendar, settings, duty), duty)] satisfies Row]
      : []),
    ...(basis ? [[labels.basis, basis[language]] satisfies Row] : []),
  ];
};

/** Why an escalation comes to this level, with the days as of its sending, and who was told before. */
export const levelRows = (facts: LetterFacts, capacity: Capacity, about: About, words: Words): Row[] => {
  const { transfer, telling, settings, calendar, now, names } = facts;
  const { duty, informed = [] } = transfer;
  const { labels } = words;
  const dateOf = (at: string) => dateIn(settings.timeZone, new Date(at));
  const before = informed.map(({ unitId, as, at, again = [], times = 1 }) => {
    const days = [...new Set([at, ...again].map(dateOf))];
    const inAll = times > again.length + 1 ? times : null;
    return words.informed(nameIn(names, unitId, words.language), as, days, inAll, about.today);
  });
  const overdue = duty
    ? {
        count: overdueBy(duty, calendar, settings, now),
        unit: duty.unit === 'hours' ? duty.unit : ('working-days' as const),
      }
    : about.amount;
  const wasLate = duty !== null && duty.since > duty.ends.at;
  const sinceOnRecord = wasLate ? workingDaysBetween(calendar, dateOf(duty.since), about.today) : null;
  const step = { duty: duty?.name ?? 'dispatch', step: telling.distance, overdue, sinceOnRecord };
  return [
    ...(capacity === 'owner' ? [] : [[labels.why, words.why({ ...step, level: capacity })] satisfies Row]),
    ...(before.length > 0 ? [[labels.informed, before.join(words.and)] satisfies Row] : []),
  ];
};

const escalationRows = (facts: LetterFacts, reader: Reader, about: About, words: Words): Row[] => {
  const { duty } = facts.transfer;
  if (facts.telling.kind !== 'escalation' || !duty || headlineOf(facts) !== 'overdue') return [];
  return levelRows(facts, capacityOf(reader, duty.owedBy), about, words);
};

/** What a mail says of the reader, and of itself. */
export const readerRows = ({ insteadOf }: Reader, again: boolean, { labels, standsIn, secondCopy }: Words): Row[] => [
  ...(insteadOf ? [[labels.instead, standsIn(insteadOf)] satisfies Row] : []),
  ...(again ? [[labels.again, secondCopy] satisfies Row] : []),
];

/** Mails after which nothing is to be done in the system. */
const toRead: ReadonlySet<Telling['kind']> = new Set([
  'recalled',
  'feedback',
  'extension-refused',
  'proposal-approved',
  'proposal-refused',
]);

/** Where it leads, and for what. */
export const linkRow = (facts: LetterFacts, { capacity, stillOwed }: About, { labels }: Words): Row => {
  const { kind } = facts.telling;
  const isTold =
    toRead.has(kind) ||
    (kind === 'extension-approved' && capacity === 'office') ||
    // Of what was dispatched late, or given up, nothing is left to do there.
    (kind === 'late' && !stillOwed);
  return [isTold ? labels.read : labels.act, linkOf(facts)];
};

/** The first line of a mail, by the reader's capacity. */
export const addresseeOf = (
  { unitId, as }: Reader,
  { names }: Pick<LetterFacts, 'names'>,
  { addressee, language }: Words,
): string => addressee[as](nameIn(names, unitId, language));

/** The mail of one milestone or notice, plain and HTML. */
export const letter = (facts: LetterFacts, reader: Reader): Letter => {
  const words = wordsOf(reader.language);
  const about = aboutOf(facts, reader);
  const headline = headlineOf(facts);
  const [tag, line] = words.headlines[headline](about);
  const signer = signerOf(facts, reader);
  return page({
    words,
    subject: words.subject(tag, [about.reference], line, words.rules[about.kind]),
    addressee: addresseeOf(reader, facts, words),
    paragraphs: [words.bodies[headline](about)],
    rows: [
      ...clueRows(facts, words),
      ...noticeRows(facts, about, words),
      ...dutyRows(facts, about, words),
      ...escalationRows(facts, reader, about, words),
      ...readerRows(reader, facts.again === true, words),
    ],
    link: linkRow(facts, about, words),
    contacts: [...otherSideRows(facts, reader, words), ...officeRows(facts, reader, words)],
    signedBy: signer === null ? null : nameIn(facts.names, signer, words.language),
    on: about.today,
  });
};
