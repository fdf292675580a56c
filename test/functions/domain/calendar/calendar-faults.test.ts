import { getLunarDate } from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarOf, stateCouncil, yearIn } from '../../../../functions/domain/calendar/calendar.ts';
import { notices } from '../../../../functions/domain/calendar/calendar-data.ts';
import { faultsOfYears } from '../../../../functions/domain/calendar/calendar-faults.ts';
import { type CalendarYear, calendarYear } from '../../../../functions/domain/calendar/calendar-year.ts';
import { statutoryHolidaysOf } from '../../../../functions/domain/calendar/statutory-days.ts';
import { addDays, weekday } from '../../../../functions/domain/calendar/time.ts';
import { year2027 } from '../../../calendar-2027.ts';

const put = (different: object = {}) => calendarYear.parse({ ...year2027, ...different });
/** Of one year alone, by its own fields. */
const faultsOfYear = (year: number, one: CalendarYear, known: Calendar = stateCouncil) =>
  faultsOfYears(new Map([[year, one]]), known, () => '');
const faults = (different: object, year = 2027) => faultsOfYear(year, put(different));
const messages = (different: object) => faults(different).map(({ path, message }) => `${path}: ${message.en}`);
const all = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];
const yearOf = (calendar: Calendar, year: number) => {
  const { holidays, workdays } = yearIn(calendar, year);
  return put({ holidays: holidays.map(({ date }) => date), workdays });
};
const until = (last: number) => calendarOf(notices.filter(({ year }) => year <= last));

describe('a year that is put into the calendar', () => {
  it('is taken when it is whole', () => {
    expect(faults({})).toEqual([]);
  });

  it.each([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])('%i as it is known here is whole', (year) => {
    const { holidays, workdays } = yearIn(stateCouncil, year);
    expect(faultsOfYear(year, put({ holidays: holidays.map(({ date }) => date), workdays }))).toEqual([]);
  });

  it.each(all)(
    '%i is whole when its notice comes out, each issue of it, together with what it changes of the year before',
    (year) => {
      const issues = notices.filter((notice) => notice.year === year);
      for (const count of issues.keys()) {
        const known = calendarOf(notices.filter((notice) => notice.year < year));
        const after = calendarOf([...notices.filter((notice) => notice.year < year), ...issues.slice(0, count + 1)]);
        const touched = year > 2018 ? [year - 1, year] : [year];
        expect(faultsOfYears(new Map(touched.map((one) => [one, yearOf(after, one)])), known)).toEqual([]);
      }
    },
  );

  it('holds days of its own year only', () => {
    expect(faults({ workdays: [...year2027.workdays, '2026-12-26'] })).toEqual([
      {
        path: 'workdays.5',
        message: {
          zh: '2026-12-26 不在 2027 年，请填入所在年度',
          en: '2026-12-26 is not in 2027: put it into its own year',
        },
      },
    ]);
  });

  it('names no day both ways, and none twice', () => {
    expect(faults({ workdays: ['2027-01-02'] }).map(({ path }) => path)).toEqual(['workdays.0']);
    expect(faults({ holidays: [...year2027.holidays, '2027-10-07'] }).map(({ path }) => path)).toEqual([
      `holidays.${year2027.holidays.length}`,
    ]);
  });

  it.each([
    ['元旦', 'New Year’s Day', '2027-01'],
    ['春节', 'Spring Festival', '2027-02'],
    ['清明节', 'Qingming', '2027-04'],
    ['劳动节', 'Labour Day', '2027-05'],
    ['端午节', 'Dragon Boat Festival', '2027-06'],
    ['中秋节', 'Mid-Autumn Festival', '2027-09'],
    ['国庆节', 'National Day', '2027-10-02'],
  ])('lacks no statutory holiday: %s', (name, en, prefix) => {
    const found = faults({ holidays: year2027.holidays.filter((date) => !date.startsWith(prefix)) });
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toEqual({
      zh: expect.stringContaining(`缺少${name}`),
      en: expect.stringContaining(`${en} is missing`),
    });
  });

  it('has no make-up day that works anyway', () => {
    expect(messages({ workdays: [...year2027.workdays, '2027-03-10'] })).toEqual([
      'workdays.5: 2027-03-10 is a Wednesday and works anyway: make-up days are Saturdays and Sundays; strike it',
    ]);
  });

  it('has no more make-up days than days off are gained by them', () => {
    const more = 'workdays: the notice of 2027 would have 6 make-up days for 5 days off gained by them';
    expect(messages({ workdays: [...year2027.workdays, '2027-03-13'] })[0]).toContain(more);
    expect(messages({ holidays: year2027.holidays.filter((day) => day !== '2027-10-07') })[0]).toContain(
      'the notice of 2027 would have 5 make-up days for 4 days off gained by them',
    );
    // Fewer are no fault: days off that nothing pays for were given in 2020.
    expect(messages({ workdays: [] })).toEqual([]);
    const weekends = Array.from({ length: 365 }, (_, n) => addDays('2027-01-01', n)).filter(
      (day) => weekday(day) % 6 === 0 && !year2027.holidays.includes(day),
    );
    expect(messages({ workdays: weekends.slice(0, 20) })).toHaveLength(1);
  });

  it('has days off in seven spans at the most', () => {
    expect(messages({ holidays: [...year2027.holidays, '2027-11-11'] })[0]).toContain(
      'holidays: the notice of 2027 would have days off in 8 spans, and there are 7 holidays',
    );
    // A Friday before a weekend that is named, and a weekend that is not.
    expect(messages({ holidays: [...year2027.holidays, '2027-04-02', '2027-06-08', '2027-06-07'] })).toEqual([]);
    // The weekend between is worked: a span on each side of it.
    const split = { holidays: [...year2027.holidays, '2027-10-11'], workdays: [...year2027.workdays, '2027-10-10'] };
    expect(messages(split)[0]).toContain('in 8 spans');
  });

  it.each([
    ['one day of Labour Day', ['2027-05-02'], 'Labour Day is missing (2027-05-02)'],
    ['three of Spring Festival', ['2027-02-08'], 'Spring Festival is missing (2027-02-08)'],
    ['Spring Festival without its eve', ['2027-02-05'], 'Spring Festival is missing (2027-02-05)'],
  ])('has all days of order 795 from 2025 on: not with %s', (_, left, message) => {
    const found = messages({ holidays: year2027.holidays.filter((day) => !left.includes(day)) });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it('needed three days of Spring Festival and one of Labour Day before', () => {
    const { holidays, workdays } = yearOf(stateCouncil, 2024);
    const without = (...days: string[]) =>
      faultsOfYear(2024, put({ holidays: holidays.filter((day) => !days.includes(String(day))), workdays: [] }));
    expect(without('2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05')).toEqual([]);
    expect(workdays).toHaveLength(8);
    expect(without('2024-02-12')).toHaveLength(1);
    expect(without('2024-05-01')).toHaveLength(1);
  });

  it('has the holidays of the moon on their days, from 2018 to 2099', () => {
    const lunar = (day: string | undefined) => {
      const { lunarMon, lunarDay, isLeap } = getLunarDate(day ?? '');
      return isLeap ? 'leap' : `${lunarMon}/${lunarDay}`;
    };
    for (let year = 2018; year <= 2099; year += 1) {
      const days = new Map(statutoryHolidaysOf(year).map(({ name, days: some }) => [name as string, some]));
      const [moon, dragon, autumn] = ['春节', '端午节', '中秋节'].map((name) => days.get(name)?.at(-1));
      expect([year, lunar(moon), lunar(dragon), lunar(autumn)]).toEqual([year, '1/3', '5/5', '8/15']);
    }
  });
});

describe('a notice that reaches into the year before', () => {
  // As that of 2019 did: Monday 2018-12-31 is paid for by the Saturday before.
  const first = yearOf(until(2018), 2018);
  const reaching = {
    ...first,
    holidays: [...first.holidays, '2018-12-30', '2018-12-31'],
    workdays: [...first.workdays, '2018-12-29'],
  };
  const next = yearOf(until(2019), 2019);

  it('is whole as one change of both years', () => {
    const both = new Map([
      [2018, reaching],
      [2019, next],
    ]);
    expect(faultsOfYears(both, until(2018))).toEqual([]);
  });

  it('is held against what is known of the other year where only one is put in', () => {
    const unpaid = { ...reaching, holidays: first.holidays };
    expect(faultsOfYear(2018, unpaid, until(2018))).toEqual([
      {
        path: 'workdays',
        message: expect.objectContaining({ en: expect.stringContaining('put that year into the same change') }),
      },
    ]);
    expect(faultsOfYear(2018, unpaid, until(2019))[0]?.message.en).toContain('the notice of 2019 would have');
    // A January day off that December pays for.
    const january = { ...next, holidays: [...next.holidays, '2019-01-02'] };
    const both = new Map([
      [2018, { ...reaching, workdays: [...reaching.workdays, '2018-12-22'] }],
      [2019, january],
    ]);
    expect(faultsOfYears(both, until(2018))).toEqual([]);
    expect(faultsOfYears(new Map([...both, [2019, next]]), until(2018))).toEqual([
      {
        path: 'years.2019.workdays',
        message: expect.objectContaining({ en: expect.stringContaining('8 make-up days for 7') }),
      },
    ]);
  });

  it('counts the days at the turn of the year as one span of the new one', () => {
    const year2023 = yearOf(stateCouncil, 2023);
    expect(faultsOfYear(2023, year2023)).toEqual([]);
    // 2022 has seven of its own, and the last of December.
    expect(faultsOfYear(2022, yearOf(stateCouncil, 2022))).toEqual([]);
    expect(faultsOfYear(2022, yearOf(stateCouncil, 2022), until(2022))).toEqual([]);
  });
});
