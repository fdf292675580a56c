import { type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import type { Language } from '../languages.ts';
import type { ReturnReason, Settings } from '../settings.ts';
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

export const aboutOf = (facts: LetterFacts, reader: Reader): About => {
  const { transfer, telling, settings, names, now } = facts;
  const { duty, extension, proposal } = transfer;
  const said = saidIn(telling);
  const name = (id: string) => nameIn(names, id, reader.language);
  const party = (id: string): Party => ({ name: name(id), isReader: reader.as === 'unit' && reader.unitId === id });
  const told = textIn(said.dueDate);
  const ofNow = duty !== null && (told === '' || told === duty.dueDate);
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
    due: ofNow ? endOf(duty, settings) : momentOf(told),
    provisional: ofNow && duty.provisional,
    standsStill: ofNow && isPaused(duty),
    left: ofNow ? leftOf(duty, facts) : null,
    movedFrom: momentOf(movedFrom),
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
    decidedBy: typeof said.office === 'string' ? name(said.office) : null,
  };
};

/** Where a transfer is looked at and acted on: a supplement with the transfer that it is for. */
export const linkOf = ({ transfer, settings }: Pick<LetterFacts, 'transfer' | 'settings'>): string =>
  `${settings.consoleUrl}${transfer.about?.transferId ?? transfer.transferId}`;
