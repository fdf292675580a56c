import type { Settings } from '../settings.ts';
import type { Language } from '../units/forms.ts';
import type { DutyName } from '../windows.ts';
import { aboutOf, dueOf, dutyOf, headlineOf, type LetterFacts, linkOf, type Reader, readerRows } from './letters.ts';
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
  from: { dueDate: string; provisional: boolean };
  to: { dueDate: string; provisional: boolean };
}

/** Rows that a digest of a recount shows: what is more stands in the ledger. */
const shown = 200;

type Names = ReadonlyMap<string, string>;

const byDueDate = <T>(of: (one: T) => { dueDate: string; reference: string }) => {
  const place = (one: T) => `${of(one).dueDate} ${of(one).reference}`;
  return (a: T, b: T) => (place(a) < place(b) ? -1 : 1);
};

/** One unit's digest of a recount: every deadline that moved, the ones that fall due first on top. */
export const recountDigest = (
  moved: readonly MovedDeadline[],
  names: Names,
  { consoleUrl }: Pick<Settings, 'consoleUrl'>,
  language: Language,
): Letter => {
  const words = wordsOf(language);
  const sorted = moved.toSorted(byDueDate(({ to: { dueDate }, reference }) => ({ dueDate, reference })));
  const rows = sorted
    .slice(0, shown)
    .map(({ transferId, reference, duty, owedBy, from, to }) => [
      reference,
      words.owed(duty, names.get(owedBy) ?? owedBy),
      from.dueDate === to.dueDate
        ? words.recount.definite(to.dueDate)
        : `${words.dueDate(from.dueDate, from.provisional)} → ${words.dueDate(to.dueDate, to.provisional)}`,
      `${consoleUrl}${transferId}`,
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

/** One transfer of a digest: which, between whom, what is owed until when, and what there is to say of it. */
const itemOf = (facts: LetterFacts, words: Words): string[] => {
  const { transfer, names } = facts;
  const name = (id: string) => names.get(id) ?? id;
  const { reference, rule, from, to } = transfer;
  const duty = dutyOf(facts);
  const headline = headlineOf(facts);
  const about = aboutOf(facts, words);
  const said =
    headline === 'overdue'
      ? [`${words.labels.overdue}${words.colon}${words.amount(about.amount)}`]
      : facts.telling.kind === 'reminder'
        ? []
        : [words.headlines[headline](about)[1]];
  return [
    reference,
    words.rules[rule],
    rule === 'reply' ? name(from) : `${name(from)} → ${name(to)}`,
    ...(duty ? [words.owed(duty.name, name(duty.owedBy)), dueOf(duty, facts, words)] : []),
    ...said,
    linkOf(facts),
  ];
};

/** One mail for all of one kind that a reader is to be told at one time: every transfer is in it, the oldest date on top. */
export const digest = (items: readonly LetterFacts[], reader: Reader): Letter => {
  const words = wordsOf(reader.language);
  const [first] = items;
  if (!first) throw new RangeError('a digest is about something');
  const dueDate = (facts: LetterFacts) => dutyOf(facts)?.dueDate ?? '';
  const sorted = items.toSorted(
    byDueDate((facts) => ({ dueDate: dueDate(facts), reference: facts.transfer.reference })),
  );
  const references = [...new Set(sorted.map(({ transfer }) => transfer.reference))];
  const owners = [...new Set(items.map(({ transfer }) => transfer.duty?.owedBy ?? transfer.from))];
  const [owner] = owners;
  const [tag] = words.headlines[headlineOf(first)](aboutOf(first, words));
  const line = words.many[first.telling.kind](
    items.length,
    owner !== undefined && owners.length === 1 ? (first.names.get(owner) ?? owner) : null,
  );
  return page({
    words,
    subject: words.subject(tag, references.length <= named ? references : [], line),
    line,
    rows: [
      ...readerRows(
        reader,
        items.some(({ again }) => again),
        words,
      ),
      ...sorted.map((facts) => itemOf(facts, words)),
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

/** To the operators: the notice of a year is not in, and deadlines that reach into it are provisional. */
export const calendarMissing = (year: number, language: Language = ofOperators): Letter => {
  const words = wordsOf(language);
  const { labels, calendarMissing: said } = words;
  const [tag, line] = said.line(year);
  return page({
    words,
    subject: words.subject(tag, [], line),
    line,
    rows: [
      [labels.mend, said.mend(year)],
      [labels.effect, said.effect],
    ],
  });
};
