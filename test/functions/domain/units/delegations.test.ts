import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOfDelegations, standInOf } from '../../../../functions/domain/units/delegations.ts';
import { completeUnit } from '../../../../functions/domain/units/units.ts';
import { unitWith } from '../records.ts';

const person = (name: string) => ({ name, email: `${name}@u.example` });
const supervisors = [person('a'), person('b')];
const away = (absent: string, to: string, from: string, until: string) => ({
  absent: person(absent).email,
  to: person(to),
  from,
  until,
});
const paths = (delegations: ReturnType<typeof away>[]) =>
  faultsOfDelegations(delegations, supervisors).map(({ path }) => path);

describe('delegations of a unit', () => {
  it('are taken in a row, and in a chain', () => {
    expect(
      paths([
        away('a', 'x', '2026-10-01', '2026-10-05'),
        away('a', 'y', '2026-10-06', '2026-10-09'),
        away('x', 'b', '2026-10-02', '2026-10-03'),
      ]),
    ).toEqual([]);
    // Each stands in for the other, but never on the same day.
    expect(paths([away('a', 'b', '2026-10-01', '2026-10-05'), away('b', 'a', '2026-10-06', '2026-10-09')])).toEqual([]);
  });

  it('are refused where they lead back, overlap, end before they begin, or are nobody’s', () => {
    expect(paths([away('a', 'a', '2026-10-01', '2026-10-05')])).toEqual(['delegations.0.to']);
    expect(paths([away('a', 'b', '2026-10-01', '2026-10-05'), away('b', 'a', '2026-10-05', '2026-10-09')])).toEqual([
      'delegations.0.to',
      'delegations.1.to',
    ]);
    expect(
      paths([
        away('a', 'x', '2026-10-01', '2026-10-05'),
        away('x', 'y', '2026-10-02', '2026-10-03'),
        away('y', 'a', '2026-10-03', '2026-10-04'),
      ]),
    ).toEqual(['delegations.0.to', 'delegations.1.to', 'delegations.2.to']);
    expect(paths([away('a', 'x', '2026-10-01', '2026-10-05'), away('a', 'y', '2026-10-05', '2026-10-09')])).toEqual([
      'delegations.1.from',
    ]);
    expect(paths([away('a', 'x', '2026-10-05', '2026-10-01')])).toEqual(['delegations.0.until']);
    expect(paths([away('q', 'x', '2026-10-01', '2026-10-05')])).toEqual(['delegations.0.absent']);
  });

  it('that are taken end every day with somebody who is there', () => {
    const day = fc.integer({ min: 1, max: 6 }).map((n) => `2026-10-0${n}`);
    const name = fc.constantFrom('a', 'b', 'x', 'y');
    // Ends follow beginnings: a list with one that does not is refused, and has a test above.
    const days = fc.tuple(day, day).map((two) => two.sort());
    const delegation = fc.tuple(name, name, days).map(([absent, to, [from, until]]) => away(absent, to, from, until));
    let taken = 0;
    fc.assert(
      fc.property(fc.array(delegation, { maxLength: 4 }), day, (delegations, today) => {
        if (paths(delegations).length > 0) return;
        taken += delegations.length > 1 ? 1 : 0;
        for (const supervisor of supervisors) {
          const told = standInOf(supervisor, delegations, today, () => false);
          const absent = delegations.some(
            (one) => one.absent === told.email && one.from <= today && today <= one.until,
          );
          expect(absent).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('stay when a unit is said anew, as long as their people are there', () => {
    const chain = [away('a', 'x', '2026-10-01', '2026-10-05'), away('x', 'y', '2026-10-02', '2026-10-03')];
    const { language: _language, delegations: _delegations, ...said } = unitWith('371402-housing', { supervisors });
    const before = unitWith('371402-housing', { supervisors, language: 'en', delegations: chain });
    expect(completeUnit(said, before)).toMatchObject({ language: 'en', delegations: chain });
    expect(completeUnit({ ...said, supervisors: [person('b')] }, before).delegations).toEqual([]);
    expect(completeUnit({ ...said, delegations: [] }, before).delegations).toEqual([]);
    expect(completeUnit(said, undefined)).toMatchObject({ language: 'zh', delegations: [] });
  });
});
