import type { Calendar } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import type { Language } from '../languages.ts';
import type { ReturnReason, Settings } from '../settings.ts';
import { graceTold } from '../transfer/deadlines.ts';
import { termsOf } from '../transfer/decision.ts';
import { type Duty, explainDuty, heardOf, isLate, isPaused, overdueBy, timeTold } from '../transfer/duties.ts';
import type { Telling } from '../transfer/telling.ts';
import type { ProposalKind, Transfer } from '../transfer/transfer.ts';
import type { Basis, WindowUnit } from '../windows.ts';
import { type Letter, page } from './page.ts';
import type { About, Amount, Headline, Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** A mail carries the reference, the duty, the units, the due date, its basis and a link; nothing of the clue itself. */

/** All that a mail about one transfer says, whoever reads it. */
export interface LetterFacts {
  transfer: Transfer;
  telling: Telling;
  /** Names by unit id; a unit without one stands under its id. */
  names: ReadonlyMap<string, string>;
  settings: Settings;
  now: Date;
  calendar: Calendar;
  /** Nobody knows whether it was sent before: it may be a second copy. */
  again?: boolean;
}

/** Whom a mail is for. */
export interface Reader {
  language: Language;
  /** Name of the absent supervisor in whose place it goes to somebody else. */
  insteadOf: string | null;
  /** The unit with which, and the capacity in which, they are told; left out, nothing is asked of them by name. */
  unitId?: string;
  as?: 'unit' | 'supervisor' | 'stand-in';
}

type Row = [head: string, text: string];

const nameIn = ({ names }: Pick<LetterFacts, 'names'>, id: string): string => names.get(id) ?? id;

const factsOf = (telling: Telling) => ('facts' in telling ? (telling.facts ?? {}) : {});

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The duty that a late notice is about: the one by which the sender should have dispatched, for the first time or corrected. */
const missedBy = ({ done }: Transfer, telling: Telling): 'dispatch' | 'correct' =>
  done.correct?.overdue && done.correct.dueDate === factsOf(telling).missed ? 'correct' : 'dispatch';

/** What the mail says is owed: of a late notice only what was missed, if that is owed still. */
export const dutyOf = ({ transfer, telling }: Pick<LetterFacts, 'transfer' | 'telling'>): Duty | null => {
  const { duty } = transfer;
  if (telling.kind !== 'late') return duty;
  return duty?.name === 'dispatch' && duty.dueDate === factsOf(telling).missed ? duty : null;
};

/** Time of day at which a duty ends: of a window in hours its own, of days the end of the day or the close of business. */
const endsAt = (duty: Duty, { timeZone, closeOfBusiness = '24:00' }: Settings): string =>
  duty.unit === 'hours' ? timeTold(duty, timeZone).slice(11) : closeOfBusiness;

/** The date, with the time where it is a window in hours. */
const dateOf = (duty: Duty, settings: Settings): string =>
  duty.unit === 'hours' ? `${duty.dueDate} ${endsAt(duty, settings)}` : duty.dueDate;

/** Due date and time, with a word where it is provisional, where the clock stands still, or where an extension ended before it was approved. */
export const dueOf = (
  duty: Duty,
  { settings, telling, now }: Pick<LetterFacts, 'settings' | 'telling' | 'now'>,
  words: Words,
): string => {
  const isOver = telling.kind === 'extension-approved' && isLate(duty, now);
  const state = isPaused(duty) ? words.standsStill : isOver ? words.isOver : '';
  return `${words.dueAt(duty.dueDate, endsAt(duty, settings), duty.provisional)}${state}`;
};

export const headlineOf = ({ telling, transfer: { duty }, now, settings }: LetterFacts): Headline => {
  if (telling.kind !== 'reminder' && telling.kind !== 'escalation') return telling.kind;
  if (duty && telling.kind === 'escalation' && isLate(duty, now)) return 'overdue';
  if (duty && now.getTime() <= Date.parse(duty.dueAt))
    return duty.unit !== 'hours' && dateIn(settings.timeZone, now) === duty.dueDate ? 'due-today' : 'due';
  return 'was-due';
};

/** How long something is overdue, or how much was asked for. */
const amountOf = ({ telling, transfer, calendar, settings, now }: LetterFacts): Amount => {
  const { duty, extension } = transfer;
  const { amount, days, unit } = factsOf(telling);
  if (typeof amount === 'number') return { count: amount, unit: unit as WindowUnit };
  // A window of calendar days is overdue by working days as well.
  if (typeof days === 'number') return { count: days, unit: unit === 'hours' ? unit : 'working-days' };
  const overdueIn = duty?.unit === 'hours' ? 'hours' : 'working-days';
  if (telling.kind === 'escalation' && duty)
    return { count: overdueBy(duty, calendar, settings, now), unit: overdueIn };
  if (telling.kind === 'undecided') return { count: telling.distance, unit: 'working-days' };
  return { count: extension?.workingDays ?? 0, unit: duty?.unit ?? 'working-days' };
};

export const aboutOf = (facts: LetterFacts, words: Words): About => {
  const { transfer, telling, settings } = facts;
  const { duty, extension, proposal, rule } = transfer;
  const said = factsOf(telling);
  const name = (id: string) => nameIn(facts, id);
  const told = textIn(said.dueDate);
  const ofNow = duty !== null && (told === '' || told === duty.dueDate);
  const dueDate = ofNow ? dateOf(duty, settings) : told;
  const units = Array.isArray(said.units) ? (said.units as string[]) : (proposal?.units ?? []);
  return {
    duty: telling.kind === 'late' ? missedBy(transfer, telling) : (duty?.name ?? null),
    rule,
    owner: duty ? name(duty.owedBy) : '',
    sender: name(transfer.from),
    receiver: name(transfer.to),
    dueDate,
    due: `${words.dueDate(dueDate, ofNow && duty.provisional)}${ofNow && isPaused(duty) ? words.standsStill : ''}`,
    until: ofNow ? `${duty.dueDate} ${endsAt(duty, settings)}` : told,
    movedFrom: textIn(said.from) || (duty?.moved?.from.dueDate ?? ''),
    discovered: textIn(said.discovered),
    missed: textIn(said.missed),
    askedOn: extension ? dateIn(settings.timeZone, new Date(extension.askedAt)) : '',
    amount: amountOf(facts),
    late: transfer.late,
    final: said.final === true,
    reason: said.reason as ReturnReason,
    suggested: typeof said.suggested === 'string' ? name(said.suggested) : null,
    handling: said.kind as ProposalKind,
    units: units.map(name),
  };
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

const partyRows = (facts: LetterFacts, { labels, rules }: Words): Row[] => {
  const { transfer } = facts;
  const name = (id: string) => nameIn(facts, id);
  return [
    [labels.reference, transfer.reference],
    [labels.rule, rules[transfer.rule]],
    ...(transfer.rule === 'reply'
      ? [[labels.heldBy, name(transfer.from)] satisfies Row]
      : [[labels.from, name(transfer.from)] satisfies Row, [labels.to, name(transfer.to)] satisfies Row]),
  ];
};

/** What a notice says that was so when it was made. */
const noticeRows = ({ telling }: LetterFacts, about: About, words: Words): Row[] => {
  const { labels } = words;
  if (telling.kind === 'late' && about.missed !== '') {
    return [
      [words.began[about.rule], about.discovered],
      [labels.missed, about.missed],
      [labels.overdue, words.amount(about.amount)],
    ];
  }
  return about.units.length > 0 && telling.kind.startsWith('proposal-')
    ? [[labels.units, about.units.join(words.and)]]
    : [];
};

const dutyRows = (facts: LetterFacts, words: Words): Row[] => {
  const { calendar, settings, telling, now } = facts;
  const { labels } = words;
  const duty = dutyOf(facts);
  // By this mail the unit hears of its date.
  const known = duty && heardOf(duty, calendar, settings, now);
  const basis = basisOf(facts);
  return [
    ...(duty
      ? [
          [labels.duty, words.owed(duty.name, nameIn(facts, duty.owedBy))] satisfies Row,
          [labels.due, dueOf(duty, facts, words)] satisfies Row,
        ]
      : []),
    ...(known && known.ends.at > known.dueAt
      ? [[labels.grace, words.grace(graceTold(known, settings))] satisfies Row]
      : []),
    ...(duty && explained.has(telling.kind)
      ? [[labels.count, words.count(explainDuty(calendar, settings, duty), duty)] satisfies Row]
      : []),
    ...(basis ? [[labels.basis, basis[words.language]] satisfies Row] : []),
  ];
};

/** What is asked of whoever reads an escalation; the unit itself hears of it too where it had not heard of its date. */
export const capacityOf = ({ unitId, as }: Reader, owedBy: string): keyof Words['asked'] =>
  as === 'supervisor' || as === 'stand-in' ? 'supervisor' : unitId === owedBy ? 'owner' : 'office';

/** Why an escalation comes to this level, and who was told before. */
export const levelRows = (facts: LetterFacts, capacity: keyof Words['asked'], words: Words): Row[] => {
  const { transfer, telling, settings } = facts;
  const { duty, informed = [] } = transfer;
  const { labels } = words;
  const before = informed.map(({ unitId, as, at }) =>
    words.informed(nameIn(facts, unitId), as, dateIn(settings.timeZone, new Date(at))),
  );
  const wasLate = duty !== null && duty.since > duty.ends.at;
  return [
    ...(capacity === 'owner' ? [] : [[labels.why, words.why(telling.distance, capacity, wasLate)] satisfies Row]),
    ...(before.length > 0 ? [[labels.informed, before.join(words.and)] satisfies Row] : []),
  ];
};

/** What is asked of the reader of an escalation, why it comes to them, and who was told before. */
const escalationRows = (facts: LetterFacts, reader: Reader, words: Words): Row[] => {
  const { transfer, telling } = facts;
  const { duty } = transfer;
  if (telling.kind !== 'escalation' || !duty || headlineOf(facts) !== 'overdue') return [];
  const { labels } = words;
  const capacity = capacityOf(reader, duty.owedBy);
  const owner = nameIn(facts, duty.owedBy);
  return [[labels.asked, words.asked[capacity](owner, duty.name)], ...levelRows(facts, capacity, words)];
};

/** What a mail says of the reader, and of itself. */
export const readerRows = (
  { insteadOf }: Reader,
  again: boolean,
  { labels, standsIn, secondCopy }: Words,
): [string, string][] => [
  ...(insteadOf ? [[labels.instead, standsIn(insteadOf)] satisfies Row] : []),
  ...(again ? [[labels.again, secondCopy] satisfies Row] : []),
];

/** Where a transfer is looked at and acted on: a supplement with the transfer that it is for. */
export const linkOf = ({ transfer, settings }: Pick<LetterFacts, 'transfer' | 'settings'>): string =>
  `${settings.consoleUrl}${transfer.about?.transferId ?? transfer.transferId}`;

/** The mail of one milestone or notice, plain and HTML. */
export const letter = (facts: LetterFacts, reader: Reader): Letter => {
  const words = wordsOf(reader.language);
  const about = aboutOf(facts, words);
  const [tag, line] = words.headlines[headlineOf(facts)](about);
  return page({
    words,
    subject: words.subject(tag, [facts.transfer.reference], line),
    line,
    rows: [
      ...partyRows(facts, words),
      ...noticeRows(facts, about, words),
      ...dutyRows(facts, words),
      ...escalationRows(facts, reader, words),
      ...readerRows(reader, facts.again === true, words),
    ],
    link: { label: words.labels.act, url: linkOf(facts) },
  });
};
