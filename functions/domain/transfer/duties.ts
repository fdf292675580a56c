import { addWorkingDays, type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { type CountedDay, countWindow, type Span, type Zone } from '../calendar/count.ts';
import { dateIn, instantAt, withOffset } from '../calendar/time.ts';
import { canonical } from '../canonical.ts';
import type { EscalationStep, Settings, Terms } from '../settings.ts';
import { type Basis, type DutyName, duties, type Rung, type Window } from '../windows.ts';

/** What is owed on a transfer, and until when (domain.md, "Life of a transfer", "Windows come from somewhere"). */

/** When something is overdue: from that instant (UTC) on, counted in days from that date. */
interface End {
  on: string;
  at: string;
}

/** A duty keeps the terms that were in force when it began: a later change of the province file does not move it, but for a recount. */
export interface Duty extends Span {
  name: DutyName;
  /** Unit id. */
  owedBy: string;
  /** Instant (UTC) from which the duty stands on the record: where it was overdue by then, it escalates from that day on. */
  since: string;
  /** Instant (UTC) at which the due date was set as it stands: reminders before it are not made up for. */
  countedAt: string;
  pausable: boolean;
  /** What may be granted on top in all, and by whom. */
  ladder: readonly Rung[];
  basis: Basis;
  dueDate: string;
  /** Instant (UTC); done by then is in time. */
  dueAt: string;
  /** Overdue from here: at the due date or, where a recount moved that into the past, a while after its unit was told. */
  ends: End;
  provisional: boolean;
  calendar: string;
  reminders: readonly number[];
  escalation: readonly EscalationStep[];
  /**
   * The recount that moved it last, and what was told of its due date before. `untold`: its unit has yet to hear of an earlier one; `told`: it
   * has heard, whether or not all others have.
   */
  moved: { by: string; from: DateTold; untold?: boolean; told?: boolean } | null;
}

/** A due date as people were told of it. */
export interface DateTold {
  dueDate: string;
  /** Instant (UTC); records of before lack it. */
  dueAt?: string;
  provisional: boolean;
  /** From when on it was overdue by that; records of before lack it. */
  ends?: End;
}

/** Whether a due date is, to the minute, what was told before. */
export const isAsTold = (told: DateTold, now: DateTold): boolean =>
  told.dueAt === undefined || now.dueAt === undefined ? told.dueDate === now.dueDate : told.dueAt === now.dueAt;

/** Day and time of day in the province: `2026-10-09 17:30`, the end of a day as `24:00`; the day alone where nobody knows more. */
export const timeTold = ({ dueDate, dueAt }: Pick<DateTold, 'dueDate' | 'dueAt'>, timeZone: string): string => {
  if (dueAt === undefined) return dueDate;
  const local = withOffset(timeZone, new Date(dueAt));
  return `${dueDate} ${local.startsWith(dueDate) ? local.slice(11, 16) : '24:00'}`;
};

/** The times of day and the zone that a province counts and mails by. */
export type Hours = Zone & Pick<Settings, 'mailAt'>;

export interface NewDuty {
  name: DutyName;
  owedBy: string;
  /** The instant that starts the clock: discovery, dispatch, return, acknowledgement. */
  startsAt: Date;
  since: Date;
}

/** Hours begin, stand still and go on with a second, so that a day of eight hours is one. */
const toTheSecond = (at: Date): string => new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString();

const later = (a: End, b: End): End => (b.at > a.at ? b : a);

const endOf = ({ timeZone, closeOfBusiness }: Zone, date: string): End => ({
  on: date,
  at: instantAt(timeZone, date, closeOfBusiness ?? '24:00').toISOString(),
});

/** What of a window a duty keeps. */
const spanOf = ({ amount, unit, run, pausable, extension, basis }: Window) => ({
  window: amount,
  unit,
  run,
  pausable,
  ladder: extension,
  basis,
});

const counted = (calendar: Calendar, hours: Hours, span: Span) => {
  const { days: _, ...due } = countWindow(calendar, hours, span);
  return { ...due, calendar: calendar.version };
};

export const beginDuty = (calendar: Calendar, hours: Hours, terms: Terms, begin: NewDuty): Duty => {
  const since = begin.since.toISOString();
  const startAt = toTheSecond(begin.startsAt);
  const span = {
    ...spanOf(terms.windows[begin.name]),
    startDate: dateIn(hours.timeZone, begin.startsAt),
    startAt,
    extended: 0,
    pauses: [],
  };
  const due = counted(calendar, hours, span);
  return {
    name: begin.name,
    owedBy: begin.owedBy,
    since,
    countedAt: since,
    ...span,
    ...due,
    ends: { on: due.dueDate, at: due.dueAt },
    reminders: terms.reminders,
    escalation: terms.escalation,
    moved: null,
  };
};

/**
 * What a duty says where its record leaves that out, as records of before do, and all others what is usual. It means the same for good, since
 * records stand for years: a test holds the words (duties-kept.test.ts).
 */
const usualOf = (
  { name, since, dueDate, dueAt }: Pick<Duty, 'name' | 'since' | 'dueDate' | 'dueAt'>,
  basis: Basis,
): Pick<Duty, 'startAt' | 'unit' | 'run' | 'pauses' | 'pausable' | 'ladder' | 'basis' | 'ends'> => ({
  startAt: since,
  unit: 'working-days',
  run: 'always',
  pauses: [],
  pausable: false,
  ladder: duties[name].extension,
  basis,
  ends: { on: dueDate, at: dueAt },
});

type LeftOut = keyof ReturnType<typeof usualOf>;
type KeptDuty = Omit<Duty, LeftOut> & Partial<Pick<Duty, LeftOut>>;

/** A duty as it was kept, whenever that was. `basis`: of the mechanism's own window. */
export const dutyAsKept = (kept: KeptDuty, basis: Basis): Duty => ({ ...usualOf(kept, basis), ...kept });

/** A duty without what `dutyAsKept` gives it back: half of it. */
export const dutyToKeep = (duty: Duty, basis: Basis): KeptDuty => {
  const usual: Readonly<Record<string, unknown>> = usualOf(duty, basis);
  const own = Object.entries(duty).filter(([name, value]) => canonical(value) !== canonical(usual[name]));
  return Object.fromEntries(own) as unknown as KeptDuty;
};

/** Whether its clock stands still. */
export const isPaused = ({ pauses = [] }: Partial<Pick<Duty, 'pauses'>>): boolean =>
  pauses.some(({ until }) => until === null);

/** Instant (UTC) from which it is overdue; null while its clock stands still. `ends` is left out by records of before. */
export const overdueFrom = (duty: Pick<Duty, 'dueAt'> & Partial<Pick<Duty, 'ends' | 'pauses'>>): string | null =>
  isPaused(duty) ? null : (duty.ends?.at ?? duty.dueAt);

/** Done by then is in time. */
export const isLate = (duty: Duty | null, now: Date): boolean => {
  const from = duty && overdueFrom(duty);
  return from !== null && now.getTime() > Date.parse(from);
};

/** How long it is overdue as of now: working days or, of a window in hours, whole hours; 0 where it is not. */
export const overdueBy = (duty: Duty, calendar: Calendar, { timeZone }: Zone, now: Date): number => {
  if (!isLate(duty, now)) return 0;
  return duty.unit === 'hours'
    ? Math.floor((now.getTime() - Date.parse(duty.ends.at)) / 3_600_000)
    : workingDaysBetween(calendar, duty.ends.on, dateIn(timeZone, now));
};

/**
 * Working days that are left: 0 on the last day, negative as soon as it is overdue, whatever its window counts in; null while its clock
 * stands still.
 */
export const daysLeft = (duty: Duty, calendar: Calendar, { timeZone }: Zone, now: Date): number | null => {
  if (isPaused(duty)) return null;
  const today = dateIn(timeZone, now);
  if (!isLate(duty, now)) return workingDaysBetween(calendar, today, duty.ends.on);
  return -Math.max(1, workingDaysBetween(calendar, duty.ends.on, today));
};

/** Names the mails of a date: never the same as before, even within a millisecond. */
const recountedAt = (duty: Duty, now: Date): string =>
  new Date(Math.max(now.getTime(), Date.parse(duty.countedAt) + 1)).toISOString();

/** Whether both say the same of the date. */
const saysTheSame = (a: Duty, b: Pick<Duty, 'dueAt' | 'provisional'>): boolean =>
  a.dueAt === b.dueAt && a.provisional === b.provisional;

/**
 * The duty counted by another span; undefined where that changes nothing that anybody was told, and the span that it has still leads to its
 * date. Grace that it has, it keeps.
 */
export const countAgain = (
  duty: Duty,
  change: Partial<Omit<Duty, 'name' | 'owedBy'>>,
  calendar: Calendar,
  hours: Hours,
  now: Date,
): Duty | undefined => {
  const due = counted(calendar, hours, { ...duty, ...change });
  const moves = due.dueAt !== duty.dueAt;
  if (saysTheSame(duty, due) && counted(calendar, hours, duty).dueAt === duty.dueAt) return undefined;
  const end = { on: due.dueDate, at: due.dueAt };
  return {
    ...duty,
    ...change,
    ...due,
    ends: duty.ends.at > duty.dueAt ? later(end, duty.ends) : end,
    ...(moves ? { countedAt: recountedAt(duty, now) } : {}),
  };
};

/** Working days that a recount waits for its unit to be told of an earlier date: then it is told with whoever hears of the delay. */
const patience = 3;

const graceUntil = (calendar: Calendar, hours: Hours, now: Date, days: number): End =>
  endOf(hours, addWorkingDays(calendar, dateIn(hours.timeZone, now), days).date);

const asTold = ({ dueDate, dueAt, provisional, ends }: Duty): DateTold => ({ dueDate, dueAt, provisional, ends });

/**
 * The duty counted by the calendar and the window now in force. An earlier date is not overdue before its unit has heard of it
 * (domain.md, "Counting working days"); what was overdue by the date that it knew stays so from then on. `by`: the recount.
 * `from`: what was told of the date, where that is not the present one: moved there and back, it is as it was. Undefined where nothing
 * changes that anybody was told.
 */
export const recountDuty = (
  duty: Duty,
  window: Window,
  { by, from = asTold(duty) }: { by: string; from?: DateTold },
  calendar: Calendar,
  hours: Hours,
  now: Date,
): Duty | undefined => {
  const after = countAgain(duty, spanOf(window), calendar, hours, now);
  // The same date, by another window: nobody hears of that.
  if (!after || saysTheSame(duty, after)) return after;
  const end = { on: after.dueDate, at: after.dueAt };
  const { ends: known = duty.ends } = from;
  const untold = from.dueAt === undefined ? after.dueDate < from.dueDate : after.dueAt < from.dueAt;
  // Grace that was told of stays.
  const kept = known.at > (from.dueAt ?? duty.dueAt) ? later(end, known) : end;
  const wasLate = !isPaused(duty) && now.getTime() > Date.parse(known.at);
  const ends = wasLate ? later(end, known) : later(kept, graceUntil(calendar, hours, now, patience));
  return { ...after, ends: untold ? ends : kept, moved: { by, from, ...(untold ? { untold } : {}) } };
};

/**
 * The unit has heard of the date as it stands: where that has passed by now, it has until the end of the next working day. While its clock
 * stands still no date has passed.
 */
export const heardOf = (duty: Duty, calendar: Calendar, hours: Hours, now: Date): Duty => {
  if (!duty.moved?.untold) return duty;
  const { by, from } = duty.moved;
  const heard = { ...duty, moved: { by, from, told: true } };
  const end = { on: duty.dueDate, at: duty.dueAt };
  if (isPaused(duty)) return { ...heard, ends: end };
  const hasEnded = Date.parse(duty.ends.at) <= now.getTime();
  const grace = Date.parse(duty.dueAt) <= now.getTime() ? graceUntil(calendar, hours, now, 1) : end;
  return { ...heard, ends: hasEnded ? duty.ends : grace };
};

/** Its clock stands still from now on. What is overdue already stays so. */
export const paused = (duty: Duty, now: Date): Duty =>
  !duty.pausable || isPaused(duty) || isLate(duty, now)
    ? duty
    : { ...duty, pauses: [...duty.pauses, { from: toTheSecond(now), until: null }] };

/** Its clock goes on: the days since it stood still do not count. Grace that was left is given again. */
export const resumed = (duty: Duty, calendar: Calendar, hours: Hours, now: Date): Duty => {
  if (!isPaused(duty)) return duty;
  const pauses = duty.pauses.map(({ from, until }) => ({ from, until: until ?? toTheSecond(now) }));
  const after = countAgain(duty, { pauses }, calendar, hours, now) ?? { ...duty, pauses };
  if (Date.parse(after.ends.at) > now.getTime()) return after;
  return { ...after, ends: graceUntil(calendar, hours, now, 1) };
};

/** Why a duty is due when it is: every day from its start, and on the last one what the window rests on (domain.md, "Explaining a date"). */
export const explainDuty = (calendar: Calendar, zone: Zone, duty: Duty): (CountedDay & { basis?: Basis })[] =>
  countWindow(calendar, zone, duty).days.map((day, n, { length }) =>
    n === length - 1 ? { ...day, basis: duty.basis } : day,
  );
