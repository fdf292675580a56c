import { describe, expect, it } from 'vitest';
import { housing, only, police, useProvince } from '../province.ts';

const office = '371402-leading-group-office';
const city = '371400-leading-group-office';

const { send, submit, command, api, answered, advanceTo, local } = useProvince('2026-09-17T10:00:00+08:00');
const overdue = (as: string, query: object = {}) =>
  answered(api(as).GET('/v1/overdue', { params: { query: { limit: 200, ...query } } }));
const statistics = (as: string, query: object = {}) =>
  answered(api(as).GET('/v1/statistics', { params: { query: { limit: 200, ...query } } }));
const operator = { as: 'operator', role: 'operator' };
const changeUnit = async (unitId: string, different: object) => {
  const unit = await send('GET', `/v1/units/${unitId}`, undefined, operator);
  expect((await send('PUT', `/v1/units/${unitId}`, { ...unit.body, ...different }, operator)).status).toBe(200);
};
const submitted = async (different: object = {}, as = housing) => {
  const { status, body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00', ...different }, { as });
  expect(status).toBe(201);
  return only(body.transfers).transferId;
};

describe('what supervisors watch', () => {
  it('is what is overdue and, on demand, what falls due within some working days, with whom to call', async () => {
    await changeUnit(police, { phone: '0534-2100110' });
    // Due on the 23rd: five working days, of which Sunday the 20th is one.
    const early = await submitted();
    await advanceTo('2026-09-22T10:00:00+08:00');
    const late = await submitted({ discoveredAt: '2026-09-22T09:00:00+08:00' });
    const rows = async (as: string, query: object = {}) =>
      (await overdue(as, query)).body.items.map(({ transferId, overdue: is, daysLeft }) => [transferId, is, daysLeft]);
    expect(await rows(office)).toEqual([]);
    expect(await rows(office, { within: 0 })).toEqual([]);
    expect(await rows(office, { within: 1 })).toEqual([[early, false, 1]]);
    // Three working days lie behind the holiday, the 28th to the 30th.
    await advanceTo('2026-09-24T10:00:00+08:00');
    expect(await rows(office)).toEqual([[early, true, -1]]);
    expect(await rows(office, { within: 2 })).toEqual([[early, true, -1]]);
    expect((await rows(office, { within: 3 })).sort()).toEqual(
      [
        [early, true, -1],
        [late, false, 3],
      ].sort(),
    );
    expect(await rows(office, { within: 4, unit: housing })).toEqual([]);
    expect(await rows(office, { within: 4, unit: police, limit: 1 })).toHaveLength(1);
    expect(await rows(city, { within: 4, region: '371403' })).toEqual([]);
  });

  it('says how far up it went, on which level, and calls nobody who must not hear of it', async () => {
    const item = async (transferId: string, as = city) =>
      only((await overdue(as, { within: 20 })).body.items.filter((one) => one.transferId === transferId));
    const open = (await overdue(city)).body.items[0]?.transferId ?? '';
    const plain = await item(open);
    expect(plain).toMatchObject({ level: 'county', phone: '0534-2100110', escalatedTo: 'supervisors' });
    // The desk alone is named: the unit has the clue, and nobody calls that desk.
    const { body } = await send<{ emails: string[] }>('GET', `/v1/units/${police}`, undefined, operator);
    const quiet = await submitted({ discoveredAt: '2026-09-24T09:00:00+08:00', recuse: body.emails });
    expect(await item(quiet)).toMatchObject({ overdue: false, phone: null, escalatedTo: null });
    await advanceTo('2026-10-10T10:00:00+08:00');
    await local().engine.settled();
    expect((await item(open)).escalatedTo).toBe('office-above');
    await command('acknowledge', open);
    const acknowledged = await overdue(city, { within: 20 });
    expect(acknowledged.body.items.find((one) => one.transferId === open)).toMatchObject({
      duty: { name: 'feedback' },
      escalatedTo: null,
    });
  });

  it('goes on from page to page in the same query only', async () => {
    const all = (await overdue(city, { within: 20 })).body.items;
    expect(all.length).toBeGreaterThan(2);
    const paged: unknown[] = [];
    let first: string | undefined;
    for (let cursor: string | undefined; ; ) {
      const { body } = await overdue(city, { within: 20, limit: 1, ...(cursor ? { cursor } : {}) });
      paged.push(...body.items);
      cursor = body.cursor;
      first ??= cursor;
      if (cursor === undefined) break;
    }
    expect(paged).toEqual(all);
    for (const other of [{ within: 19 }, {}, { within: 20, unit: police }]) {
      expect((await overdue(city, { ...other, cursor: first })).status).toBe(422);
    }
    for (const wrong of [{ within: -1 }, { within: 21 }, { within: 1.5 }, { unit: 'police' }]) {
      expect([wrong, (await overdue(city, wrong)).status]).toEqual([wrong, 422]);
    }
  });
});

describe('the rows behind a rate', () => {
  it('are the very duties that it was made of', async () => {
    const { onTime } = (await statistics(city)).body;
    const rows = async (query: object) => (await statistics(city, { rows: 'all', ...query })).body.rows;
    const figures = [
      [onTime.all, {}],
      ...Object.entries(onTime.byUnit).map(([unit, rate]) => [rate, { unit }] as const),
      ...Object.entries(onTime.byRule).map(([rule, rate]) => [rate, { rule }] as const),
      ...Object.entries(onTime.byDuty).map(([duty, rate]) => [rate, { duty }] as const),
      ...Object.entries(onTime.byOrgan).map(([organ, rate]) => [rate, { organ }] as const),
      ...Object.entries(onTime.byMonth).map(([month, rate]) => [rate, { month }] as const),
    ] as const;
    expect(onTime.all.due).toBeGreaterThan(onTime.all.onTime);
    for (const [rate, query] of figures) {
      const [all, timely, late] = [
        await rows(query),
        await rows({ ...query, rows: 'on-time' }),
        await rows({ ...query, rows: 'late' }),
      ];
      const counts = [all?.total, timely?.total, late?.total];
      expect([query, counts]).toEqual([query, [rate.due, rate.onTime, rate.due - rate.onTime]]);
      expect([query, all?.items.length]).toEqual([query, rate.due]);
    }
    const late = (await rows({ rows: 'late', unit: police }))?.items ?? [];
    expect(late.length).toBeGreaterThan(0);
    for (const { unit, onTime: is, transfer } of late) {
      expect([unit, is, [transfer.to, transfer.from].includes(police)]).toEqual([police, false, true]);
    }
  });

  it('go on from page to page, and are those that the caller knows', async () => {
    const whole = (await statistics(city, { rows: 'all' })).body.rows;
    const paged: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const { rows } = (await statistics(city, { rows: 'all', limit: 2, ...(cursor ? { cursor } : {}) })).body;
      expect(rows?.total).toBe(whole?.total);
      paged.push(...(rows?.items ?? []));
      cursor = rows?.cursor;
      if (cursor === undefined) break;
    }
    expect(paged).toEqual(whole?.items);
    const before = (await statistics(office, { rows: 'all' })).body.rows;
    await submitted({ discoveredAt: '2026-09-17T09:00:00+08:00', recuse: [office] }, '371402-land');
    expect((await statistics(office, { rows: 'all' })).body.rows).toEqual(before);
    expect((await statistics(city, { rows: 'all' })).body.rows?.total).toBeGreaterThan(whole?.total ?? 0);
    const own = (await statistics(housing, { rows: 'all' })).body.rows;
    expect(own?.items.every(({ transfer }) => [transfer.from, transfer.to].includes(housing))).toBe(true);
  });

  it('are narrowed only where they are asked for', async () => {
    for (const query of [{ unit: police }, { duty: 'feedback' }, { rule: 'misconduct' }, { organ: 'court' }]) {
      const { status, body } = await statistics(city, query);
      expect([query, status, body.errors?.map(({ path }) => path)]).toEqual([query, 422, ['rows']]);
    }
    expect((await statistics(city)).body.rows).toBeUndefined();
  });
});
