import { type Notice, notices } from './calendar-data.ts';
import { addDays, weekday } from './time.ts';

/** Counting in working days (domain.md, "Counting working days"). Dates are plain days of the province; no clock is read. */

export interface Calendar {
  /** Kept with each deadline, so that a date can be explained by the calendar that gave it. */
  version: string;
  /** Days that a notice takes out of the ordinary week. */
  days: ReadonlyMap<string, { works: boolean; holiday: string | null }>;
  /** Years whose notice is out; any other is counted Monday to Friday, provisionally. */
  published: ReadonlySet<number>;
}

export interface Day {
  date: string;
  works: boolean;
  reason: 'working day' | 'weekend' | 'holiday' | 'make-up day';
  holiday: string | null;
  /** No notice covers the day's year yet. */
  provisional: boolean;
}

/** A calendar of notices; on a day that two name, the one that stands later wins. */
export const calendarOf = (issued: readonly Notice[]): Calendar => {
  const days = new Map<string, { works: boolean; holiday: string | null }>();
  for (const notice of issued) {
    for (const [holiday, first, last = first] of notice.holidays) {
      for (let date = first; date <= last; date = addDays(date, 1)) days.set(date, { works: false, holiday });
    }
    for (const date of notice.workdays) days.set(date, { works: true, holiday: null });
  }
  const last = issued.at(-1);
  return {
    version: last ? `${last.year}/${last.number}` : 'none',
    days,
    published: new Set(issued.map((notice) => notice.year)),
  };
};

/** The State Council's calendar as far as its notices are known here: 2018 to 2026. */
export const stateCouncil: Calendar = calendarOf(notices);

export const dayOf = (calendar: Calendar, date: string): Day => {
  const provisional = !calendar.published.has(Number(date.slice(0, 4)));
  const named = calendar.days.get(date);
  if (named) {
    return {
      date,
      works: named.works,
      reason: named.works ? 'make-up day' : 'holiday',
      holiday: named.holiday,
      provisional,
    };
  }
  const works = weekday(date) % 6 !== 0;
  return { date, works, reason: works ? 'working day' : 'weekend', holiday: null, provisional };
};

export interface Count {
  date: string;
  /** True when any day from the start to the date lies in a year without a notice. */
  provisional: boolean;
}

const walk = (calendar: Calendar, start: string, workingDays: number, step: 1 | -1): Count => {
  if (!Number.isInteger(workingDays) || workingDays < 0) {
    throw new RangeError(`a count of working days is a whole number from 0, not ${workingDays}`);
  }
  let date = start;
  let { provisional } = dayOf(calendar, start);
  for (let left = workingDays; left > 0; ) {
    date = addDays(date, step);
    const day = dayOf(calendar, date);
    provisional ||= day.provisional;
    if (day.works) left -= 1;
  }
  return { date, provisional };
};

/**
 * The n-th working day after `start`; `start` itself is not counted, whether it works or not.
 * @throws RangeError when n is not a whole number from 0.
 */
export const addWorkingDays = (calendar: Calendar, start: string, n: number): Count => walk(calendar, start, n, 1);

/** The n-th working day before `date`. @throws RangeError as addWorkingDays does. */
export const subtractWorkingDays = (calendar: Calendar, date: string, n: number): Count => walk(calendar, date, n, -1);
