import type { Issue } from '../errors.ts';
import type { Text } from '../languages.ts';
import { type Calendar, calendarAfter, dayOf } from './calendar.ts';
import { type CalendarYear, daysOff, type PutYears, provinceYear } from './calendar-year.ts';
import { holidayNamed } from './holidays.ts';
import { statutoryDaysOf, statutoryHolidaysOf } from './statutory-days.ts';
import { addDays, weekday } from './time.ts';

/** Whether years can be what a notice arranges (domain.md, "Counting working days"): faults by their field, with the mend. */

const weekdays: readonly Text[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
];

const isWeekend = (date: string): boolean => weekday(date) % 6 === 0;

/** The holidays of the law, one span each: two that meet are one. */
const mostSpans = 7;

/** From this day of December on, days belong to the notice of the next year: its New Year and the weekend that pays for it. */
const noticeBegins = '12-15';

/** The days off of the law that a year lacks. */
const missingFrom = (year: number, off: readonly string[]): Issue[] =>
  statutoryHolidaysOf(year).flatMap(({ name, days, oneOf }) => {
    const left = days.filter((day) => !off.includes(day));
    const none = oneOf !== undefined && !oneOf.some((day) => off.includes(day));
    if (left.length === 0 && !none) return [];
    const where = none
      ? { zh: `${oneOf.join('、')}中的一天`, en: `one of ${oneOf.join(', ')}` }
      : { zh: left.join('、'), en: left.join(', ') };
    const { zh, en } = holidayNamed(name);
    const message = {
      zh: `全年放假日不完整，缺少${zh}（${where.zh}），请照通知全部填写`,
      en: `the year is not complete: ${en} is missing (${where.en}); copy the whole notice`,
    };
    return [{ path: 'holidays', message }];
  });

/** What is wrong with a year by itself: days of another year, named twice or both ways, make-up days that work anyway, statutory holidays left out. */
const faultsWithin = (year: number, put: CalendarYear): Issue[] => {
  const off = daysOff(put).map(({ date }) => date);
  type Fault = (day: string, n: number, days: readonly string[]) => Text | undefined;
  const each = (field: 'holidays' | 'workdays', fault: Fault) =>
    (field === 'holidays' ? off : put.workdays).flatMap((day, n, days) => {
      const message = fault(day, n, days);
      return message ? [{ path: `${field}.${n}`, message }] : [];
    });
  const inYear: Fault = (day) =>
    day.startsWith(`${year}-`)
      ? undefined
      : { zh: `${day} 不在 ${year} 年，请填入所在年度`, en: `${day} is not in ${year}: put it into its own year` };
  const once: Fault = (day, n, days) =>
    days.indexOf(day) < n
      ? { zh: `${day} 重复填写，请删去一处`, en: `${day} is listed twice: leave it out once` }
      : undefined;
  const madeUp: Fault = (day) => {
    if (off.includes(day)) {
      return {
        zh: `${day} 既是放假日又是调休上班日，请从其中一处删去`,
        en: `${day} is a holiday and a working day: strike it from one of the lists`,
      };
    }
    const name = weekdays[weekday(day)];
    if (isWeekend(day) || !name) return undefined;
    return {
      zh: `${day} 为${name.zh}，本来上班，调休上班日应为星期六或星期日，请删去`,
      en: `${day} is a ${name.en} and works anyway: make-up days are Saturdays and Sundays; strike it`,
    };
  };
  return [
    ...each('holidays', inYear),
    ...each('workdays', inYear),
    ...each('holidays', once),
    ...each('workdays', once),
    ...each('workdays', madeUp),
    ...missingFrom(year, off),
  ];
};

/** Days that the notice of a year names, in order: from the middle of the December before to that of its own. */
const daysOfNotice = (calendar: Calendar, year: number): string[] =>
  [...calendar.days.keys()]
    .filter((day) => `${year - 1}-${noticeBegins}` <= day && day < `${year}-${noticeBegins}`)
    .sort();

/** Days off in a row, the weekends that they run into included, however they are named. */
const spansOf = (calendar: Calendar, days: readonly string[]): number => {
  let spans = 0;
  let last: string | undefined;
  for (const day of days.filter((one) => !dayOf(calendar, one).works)) {
    let next = last;
    while (next !== undefined && next < day && !dayOf(calendar, addDays(next, 1)).works) next = addDays(next, 1);
    if (next !== day) spans += 1;
    last = day;
  }
  return spans;
};

/** What is wrong with what a notice arranges as a whole, once all of its days are known; the field that it is wrong with. */
const faultsOfNotice = (calendar: Calendar, year: number): Issue[] => {
  const days = daysOfNotice(calendar, year);
  const isOut = calendar.published.has(year);
  const madeUp = days.filter((day) => dayOf(calendar, day).works).length;
  // A statutory day on a weekend is made up for on a weekday: the weekdays off beyond the law's are what make-up days pay for.
  const weekdaysOff = days.filter((day) => !dayOf(calendar, day).works && !isWeekend(day)).length;
  const gained = Math.max(0, weekdaysOff - (isOut ? statutoryDaysOf(year) : 0));
  const spans = spansOf(calendar, days);
  const faults: Issue[] = [];
  if (madeUp > gained) {
    const mend = isOut
      ? {
          zh: '请删去通知未列明的调休上班日，或补齐缺少的放假日',
          en: 'strike those that the notice does not name, or add the days off that are missing',
        }
      : {
          zh: `12 月下旬的安排属于 ${year} 年的通知，请将该年度一并填写`,
          en: `late December belongs to the notice of ${year}; put that year into the same change`,
        };
    const message = {
      zh: `${year} 年的通知调休上班 ${madeUp} 天，多于由此换来的放假日 ${gained} 天；${mend.zh}`,
      en: `the notice of ${year} would have ${madeUp} make-up days for ${gained} days off gained by them: ${mend.en}`,
    };
    faults.push({ path: 'workdays', message });
  }
  if (spans > mostSpans) {
    const message = {
      zh: `${year} 年的通知放假日分为 ${spans} 段，多于法定节日的 ${mostSpans} 段，请删去通知未列明的放假日`,
      en: `the notice of ${year} would have days off in ${spans} spans, and there are ${mostSpans} holidays: strike those that it does not name`,
    };
    faults.push({ path: 'holidays', message });
  }
  return faults;
};

/**
 * What is wrong with years that are put in as one change, over those that are known: of each year by itself, and, where
 * nothing is, of what the notices arrange over the turn of the years. `at`: how the path to a year's fields begins.
 */
export const faultsOfYears = (
  put: PutYears,
  known: Calendar,
  at: (year: number) => string = (year) => `years.${year}.`,
): Issue[] => {
  const under = (year: number, faults: readonly Issue[]) =>
    faults.map(({ path, message }) => ({ path: `${at(year)}${path}`, message }));
  const within = [...put].flatMap(([year, one]) => under(year, faultsWithin(year, one)));
  if (within.length > 0) return within;
  const after = calendarAfter(
    known,
    [...put].map(([year, one]) => provinceYear(year, one, known)),
  );
  const reachesOver = (year: number) =>
    [known, after].some((one) => daysOfNotice(one, year + 1).some((day) => day.startsWith(`${year}-`)));
  return [...put.keys()].flatMap((year) => {
    // What stands in December for the next year's notice is a fault of December, unless that year is put in itself.
    const next = reachesOver(year) && !put.has(year + 1) ? faultsOfNotice(after, year + 1) : [];
    return under(year, [...faultsOfNotice(after, year), ...next]);
  });
};
