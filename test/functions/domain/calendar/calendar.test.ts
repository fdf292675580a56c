import { isHoliday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  calendarOf,
  dayOf,
  stateCouncil,
  subtractWorkingDays,
} from '../../../../functions/domain/calendar/calendar.ts';
import { notices } from '../../../../functions/domain/calendar/calendar-data.ts';
import { addDays } from '../../../../functions/domain/calendar/time.ts';

const daysOf = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) days.push(date);
  return days;
};

describe('the State Council calendar', () => {
  it('agrees with an independent package on every day from 2018 to 2026', () => {
    const differing = daysOf('2018-01-01', '2026-12-31').filter(
      (date) => dayOf(stateCouncil, date).works === isHoliday(date),
    );
    expect(differing).toEqual([]);
  });

  it('works and rests in 2026 as the notice of 2025-11-04 says', () => {
    const notice = notices.find(({ year }) => year === 2026);
    expect(notice?.issued).toBe('2025-11-04');
    for (const date of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']) {
      expect(dayOf(stateCouncil, date)).toMatchObject({ works: true, reason: 'make-up day' });
    }
    const off = daysOf('2026-01-01', '2026-12-31').filter((date) => dayOf(stateCouncil, date).reason === 'holiday');
    expect(off).toEqual([
      ...daysOf('2026-01-01', '2026-01-03'),
      ...daysOf('2026-02-15', '2026-02-23'),
      ...daysOf('2026-04-04', '2026-04-06'),
      ...daysOf('2026-05-01', '2026-05-05'),
      ...daysOf('2026-06-19', '2026-06-21'),
      ...daysOf('2026-09-25', '2026-09-27'),
      ...daysOf('2026-10-01', '2026-10-07'),
    ]);
  });

  it('makes up for holidays on weekend days only, and names each notice', () => {
    for (const { workdays, number, issued } of notices) {
      expect(number).toMatch(/^国办发明电〔20\d\d〕\d+号$/);
      expect(issued).toMatch(/^20\d\d-\d\d-\d\d$/);
      for (const date of workdays) expect(new Date(`${date}T00:00:00Z`).getUTCDay() % 6, date).toBe(0);
    }
  });

  it('lets an amendment win: Labour Day 2019, the Spring Festival of 2020', () => {
    expect(dayOf(stateCouncil, '2019-05-03')).toMatchObject({ works: false, holiday: '劳动节' });
    expect(dayOf(stateCouncil, '2019-04-28').works).toBe(true);
    expect(dayOf(stateCouncil, '2020-02-01')).toMatchObject({ works: false, holiday: '春节' });
  });

  it('counts a year without a notice from Monday to Friday, provisionally', () => {
    expect(dayOf(stateCouncil, '2027-01-01')).toMatchObject({ works: true, provisional: true });
    expect(dayOf(stateCouncil, '2027-01-02')).toMatchObject({ works: false, provisional: true });
  });
});

describe('counting working days', () => {
  it.each([
    ['a Thursday', '2026-09-17', 5, '2026-09-23'],
    ['a Friday before a make-up Sunday', '2026-09-18', 5, '2026-09-24'],
    ['a Thursday before two holidays', '2026-09-24', 5, '2026-10-09'],
    ['a Sunday off', '2026-10-04', 1, '2026-10-08'],
    ['a Saturday off, next day a make-up Sunday', '2026-09-19', 1, '2026-09-20'],
    ['the leap day', '2024-02-29', 1, '2024-03-01'],
  ])('from %s', (_, start, n, due) => {
    expect(addWorkingDays(stateCouncil, start, n)).toEqual({ date: due, provisional: false });
  });

  it('marks what touches an unpublished year, from either side', () => {
    expect(addWorkingDays(stateCouncil, '2026-12-29', 5)).toEqual({ date: '2027-01-05', provisional: true });
    expect(addWorkingDays(stateCouncil, '2026-12-24', 5)).toEqual({ date: '2026-12-31', provisional: false });
  });

  it('refuses what is no count', () => {
    expect(() => addWorkingDays(stateCouncil, '2026-09-17', -1)).toThrow(RangeError);
    expect(() => addWorkingDays(stateCouncil, '2026-09-17', 1.5)).toThrow(RangeError);
  });

  const date = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2018-01-01', n));
  const window = fc.integer({ min: 1, max: 250 });

  it('counts exactly n working days, and ends on one', () => {
    fc.assert(
      fc.property(date, window, (start, n) => {
        const due = addWorkingDays(stateCouncil, start, n).date;
        const counted = daysOf(addDays(start, 1), due).filter((day) => dayOf(stateCouncil, day).works);
        expect(counted).toHaveLength(n);
        expect(counted.at(-1)).toBe(due);
      }),
      { numRuns: 300 },
    );
  });

  it('never falls due earlier for a later start', () => {
    fc.assert(
      fc.property(date, window, fc.integer({ min: 0, max: 40 }), (start, n, later) => {
        const due = addWorkingDays(stateCouncil, start, n).date;
        expect(addWorkingDays(stateCouncil, addDays(start, later), n).date >= due).toBe(true);
      }),
    );
  });

  it('comes back from a working day by as many days', () => {
    fc.assert(
      fc.property(date, window, (start, n) => {
        const { date: from } = addWorkingDays(stateCouncil, start, 1);
        const { date: due } = addWorkingDays(stateCouncil, from, n);
        expect(subtractWorkingDays(stateCouncil, due, n).date).toBe(from);
      }),
    );
  });

  it('falls back to weekends alone without any notice', () => {
    const plain = calendarOf([]);
    expect(addWorkingDays(plain, '2026-09-24', 5)).toEqual({ date: '2026-10-01', provisional: true });
  });
});
