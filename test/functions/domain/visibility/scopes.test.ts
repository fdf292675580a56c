import { describe, expect, it } from 'vitest';
import {
  ledgerUnit,
  mustOperate,
  regionWatched,
  submittingUnit,
} from '../../../../functions/domain/visibility/scopes.ts';
import { actorOf, clerkOf, refusalOf } from '../records.ts';

const housing = '371402-housing';
const county = ['371402', '371400', '370000'];
const administrators = [
  actorOf(null, { role: 'operator' }),
  actorOf(housing, { role: 'operator' }),
  actorOf('371402-leading-group-office', { role: 'operator' }),
  actorOf('371402-leading-group-office', { role: 'auditor' }),
  actorOf(null, { role: 'auditor' }),
];

describe('a submission', () => {
  it('is of the unit of the token; who administers submits nothing', () => {
    expect(submittingUnit(clerkOf(housing))).toBe(housing);
    for (const actor of administrators) expect(refusalOf(() => submittingUnit(actor))).toBe('forbidden');
  });
});

describe('a ledger', () => {
  const wanted = { unitId: '371402-water', regionPath: county };
  it('is the unit’s own', () => {
    expect(ledgerUnit(clerkOf(housing), null)).toBe(housing);
    expect(ledgerUnit(clerkOf(housing), { unitId: housing, regionPath: [] })).toBe(housing);
    expect(refusalOf(() => ledgerUnit(clerkOf(housing), wanted))).toBe('forbidden');
  });

  it.each([
    ['371402-leading-group-office', true],
    ['371400-leading-group-office', true],
    ['370000-leading-group-office', true],
    ['371403-leading-group-office', false],
    ['371400-public-security', false],
    ['371402-public-security', false],
  ])('of a unit below is read by %s: %s', (unitId, allowed) => {
    const read = () => ledgerUnit(clerkOf(unitId), wanted);
    if (allowed) expect(read()).toBe('371402-water');
    else expect(refusalOf(read)).toBe('forbidden');
  });

  it('of a unit above is read by no office below, nor of a unit whose region nobody knows', () => {
    const above = { unitId: '371400-water', regionPath: ['371400', '370000'] };
    expect(refusalOf(() => ledgerUnit(clerkOf('371402-leading-group-office'), above))).toBe('forbidden');
    const unknown = { unitId: '371402-water', regionPath: [] };
    expect(refusalOf(() => ledgerUnit(clerkOf('371402-leading-group-office'), unknown))).toBe('forbidden');
  });

  it('is nothing for those who administer', () => {
    for (const actor of administrators) {
      expect(refusalOf(() => ledgerUnit(actor, null))).toBe('forbidden');
      expect(refusalOf(() => ledgerUnit(actor, wanted))).toBe('forbidden');
    }
  });
});

describe('figures', () => {
  it('are of the whole region for its office and those above, and of itself for any other unit', () => {
    expect(regionWatched(clerkOf('371402-leading-group-office'), county, '371402')).toBeNull();
    expect(regionWatched(clerkOf('370000-leading-group-office'), county, '371402')).toBeNull();
    expect(regionWatched(clerkOf(housing), county, '371402')).toBe(housing);
  });

  it('of another region, or of one above, are for no office below', () => {
    const city = ['371400', '370000'];
    expect(refusalOf(() => regionWatched(clerkOf('371402-leading-group-office'), city, '371400'))).toBe('forbidden');
    expect(refusalOf(() => regionWatched(clerkOf('371403-leading-group-office'), county, '371402'))).toBe('forbidden');
    expect(refusalOf(() => regionWatched(clerkOf(housing), city, '371400'))).toBe('forbidden');
  });

  it('are nothing for those who administer', () => {
    for (const actor of administrators) {
      expect(refusalOf(() => regionWatched(actor, county, '371402'))).toBe('forbidden');
    }
  });
});

describe('units, calendars and workflows', () => {
  it('are the operators’ alone', () => {
    expect(refusalOf(() => mustOperate(actorOf(null, { role: 'operator' })))).toBe('accepted');
    for (const role of ['clerk', 'supervisor', 'auditor'] as const) {
      expect(refusalOf(() => mustOperate(actorOf('370000-leading-group-office', { role })))).toBe('forbidden');
    }
  });
});
