import { describe, expect, it } from 'vitest';
import { only, police, useProvince } from '../province.ts';

/** Nobody decides what they themselves asked for, in whatever unit; a clerk of an office prepares, its supervisor decides. */

const office = '371402-leading-group-office';
const city = '371400-leading-group-office';
const reason = '需核查';

describe('a decision', () => {
  const { local, send, submit } = useProvince('2026-09-17T10:00:00+08:00');
  const as = async (unitId: string, role: string, claims: { sub?: string; name?: string; email?: string } = {}) => ({
    headers: { authorization: `Bearer ${await local().token(unitId, role, claims)}` },
  });
  const asked = async (what: 'extension' | 'proposals', claims: object) => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00' });
    const { transferId } = only(body.transfers);
    const request = what === 'extension' ? { workingDays: 2, reason } : { kind: 'elevate', reason };
    const answer = await send(
      'POST',
      `/v1/transfers/${transferId}/${what}`,
      request,
      await as(police, 'clerk', claims),
    );
    const id = answer.body.extensionId ?? answer.body.proposalId;
    return `/v1/${what === 'extension' ? 'extensions' : 'proposals'}/${id}/decision`;
  };
  const cases = [
    ['extension', office],
    ['proposals', city],
  ] as const;

  it('is not made by a second account that the register knows as the same person', async () => {
    const operator = await as('371402-housing', 'operator');
    const [ps, above] = [
      { name: '周八', email: 'zhouba@ps.example', subject: 'u-zb' },
      { name: '周八', email: 'zhouba@office.example', subject: 'u-zb' },
    ];
    for (const [unitId, person] of [
      [police, ps],
      [city, above],
    ] as const) {
      const { body } = await send('GET', `/v1/units/${unitId}`, undefined, operator);
      const supervisors = [...(body.supervisors as object[]), person];
      expect((await send('PUT', `/v1/units/${unitId}`, { ...body, supervisors }, operator)).status).toBe(200);
    }
    const path = await asked('proposals', { sub: ps.email, name: '周八', email: ps.email });
    const other = await as(city, 'supervisor', { sub: 'u-zb', name: '周八', email: above.email });
    expect((await send('POST', path, { approve: true }, other)).status).toBe(403);
  });

  it.each(cases)('on an %s is not made by who asked, as another unit', async (what, decider) => {
    const path = await asked(what, { sub: 'zhang', email: 'zhang@x.example' });
    const decide = async (claims: object, role = 'supervisor') =>
      (await send('POST', path, { approve: true }, await as(decider, role, claims))).status;
    expect(await decide({ sub: 'zhang' })).toBe(403);
    expect(await decide({ sub: 'another', email: 'ZHANG@x.example' })).toBe(403);
    expect(await decide({ sub: 'zhang@x.example' })).toBe(403);
    expect(await decide({ sub: 'li' }, 'clerk')).toBe(403);
    expect(await decide({ sub: 'li' })).toBe(200);
  });
});
