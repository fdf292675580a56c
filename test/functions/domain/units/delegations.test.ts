import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../functions/domain/errors.ts';
import {
  faultsOfDelegations,
  faultsOfStandIns,
  type Namer,
  namedBy,
  saidAnew,
  standInOf,
} from '../../../../functions/domain/units/delegations.ts';
import type { Delegation, Unit } from '../../../../functions/domain/units/forms.ts';
import { formsOfCaller } from '../../../../functions/domain/units/recusal.ts';
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
          const { person: told } = standInOf(supervisor, delegations, today, () => false);
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

/** The supervisors, whom the register names, and two at desks. */
const desk = unitWith('371402-land', { supervisors: [], desks: [person('x'), person('y')] });
const unitOf = (delegations: Delegation[], different: Partial<Unit> = {}) =>
  unitWith('371402-housing', { supervisors, delegations, ...different });
const caller = (name: string): Namer => ({
  forms: formsOfCaller({ sub: 's', name: null, email: person(name).email }, unitOf([])),
});
const said = (unit: Unit, list: Delegation[], by: Namer, register = [desk]) => {
  try {
    return saidAnew(unit, list, by, register);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.refusal, ...error.issues.map(({ path }) => path)];
  }
};
const ofA = away('a', 'x', '2026-10-01', '2026-10-05');
const ofB = away('b', 'y', '2026-10-01', '2026-10-05');
const shouted = (one: Delegation): Delegation => ({
  ...one,
  absent: one.absent.toUpperCase(),
  to: { name: one.to.name.toUpperCase(), email: one.to.email.toUpperCase() },
});

describe('a list of delegations that is said anew', () => {
  it('is an operator’s whole', () => {
    expect(said(unitOf([ofA, ofB]), [ofB], 'operator')).toEqual([ofB]);
    expect(said(unitOf([]), [ofA, ofB], 'operator')).toEqual([ofA, ofB]);
    expect(said(unitOf([ofA]), [], 'operator')).toEqual([]);
  });

  it('leaves those of others as they were, where a supervisor says it, repeated or not', () => {
    expect(said(unitOf([ofB]), [ofA], caller('a'))).toEqual([ofA, ofB]);
    expect(said(unitOf([ofB]), [shouted(ofB), ofA], caller('a'))).toEqual([ofB, ofA]);
    expect(said(unitOf([ofA, ofB]), [], caller('a'))).toEqual([ofB]);
    expect(said(unitOf([ofA, ofB]), [shouted(ofA)], caller('a'))).toEqual([shouted(ofA), ofB]);
    expect(said(unitOf([ofA, ofB]), [], caller('c'))).toEqual([ofA, ofB]);
  });

  it('is refused where a supervisor speaks for somebody else', () => {
    const changes: Partial<Delegation>[] = [
      { until: '2026-10-06' },
      { from: '2026-10-02' },
      { to: person('x') },
      { to: { ...person('y'), name: 'z' } },
      { absent: person('c').email },
    ];
    for (const change of changes) {
      expect(said(unitOf([ofB]), [ofA, { ...ofB, ...change }], caller('a'))).toEqual([
        'forbidden',
        'delegations.1.absent',
      ]);
    }
    expect(said(unitOf([]), [ofA, ofB], { forms: [] })).toEqual([
      'forbidden',
      'delegations.0.absent',
      'delegations.1.absent',
    ]);
  });

  it('lets a stand-in name one of their own, which goes with the one that led to them', () => {
    const onwards = away('x', 'y', '2026-10-02', '2026-10-03');
    expect(said(unitOf([ofA]), [onwards], caller('x'))).toEqual([onwards, ofA]);
    expect(said(unitOf([ofA, onwards]), [], caller('a'))).toEqual([]);
    expect(said(unitOf([ofA, ofB, onwards]), [ofA], caller('a'))).toEqual([ofA, ofB, onwards]);
  });

  it('is refused by the paths of what was said, whatever of others comes with it', () => {
    const back = away('b', 'a', '2026-10-01', '2026-10-05');
    const chain = away('a', 'b', '2026-10-05', '2026-10-09');
    expect(said(unitOf([back]), [chain], caller('a'))).toEqual(['bad-input', 'delegations.0.to']);
    const outside = away('a', 'out', '2026-10-01', '2026-10-05');
    expect(said(unitOf([ofB]), [outside], caller('a'))).toEqual(['bad-input', 'delegations.0.to.email']);
  });
});

describe('a stand-in', () => {
  const faults = (list: Delegation[], before: Delegation[] = [], different: Partial<Unit> = {}) =>
    faultsOfStandIns(list, before, unitOf([], different), [desk]).map(({ path }) => path);

  it('is a supervisor or somebody of a desk, of any unit, by address and name', () => {
    expect(faults([ofA, away('a', 'b', '2026-10-06', '2026-10-07'), shouted(ofB)])).toEqual([]);
    expect(faults([{ ...ofA, to: { name: 'x', email: person('y').email } }])).toEqual(['delegations.0.to.name']);
    expect(faults([{ ...ofA, to: { name: 'x', email: 'x@outside.example' } }])).toEqual(['delegations.0.to.email']);
    expect(faults([{ ...ofA, to: { name: 'desk', email: desk.emails[0] ?? '' } }])).toEqual(['delegations.0.to.email']);
  });

  it('is not registered by being one', () => {
    const outside = away('a', 'out', '2026-10-01', '2026-10-05');
    const elsewhere = unitWith('371402-water', { delegations: [outside] });
    const unit = unitOf([outside]);
    const longer = { ...outside, until: '2026-10-06' };
    expect(faultsOfStandIns([longer], unit.delegations, unit, [desk, unit, elsewhere])).toHaveLength(1);
  });

  it('stays where nothing of it has changed, whoever it is', () => {
    const outside = away('a', 'out', '2026-10-01', '2026-10-05');
    expect(faults([shouted(outside)], [outside])).toEqual([]);
    expect(faults([outside, { ...outside, until: '2026-10-06' }], [outside])).toEqual(['delegations.1.to.email']);
  });

  it('may be of the very unit as it is put, and not as it was', () => {
    const mine = away('a', 'n', '2026-10-01', '2026-10-05');
    expect(faults([mine], [], { desks: [person('n')] })).toEqual([]);
    const before = unitOf([], { desks: [person('n')] });
    expect(faultsOfStandIns([mine], [], unitOf([]), [desk, before])).toHaveLength(1);
  });
});

describe('the change that named a stand-in', () => {
  const at = (version: number, ...delegations: Delegation[]) => ({ version, delegations });
  const versionOf = (...history: { version: number; delegations?: Delegation[] }[]) => namedBy(ofA, history)?.version;

  it('is the one since which it has been as it is', () => {
    expect(versionOf({ version: 1 }, at(2, ofA), at(3, shouted(ofA), ofB))).toBe(2);
    expect(versionOf(at(1, ofA), at(2), at(3, ofB, ofA), at(4, ofA))).toBe(3);
    expect(versionOf(at(1, ofA), at(2, { ...ofA, until: '2026-10-06' }), at(3, ofA))).toBe(3);
    expect(versionOf(at(1, ofA))).toBe(1);
  });

  it('is none where the record was changed beside its history', () => {
    expect(versionOf(at(1, ofA), at(2))).toBeUndefined();
    expect(versionOf()).toBeUndefined();
  });
});
