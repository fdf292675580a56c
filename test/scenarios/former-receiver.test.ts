import { describe, expect, it } from 'vitest';
import { only, type TransferBody, useProvince } from '../province.ts';

/** What a receiver is shown of a clue that it gave back: that it went, and nothing that its sender then owes, is granted or misses. */

const water = '371425-water';
const police = '371425-public-security';
const elsewhere = '371403-public-security';
const office = '371425-leading-group-office';

const { send, submit, command, read, advanceTo, token, local, everyMail } = useProvince('2026-09-24T10:00:00+08:00');

const returned = async (reason = 'incomplete', suggested?: string) => {
  const { body } = await submit({ discoveredAt: '2026-09-24T09:00:00+08:00' }, { as: water });
  const { transferId, reference } = { ...only(body.transfers), reference: body.reference };
  const given = { reason, note: '缺照片', ...(suggested ? { suggested } : {}) };
  expect((await command('return', transferId, given, { as: police })).status).toBe(200);
  return { transferId, reference };
};
const get = async <T = Record<string, unknown>>(path: string, as = police, role = 'clerk') =>
  (await send<T>('GET', path, undefined, { as, role })).body;
const rows = async (query: string, as = police) =>
  (await get<{ items: TransferBody[] }>(`/v1/ledgers/received?unit=${police}${query}`, as)).items;
const csvRow = async (reference: string): Promise<string> => {
  const headers = { authorization: `Bearer ${await token(police)}`, accept: 'text/csv' };
  const file = await (await fetch(`${local().url}/v1/ledgers/received`, { headers })).text();
  return file.split('\r\n').find((line) => line.includes(reference)) ?? '';
};

describe('a receiver that gave a clue back', () => {
  it('is shown no lateness of its sender, whether that withdrew it, had longer, sent it on or leaves it', async () => {
    const [withdrawn, extended, sentOn, left] = [
      await returned(),
      await returned(),
      await returned('not-jurisdiction', elsewhere),
      await returned(),
    ];
    const shown = async (id: string) => {
      const { status, headers, body } = await read(id, police);
      expect(status).toBe(200);
      return { etag: headers.get('etag'), ...body };
    };
    const before = await shown(extended.transferId);
    const figures = async () => {
      const { onTime, escalations, transfers } = await get<{
        onTime: { byUnit: Record<string, object>; byDuty: object };
        escalations: object;
        transfers: { overdue: number; total: number };
      }>('/v1/statistics?month=2026-09');
      return { of: onTime.byUnit[water], byDuty: onTime.byDuty, escalations, ...transfers, byStatus: undefined };
    };
    const first = await figures();

    await advanceTo('2026-09-24T12:00:00+08:00');
    expect((await command('withdraw', withdrawn.transferId, { reason: '重复' }, { as: water })).status).toBe(200);
    const asked = await command('extension', extended.transferId, { workingDays: 2, reason: '待补' }, { as: water });
    const { extensionId } = asked.body as unknown as { extensionId: string };
    const granted = { approve: true, note: '同意' };
    const decided = await send('POST', `/v1/extensions/${extensionId}/decision`, granted, {
      as: office,
      role: 'supervisor',
    });
    expect(decided.status).toBe(200);
    expect((await command('dispatch', sentOn.transferId, { to: elsewhere }, { as: water })).status).toBe(200);
    await advanceTo('2026-11-20T12:00:00+08:00');

    for (const { transferId, reference } of [withdrawn, extended, sentOn, left]) {
      const one = await shown(transferId);
      expect(one).toMatchObject({ daysLeft: null, milestones: [], extension: null, escalations: 0 });
      // What its letter of return asked for, until it goes on.
      expect([one.status, one.duty?.dueDate]).toEqual([
        one.status,
        one.status === 'returned' ? before.duty?.dueDate : undefined,
      ]);
      expect(one.etag).toBe(`"${one.version}"`);
      expect(one.version).toBe(before.version);
      const row = await csvRow(reference);
      expect(row).toContain(',否,0,');
      expect(row).not.toContain('逾期');
      // What it last saw is what it may say that it saw.
      const late = await command(
        'acknowledge',
        transferId,
        {},
        { as: police, headers: { 'if-match': one.etag ?? '' } },
      );
      expect([late.status, JSON.stringify(late.body)]).toEqual([409, expect.not.stringMatching(/version [^3]/)]);
    }
    expect(await rows('&overdue=true')).toEqual([]);
    expect((await get<{ items: unknown[] }>('/v1/overdue')).items).toEqual([]);
    expect(await figures()).toEqual(first);
    // Its office, which oversees the sender too, sees what is owed.
    expect((await rows('&overdue=true', office)).map(({ transferId }) => transferId).sort()).toEqual(
      [extended.transferId, left.transferId].sort(),
    );
    const told = (await everyMail('延期批准')).map(({ to }) => to);
    expect(told.filter((to) => to.startsWith('public-security@'))).toEqual([]);
    expect(told.filter((to) => to.startsWith('water@'))).toHaveLength(1);
  });
});
