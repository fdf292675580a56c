import { describe, expect, it } from 'vitest';
import { organs } from '../../../functions/domain/organs.ts';
import { unitFields } from '../../../functions/domain/units/entries.ts';
import { regionSchema, unitSchema } from '../../../functions/domain/units/forms.ts';
import { personIn, regions, units } from '../../../infra/local/seed.ts';

describe('the seed', () => {
  it('has valid units with ids of their own, in regions that exist', () => {
    for (const unit of units) expect(unitSchema.parse(unit)).toEqual(unit);
    for (const { unitId, ...unit } of units) expect(unitFields.safeParse(unit).error, unitId).toBeUndefined();
    expect(new Set(units.map(({ unitId }) => unitId)).size).toBe(units.length);
    expect(new Set(units.map(({ name }) => name)).size).toBe(units.length);
    const codes = new Set(regions.map(({ code }) => code));
    for (const { regionCode, emails, supervisors, desks } of units) {
      expect(codes).toContain(regionCode);
      expect([emails.length, supervisors.length, desks.length]).toEqual([1, 1, 1]);
    }
  });

  it('has a telephone and an English name of its own for each unit', () => {
    for (const { phone } of units) expect(phone).toMatch(/^0534-2100\d{3}$/);
    for (const { nameEn } of units)
      expect(nameEn).toMatch(/^(?:Shandong Province|Dezhou|[A-Z][a-z]+ (?:District|County)) [A-Z]/);
    for (const key of ['phone', 'nameEn'] as const)
      expect(new Set(units.map((unit) => unit[key])).size).toBe(units.length);
  });

  it('has each person under an address of their own, which is no desk’s', () => {
    const people = units.flatMap(({ supervisors, desks }) => [...supervisors, ...desks].map(({ email }) => email));
    const all = [...people, ...units.flatMap(({ emails }) => emails)];
    expect(new Set(all).size).toBe(all.length);
    expect(people).toContain('clerk.housing@371402.example');
  });

  it('has a person for every role of any unit, be it registered or not', () => {
    for (const role of ['clerk', 'supervisor', 'operator', 'auditor']) {
      for (const unitId of ['371402-housing', '371499-other-2']) {
        const { name, email } = personIn(role, unitId, undefined);
        expect([name, email]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^.+@.+\.example$/)]);
      }
    }
    const [court] = units.filter(({ unitId }) => unitId === '371402-court');
    const registered = court && {
      ...court,
      unitId: '371402-court-2',
      desks: [{ name: '书记员', email: 's@c.example' }],
    };
    expect(personIn('clerk', '371402-court-2', registered).name).toBe('书记员');
  });

  it('has valid regions whose parents exist, under one province', () => {
    for (const region of regions) expect(regionSchema.parse(region)).toEqual(region);
    const parents = regions.map(({ parent }) => regions.find(({ code }) => code === parent)?.level ?? null);
    expect(parents).toEqual([null, 'province', 'prefecture', 'prefecture', 'prefecture']);
  });

  it('has every organ in the prefecture and in each county', () => {
    for (const { code } of regions.filter(({ level }) => level !== 'province')) {
      const found = units.filter(({ regionCode }) => regionCode === code).map(({ organ }) => organ);
      expect(found.toSorted()).toEqual([...organs].toSorted());
    }
  });

  it('calls them as they are called there', () => {
    const named = new Map(units.map(({ unitId, name }) => [unitId, name]));
    expect([
      named.get('370000-public-security'),
      named.get('371400-court'),
      named.get('371400-publicity'),
      named.get('371402-public-security'),
      named.get('371402-housing'),
      named.get('371425-public-security'),
      named.get('371425-leading-group-office'),
    ]).toEqual([
      '山东省公安厅',
      '德州市中级人民法院',
      '德州市委宣传部',
      '德城区公安分局',
      '德城区住房和城乡建设局',
      '齐河县公安局',
      '齐河县扫黑办',
    ]);
  });
});
