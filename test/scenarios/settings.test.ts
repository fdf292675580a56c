import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../functions/domain/settings.ts';
import { only, police, useProvince } from '../province.ts';

/** Settings that are put while the province runs: in force without a start of anything. */

const { local, send, submit, command, read, advanceTo, schedulesAtRest } = useProvince('2026-09-17T10:00:00+08:00');

const discoveredAt = '2026-09-17T09:00:00+08:00';
const windowed = (acknowledge: Settings['windows']['acknowledge']) => async () => {
  const { windows } = await local().settings();
  await local().putSettings({ windows: { ...windows, acknowledge } });
};

/** As another process puts settings: this one goes by those that it knows for the rest of its minute. */
const putElsewhere = async (settings: Settings): Promise<void> => {
  const { readSettings } = await import('../../functions/adapters/table/settings.ts');
  const { keys } = await import('../../functions/adapters/table/schema.ts');
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const at = local().now().toISOString();
  const version = (await readSettings()).version + 1;
  const item = { version, at, by: 'clock', settings: JSON.stringify(settings), countsSince: at };
  await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.settings, ...item } }));
};

describe('settings that are put while requests are under way', () => {
  it('hold for each of them as a whole or not at all, and for all of them after the recount', async () => {
    const [first, second] = [windowed(3), windowed(4)];
    const submitting = Array.from({ length: 12 }, async (_, n) => {
      if (n === 4) await first();
      if (n === 8) await second();
      return submit({ discoveredAt });
    });
    const transfers = (await Promise.all(submitting)).map(({ body }) => only(body.transfers));
    for (const { duty } of transfers) expect(['2026-09-21', '2026-09-22', '2026-09-23']).toContain(duty?.dueDate);
    await advanceTo('2026-09-17T10:10:00+08:00');
    await schedulesAtRest();
    const { windows } = await local().settings();
    const due = windows.acknowledge === 3 ? '2026-09-21' : '2026-09-22';
    for (const { transferId } of transfers) expect((await read(transferId)).body.duty?.dueDate).toBe(due);
  });

  it('leave no deadline wrong that a function counted by those of before, after the recount had passed by', async () => {
    const { recount } = await import('../../functions/schedules/recount-deadlines.ts');
    await windowed(5)();
    await submit({ discoveredAt });
    const known = await local().settings();
    await putElsewhere({ ...known, windows: { ...known.windows, acknowledge: 2 } });
    expect(await recount(local().now(), () => true)).toMatchObject({ phase: 'done' });
    const { body } = await submit({ discoveredAt });
    const { transferId, duty } = only(body.transfers);
    expect(duty?.dueDate).toBe('2026-09-23');
    await local().engine.settled();
    await advanceTo('2026-09-17T10:20:00+08:00');
    await schedulesAtRest();
    expect((await read(transferId)).body).toMatchObject({ duty: { dueDate: '2026-09-20' } });
    // What this process knew is a minute old, for all that it can tell.
    await windowed(5)();
  });

  it('and are taken back before a recount came leave nothing counted by them', async () => {
    await windowed(6)();
    await advanceTo(new Date(local().now().getTime() + 20 * 60_000).toISOString());
    await schedulesAtRest();
    // As a deployment puts them, which no schedule is told of.
    const { putSettings } = await import('../../functions/adapters/table/settings.ts');
    const known = await local().settings();
    const put = (windows: Settings['windows']) =>
      putSettings({ settings: { ...known, windows }, at: local().now().toISOString(), by: 'clock' });
    await put({ ...known.windows, acknowledge: 3 });
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    const { transferId, duty } = only(body.transfers);
    await local().engine.settled();
    await put(known.windows);
    await advanceTo(new Date(local().now().getTime() + 20 * 60_000).toISOString());
    await schedulesAtRest();
    const { dueDate } = (await read(transferId)).body.duty ?? {};
    const asNow = only((await submit({ discoveredAt: local().now().toISOString() })).body.transfers).duty?.dueDate;
    expect([dueDate, duty?.dueDate === asNow]).toEqual([asNow, false]);
    await windowed(5)();
  });

  it('are counted by once for now and once for good, whoever counts meanwhile', async () => {
    const { recount } = await import('../../functions/schedules/recount-deadlines.ts');
    const { readRecount } = await import('../../functions/adapters/table/recounts.ts');
    await windowed(4)();
    const [early, late] = [local().now(), new Date(local().now().getTime() + 150_000)];
    await recount(early, () => true);
    const { id } = (await readRecount()) ?? {};
    await recount(late, () => true);
    const forGood = await readRecount();
    expect(forGood).toMatchObject({ phase: 'done', moved: 0 });
    expect(forGood?.id).not.toBe(id);
    // One that began earlier, and takes its time.
    await recount(early, () => true);
    expect((await readRecount())?.id).toBe(forGood?.id);
  });
});

describe('who puts settings', () => {
  it('stands in the log of audit, for auditors and for nobody else; the province itself does not', async () => {
    const { putSettings } = await import('../../functions/adapters/table/settings.ts');
    const by = { sub: 'li@operations', role: 'operator', unitId: null } as const;
    const settings = { ...(await local().settings()), digestFrom: 9 };
    await putSettings({ settings, at: local().now().toISOString(), by });
    const seenBy = async (role: string) => {
      const as = '371402-leading-group-office';
      const { body } = await send<{ items: { event: string }[] }>('GET', '/v1/audit', undefined, { as, role });
      return body.items.filter(({ event }) => event === 'settings-changed');
    };
    expect(await seenBy('auditor')).toEqual([expect.objectContaining({ by: expect.objectContaining(by), about: {} })]);
    expect(await seenBy('supervisor')).toEqual([]);
  });
});

describe('a province of two hundred overrides', () => {
  it('runs, each county by its own', { timeout: 120_000 }, async () => {
    const basis = (n: number) => `某县线索移送工作细则（试行）第${n}条`;
    const overrides = Array.from({ length: 200 }, (_, n) => ({
      regionCode: String(371_400 + n),
      windows: {
        acknowledge: { amount: 12 + n, unit: 'hours' as const, basis: basis(n) },
        feedback: { amount: 7 + n, unit: 'working-days' as const, basis: basis(n + 1) },
      },
    }));
    await local().putSettings({ overrides });
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    const { transferId } = only(body.transfers);
    const dispatched = (await read(transferId)).body;
    expect(dispatched.duty).toMatchObject({ unit: 'hours', window: 14 });
    expect(dispatched.basis).toBe(basis(2));
    const acknowledged = await command('acknowledge', transferId, undefined, { as: police });
    expect(acknowledged).toMatchObject({ status: 200, body: { duty: { name: 'feedback', window: 9 } } });
    expect((await read(transferId)).body.basis).toBe(basis(3));
  });
});
