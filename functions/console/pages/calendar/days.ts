/** A year of the calendar as it is shown and edited: plain days, `YYYY-MM-DD`. */

/** What a year takes out of the ordinary week. */
export interface YearDays {
  /** Days off by date, each with the name of its holiday. */
  off: ReadonlyMap<string, string>;
  /** Days of weekends on which is worked. */
  work: ReadonlySet<string>;
}

export type DayKind = 'working' | 'weekend' | 'off' | 'work';

export const daysOf = ({
  holidays,
  names,
  workdays,
}: {
  holidays: readonly string[];
  names: Readonly<Record<string, string>>;
  workdays: readonly string[];
}): YearDays => ({ off: new Map(holidays.map((date) => [date, names[date] ?? ''])), work: new Set(workdays) });

const day = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

/** 0 is Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

export const kindOf = (date: string, { off, work }: YearDays): DayKind => {
  if (off.has(date)) return 'off';
  if (work.has(date)) return 'work';
  return weekdayOf(date) % 6 === 0 ? 'weekend' : 'working';
};

/** All days of a month. @param month From 1. */
export const daysIn = (year: number, month: number): string[] => {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from({ length: count }, (_, n) => addDays(first, n));
};

/** The weeks of a month, Monday first; null where a week has days of other months. */
export const weeksIn = (year: number, month: number): (string | null)[][] => {
  const days = daysIn(year, month);
  const before = (weekdayOf(days[0] ?? '') + 6) % 7;
  const cells = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, n) => cells.slice(7 * n, 7 * n + 7));
};

export interface Span {
  name: string;
  first: string;
  last: string;
}

/** Days off in a row under one name, in order. */
export const spansOf = ({ off }: YearDays): Span[] => {
  const spans: Span[] = [];
  for (const [date, name] of [...off].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = spans.at(-1);
    if (last && last.name === name && addDays(last.last, 1) === date) last.last = date;
    else spans.push({ name, first: date, last: date });
  }
  return spans;
};

export interface Changed {
  date: string;
  from: DayKind;
  to: DayKind;
}

/** The days that are another kind of day afterwards. */
export const changedDays = (before: YearDays, after: YearDays): Changed[] =>
  [...new Set([...before.off.keys(), ...before.work, ...after.off.keys(), ...after.work])]
    .sort()
    .map((date) => ({ date, from: kindOf(date, before), to: kindOf(date, after) }))
    .filter(({ from, to }) => from !== to);

/** A day as one of the kinds; null: as its weekday is. */
export const withDay = (days: YearDays, date: string, kind: 'off' | 'work' | null, name = ''): YearDays => {
  const off = new Map(days.off);
  const work = new Set(days.work);
  off.delete(date);
  work.delete(date);
  if (kind === 'off') off.set(date, name);
  if (kind === 'work') work.add(date);
  return { off, work };
};
