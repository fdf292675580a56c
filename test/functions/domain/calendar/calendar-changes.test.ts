import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProvinceYear, stateCouncil, yearIn } from '../../../../functions/domain/calendar/calendar.ts';
import {
  type Change,
  calendarAt,
  putYear,
  putYears,
  versionOf,
  withdrawNewest,
} from '../../../../functions/domain/calendar/calendar-changes.ts';
import { calendarYear } from '../../../../functions/domain/calendar/calendar-year.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import { notice2027, year2027 } from '../../../calendar-2027.ts';

const put2027 = (...more: string[]) =>
  calendarYear.parse({ ...year2027, holidays: [...year2027.holidays, ...more], notice: notice2027 });
const known = (year: number, ...more: string[]) => {
  const { holidays, workdays } = yearIn(stateCouncil, year);
  return calendarYear.parse({ holidays: [...holidays.map(({ date }) => date), ...more], workdays });
};

interface World {
  changes: Change[];
  /** All years of the province after each change, from before the first on. */
  years: (readonly ProvinceYear[])[];
}

const begin = (): World => ({ changes: [], years: [[]] });
const now = ({ changes }: World) => calendarAt(changes, changes.length);

/** What one change makes of the world; a refused one leaves it. */
const changed = (world: World, decide: (world: World) => ReturnType<typeof putYears>): World => {
  try {
    const decided = decide(world);
    if (!decided) return world;
    const change = { ...decided.change, revision: world.changes.length + 1 };
    return { changes: [...world.changes, change], years: [...world.years, decided.years] };
  } catch (error) {
    if (error instanceof Refusal) return world;
    throw error;
  }
};
const put = (year: number, one: ReturnType<typeof put2027>) => (world: World) =>
  putYear(year, one, world.changes, now(world));
const putBoth = (world: World) =>
  putYears(
    new Map([
      [2026, known(2026, '2026-12-31')],
      [2027, put2027()],
    ]),
    world.changes,
    now(world),
  );
const withdraw = (year: number) => (world: World) => withdrawNewest(year, world.changes);
const daysIn = (world: World, year: number) => yearIn(now(world), year);

describe('a change that is withdrawn', () => {
  it('goes back with all its years, to what stood before', () => {
    const both = changed(begin(), putBoth);
    const back = changed(both, withdraw(2026));
    expect(back.changes.at(-1)).toMatchObject({ withdraws: 1, years: [{ year: 2026 }, { year: 2027, holidays: [] }] });
    expect(daysIn(back, 2026)).toEqual(yearIn(stateCouncil, 2026));
    expect(now(back).published.has(2027)).toBe(false);
  });

  it('leaves what was put in later standing', () => {
    const longer = changed(changed(begin(), putBoth), put(2027, put2027('2027-01-04')));
    const back = changed(longer, withdraw(2026));
    expect(daysIn(back, 2026)).toEqual(yearIn(stateCouncil, 2026));
    expect(daysIn(back, 2027)).toEqual(daysIn(longer, 2027));
    expect(changed(back, withdraw(2027)).changes.at(-1)).toMatchObject({ withdraws: 2 });
    expect(now(changed(back, withdraw(2027))).published.has(2027)).toBe(false);
  });

  it('cannot be one where there is none: the refusal says why', () => {
    expect(() => withdrawNewest(2026, [])).toThrow(expect.objectContaining({ refusal: 'wrong-status' }));
    expect(() => withdrawNewest(2027, [])).toThrow(expect.objectContaining({ refusal: 'not-found' }));
  });
});

describe('a version of a year', () => {
  it('is what the year was from then on, with its notice; 0 is what the known notices say', () => {
    const world = changed(
      changed(changed(begin(), put(2027, put2027())), put(2026, known(2026, '2026-10-08'))),
      withdraw(2027),
    );
    const of = (year: number, n: number) => {
      const { calendar, notice } = versionOf(world.changes, year, n);
      return [yearIn(calendar, year).holidays.length, notice?.number ?? null];
    };
    expect([of(2027, 0), of(2027, 1), of(2027, 3)]).toEqual([
      [0, null],
      [year2027.holidays.length, notice2027.number],
      [0, null],
    ]);
    expect([of(2026, 0), of(2026, 2)]).toEqual([
      [33, '国办发明电〔2025〕7号'],
      [34, null],
    ]);
    expect(() => of(2027, 2)).toThrow('Ask for one of these: 0, 1, 3.');
  });
});

describe('changes in any order', () => {
  const step = fc.constantFrom(
    putBoth,
    put(2027, put2027()),
    put(2027, put2027('2027-01-04')),
    put(2026, known(2026, '2026-10-08')),
    put(2026, known(2026)),
    withdraw(2026),
    withdraw(2027),
  );

  it('give at each revision what was in force then, and every withdrawal takes its year one step back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const world = steps.reduce(changed, begin());
        for (const [n, years] of world.years.entries()) {
          const then = calendarAt(world.changes, n);
          for (const one of years) expect(yearIn(then, one.year)).toEqual(one);
          const others = [2026, 2027].filter((year) => !years.some((one) => one.year === year));
          for (const year of others) expect(yearIn(then, year)).toEqual(yearIn(stateCouncil, year));
        }
        for (const year of [2026, 2027]) {
          let left = world;
          for (let n = 0; n <= world.changes.length; n += 1) left = changed(left, withdraw(year));
          expect(daysIn(left, year)).toEqual(yearIn(stateCouncil, year));
        }
      }),
      { numRuns: 500 },
    );
  });
});
