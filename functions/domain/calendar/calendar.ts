import { type Notice, notices } from './calendar-data.ts';
import { addDays, weekday } from './time.ts';

/** Counting in working days (domain.md, "Counting working days"). Dates are plain days of the province; no clock is read. */

export interface Calendar {
  /** Kept with each deadline, so that a date can be explained by the calendar that gave it: `2026.10.3` has the notices up to 2026, ten of them, and three changes of the province. */
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

/** One year as a province has put it in: it takes the place of whatever was known of that year. */
export interface ProvinceYear {
  year: number;
  holidays: readonly { date: string; name: string }[];
  workdays: readonly string[];
}

/** A calendar of notices and, over them, a province's years at a revision; on a day that two notices name, the one that stands later wins. */
export const calendarOf = (issued: readonly Notice[], years: readonly ProvinceYear[] = [], revision = 0): Calendar => {
  const days = new Map<string, { works: boolean; holiday: string | null }>();
  for (const notice of issued) {
    for (const [holiday, first, last = first] of notice.holidays) {
      for (let date = first; date <= last; date = addDays(date, 1)) days.set(date, { works: false, holiday });
    }
    for (const date of notice.workdays) days.set(date, { works: true, holiday: null });
  }
  const published = new Set(issued.map(({ year }) => year));
  const version = `${issued.at(-1)?.year ?? 0}.${issued.length}.${revision}`;
  return calendarAfter({ version, days, published }, years);
};

/** The calendar with these years in the place of what it says of them; under its own version. */
export const calendarAfter = (before: Calendar, years: readonly ProvinceYear[]): Calendar => {
  const days = new Map(before.days);
  for (const { year, holidays, workdays } of years) {
    for (const date of days.keys()) if (yearOf(date) === year) days.delete(date);
    for (const { date, name } of holidays) days.set(date, { works: false, holiday: name });
    for (const date of workdays) days.set(date, { works: true, holiday: null });
  }
  return { ...before, days, published: new Set([...before.published, ...years.map(({ year }) => year)]) };
};

const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The State Council's calendar as far as its notices are known here: 2018 to 2026. */
export const stateCouncil: Calendar = calendarOf(notices);

/** The State Council's calendar with what a province has put in. */
export const calendarWith = (years: readonly ProvinceYear[], revision: number): Calendar =>
  revision === 0 ? stateCouncil : calendarOf(notices, years, revision);

/** The revision of the province's years in a calendar's version. */
export const revisionOf = (version: string): number => Number(version.split('.')[2] ?? 0);

/** The days that a calendar takes out of the ordinary week of one year. */
export const yearIn = (calendar: Calendar, year: number): ProvinceYear => {
  const named = [...calendar.days].filter(([date]) => yearOf(date) === year).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    year,
    holidays: named.flatMap(([date, { works, holiday }]) => (works ? [] : [{ date, name: holiday ?? '' }])),
    workdays: named.flatMap(([date, { works }]) => (works ? [date] : [])),
  };
};

export const dayOf = (calendar: Calendar, date: string): Day => {
  const provisional = !calendar.published.has(yearOf(date));
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

/** Working days after `start` up to `end`, which counts itself; 0 where `end` does not lie behind `start`. */
export const workingDaysBetween = (calendar: Calendar, start: string, end: string): number => {
  let count = 0;
  for (let date = addDays(start, 1); date <= end; date = addDays(date, 1)) if (dayOf(calendar, date).works) count += 1;
  return count;
};

/** Month and day from which the notice of next year is asked for. */
const asksFrom = '11-01';

/** The day of this year from which next year's notice is asked for. */
export const askingBegins = (today: string): string => `${today.slice(0, 4)}-${asksFrom}`;

/** Years whose notice should be in by this day of the province, and is not: this one, and from 1 November on the next. */
export const missingYears = (calendar: Calendar, today: string): number[] => {
  const year = yearOf(today);
  const due = today < askingBegins(today) ? [year] : [year, year + 1];
  return due.filter((one) => !calendar.published.has(one));
};

/** The first day from this year on that no notice covers: a deadline that touches it, or a later one, is provisional. */
export const provisionalFrom = (calendar: Calendar, today: string): string => {
  let year = yearOf(today);
  while (calendar.published.has(year)) year += 1;
  return `${year}-01-01`;
};
