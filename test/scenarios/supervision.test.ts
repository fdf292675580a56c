import { describe, expect, it } from 'vitest';
import { discipline, housing, only, police, type TransferBody, useProvince } from '../province.ts';

const office = '371402-leading-group-office';
const city = '371400-leading-group-office';

interface Statistics extends Record<string, unknown> {
  transfers: { total: number; overdue: number };
  onTime: {
    all: { due: number; onTime: number };
    byUnit: Record<string, { due: number; onTime: number }>;
    unitNames: Record<string, string>;
  };
  workingDays: { acknowledge: { count: number; median: number } };
  escalations: { total: number; byLevel: Record<string, number> };
}

describe('those who supervise', () => {
  const { send, submit, command, advanceTo } = useProvince('2026-09-17T10:00:00+08:00');
  const get = <T>(path: string, as: string) => send<T>('GET', path, undefined, { as });
  const overdue = (as: string, query = '') =>
    get<{ items: TransferBody[]; cursor?: string }>(`/v1/overdue${query}`, as);
  const statistics = (as: string, query = '') => get<Statistics>(`/v1/statistics${query}`, as);

  it('see what is overdue, and the numbers of their region and below, but nothing beside', async () => {
    const discoveredAt = '2026-09-17T09:00:00+08:00';
    const taken = only((await submit({ discoveredAt })).body.transfers);
    const ignored = only((await submit({ discoveredAt })).body.transfers);
    const hidden = only((await submit({ discoveredAt, kinds: ['misconduct'], recuse: [office] })).body.transfers);
    const elsewhere = only((await submit({ discoveredAt }, { as: '371403-land' })).body.transfers);
    await advanceTo('2026-09-21T10:00:00+08:00');
    await command('acknowledge', taken.transferId);
    await advanceTo('2026-09-28T12:00:00+08:00');

    const ids = async (as: string, query = '') =>
      (await overdue(as, query)).body.items.map((item) => item.transferId).sort();
    expect(await ids(office)).toEqual([ignored.transferId]);
    expect(await ids(city)).toEqual([ignored, hidden, elsewhere].map(({ transferId }) => transferId).sort());
    expect(await ids(city, '?region=371403')).toEqual([elsewhere.transferId]);
    expect(await ids(police)).toEqual([ignored.transferId]);
    expect(await ids(discipline)).toEqual([hidden.transferId]);
    expect((await overdue(office, '?region=371403')).status).toBe(403);
    expect((await overdue(city, '?region=379999')).status).toBe(403);

    const first = (await overdue(city, '?limit=2')).body;
    const second = (await overdue(city, `?limit=2&cursor=${first.cursor}`)).body;
    expect([...first.items, ...second.items].map((item) => item.transferId).sort()).toEqual(await ids(city));
    expect(second.cursor).toBeUndefined();

    const all = (await statistics(city, '?month=2026-09')).body;
    expect(all.transfers).toMatchObject({ total: 4, overdue: 3 });
    expect(all.workingDays.acknowledge).toMatchObject({ count: 1, median: 3 });
    expect(all.onTime.byUnit[police]).toMatchObject({ due: 2, onTime: 1 });
    expect(all.escalations.byLevel).toMatchObject({ supervisors: 3, office: 0 });
    expect((await statistics(office)).body.transfers.total).toBe(3 - 1);
    expect((await statistics(city, '?region=371403')).body.transfers.total).toBe(1);
    expect((await statistics(housing)).body.transfers.total).toBe(3);
    expect((await statistics(city, '?month=2026-08')).body.transfers.total).toBe(0);
    for (const as of [city, housing]) {
      const ahead = await statistics(as, '?month=2086-01');
      expect([as, ahead.status, ahead.body.transfers.total]).toEqual([as, 200, 0]);
    }
    expect(all.onTime.unitNames[police]).toBe('Decheng District Public Security Branch');
    expect((await statistics(city, '?month=2026-13')).status).toBe(422);
  });
});
