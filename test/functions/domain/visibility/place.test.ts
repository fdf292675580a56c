import { describe, expect, it } from 'vitest';
import type { Overseen, Parties } from '../../../../functions/domain/transfer/transfer.ts';
import { oversees, type Place, placeOf, unitOf } from '../../../../functions/domain/visibility/place.ts';
import { actorOf, clerkOf, refusalOf } from '../records.ts';

const parties: Parties & Overseen = {
  from: '371402-housing',
  to: '371402-public-security',
  dispatchedAt: '2026-09-18T02:00:00.000Z',
  regionPath: ['371402', '371400', '370000'],
};
const lifted = { ...parties, to: '371400-public-security', regionPath: ['371400', '370000'] };
const elsewhere = { ...parties, to: '371403-public-security', regionPath: ['371403', '371400', '370000'] };

describe('a caller’s place', () => {
  it.each<[string, string, Place | null]>([
    ['the sender', parties.from, 'sender'],
    ['the receiver', parties.to, 'receiver'],
    ['the office of the region', '371402-leading-group-office', 'overseer'],
    ['a second office of the region', '371402-leading-group-office-2', null],
    ['the office of the city', '371400-leading-group-office', 'overseer'],
    ['the office of the province', '370000-leading-group-office', 'overseer'],
    ['the office of another county', '371403-leading-group-office', null],
    ['the office of another province', '110000-leading-group-office', null],
    ['the same organ one level up', '371400-public-security', null],
    ['a second unit of the receiving organ', '371402-public-security-2', null],
    ['another unit of the region', '371402-petitions', null],
    ['what is no unit’s id', '371402', null],
    ['nothing', '', null],
  ])('of %s', (_, unitId, place) => {
    expect(placeOf(unitId, parties)).toBe(place);
  });

  it('is none for the receiver before the first dispatch; its offices watch over it', () => {
    const before = { ...parties, dispatchedAt: null };
    expect(placeOf(parties.to, before)).toBeNull();
    expect(placeOf(parties.from, before)).toBe('sender');
    expect(placeOf('371402-leading-group-office', before)).toBe('overseer');
  });

  it('is where the clue is dealt with: the offices that lie on that line, and no other', () => {
    expect(placeOf('371402-leading-group-office', lifted)).toBeNull();
    expect(placeOf('371400-leading-group-office', lifted)).toBe('overseer');
    expect(placeOf('371402-leading-group-office', elsewhere)).toBeNull();
    expect(placeOf('371403-leading-group-office', elsewhere)).toBe('overseer');
    expect(placeOf('371400-leading-group-office', elsewhere)).toBe('overseer');
  });

  it('is of the region that an id says, whatever follows', () => {
    expect(oversees('371402-leading-group-office-x', parties)).toBe(false);
    expect(oversees('x371402-leading-group-office', parties)).toBe(false);
    expect(oversees('371402-leading-group-office', { regionPath: [] })).toBe(false);
  });
});

describe('the unit that a caller asks for', () => {
  it('is that of the token, for those who do not administer', () => {
    expect(unitOf(clerkOf(parties.from))).toBe(parties.from);
    expect(unitOf(actorOf(parties.from, { role: 'supervisor' }))).toBe(parties.from);
    for (const role of ['operator', 'auditor'] as const) {
      expect(refusalOf(() => unitOf(actorOf(null, { role })))).toBe('forbidden');
      expect(refusalOf(() => unitOf(actorOf(parties.from, { role })))).toBe('forbidden');
    }
    expect(refusalOf(() => unitOf(actorOf(null)))).toBe('forbidden');
  });
});
