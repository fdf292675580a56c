import { type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import type { Language } from '../languages.ts';
import type { ReturnReason, Settings } from '../settings.ts';
import { termsOf } from '../transfer/decision.ts';
import { type Duty, isLate, isPaused, overdueBy, timeTold } from '../transfer/duties.ts';
import type { Telling } from '../transfer/telling.ts';
import type { ProposalKind, Transfer } from '../transfer/transfer.ts';
import type { WindowUnit } from '../windows.ts';
import type { Contacts, Names } from './contacts.ts';
import type { About, Amount, Capacity, Headline, Left, Moment, Party } from './wording.ts';

/** What a mail about one transfer has to say, before it is put into words. */

/** All that a mail about one transfer says, whoever reads it. */
export interface LetterFacts {
  transfer: Transfer;
  telling: Telling;
  /** A unit without a name stands under its id. */
  names: Names;
  contacts: Contacts;
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
  /** The unit with which, and the capacity in which, they are told. */
  unitId: string;
  as: 'unit' | 'supervisor' | 'stand-in';
}

export const nameIn = (names: Names, id: string, language: Language): string => names.get(id)?.[language] ?? id;

/** What a notice says beside the record. */
export const saidIn = (telling: Telling) => ('facts' in telling ? (telling.facts ?? {}) : {});

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who has the clue from now on, by an approved proposal, in place of its receiver or beside it. */
export const givenTo = (telling: Telling): string[] => {
  const { units } = saidIn(telling);
  return telling.kind === 'proposal-approved' && Array.isArray(units) ? (units as string[]) : [];
};

/** Of these who has it in the receiver's place; empty where it stays. */
export const passedTo = (telling: Telling): string[] => (saidIn(telling).kind === 'joint' ? [] : givenTo(telling));

/** The duty that a late notice is about: the one by which the sender should have dispatched, for the first time or corrected. */
export const missedBy = ({ done }: Transfer, telling: Telling): 'dispatch' | 'correct' =>
  done.correct?.overdue && done.correct.dueDate === saidIn(telling).missed ? 'correct' : 'dispatch';

/** What the mail says is owed: of a late notice only what was missed, if that is owed still. */
export const dutyOf = ({ transfer, telling }: Pick<LetterFacts, 'transfer' | 'telling'>): Duty | null => {
  const { duty } = transfer;
  if (telling.kind !== 'late') return duty;
  return duty?.name === 'dispatch' && duty.dueDate === saidIn(telling).missed ? duty : null;
};

/** What kind of clue it is about: a supplement is one of the transfer that it is for. */
export const kindOf = ({ rule, about }: Pick<Transfer, 'rule' | 'about'>): Transfer['rule'] => about?.rule ?? rule;

/** When a duty ends: of a window in hours at its own time, of days at the end of the day or the close of business. */
export const endOf = (duty: Duty, { timeZone, closeOfBusiness = '24:00' }: Settings): Moment => ({
  date: duty.dueDate,
  time: duty.unit === 'hours' ? timeTold(duty, timeZone).slice(11) : closeOfBusiness,
});

/** A day as it was told, `2026-10-09` or `2026-10-09 17:30`. */
export const momentTold = (told: string): Moment => ({
  date: told.slice(0, 10),
  time: told.length > 10 ? told.slice(11) : null,
});

const momentOf = (told: string): Moment | null => (told === '' ? null : momentTold(told));

export const headlineOf = ({
  telling,
  transfer: { duty },
  now,
  settings,
}: Pick<LetterFacts, 'telling' | 'transfer' | 'now' | 'settings'>): Headline => {
  if (telling.kind !== 'reminder' && telling.kind !== 'escalation') return telling.kind;
  if (duty && telling.kind === 'escalation' && isLate(duty, now)) return 'overdue';
  if (duty && now.getTime() <= Date.parse(duty.dueAt))
    return duty.unit !== 'hours' && dateIn(settings.timeZone, now) === duty.dueDate ? 'due-today' : 'due';
  return 'was-due';
};

/** When the window ended that a late notice is about: one in hours at its own time, as far as the notice says it. */
const missedOf = ({ transfer, telling, settings }: LetterFacts): Moment | null => {
  const { missed, time } = saidIn(telling);
  if (typeof missed !== 'string') return null;
  const { unit } = termsOf(transfer, settings).windows[missedBy(transfer, telling)];
  const usual = unit === 'hours' ? null : (settings.closeOfBusiness ?? '24:00');
  return { date: missed, time: typeof time === 'string' ? time : usual };
};

/** The end of a day, as a moment: where no time is told it is that of the day. */
export const endTold = (told: string, { closeOfBusiness = '24:00' }: Pick<Settings, 'closeOfBusiness'>): Moment => {
  const { date, time } = momentTold(told);
  return { date, time: time ?? closeOfBusiness };
};

/** How long something is overdue, or how much was asked for. */
const amountOf = ({ telling, transfer, calendar, settings, now }: LetterFacts): Amount => {
  const { duty, extension } = transfer;
  const { amount, days, unit } = saidIn(telling);
  if (typeof amount === 'number') return { count: amount, unit: unit as WindowUnit };
  // A window of calendar days is overdue by working days as well.
  if (typeof days === 'number') return { count: days, unit: unit === 'hours' ? unit : 'working-days' };
  const overdueIn = duty?.unit === 'hours' ? 'hours' : 'working-days';
  if (telling.kind === 'escalation' && duty)
    return { count: overdueBy(duty, calendar, settings, now), unit: overdueIn };
  if (telling.kind === 'undecided') return { count: telling.distance, unit: 'working-days' };
  return { count: extension?.workingDays ?? 0, unit: duty?.unit ?? 'working-days' };
};

/** Working days or, of a window in hours, time on the clock; null where none is left. */
const leftOf = (duty: Duty, { calendar, settings, now }: LetterFacts): Left | null => {
  const minutes = Math.round((Date.parse(duty.dueAt) - now.getTime()) / 60_000);
  if (minutes <= 0) return null;
  if (duty.unit !== 'hours') {
    const count = workingDaysBetween(calendar, dateIn(settings.timeZone, now), duty.dueDate);
    return count > 0 ? { count, unit: 'working-days' } : null;
  }
  return minutes < 120 ? { count: minutes, unit: 'minutes' } : { count: Math.floor(minutes / 60), unit: 'hours' };
};

/** In which capacity somebody reads of a duty; the unit itself hears of an escalation too where it had not heard of its date. */
export const capacityOf = ({ unitId, as }: Reader, owedBy: string): Capacity =>
  as === 'supervisor' || as === 'stand-in' ? 'supervisor' : unitId === owedBy ? 'owner' : 'office';

/** What is due: as it stands, or as it was when the notice was made. */
const dueIn = ({ transfer: { duty }, telling, settings }: LetterFacts): { ofNow: Duty | null; due: Moment | null } => {
  const told = textIn(saidIn(telling).dueDate);
  // Of the transfers that go on, not of the one that the proposal was about.
  if (telling.kind === 'proposal-approved') return { ofNow: null, due: told === '' ? null : endTold(told, settings) };
  const ofNow = told === '' || told === duty?.dueDate ? duty : null;
  return { ofNow, due: ofNow ? endOf(ofNow, settings) : momentOf(told) };
};

/** How a transfer came to be, where by a proposal; whoever must not hear of the clue is not named. */
const goesOnIn = (
  { telling, contacts }: Pick<LetterFacts, 'telling' | 'contacts'>,
  name: (id: string) => string,
): About['goesOn'] => {
  const { kind, former } = saidIn(telling);
  if (telling.kind !== 'dispatched' || typeof kind !== 'string') return null;
  const isNamed = typeof former === 'string' && contacts.phones.has(former);
  return { handling: kind as ProposalKind, former: isNamed ? name(former) : null };
};

/** Who decided, as far as they may be named. */
const decidedIn = ({ telling, contacts }: Pick<LetterFacts, 'telling' | 'contacts'>): string | null => {
  const { office } = saidIn(telling);
  return typeof office === 'string' && contacts.phones.has(office) ? office : null;
};

const dayIn = ({ timeZone }: Settings, at: string | null | undefined): string =>
  at ? dateIn(timeZone, new Date(at)) : '';

export const aboutOf = (facts: LetterFacts, reader: Reader): About => {
  const { transfer, telling, settings, names, now } = facts;
  const { duty, extension, proposal, returned } = transfer;
  const said = saidIn(telling);
  const name = (id: string) => nameIn(names, id, reader.language);
  const party = (id: string): Party => ({ name: name(id), isReader: reader.as === 'unit' && reader.unitId === id });
  const { ofNow, due } = dueIn(facts);
  const decidedBy = decidedIn(facts);
  const suggested = textIn(said.suggested) || returned?.suggested;
  const units = Array.isArray(said.units) ? (said.units as string[]) : (proposal?.units ?? []);
  const movedFrom = textIn(said.from) || (duty?.moved?.from.dueDate ?? '');
  const owner = duty?.owedBy ?? transfer.from;
  return {
    reference: transfer.reference,
    kind: kindOf(transfer),
    duty: telling.kind === 'late' ? missedBy(transfer, telling) : (duty?.name ?? null),
    owner: party(owner),
    sender: party(transfer.from),
    receiver: party(transfer.to),
    capacity: capacityOf(reader, owner),
    today: dateIn(settings.timeZone, now),
    due,
    provisional: ofNow?.provisional ?? false,
    standsStill: ofNow !== null && isPaused(ofNow),
    left: ofNow && leftOf(ofNow, facts),
    movedFrom: momentOf(movedFrom),
    discovered: textIn(said.discovered),
    missed: missedOf(facts),
    sentOn: dayIn(settings, transfer.dispatchedAt),
    stillOwed: telling.kind === 'late' && dutyOf(facts) !== null,
    askedOn: dayIn(settings, extension?.askedAt),
    asked: extension && { count: extension.workingDays, unit: duty?.unit ?? 'working-days' },
    amount: amountOf(facts),
    late: transfer.late,
    final: said.final === true,
    reason: (said.reason ?? returned?.reason) as ReturnReason,
    suggested: suggested ? name(suggested) : null,
    handling: said.kind as ProposalKind,
    corrected: said.corrected === true,
    goesOn: goesOnIn(facts, name),
    units: units.map(name),
    decidedBy: decidedBy === null ? null : name(decidedBy),
  };
};

/** Where a transfer is looked at and acted on: a supplement with the transfer that it is for. */
export const linkOf = ({ transfer, settings }: Pick<LetterFacts, 'transfer' | 'settings'>): string =>
  `${settings.consoleUrl}${transfer.about?.transferId ?? transfer.transferId}`;
