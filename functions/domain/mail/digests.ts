import type { Settings } from '../settings.ts';
import type { Language } from '../units/forms.ts';
import type { Rule } from '../units/routing.ts';
import type { DutyName } from '../windows.ts';
import { type Letter, page, type Reader } from './letters.ts';
import type { ReturnedMail } from './wording.ts';
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
    .map(({ reference, duty, owedBy, from, to }) => [
      reference,
      words.owed(duty, names.get(owedBy) ?? owedBy),
      from.dueDate === to.dueDate
        ? words.recount.definite(to.dueDate)
        : `${words.dueDate(from.dueDate, from.provisional)} → ${words.dueDate(to.dueDate, to.provisional)}`,
    ]);
  const more = moved.length > shown ? [[words.labels.rest, words.recount.more(moved.length - shown)]] : [];
  const [tag, line] = words.recount.line(moved.length);
  return page({
    words,
    subject: words.subject(tag, '', line),
    line,
    rows: [...rows, ...more],
    link: { label: words.labels.look, url: consoleUrl },
  });
};

/** One transfer of a morning on which a unit has many to be reminded of, or is overdue with. */
interface MorningItem {
  transferId: string;
  reference: string;
  rule: Rule | 'reply';
  from: string;
  to: string;
  duty: { name: DutyName; dueDate: string; provisional: boolean };
}

/** One mail for all reminders, or all escalations, of one unit's morning; every transfer is in it, the oldest date on top. */
export const morningDigest = (
  { kind, owedBy, items }: { kind: 'reminder' | 'escalation'; owedBy: string; items: readonly MorningItem[] },
  names: Names,
  { consoleUrl, closeOfBusiness }: Pick<Settings, 'consoleUrl' | 'closeOfBusiness'>,
  { language, insteadOf }: Reader,
): Letter => {
  const words = wordsOf(language);
  const name = (id: string) => names.get(id) ?? id;
  const rows = items
    .toSorted(byDueDate(({ duty: { dueDate }, reference }) => ({ dueDate, reference })))
    .map(({ transferId, reference, rule, from, to, duty }) => [
      reference,
      words.rules[rule],
      rule === 'reply' ? name(from) : `${name(from)} → ${name(to)}`,
      words.owed(duty.name, name(owedBy)),
      words.dueAt(duty.dueDate, duty.provisional, closeOfBusiness),
      `${consoleUrl}${transferId}`,
    ]);
  const [tag, line] = words.morning(kind, name(owedBy), items.length);
  const stand = insteadOf ? [[words.labels.instead, words.standsIn(insteadOf)]] : [];
  return page({
    words,
    subject: words.subject(tag, '', line),
    line,
    rows: [...stand, ...rows],
    link: { label: words.labels.look, url: consoleUrl },
  });
};

/** Operators are written to in Chinese. */
const ofOperators: Language = 'zh';

/** To the operators: mails to an address of a unit come back, or were complained of. */
export const addressReturned = (
  { unitId, email, reason }: { unitId: string; email: string; reason: ReturnedMail },
  { consoleUrl }: Pick<Settings, 'consoleUrl'>,
  language: Language = ofOperators,
): Letter => {
  const words = wordsOf(language);
  const { labels, addressReturned: said } = words;
  const [tag, line] = said.line(unitId, reason);
  return page({
    words,
    subject: words.subject(tag, '', line),
    line,
    rows: [
      [labels.address, email],
      [labels.mend, said.mend(unitId)],
    ],
    link: { label: labels.home, url: consoleUrl },
  });
};

/** To the operators: the notice of a year is not in, and deadlines that reach into it are provisional. */
export const calendarMissing = (
  year: number,
  { consoleUrl }: Pick<Settings, 'consoleUrl'>,
  language: Language = ofOperators,
): Letter => {
  const words = wordsOf(language);
  const { labels, calendarMissing: said } = words;
  const [tag, line] = said.line(year);
  return page({
    words,
    subject: words.subject(tag, '', line),
    line,
    rows: [
      [labels.mend, said.mend(year)],
      [labels.effect, said.effect],
    ],
    link: { label: labels.home, url: consoleUrl },
  });
};
