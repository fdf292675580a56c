import * as z from 'zod';
import { type Calendar, type ProvinceYear, yearIn } from './calendar.ts';
import { addDays } from './time.ts';

/** A year of the calendar as an operator puts it in: a newly published notice, an amendment, or a province's own change. */

/** Years that can be put in: what lies before the first notice known here is of no use, what lies far ahead is a slip. */
export const years = { first: 2018, last: 2099 } as const;

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && addDays('1970-01-01', daysOf(text)) === text;
const daysOf = (text: string) => {
  const days = Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  return Number.isInteger(days) ? days : 0;
};

const date = z.string().refine(isDate, 'write a date that exists as YYYY-MM-DD');
const name = z.string().trim().min(1).max(40);
const number = z.string().trim().min(1).max(100);

/** Fields of an answer, so that one can be mended and sent back; they decide nothing. */
const ignored = z.unknown().optional();

/** Each holiday is a date, or a date with its name. */
export const calendarYear = z.strictObject({
  holidays: z.array(z.union([date, z.strictObject({ date, name: name.optional() })], 'write dates as YYYY-MM-DD')),
  workdays: z.array(date),
  /** Names of holidays by date, for those given without one. */
  names: z.record(z.string(), name).default({}),
  /** The notice that says so; left out for a province's own change. */
  notice: z
    .union(
      [number, z.strictObject({ number, issued: date.nullish() })],
      'write the number of the notice, or {number, issued}',
    )
    .nullish(),
  year: ignored,
  published: ignored,
  version: ignored,
  history: ignored,
  recount: ignored,
});

export type CalendarYear = z.output<typeof calendarYear>;

/** Where each statutory holiday can fall (Regulation on Public Holidays, State Council order 795): so many of these days are off. */
const statutory: readonly { name: string; first: string; last: string; days: number; or?: string }[] = [
  { name: '元旦', first: '01-01', last: '01-01', days: 1 },
  { name: '春节', first: '01-20', last: '02-24', days: 3 },
  { name: '清明节', first: '04-04', last: '04-06', days: 1 },
  { name: '劳动节', first: '05-01', last: '05-01', days: 1 },
  { name: '端午节', first: '05-26', last: '06-27', days: 1 },
  // In October it makes National Day's week eight days long.
  { name: '中秋节', first: '09-06', last: '09-30', days: 1, or: '10-08' },
  { name: '国庆节', first: '10-01', last: '10-03', days: 3 },
];

/** Where the days off of each holiday lie, for those that come without a name. */
const usual: readonly [name: string, first: string, last: string][] = [
  ['元旦', '01-01', '01-05'],
  ['春节', '01-06', '03-10'],
  ['清明节', '03-30', '04-10'],
  ['劳动节', '04-25', '05-10'],
  ['端午节', '05-20', '06-30'],
  ['中秋节', '09-01', '09-30'],
  ['国庆节', '10-01', '10-15'],
  ['元旦', '12-25', '12-31'],
];

const usualName = (day: string) => usual.find(([, first, last]) => first <= day && day <= last)?.[0] ?? '节假日';

export interface YearFault {
  path: string;
  message: string;
}

const daysOff = ({ holidays, names }: CalendarYear) =>
  holidays.map((holiday) => {
    const given = typeof holiday === 'string' ? { date: holiday } : holiday;
    return { date: given.date, name: given.name ?? names[given.date] ?? usualName(given.date.slice(5)) };
  });

/** What is wrong with a year, field by field: days of another year, days named twice or both ways, statutory holidays left out. */
export const faultsOfYear = (year: number, put: CalendarYear): YearFault[] => {
  const off = daysOff(put).map(({ date: day }) => day);
  const inYear = (days: readonly string[], field: string) =>
    days.flatMap((day, n) =>
      day.startsWith(`${year}-`)
        ? []
        : [{ path: `${field}.${n}`, message: `${day} is not in ${year}: put it into its own year` }],
    );
  const once = (days: readonly string[], field: string) =>
    days.flatMap((day, n) =>
      days.indexOf(day) < n ? [{ path: `${field}.${n}`, message: `${day} is listed twice: leave it out once` }] : [],
    );
  const both = put.workdays.flatMap((day, n) =>
    off.includes(day)
      ? [{ path: `workdays.${n}`, message: `${day} is a holiday and a working day: strike it from one of the lists` }]
      : [],
  );
  const missing = statutory.flatMap(({ name: holiday, first, last, days, or }) => {
    const found = off.filter((day) => `${year}-${first}` <= day && day <= `${year}-${last}`);
    if (new Set(found).size >= days || off.includes(`${year}-${or}`)) return [];
    const where = first === last ? `${year}-${first}` : `${year}-${first} to ${year}-${last}`;
    return [
      {
        path: 'holidays',
        message: `the year is not complete: ${holiday} is missing (${where}); copy the whole notice`,
      },
    ];
  });
  return [
    ...inYear(off, 'holidays'),
    ...inYear(put.workdays, 'workdays'),
    ...once(off, 'holidays'),
    ...once(put.workdays, 'workdays'),
    ...both,
    ...missing,
  ];
};

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

/** Number and day of issue of the notice, as far as they were given. */
export const noticeOf = ({ notice }: CalendarYear): { number: string; issued: string | null } | null => {
  if (!notice) return null;
  return typeof notice === 'string'
    ? { number: notice, issued: null }
    : { number: notice.number, issued: notice.issued ?? null };
};
