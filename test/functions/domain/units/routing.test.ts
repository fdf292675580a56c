import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../functions/domain/errors.ts';
import { decidingOffice, requireReceiver } from '../../../../functions/domain/units/routing.ts';
import { regionPath } from '../../../../functions/domain/units/units.ts';
import { recusing, registerOf, unitWith } from '../records.ts';

const county = unitWith('371402-public-security', { name: '德城区公安局' });
const city = unitWith('371400-public-security', { name: '德州市公安局' });
const province = unitWith('370000-public-security', { name: '山东省公安厅' });
const office = unitWith('371402-leading-group-office', { name: '德城区扫黑办' });
const officeAbove = unitWith('371400-leading-group-office', { name: '德州市扫黑办' });
const all = registerOf(county, city, province, office, officeAbove);
const path = regionPath(all.regions, '371402');

const receiver = (recused: string[] = [], known = all) =>
  requireReceiver('organised-crime', path, known.units, recusing(recused, known));
const refusal = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the receiver of a clue', () => {
  it('is the organ of the same region, overseen from there upwards', () => {
    expect(receiver()).toEqual({ to: county.unitId, regionPath: ['371402', '371400', '370000'] });
  });

  it('where there is none, is named by the refusal', () => {
    expect(() => requireReceiver('misconduct', path, all.units, recusing([], all))).toThrow(
      /371402-discipline-inspection/,
    );
  });

  it.each([
    ['by its id', county.unitId],
    ['by its name', county.name],
    ['by its name in full-width characters and blanks', '　德城区 公安局\u200b'],
  ])('is the same organ one level up where it must not hear of the clue, recused %s', (_, entry) => {
    expect(receiver([entry])).toEqual({ to: city.unitId, regionPath: ['371400', '370000'] });
  });

  it('is the one at the top where the two below must not hear', () => {
    expect(receiver([county.name, city.unitId])).toEqual({ to: province.unitId, regionPath: ['370000'] });
  });

  it('is nobody where all must not hear: the refusal says where the clue belongs, and names none of them', () => {
    const { refusal: name, message, issues } = refusal(() => receiver([county.name, city.name, province.name]));
    expect([name, issues.map(({ path: field }) => field)]).toEqual(['no-receiver', ['kinds']]);
    expect(message).toContain('公安部');
    for (const { name: recused } of [county, city, province]) expect(message).not.toContain(recused);
  });

  it('is not looked for further up where the organ one level up is missing: an operator must register it', () => {
    const known = registerOf(county, province);
    expect(refusal(() => receiver([county.name], known)).message).toContain(city.unitId);
  });
});

describe('the office that decides', () => {
  const decides = (unitId: string, recused: string[] = [], known = all) =>
    decidingOffice(unitId, ['371402', '371400', '370000'], known.units, recusing(recused, known), []);

  it('is that of the region, or the next one up where that is the unit itself, missing or recused', () => {
    expect(decides(county.unitId)).toBe(office.unitId);
    expect(decides(office.unitId)).toBe(officeAbove.unitId);
    expect(decides(county.unitId, [office.name])).toBe(officeAbove.unitId);
    expect(decides(county.unitId, [], registerOf(county, officeAbove))).toBe(officeAbove.unitId);
  });

  it('is none whose every desk address is a recused person’s: nobody would hear of what waits there', () => {
    const known = registerOf(
      { ...office, emails: ['wang@city.example'] },
      { ...officeAbove, supervisors: [{ name: '王某', email: 'Wang@city.example' }, ...officeAbove.supervisors] },
    );
    expect(decides(county.unitId, ['王某'], known)).toBe(officeAbove.unitId);
  });

  it('has a supervisor who may hear of the clue, and who did not ask', () => {
    const only = { name: '周八', email: 'zhou@office.example', subject: 'u-zb' };
    const known = registerOf({ ...office, supervisors: [only] }, officeAbove);
    const asked = (applicant: string[], recused: string[] = []) =>
      decidingOffice(county.unitId, ['371402', '371400'], known.units, recusing(recused, known), applicant);
    expect(asked([])).toBe(office.unitId);
    expect(asked(['id:u-zb'])).toBe(officeAbove.unitId);
    expect(asked([], ['周八'])).toBe(officeAbove.unitId);
  });

  it('is nobody’s past the top', () => {
    expect(decides(county.unitId, [office.name, officeAbove.name])).toBeUndefined();
  });
});

describe('a region’s path', () => {
  it('follows the register upwards and stops at a loop', () => {
    expect(regionPath(all.regions, '371402').map(({ code }) => code)).toEqual(['371402', '371400', '370000']);
    const loop = new Map([
      ['1', { code: '1', name: 'a', level: 'county', parent: '2' }],
      ['2', { code: '2', name: 'b', level: 'county', parent: '1' }],
    ] as const);
    expect(regionPath(loop, '1')).toHaveLength(2);
    expect(regionPath(all.regions, '999999')).toEqual([]);
  });
});
