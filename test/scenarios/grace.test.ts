import { describe, expect, it } from 'vitest';
import { only, police, useProvince } from '../province.ts';

/** A recount that moves dates into the past: nobody hears of a delay before its unit has heard of the date (domain.md, "Counting"). */

const receiver = 'public-security@371402.example';
const supervisor = `supervisor.${receiver}`;

describe('a date that a recount moves into the past', () => {
  const { local, send, submit, command, read, advanceTo, mails, schedulesAtRest } =
    useProvince('2026-09-17T10:00:00+08:00');
  const overdue = async () =>
    (await send<{ items: unknown[] }>('GET', '/v1/overdue', undefined, { as: police })).body.items.length;
  const since = async (from: string) =>
    (await mails())
      .filter(({ at }) => at >= from)
      .map(({ to, at, subject }) => `${at.slice(5, 13)} ${/【[^】]+】/.exec(subject)} ${to}`)
      .sort();

  it('leaves its unit until the end of the working day after it was told, in lists, ledgers and statistics too', async () => {
    const submitted = await Promise.all(
      Array.from({ length: 3 }, () => submit({ discoveredAt: '2026-09-17T09:00:00+08:00' })),
    );
    const [done, late, asks] = submitted.map(({ body }) => only(body.transfers).transferId) as [string, string, string];
    await local().engine.settled();
    await advanceTo('2026-09-22T10:00:00+08:00');
    const { windows } = await local().settings();
    await local().putSettings({ windows: { ...windows, acknowledge: 1 } });
    await advanceTo('2026-09-22T10:30:00+08:00');
    await schedulesAtRest();
    await advanceTo('2026-09-22T10:40:00+08:00');

    expect((await read(done)).body).toMatchObject({
      duty: { dueDate: '2026-09-18', overdueFrom: '2026-09-24T00:00:00+08:00' },
    });
    // The digests, to both sides; no escalation, and nothing is overdue.
    expect(await since('2026-09-22T10:00:00')).toEqual([
      '09-22T10 【时限变更】 housing@371402.example',
      `09-22T10 【时限变更】 ${receiver}`,
    ]);
    const [digest] = (await mails('时限变更')).filter(({ to }) => to === receiver);
    expect(digest?.text.split('2026年9月23日24时前办理的，不计逾期')).toHaveLength(4);
    expect(await overdue()).toBe(0);
    // An extension asked for in time is taken.
    const asked = await command('extension', asks, { workingDays: 5, reason: '需跨县核查' });
    expect(asked.status).toBe(201);
    expect((await command('acknowledge', done)).body).toMatchObject({ status: 'acknowledged' });

    await advanceTo('2026-09-24T10:00:00+08:00');
    // The other one only: while the extension is not decided, its office hears of it and nobody else.
    const mornings = (await since('2026-09-23T00:00:00')).filter((one) => one.includes('督办'));
    expect(mornings).toEqual([`09-24T09 【督办】 ${supervisor}`]);
    const [told] = (await mails('督办')).filter(({ to }) => to === supervisor);
    expect(told?.text).toContain(only([submitted[1]?.body.reference]));
    expect(told?.text).toContain('1个工作日');
    expect(await overdue()).toBe(2);
    expect((await read(late)).body.timeline.map(({ event }) => event)).toEqual([
      ...['registered', 'dispatched', 'told', 'reminded', 'reminded', 'recounted', 'told', 'reminded', 'escalated'],
    ]);
    const { body } = await send<{ onTime: { byDuty: Record<string, unknown> } }>(
      'GET',
      '/v1/statistics?month=2026-09',
      undefined,
      { as: '371402-leading-group-office', role: 'supervisor' },
    );
    expect(body.onTime.byDuty.acknowledge).toMatchObject({ due: 3, onTime: 1 });
  });
});
