import { describe, expect, it } from 'vitest';
import {
  calendarWith,
  dayOf,
  revisionOf,
  stateCouncil,
  yearIn,
} from '../../../../functions/domain/calendar/calendar.ts';
import {
  calendarYear,
  calendarYears,
  noticeOf,
  provinceYear,
} from '../../../../functions/domain/calendar/calendar-year.ts';
import { addDays } from '../../../../functions/domain/calendar/time.ts';
import { notice2027, year2027 } from '../../../calendar-2027.ts';

const put = (different: object = {}) => calendarYear.parse({ ...year2027, ...different });

describe('a year that is put into the calendar', () => {
  it('takes dates that exist only, and no field that it does not know', () => {
    expect(calendarYear.safeParse({ ...year2027, workdays: ['2027-02-29'] }).success).toBe(false);
    expect(calendarYear.safeParse({ ...year2027, workdays: ['2027-2-9'] }).success).toBe(false);
    expect(calendarYear.safeParse({ ...year2027, workday: [] }).success).toBe(false);
    expect(calendarYear.safeParse({ holidays: year2027.holidays }).success).toBe(false);
  });

  it('has sixty days off and twenty make-up days at the most, and a change five years', () => {
    const days = (count: number) => Array.from({ length: count }, (_, n) => addDays('2027-01-01', n));
    const messages = (different: object) =>
      calendarYear.safeParse({ ...year2027, ...different }).error?.issues.map(({ message }) => message);
    expect(messages({ holidays: days(60), workdays: days(20) })).toBeUndefined();
    expect(messages({ holidays: days(61) })).toEqual(['a year has at most 60 days off: copy those of its notice']);
    expect(messages({ workdays: days(21) })).toEqual(['a year has at most 20 make-up days: copy those of its notice']);
    const change = (...keys: string[]) =>
      calendarYears.safeParse({ years: Object.fromEntries(keys.map((key) => [key, year2027])) }).success;
    expect(change('2027', '2028', '2029', '2030', '2031')).toBe(true);
    expect(change('2027', '2028', '2029', '2030', '2031', '2032')).toBe(false);
    expect([change(), change('2017'), change('2100'), change('27'), change('next')]).not.toContain(true);
  });

  it('names each holiday: as it is given, as it was, or by its season', () => {
    const named = put({
      holidays: [{ date: '2027-06-09', name: '端午' }, ...year2027.holidays.filter((d) => d !== '2027-06-09')],
    });
    const { holidays } = provinceYear(2027, named, stateCouncil);
    expect(holidays.find(({ date }) => date === '2027-06-09')?.name).toBe('端午');
    expect(holidays.find(({ date }) => date === '2027-02-06')?.name).toBe('春节');
    const known = yearIn(stateCouncil, 2025);
    const again = provinceYear(
      2025,
      put({ holidays: known.holidays.map(({ date }) => date), workdays: known.workdays }),
      stateCouncil,
    );
    expect(again).toEqual(known);
  });

  it('says which notice it is by', () => {
    expect(noticeOf(put({ notice: notice2027 }))).toEqual(notice2027);
    expect(noticeOf(put({ notice: notice2027.number }))).toEqual({ number: notice2027.number, issued: null });
    expect(noticeOf(put())).toBeNull();
  });
});

describe('a calendar with a province’s years', () => {
  const calendar = calendarWith([provinceYear(2027, put(), stateCouncil)], 3);

  it('is published for them, and leaves the other years as they were', () => {
    expect(dayOf(calendar, '2027-01-01')).toMatchObject({ works: false, holiday: '元旦', provisional: false });
    expect(dayOf(calendar, '2027-01-30')).toMatchObject({ works: true, reason: 'make-up day' });
    expect(dayOf(calendar, '2026-10-10')).toEqual(dayOf(stateCouncil, '2026-10-10'));
    expect(dayOf(calendar, '2028-01-03').provisional).toBe(true);
    expect(revisionOf(calendar.version)).toBe(3);
  });

  it('takes the place of a year that was known: days no longer named are ordinary again', () => {
    const short = { year: 2026, holidays: [{ date: '2026-10-01', name: '国庆节' }], workdays: [] };
    const changed = calendarWith([short], 1);
    expect(dayOf(changed, '2026-10-02').works).toBe(true);
    expect(dayOf(changed, '2026-10-10').works).toBe(false);
    expect(dayOf(changed, '2025-10-02').works).toBe(false);
  });
});
