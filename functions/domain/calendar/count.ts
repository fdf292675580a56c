import type { HoursRun, WindowUnit } from '../windows.ts';
import { type Calendar, type Day, dayOf } from './calendar.ts';
import { addDays, dateIn, instantAt } from './time.ts';

/**
 * Where a window ends, and why: a date comes from its explanation and from nothing else (domain.md, "Counting working days", "Windows
 * come from somewhere", "Explaining a date"). Dates are days of the province; instants are UTC texts.
 */

/** Time that does not count, since what was asked for was missing; `until` is null while it still is. */
interface Pause {
  from: string;
  until: string | null;
}

/** What a deadline is counted from and by. */
export interface Span {
  /** Day of the start, which is not counted; a window in hours begins at the instant itself. */
  startDate: string;
  startAt: string;
  /** In its unit. */
  window: number;
  unit: WindowUnit;
  run: HoursRun;
  /** Granted on top, in the same unit. */
  extended: number;
  /** In their order. One that goes on takes nothing yet: when it ends, it is counted anew. */
  pauses: readonly Pause[];
}

/** The zone that a province counts by, and when its offices are open. */
export interface Zone {
  timeZone: string;
  closeOfBusiness?: string | undefined;
  officeHours?: { from: string; to: string } | undefined;
}

/** One day of an explanation. */
export interface CountedDay {
  date: string;
  counted: boolean;
  reason: 'day of start' | Day['reason'] | 'calendar day' | 'hours' | 'paused' | 'moved on';
  /** Of the holiday. */
  name?: string;
  /** Of a window in hours: how many of this day count. */
  hours?: number;
  /** Of a window in hours: how many of this day were paused. */
  paused?: number;
  /** Counted by an extension; of a window in hours in part at least. */
  extension?: true;
  /** No notice covers the day's year yet. */
  provisional?: true;
}

/** A deadline with the days that lead to it; the last of them is the due date. */
export interface Counted {
  dueDate: string;
  /** Instant (UTC); done by then is in time. */
  dueAt: string;
  /** True when any day from the start to the date lies in a year without a notice. */
  provisional: boolean;
  days: CountedDay[];
}

const hourMs = 3_600_000;

/** A day that pauses, from the one of the request to the one of the supplement: neither of them was a whole day at work. */
const pausedDay = ({ timeZone }: Zone, pauses: readonly Pause[]): ((date: string) => boolean) => {
  const closed = pauses.flatMap(({ from, until }) =>
    until === null ? [] : [[dateIn(timeZone, new Date(from)), dateIn(timeZone, new Date(until))] as const],
  );
  return (date) => closed.some(([from, until]) => from <= date && date <= until);
};

const noted = ({ holiday, provisional }: Day): Pick<CountedDay, 'name' | 'provisional'> => ({
  ...(holiday === null ? {} : { name: holiday }),
  ...(provisional ? { provisional: true } : {}),
});

const inDays = (calendar: Calendar, zone: Zone, { startDate, window, unit, extended, pauses }: Span): CountedDay[] => {
  const isPaused = pausedDay(zone, pauses);
  const start = dayOf(calendar, startDate);
  const days: CountedDay[] = [
    { date: startDate, counted: false, reason: 'day of start', ...(start.provisional ? { provisional: true } : {}) },
  ];
  let count = 0;
  // A period of days that ends on a day off ends on the next working day (Civil Code, article 203).
  for (let date = addDays(startDate, 1), ends = false; !ends; date = addDays(date, 1)) {
    const day = dayOf(calendar, date);
    const paused = isPaused(date);
    const over = count === window + extended;
    const counted = !paused && !over && (unit === 'calendar-days' || day.works);
    if (counted) count += 1;
    const wholly = unit === 'calendar-days' ? 'calendar day' : day.reason;
    const reason = paused ? 'paused' : counted ? wholly : over && day.works ? 'moved on' : day.reason;
    days.push({ date, counted, reason, ...noted(day), ...(counted && count > window ? { extension: true } : {}) });
    ends = count === window + extended && !paused && day.works;
  }
  return days;
};

/** The part of a day that counts, as instants in milliseconds; null where none does. */
const openOn = (zone: Zone, run: HoursRun, day: Day): [from: number, to: number] | null => {
  const at = (time: string) => instantAt(zone.timeZone, day.date, time).getTime();
  if (run === 'always') return [at('00:00'), at('24:00')];
  if (!day.works) return null;
  const { from, to } = run === 'office-hours' && zone.officeHours ? zone.officeHours : { from: '00:00', to: '24:00' };
  return [at(from), at(to)];
};

/** What is left of a stretch of time without the pauses. */
const without = (pauses: readonly Pause[], stretch: [from: number, to: number]): [from: number, to: number][] =>
  pauses.reduce<[number, number][]>(
    (left, pause) => {
      if (pause.until === null) return left;
      const [from, until] = [Date.parse(pause.from), Date.parse(pause.until)];
      return left
        .flatMap(([a, b]): [number, number][] => [
          [a, Math.min(b, from)],
          [Math.max(a, until), b],
        ])
        .filter(([a, b]) => a < b);
    },
    [stretch],
  );

/** Milliseconds as hours. */
const inHundredths = (time: number): number => Math.round((time / hourMs) * 100) / 100;

const inHours = (calendar: Calendar, zone: Zone, span: Span): { days: CountedDay[]; dueAt: number } => {
  const { startAt, window, run, extended, pauses } = span;
  const begins = Date.parse(startAt);
  const days: CountedDay[] = [];
  let [left, dueAt] = [(window + extended) * hourMs, begins];
  for (let date = span.startDate; left > 0; date = addDays(date, 1)) {
    const day = dayOf(calendar, date);
    const open = openOn(zone, run, day);
    const whole: [number, number] | null = open && [Math.max(open[0], begins), open[1]];
    const stretches = whole && whole[0] < whole[1] ? without(pauses, whole) : [];
    let used = 0;
    for (const [from, to] of stretches) {
      const takes = Math.min(to - from, left);
      if (takes <= 0) break;
      [used, left, dueAt] = [used + takes, left - takes, from + takes];
    }
    // What neither counts nor is closed was paused.
    const until = whole && (left > 0 ? whole[1] : dueAt);
    const paused = whole && until ? Math.max(0, until - whole[0] - used) : 0;
    const idle = whole && whole[0] < whole[1] ? 'paused' : date === span.startDate ? 'day of start' : day.reason;
    days.push({
      date,
      counted: used > 0,
      reason: used > 0 ? 'hours' : idle,
      ...noted(run === 'always' ? { ...day, provisional: false } : day),
      ...(used > 0 ? { hours: inHundredths(used) } : {}),
      ...(paused > 0 ? { paused: inHundredths(paused) } : {}),
      ...(used > 0 && left < extended * hourMs ? { extension: true } : {}),
    });
  }
  return { days, dueAt };
};

/**
 * A deadline day by day. Whole days, from 1: due at the end of the last one, or at the close of business where
 * one is set. Hours, parts of one too: due at the instant.
 * @throws RangeError for a window that is neither.
 */
export const countWindow = (calendar: Calendar, zone: Zone, span: Span): Counted => {
  const amount = span.window + span.extended;
  if (!(amount > 0) || (span.unit !== 'hours' && !Number.isInteger(amount))) {
    throw new RangeError(`a window is a whole number of days from 1, or some hours, not ${amount}`);
  }
  const hours = span.unit === 'hours' ? inHours(calendar, zone, span) : null;
  const days = hours?.days ?? inDays(calendar, zone, span);
  const dueDate = days.at(-1)?.date ?? span.startDate;
  const dueAt = hours ? new Date(hours.dueAt) : instantAt(zone.timeZone, dueDate, zone.closeOfBusiness ?? '24:00');
  return { dueDate, dueAt: dueAt.toISOString(), provisional: days.some(({ provisional }) => provisional), days };
};

/** Days in a row, MM-DD: of one holiday, or paused. */
export interface Run {
  name: string;
  first: string;
  last: string;
}

const runs = (days: readonly CountedDay[], reason: 'holiday' | 'paused'): Run[] => {
  const found: (Run & { end: number })[] = [];
  for (const [n, day] of days.entries()) {
    if (day.reason !== reason && !(reason === 'paused' && day.paused)) continue;
    const { name = '', date } = day;
    const last = found.at(-1);
    if (last && last.end === n - 1 && (reason === 'paused' || last.name === name)) {
      Object.assign(last, { last: date.slice(5), end: n });
    } else found.push({ name, first: date.slice(5), last: date.slice(5), end: n });
  }
  return found.map(({ end: _, ...run }) => run);
};

/** What a count comes to, for the one line that a mail has for it. */
export const countedFacts = (days: readonly CountedDay[]) => ({
  start: days[0]?.date ?? '',
  /** Days that were counted; of a window in hours, the hours. */
  counted: days.some(({ hours }) => hours !== undefined)
    ? Math.round(days.reduce((sum, { hours = 0 }) => sum + hours, 0))
    : days.filter(({ counted }) => counted).length,
  /** Days of weekends that were not. */
  weekends: days.filter(({ reason }) => reason === 'weekend').length,
  holidays: runs(days, 'holiday'),
  paused: runs(days, 'paused'),
  /** MM-DD. */
  makeUpDays: days.filter(({ reason }) => reason === 'make-up day').map(({ date }) => date.slice(5)),
  /** The last day was a day off, so that it ends on the next working day. */
  movedOn: days.some(({ reason }) => reason === 'moved on'),
  provisional: days.some(({ provisional }) => provisional),
});
