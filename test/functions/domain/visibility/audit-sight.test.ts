import { describe, expect, it } from 'vitest';
import type { Clue } from '../../../../functions/domain/clue/clue.ts';
import { readBy, textsReadBy } from '../../../../functions/domain/clue/decision.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { Caller } from '../../../../functions/domain/transfer/events.ts';
import { nobody, recusedAs } from '../../../../functions/domain/units/recusal.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import {
  auditedDays,
  auditedRegion,
  mayHearOf,
  overseersOfClue,
  placeOfAct,
  placeOfReading,
  transferRead,
} from '../../../../functions/domain/visibility/audit-sight.ts';

const actor = (role: Actor['role'], unitId: string | null = null, forms: string[] = []): Actor => ({
  sub: 's',
  person: [],
  role,
  unitId,
  name: null,
  email: null,
  forms,
  returnReasons: {},
});
const by = (unitId: string | null): Caller => ({ sub: 's', role: 'clerk', unitId });
const county = ['371402', '371400', '370000'];
const path = (issue: () => unknown) => {
  try {
    issue();
  } catch (error) {
    if (error instanceof Refusal) return error.issues.map((one) => one.path);
    throw error;
  }
  return [];
};

describe('who read and changed what', () => {
  it('is told to auditors of the whole province, to offices of their region, and to nobody else', () => {
    expect(auditedRegion(actor('auditor'))).toBeNull();
    expect(auditedRegion(actor('auditor', '371402-housing'))).toBeNull();
    expect(auditedRegion(actor('clerk', '371402-leading-group-office'))).toBe('371402');
    expect(auditedRegion(actor('supervisor', '371400-leading-group-office-2'))).toBe('371400');
    for (const other of [
      actor('supervisor', '371402-public-security'),
      actor('operator'),
      actor('operator', '371402-leading-group-office'),
    ]) {
      expect(() => auditedRegion(other)).toThrow(expect.objectContaining({ refusal: 'forbidden' }));
      expect(() => auditedRegion(other)).toThrow(/auditors.*leading group offices/);
    }
  });

  it.each([
    ['what its region oversees, by where the unit is that did it', '371402-housing', county, '371402'],
    ['what it oversees no more', '371402-housing', ['371403', '371400', '370000'], null],
    ['what another region’s unit did, which lies where the register says', '371400-public-security', county, '371400'],
    ['what somebody without a unit did', null, county, null],
  ])('is told to an office: %s', (_, unitId, regionPath, place) => {
    expect(placeOfAct('371402', { by: by(unitId), about: { clueId: 'c' }, regionPath })).toBe(place);
  });

  it('is told to an office of units and regions by where these are, and of the calendar not at all', () => {
    const operator: Caller = { sub: 'o', role: 'operator', unitId: null };
    const place = (about: object) => placeOfAct('371400', { by: operator, about, regionPath: [] });
    expect(place({ unitId: '371402-land-2' })).toBe('371402');
    expect(place({ regionCode: '371403' })).toBe('371403');
    expect(place({ year: 2027 })).toBeNull();
  });

  it('is kept from whomever the clue is kept from, and where its clue is gone from everybody', () => {
    const named = actor('auditor', null, ['id:a@x.example']);
    expect(mayHearOf(named, { clueId: 'c' }, recusedAs(['id:a@x.example']))).toBe(false);
    expect(mayHearOf(named, { clueId: 'c', transferId: 't' }, recusedAs(['id:b@x.example']))).toBe(true);
    expect(mayHearOf(named, { clueId: 'c' }, nobody)).toBe(true);
    expect(mayHearOf(named, { clueId: 'c' }, undefined)).toBe(false);
    expect(mayHearOf(named, { unitId: '371402-land' }, undefined)).toBe(true);
  });

  it('has a clue overseen where its transfers are and, where its unit deals with it, where that is', () => {
    const clue = { kinds: ['organised-crime'], kept: [], regionPath: county } as unknown as Clue;
    const above = { regionPath: ['371400', '370000'] };
    expect(overseersOfClue(clue, [above]).regionPath).toEqual(['371400', '370000']);
    expect(overseersOfClue(clue, []).regionPath).toEqual([]);
    const own = { ...clue, kept: ['organised-crime'] } as unknown as Clue;
    expect(overseersOfClue(own, [above]).regionPath).toEqual(county);
  });
});

describe('a reading', () => {
  const now = new Date('2026-09-24T02:00:00Z');
  const seen = (...ids: string[]) =>
    ({ transfers: ids.map((transferId) => ({ transfer: { transferId } })), reply: null }) as unknown as Parameters<
      typeof placeOfReading
    >[0];

  it('is of the clue, or of texts of one of its transfers', () => {
    expect(transferRead(readBy(by(null), now, 1))).toBeNull();
    expect(transferRead(textsReadBy(by(null), now, { transferId: 't' }, [1]))).toBe('t');
  });

  it('is told to an office of the clue, and of those transfers that it sees', () => {
    const reading = (transferId: string | null, unitId: string | null = '371402-housing') => ({
      at: now.toISOString(),
      by: by(unitId),
      transferId,
    });
    expect(placeOfReading(seen('t1'), reading(null))).toBe('371402');
    expect(placeOfReading(seen('t1'), reading('t1'))).toBe('371402');
    expect(placeOfReading(seen('t1'), reading('t2'))).toBeNull();
    expect(placeOfReading(seen('t1'), reading('t1', null))).toBeNull();
    const reply = { ...seen(), reply: { transfer: { transferId: 'r' } } } as unknown as ReturnType<typeof seen>;
    expect(placeOfReading(reply, reading('r'))).toBe('371402');
  });
});

describe('the days that are asked for', () => {
  const today = '2026-09-24';

  it('are today where none is named, and up to a year of them', () => {
    expect(auditedDays({}, today)).toEqual({ from: today, to: today });
    expect(auditedDays({ from: '2026-09-01' }, today)).toEqual({ from: '2026-09-01', to: today });
    expect(auditedDays({ from: '2023-03-01', to: '2024-02-29' }, today).to).toBe('2024-02-29');
  });

  it('are refused by name where they lie the wrong way round, or are more', () => {
    expect(path(() => auditedDays({ to: '2026-09-23' }, today))).toEqual(['from']);
    expect(path(() => auditedDays({ from: '2026-09-25' }, today))).toEqual(['from']);
    expect(path(() => auditedDays({ from: '2023-03-01', to: '2024-03-01' }, today))).toEqual(['to']);
  });
});
