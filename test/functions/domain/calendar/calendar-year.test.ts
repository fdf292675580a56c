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
  faultsOfYear,
  noticeOf,
  provinceYear,
} from '../../../../functions/domain/calendar/calendar-year.ts';
import { notice2027, year2027 } from '../../../calendar-2027.ts';

const put = (different: object = {}) => calendarYear.parse({ ...year2027, ...different });
const faults = (different: object, year = 2027) => faultsOfYear(year, put(different));

describe('a year that is put into the calendar', () => {
  it('is taken when it is whole', () => {
    expect(faults({})).toEqual([]);
  });

  it.each([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])('%i as it is known here is whole', (year) => {
    const { holidays, workdays } = yearIn(stateCouncil, year);
    expect(faultsOfYear(year, put({ holidays: holidays.map(({ date }) => date), workdays }))).toEqual([]);
  });

  it('holds days of its own year only', () => {
    expect(faults({ workdays: [...year2027.workdays, '2026-12-26'] })).toEqual([
      { path: 'workdays.5', message: '2026-12-26 is not in 2027: put it into its own year' },
    ]);
  });

  it('names no day both ways, and none twice', () => {
    expect(faults({ workdays: ['2027-01-02'] }).map(({ path }) => path)).toEqual(['workdays.0']);
    expect(faults({ holidays: [...year2027.holidays, '2027-10-07'] }).map(({ path }) => path)).toEqual([
      `holidays.${year2027.holidays.length}`,
    ]);
  });

  it.each([
    ['元旦', '2027-01'],
    ['春节', '2027-02'],
    ['清明节', '2027-04'],
    ['劳动节', '2027-05'],
    ['端午节', '2027-06'],
    ['中秋节', '2027-09'],
    ['国庆节', '2027-10-02'],
  ])('lacks no statutory holiday: %s', (name, prefix) => {
    const found = faults({ holidays: year2027.holidays.filter((date) => !date.startsWith(prefix)) });
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(`${name} is missing`);
  });

  it('takes dates that exist only, and no field that it does not know', () => {
    expect(calendarYear.safeParse({ ...year2027, workdays: ['2027-02-29'] }).success).toBe(false);
    expect(calendarYear.safeParse({ ...year2027, workdays: ['2027-2-9'] }).success).toBe(false);
    expect(calendarYear.safeParse({ ...year2027, workday: [] }).success).toBe(false);
    expect(calendarYear.safeParse({ holidays: year2027.holidays }).success).toBe(false);
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
