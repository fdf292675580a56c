import type { Language } from '../languages.ts';
import type { Settings } from '../settings.ts';
import { type DateTold, isAsTold, timeTold } from '../transfer/duties.ts';
import type { DutyName } from '../windows.ts';
import {
  aboutOf,
  basisOf,
  capacityOf,
  dueOf,
  dutyOf,
  headlineOf,
  type LetterFacts,
  levelRows,
  linkOf,
  type Reader,
  readerRows,
} from './letters.ts';
import { type Letter, page } from './page.ts';
import type { ReturnedMail, Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** Mails that are about many transfers at once, or about none. */

/** One transfer whose deadline a recount moved, or made definite. */
export interface MovedDeadline {
  transferId: string;
  reference: string;
  duty: DutyName;
  owedBy: string;
  from: DateTold;
  to: DateTold;
  /** Its window is in hours: the time of day belongs to it. */
  inHours?: boolean;
  /** Its clock stands still: the date will be another one. */
  standsStill?: boolean;
  /** Where the new date has passed: done by the end of this day it is in time. */
  inTimeUntil?: string;
}

/** Rows that a digest of a recount shows: what is more stands in the ledger. */
const shown = 200;

type Names = ReadonlyMap<string, string>;

const byDueDate = <T>(of: (one: T) => { dueDate: string; reference: string }) => {
  const place = (one: T) => `${of(one).dueDate} ${of(one).reference}`;
  return (a: T, b: T) => (place(a) < place(b) ? -1 : 1);
};

/** From which date to which; where both are of one day, the time tells them apart. */
const moveOf = ({ from, to, inHours, standsStill }: MovedDeadline, timeZone: string, words: Words): string => {
  const isSame = isAsTold(from, to);
  const withTime = inHours || (from.dueDate === to.dueDate && !isSame);
  const read = (one: DateTold) => (withTime ? timeTold(one, timeZone) : one.dueDate);
  if (isSame && from.provisional === to.provisional)
    return words.recount.stays(words.dueDate(read(to), to.provisional));
  const move =
    isSame && !to.provisional
      ? words.recount.definite(read(to))
      : `${words.dueDate(read(from), from.provisional)} → ${words.dueDate(read(to), to.provisional)}`;
  return `${move}${standsStill ? words.standsStill : ''}`;
};

/** One unit's digest of a recount: every deadline that moved, the ones that fall due first on top. */
export const recountDigest = (
  moved: readonly MovedDeadline[],
  names: Names,
  { consoleUrl, timeZone }: Pick<Settings, 'consoleUrl' | 'timeZone'>,
  language: Language,
): Letter => {
  const words = wordsOf(language);
  const sorted = moved.toSorted(byDueDate(({ to: { dueDate }, reference }) => ({ dueDate, reference })));
  const rows = sorted
    .slice(0, shown)
    .map((one) => [
      one.reference,
      words.owed(one.duty, names.get(one.owedBy) ?? one.owedBy),
      moveOf(one, timeZone, words),
      ...(one.inTimeUntil ? [words.recount.inTimeUntil(one.inTimeUntil)] : []),
      `${consoleUrl}${one.transferId}`,
    ]);
  const more = moved.length > shown ? [[words.labels.rest, words.recount.more(moved.length - shown)]] : [];
  const [tag, line] = words.recount.line(moved.length);
  return page({
    words,
    subject: words.subject(tag, [], line),
    line,
    rows: [...rows, ...more],
  });
};

/** So many references stand in a subject; of more, it says how many. */
const named = 3;

/** What there is to say of one of many: how long it is overdue, and who was told before, or what a notice says. */
const saidOf = (facts: LetterFacts, reader: Reader, words: Words): string[] => {
  const headline = headlineOf(facts);
  const about = aboutOf(facts, words);
  if (facts.telling.kind === 'reminder') return [];
  if (headline !== 'overdue') return [words.headlines[headline](about)[1]];
  const capacity = capacityOf(reader, facts.transfer.duty?.owedBy ?? '');
  const level = levelRows(facts, capacity, words).map(([head, text]) => `${head}${words.colon}${text}`);
  return [words.overdue(about.amount), ...level];
};

const basisIn = (facts: LetterFacts, { language }: Words): string => basisOf(facts)?.[language] ?? '';

/** One transfer of a digest: which, between whom, what is owed until when, and what there is to say of it. `basis`: named with each, since they differ. */
const itemOf = (facts: LetterFacts, reader: Reader, words: Words, basis: boolean): string[] => {
  const { transfer, names } = facts;
  const name = (id: string) => names.get(id) ?? id;
  const { reference, rule, from, to } = transfer;
  const duty = dutyOf(facts);
  const restsOn = basis ? basisIn(facts, words) : '';
  return [
    reference,
    words.rules[rule],
    rule === 'reply' ? name(from) : `${name(from)} → ${name(to)}`,
    ...(duty ? [words.owed(duty.name, name(duty.owedBy)), dueOf(duty, facts, words)] : []),
    ...saidOf(facts, reader, words),
    ...(restsOn ? [`${words.labels.basis}${words.colon}${restsOn}`] : []),
    linkOf(facts),
  ];
};

/** The unit whose doing a telling is about: a late notice is about its sender's. */
const doneBy = ({ transfer: { duty, from }, telling }: LetterFacts): string =>
  telling.kind === 'late' ? from : (duty?.owedBy ?? from);

/** What is asked of whoever reads many escalations. */
const askedRows = (
  items: readonly LetterFacts[],
  reader: Reader,
  owner: string | null,
  words: Words,
): [string, string][] => {
  const overdue = items.find((facts) => headlineOf(facts) === 'overdue');
  if (overdue?.telling.kind !== 'escalation') return [];
  const capacity = capacityOf(reader, overdue.transfer.duty?.owedBy ?? '');
  return [[words.labels.asked, words.asked[capacity](owner ?? words.several, null)]];
};

/**
 * One mail for all of one kind that a reader is to be told at one time: every transfer is in it, the oldest date on top.
 * @throws RangeError for no items.
 */
export const digest = (items: readonly LetterFacts[], reader: Reader): Letter => {
  const words = wordsOf(reader.language);
  const sorted = items.toSorted(
    byDueDate((facts) => ({
      dueDate: dutyOf(facts)?.dueDate ?? aboutOf(facts, words).missed,
      reference: facts.transfer.reference,
    })),
  );
  const lead = sorted.find((facts) => headlineOf(facts) === 'overdue') ?? sorted[0];
  if (!lead) throw new RangeError('a digest is about something');
  const references = [...new Set(sorted.map(({ transfer }) => transfer.reference))];
  const [one, ...others] = new Set(items.map(doneBy));
  const owner = one !== undefined && others.length === 0 ? (lead.names.get(one) ?? one) : null;
  const bases = [...new Set(items.map((facts) => basisIn(facts, words)))];
  const isCommon = bases.length === 1;
  const again = items.some((facts) => facts.again);
  const [tag] = words.headlines[headlineOf(lead)](aboutOf(lead, words));
  const line = words.many[lead.telling.kind](items.length, owner);
  return page({
    words,
    subject: words.subject(tag, references.length <= named ? references : [], line),
    line,
    rows: [
      ...askedRows(items, reader, owner, words),
      ...readerRows(reader, again, words),
      ...sorted.map((facts) => itemOf(facts, reader, words, !isCommon)),
      ...(isCommon && bases[0] ? [[words.labels.basis, bases[0]]] : []),
    ],
  });
};

/** Operators are written to in Chinese. */
const ofOperators: Language = 'zh';

/** To the operators: mails to an address of a unit come back, or were complained of. */
export const addressReturned = (
  { unitId, email, reason }: { unitId: string; email: string; reason: ReturnedMail },
  language: Language = ofOperators,
): Letter => {
  const words = wordsOf(language);
  const { labels, addressReturned: said } = words;
  const [tag, line] = said.line(unitId, reason);
  return page({
    words,
    subject: words.subject(tag, [], line),
    line,
    rows: [
      [labels.address, email],
      [labels.mend, said.mend(unitId)],
    ],
  });
};

/** To the operators: the notices of these years are not in, and deadlines that reach into them are provisional. */
export const calendarMissing = (years: readonly number[], language: Language = ofOperators): Letter => {
  const words = wordsOf(language);
  const { labels, calendarMissing: said } = words;
  const [tag, line] = said.line(years);
  return page({
    words,
    subject: words.subject(tag, [], line),
    line,
    rows: [
      [labels.mend, said.mend(years)],
      [labels.effect, said.effect],
    ],
  });
};
