import { describe, expect, it } from 'vitest';
import {
  discipline,
  housing,
  only,
  police,
  type TransferBody,
  type TransferWithTimeline,
  useProvince,
} from '../province.ts';

/** Who watches over a transfer: the offices of where it is dealt with, and nobody of where it was. */

const [office, city, province] = ['371402', '371400', '370000'].map((code) => `${code}-leading-group-office`) as [
  string,
  string,
  string,
];
const cityPolice = '371400-public-security';
const reason = '县里已有人打过招呼';

describe('a transfer that went elsewhere', () => {
  const { local, send, submit, command, advanceTo } = useProvince('2026-09-17T10:00:00+08:00');
  const discoveredAt = '2026-09-17T09:00:00+08:00';
  const status = async (method: string, path: string, as: string, body?: object, role = 'supervisor') =>
    (await send(method, path, body, { as, role })).status;
  const read = async (id: string, as: string) =>
    send<TransferWithTimeline>('GET', `/v1/transfers/${id}`, undefined, { as, role: 'supervisor' });
  const fresh = async (more: object = {}) => {
    const { body } = await submit({ discoveredAt, ...more });
    return { ...only(body.transfers), clueId: body.clueId };
  };
  const rerouted = async (kind: string, units: string[]) => {
    const { transferId, clueId } = await fresh();
    const { body } = await command('proposals', transferId, { kind, units, reason });
    const decided = await send<TransferBody & { successors: string[] }>(
      'POST',
      `/v1/proposals/${body.proposalId}/decision`,
      { approve: true },
      { as: city, role: 'supervisor' },
    );
    return { transferId, clueId, successor: only(decided.body.successors) };
  };

  it('is no more the county’s to act on, to see or to count after it was elevated', async () => {
    const { transferId, clueId, successor } = await rerouted('elevate', []);
    expect(await status('POST', `/v1/transfers/${successor}/acknowledge`, office, {})).toBe(403);
    expect(await status('POST', `/v1/transfers/${successor}/return`, office, { reason: 'incomplete', note: '1' })).toBe(
      403,
    );
    expect((await read(successor, office)).status).toBe(403);
    expect((await read(successor, police)).status).toBe(403);
    await command('acknowledge', successor, {}, { as: cityPolice });
    await command('feedback', successor, { final: true, outcome: '属实', text: '机密结果' }, { as: cityPolice });
    // That it went, and where to: no more.
    const left = await read(transferId, office);
    expect(left.body).toMatchObject({ status: 'rerouted', successors: [successor] });
    expect(left.body.timeline.filter(({ event }) => event === 'rerouted')).toMatchObject([{ units: [cityPolice] }]);
    for (const as of [office, police]) {
      const clue = await send('GET', `/v1/clues/${clueId}`, undefined, { as });
      expect(clue.status).toBe(200);
      expect(clue.body).toMatchObject({ transferIds: [transferId], transfers: [{ transferId }] });
      expect(JSON.stringify(clue.body)).not.toContain('属实');
    }
    for (const as of [city, province, housing, cityPolice]) {
      expect(JSON.stringify((await send('GET', `/v1/clues/${clueId}`, undefined, { as })).body)).toContain('属实');
    }
    const ledger = await send('GET', `/v1/ledgers/sent?unit=${housing}&limit=200`, undefined, { as: office });
    expect((ledger.body.items as TransferBody[]).map((row) => row.transferId)).not.toContain(successor);
  });

  it('is acknowledged by the office of the region that it went to, not by the one that it left', async () => {
    const { successor } = await rerouted('elsewhere', ['371403-public-security']);
    expect(await status('POST', `/v1/transfers/${successor}/acknowledge`, office, {})).toBe(403);
    expect(await status('POST', `/v1/transfers/${successor}/acknowledge`, '371403-leading-group-office', {})).toBe(200);
  });

  it('is decided on one level above where it now is', async () => {
    const { successor } = await rerouted('elevate', []);
    const asked = await command('proposals', successor, { kind: 'elevate', reason }, { as: cityPolice });
    const path = `/v1/proposals/${asked.body.proposalId}/decision`;
    expect(await status('POST', path, office, { approve: true })).toBe(403);
    expect(await status('POST', path, city, { approve: true })).toBe(403);
    const decided = await send<{ successors: string[] }>(
      'POST',
      path,
      { approve: true },
      { as: province, role: 'supervisor' },
    );
    const top = only(decided.body.successors);
    // At the top of the province nobody below decides, and nobody stands above.
    const again = await command(
      'proposals',
      top,
      { kind: 'designate', units: [cityPolice], reason },
      { as: '370000-public-security' },
    );
    expect(again.status).toBe(422);
    expect((await read(top, city)).status).toBe(403);
  });

  it('tells of nothing to its receiver before it is dispatched', async () => {
    const statistics = async (as: string) =>
      (await send<{ transfers: object }>('GET', '/v1/statistics', undefined, { as })).body.transfers;
    const before = [await statistics(police), await send('GET', '/v1/overdue?limit=200', undefined, { as: police })];
    const { transferId, clueId } = await fresh({ dispatch: false, discoveredAt: '2026-08-03' });
    expect(await statistics(police)).toEqual(before[0]);
    const overdue = await send('GET', '/v1/overdue?limit=200', undefined, { as: police });
    expect(JSON.stringify(overdue.body)).not.toContain(transferId);
    expect((await read(transferId, police)).status).toBe(403);
    expect((await send('GET', `/v1/clues/${clueId}`, undefined, { as: police })).status).toBe(403);
    const own = await send('GET', '/v1/overdue?limit=200', undefined, { as: housing });
    expect(JSON.stringify(own.body)).toContain(transferId);
    await command('withdraw', transferId, { reason: '重复' }, { as: housing });
    expect(await statistics(police)).toEqual(before[0]);
  });

  it('shows of a clue to each only what is theirs', async () => {
    const { body } = await submit({ discoveredAt, kinds: ['organised-crime', 'misconduct'] });
    const [crime, misconduct] = body.transfers as [TransferBody, TransferBody];
    await command('acknowledge', crime.transferId);
    const filed = await command('case', crime.transferId, { filedAt: '2026-09-17', caseNumber: '德公立1号' });
    const notice = String(filed.body.noticeId);
    await command('acknowledge', notice, { officers: ['钱某某'] }, { as: discipline });
    await command('acknowledge', misconduct.transferId, {}, { as: discipline });
    await command('feedback', misconduct.transferId, { final: true, outcome: '已处分' }, { as: discipline });
    const of = async (as: string) =>
      JSON.stringify((await send('GET', `/v1/clues/${body.clueId}`, undefined, { as })).body);
    const [sender, receiver, other, watching] = [
      await of(housing),
      await of(police),
      await of(discipline),
      await of(office),
    ];
    expect([sender.includes('钱某某'), sender.includes(notice)]).toEqual([false, false]);
    expect([receiver.includes('已处分'), receiver.includes(misconduct.transferId)]).toEqual([false, false]);
    expect(receiver).toContain('钱某某');
    expect(other).toContain('已处分');
    // Its notice says which transfer the case was filed on; nothing more of that is there.
    expect(JSON.parse(other).transferIds).toEqual([misconduct.transferId, notice]);
    expect([watching.includes('钱某某'), watching.includes('已处分')]).toEqual([true, true]);
    const mine = await read(crime.transferId, housing);
    expect(JSON.stringify(mine.body)).not.toContain(notice);
    expect(mine.body.case).toMatchObject({ caseNumber: '德公立1号', transferId: null });
    expect((await read(notice, housing)).status).toBe(403);
  });

  it('gives its receiver nothing to read of what was written after it came back', async () => {
    const { transferId } = await fresh();
    await command('return', transferId, {
      reason: 'not-jurisdiction',
      note: '不归我们管',
      suggested: '371403-public-security',
    });
    await command('dispatch', transferId, { to: '371403-public-security', note: '只给新单位' }, { as: housing });
    const former = JSON.stringify((await read(transferId, police)).body);
    expect([former.includes('不归我们管'), former.includes('只给新单位')]).toEqual([true, false]);
  });

  it('never makes a sender its own receiver', async () => {
    const { transferId } = await fresh();
    for (const suggested of [housing, police]) {
      const answer = await command('return', transferId, { reason: 'not-jurisdiction', note: '1', suggested });
      expect([answer.status, answer.body.errors]).toEqual([422, [expect.objectContaining({ path: 'suggested' })]]);
    }
    const proposed = await command('proposals', transferId, { kind: 'designate', units: [housing], reason });
    expect(proposed.status).toBe(422);
  });

  it('counts for an office the duties of its own units only', async () => {
    await advanceTo('2026-09-17T12:00:00+08:00');
    await rerouted('elsewhere', ['371403-public-security']);
    const { body } = await send<{ onTime: { byUnit: object } }>('GET', '/v1/statistics', undefined, {
      as: '371403-leading-group-office',
    });
    expect(Object.keys(body.onTime.byUnit).filter((unit) => !unit.startsWith('371403'))).toEqual([]);
    expect(local().now().getTime()).toBeGreaterThan(0);
  });
});
