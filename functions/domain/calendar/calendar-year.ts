import * as z from 'zod';
import type { Issue } from '../errors.ts';
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

interface Holiday {
  name: string;
  /** Between these days so many are off by law (Regulation on Public Holidays, State Council order 795), or else that one is. */
  statutory: { first: string; last: string; days: number; or?: string };
  /** Between these lie its days off that come without a name. */
  usual: readonly (readonly [first: string, last: string])[];
}

/** The statutory holidays; days as `MM-DD`. */
const statutoryHolidays = [
  {
    name: '元旦',
    statutory: { first: '01-01', last: '01-01', days: 1 },
    usual: [
      ['01-01', '01-05'],
      ['12-25', '12-31'],
    ],
  },
  { name: '春节', statutory: { first: '01-20', last: '02-24', days: 3 }, usual: [['01-06', '03-10']] },
  { name: '清明节', statutory: { first: '04-04', last: '04-06', days: 1 }, usual: [['03-30', '04-10']] },
  { name: '劳动节', statutory: { first: '05-01', last: '05-01', days: 1 }, usual: [['04-25', '05-10']] },
  { name: '端午节', statutory: { first: '05-26', last: '06-27', days: 1 }, usual: [['05-20', '06-30']] },
  // In October it makes National Day's week eight days long.
  { name: '中秋节', statutory: { first: '09-06', last: '09-30', days: 1, or: '10-08' }, usual: [['09-01', '09-30']] },
  { name: '国庆节', statutory: { first: '10-01', last: '10-03', days: 3 }, usual: [['10-01', '10-15']] },
] as const satisfies readonly Holiday[];

export type HolidayName = (typeof statutoryHolidays)[number]['name'];

const usualName = (day: string) =>
  statutoryHolidays.find(({ usual }) => usual.some(([first, last]) => first <= day && day <= last))?.name ?? '节假日';

const daysOff = ({ holidays, names }: CalendarYear) =>
  holidays.map((holiday) => {
    const given = typeof holiday === 'string' ? { date: holiday } : holiday;
    return { date: given.date, name: given.name ?? names[given.date] ?? usualName(given.date.slice(5)) };
  });

/** What is wrong with a year, field by field: days of another year, days named twice or both ways, statutory holidays left out. */
export const faultsOfYear = (year: number, put: CalendarYear): Issue[] => {
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
  const missing = statutoryHolidays.flatMap(({ name: holiday, statutory }: Holiday) => {
    const { first, last, days, or } = statutory;
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
