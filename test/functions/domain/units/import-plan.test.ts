import { describe, expect, it } from 'vitest';
import type { Region, Unit } from '../../../../functions/domain/units/forms.ts';
import { planOf } from '../../../../functions/domain/units/import-plan.ts';
import { regions, units } from '../../../../infra/local/seed.ts';
import { lineAt } from './sheets.ts';

describe('the plan', () => {
  const versioned = <T extends object>(values: readonly T[], key: (value: T) => string) =>
    new Map(values.map((value) => [key(value), { ...value, version: 3 }]));
  const before = { units: versioned(units, ({ unitId }) => unitId), regions: versioned(regions, ({ code }) => code) };
  const planned = (someUnits: readonly Unit[], someRegions: readonly Region[] = []) => {
    const place = { file: 'x', at: lineAt(1) };
    return planOf(
      {
        units: someUnits.map((value) => ({ ...place, value })),
        regions: someRegions.map((value) => ({ ...place, value })),
      },
      before,
    );
  };

  it('leaves what is registered as it is', () => {
    const plan = planned(units, regions);
    expect(new Set([...plan.units, ...plan.regions].map(({ does }) => does))).toEqual(new Set(['leave']));
  });

  it('says what changes, by which version, and what is new', () => {
    const [first, second] = units as [Unit, Unit];
    const { units: steps } = planned([
      { ...first, emails: ['new@x.example'], name: '新' },
      second,
      { ...first, unitId: '370000-court' },
    ]);
    expect(steps.map(({ does, version, fields }) => [does, version, fields])).toEqual([
      ['change', 3, ['name', 'emails']],
      ['leave', 3, []],
      ['create', null, []],
    ]);
  });

  it('leaves desks and subjects as they are registered where the file says nothing of them', () => {
    const [first] = units as [Unit];
    const [supervisor] = first.supervisors;
    const person = { name: '某', email: 'x@x.example', ...supervisor };
    const registered = { ...first, supervisors: [{ ...person, subject: 'u-1' }], version: 3 };
    const plan = (different: Partial<Unit>) => {
      const { desks: _, ...said } = first;
      const entries = [{ file: 'x', at: lineAt(1), value: { ...said, ...different } }];
      const known = { units: new Map([[first.unitId, registered]]), regions: new Map() };
      return planOf({ units: entries, regions: [] }, known).units[0];
    };
    expect(plan({})).toMatchObject({ does: 'leave', value: { supervisors: [{ subject: 'u-1' }] } });
    expect(plan({ supervisors: [{ ...person, subject: 'u-2' }] })).toMatchObject({
      does: 'change',
      fields: ['supervisors'],
      value: { supervisors: [{ subject: 'u-2' }] },
    });
    expect(plan({ desks: [{ name: '吴某', email: person.email.toUpperCase() }] })?.value.desks).toEqual([
      { name: '吴某', email: person.email.toUpperCase(), subject: 'u-1' },
    ]);
    expect(plan({ desks: [] })).toMatchObject({ fields: ['desks'] });
  });

  it('puts the regions in from the top', () => {
    const plan = planned([], regions.toReversed());
    expect(plan.regions.map(({ value }) => value.level)).toEqual([
      'province',
      'prefecture',
      'county',
      'county',
      'county',
    ]);
  });
});
