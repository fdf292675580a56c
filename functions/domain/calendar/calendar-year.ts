import * as z from 'zod';
import { said } from '../said.ts';
import { type Calendar, type ProvinceYear, yearIn } from './calendar.ts';
import { holidays } from './holidays.ts';
import { addDays } from './time.ts';

/** Years of the calendar as an operator puts them in: a newly published notice, an amendment, or a province's own change. */

/** Years that can be put in: what lies before the first notice known here is of no use, what lies far ahead is a slip. */
export const years = { first: 2018, last: 2099 } as const;

/** Days off and make-up days of one year, and years of one change; real notices have 33 and 8, and reach over two years. */
const most = { holidays: 60, workdays: 20, years: 5 } as const;

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && addDays('1970-01-01', daysOf(text)) === text;
const daysOf = (text: string) => {
  const days = Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  return Number.isInteger(days) ? days : 0;
};

const date = z
  .string()
  .refine(isDate, said({ zh: '请按 2026-09-17 的格式填写存在的日期', en: 'write a date that exists as YYYY-MM-DD' }));
const name = z.string().trim().min(1).max(40);
const number = z.string().trim().min(1).max(100);

/** Fields of an answer, so that one can be mended and sent back; they decide nothing. */
const ignored = z.unknown().optional();

/** Each holiday is a date, or a date with its name. */
export const calendarYear = z.strictObject({
  holidays: z
    .array(
      z.union(
        [date, z.strictObject({ date, name: name.optional() })],
        said({ zh: '请按 2026-09-17 的格式填写日期', en: 'write dates as YYYY-MM-DD' }),
      ),
    )
    .max(
      most.holidays,
      said({
        zh: `一年的放假日最多 ${most.holidays} 天，请照通知填写`,
        en: `a year has at most ${most.holidays} days off: copy those of its notice`,
      }),
    ),
  workdays: z.array(date).max(
    most.workdays,
    said({
      zh: `一年的调休上班日最多 ${most.workdays} 天，请照通知填写`,
      en: `a year has at most ${most.workdays} make-up days: copy those of its notice`,
    }),
  ),
  /** Names of holidays by date, for those given without one. */
  names: z.record(z.string(), name).default({}),
  /** The notice that says so; left out for a province's own change. */
  notice: z
    .union(
      [number, z.strictObject({ number, issued: date.nullish() })],
      said({
        zh: '请填写通知的文号，或者文号和发布日期（{number, issued}）',
        en: 'write the number of the notice, or {number, issued}',
      }),
    )
    .nullish(),
  year: ignored,
  published: ignored,
  version: ignored,
  history: ignored,
  recount: ignored,
  withdrawn: ignored,
});

export type CalendarYear = z.output<typeof calendarYear>;

const isYear = (text: string) => /^\d{4}$/.test(text) && years.first <= Number(text) && Number(text) <= years.last;

/** Several years that are put in as one change: those over which a notice reaches. */
export const calendarYears = z.strictObject({
  years: z
    .record(
      z.string().refine(isYear),
      calendarYear,
      said({
        zh: `请按年份填写 ${years.first} 年至 ${years.last} 年的内容，如 {"2027": {holidays, workdays}}`,
        en: `write years from ${years.first} to ${years.last} by their numbers, as {"2027": {holidays, workdays}}`,
      }),
    )
    .refine((put) => Object.keys(put).length > 0, said({ zh: '请至少填写一个年度', en: 'name at least one year' }))
    .refine(
      (put) => Object.keys(put).length <= most.years,
      said({
        zh: `一次最多更改 ${most.years} 个年度，请分次填写`,
        en: `a change has at most ${most.years} years: make several changes`,
      }),
    ),
  version: ignored,
  recount: ignored,
});

/** Years as they were put in, by their number, the earliest first. */
export type PutYears = ReadonlyMap<number, CalendarYear>;

export const putYearsOf = ({ years: put }: z.output<typeof calendarYears>): PutYears =>
  new Map(
    Object.entries(put)
      .map(([year, one]) => [Number(year), one] as const)
      .sort(([a], [b]) => a - b),
  );

const usualName = (day: string) =>
  holidays.find(({ usual }) => usual.some(([first, last]) => first <= day && day <= last))?.name ?? '节假日';

/** The days off of a year as it was put in, each with its name. */
export const daysOff = ({ holidays: put, names }: Pick<CalendarYear, 'holidays' | 'names'>) =>
  put.map((holiday) => {
    const given = typeof holiday === 'string' ? { date: holiday } : holiday;
    return { date: given.date, name: given.name ?? names[given.date] ?? usualName(given.date.slice(5)) };
  });

/** The year in the form that is kept: sorted, every holiday named; as it was named before where nothing else is said. */
export const provinceYear = (year: number, put: CalendarYear, known: Calendar): ProvinceYear => ({
  year,
  holidays: daysOff({
    ...put,
    names: {
      ...Object.fromEntries(yearIn(known, year).holidays.map(({ date: day, name: holiday }) => [day, holiday])),
      ...put.names,
    },
  }).sort((a, b) => (a.date < b.date ? -1 : 1)),
  workdays: [...put.workdays].sort(),
});

/** Number and day of issue of a notice, as far as they were given. */
export interface NoticeNumber {
  number: string;
  issued: string | null;
}

export const noticeOf = ({ notice }: CalendarYear): NoticeNumber | null => {
  if (!notice) return null;
  return typeof notice === 'string'
    ? { number: notice, issued: null }
    : { number: notice.number, issued: notice.issued ?? null };
};
