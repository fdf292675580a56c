import { describe, expect, it } from 'vitest';
import { type CommandName, discipline, housing, only, police, type TransferBody, useProvince } from '../province.ts';

const brief = (list: { to: string; at: string; subject: string }[]) =>
  list.map(({ to, at, subject }) => `${at.slice(0, 16)} ${subject.slice(0, subject.indexOf('】') + 1)} ${to}`).sort();

describe('a transfer that comes back', () => {
  const { local, submit, command, read, advanceTo, mails, send: request } = useProvince('2026-09-17T10:00:00+08:00');
  const found = { discoveredAt: '2026-09-17T09:00:00+08:00' };
  const note = '线索所述工地在陵城区';
  const send = (name: CommandName, transferId: string, body: object, as = housing) =>
    command(name, transferId, body, { as });

  /** Receiver and status of each of the clue's rows in a ledger. */
  const rows = async (side: 'sent' | 'received', unit: string, reference: string) => {
    const { body } = await request<{ items: (TransferBody & { reference: string })[] }>(
      'GET',
      `/v1/ledgers/${side}?limit=100`,
      undefined,
      {
        as: unit,
      },
    );
    return body.items.filter((row) => row.reference === reference).map(({ to, status }) => [to, status]);
  };

  it('is corrected within three working days, counted and reminded of, and dispatched again', async () => {
    const { body } = await submit(found);
    const { transferId } = only(body.transfers);
    const bad = await command('return', transferId, { reason: 'because', note: '' });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ path: 'reason' }, { path: 'note' }] } });
    expect((await command('return', transferId, { reason: 'incomplete', note }, { as: housing })).status).toBe(403);
    const returned = await command('return', transferId, { reason: 'incomplete', note });
    expect(returned).toMatchObject({
      status: 200,
      body: {
        status: 'returned',
        returned: { reason: 'incomplete', suggested: null },
        duty: { name: 'correct', owedBy: housing, dueDate: '2026-09-21' },
      },
    });
    expect((await command('acknowledge', transferId)).status).toBe(409);
    await advanceTo('2026-09-18T12:00:00+08:00');
    const again = await send('dispatch', transferId, { note: '已补充材料' });
    expect(again.body).toMatchObject({
      status: 'dispatched',
      returned: null,
      duty: { name: 'acknowledge', owedBy: police, dueDate: '2026-09-24' },
    });
    await command('acknowledge', transferId);
    await local().engine.settled();
    expect(brief(await mails(body.reference))).toEqual([
      '2026-09-17T10:00 【退回】 housing@371402.example',
      '2026-09-18T09:00 【催办】 housing@371402.example',
    ]);
    for (const { text } of await mails(body.reference)) expect(text).not.toContain(note);
    const { body: shown } = await read(transferId);
    expect(shown.timeline).toContainEqual(expect.objectContaining({ event: 'returned', reason: 'incomplete', note }));
    expect(shown.timeline).toContainEqual(
      expect.objectContaining({ event: 'dispatched', corrected: true, note: '已补充材料' }),
    );
  });

  it('goes to the unit that its return names, and to no other', async () => {
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    const { transferId } = only(body.transfers);
    const suggested = '371403-public-security';
    expect(
      (await command('return', transferId, { reason: 'not-jurisdiction', note, suggested: '371403-land-9' })).status,
    ).toBe(422);
    await command('return', transferId, { reason: 'not-jurisdiction', note, suggested });
    expect((await send('dispatch', transferId, { to: discipline })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'to' }],
    });
    const again = await send('dispatch', transferId, { to: suggested, note: '已改送' });
    expect(again.body).toMatchObject({ status: 'rerouted', to: police, duty: null, successors: [expect.any(String)] });
    const goesOn = only(again.body.successors as string[]);
    expect((await send('dispatch', transferId, { to: suggested })).status).toBe(409);
    const { body: shown } = await read(goesOn, suggested);
    expect(shown).toMatchObject({
      status: 'dispatched',
      to: suggested,
      predecessor: transferId,
      duty: { owedBy: suggested },
    });
    expect(shown.timeline[0]).toMatchObject({ event: 'dispatched', note: '已改送' });
    expect((await send('acknowledge', goesOn, {}, police)).status).toBe(403);
    expect((await send('acknowledge', goesOn, {}, suggested)).status).toBe(200);
    await local().engine.settled();
    expect((await mails(body.reference))[0]?.subject).toContain('建议移送陵城区公安分局');
    expect(await rows('sent', housing, body.reference)).toEqual([
      [suggested, 'acknowledged'],
      [police, 'rerouted'],
    ]);
    expect(await rows('received', police, body.reference)).toEqual([[police, 'rerouted']]);
    expect(await rows('received', suggested, body.reference)).toEqual([[suggested, 'acknowledged']]);
  });

  it('tells the supervisors of its sender where it goes elsewhere too late', async () => {
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    const { transferId } = only(body.transfers);
    const suggested = '371403-public-security';
    await command('return', transferId, { reason: 'not-jurisdiction', note, suggested });
    await advanceTo('2026-09-23T00:00:01+08:00');
    const { body: ended } = await send('dispatch', transferId, { to: suggested });
    await local().engine.settled();
    // What was late is the correction of the old one: its successor has windows of its own.
    expect((await read(only(ended.successors as string[]), suggested)).body).toMatchObject({ late: false });
    expect(brief(await mails(body.reference)).slice(-1)).toEqual([
      '2026-09-23T00:00 【督办】 supervisor.housing@371402.example',
    ]);
  });

  it('is withdrawn by its sender, and owes nothing more', async () => {
    const discoveredAt = local().now().toISOString();
    const [one, two] = [await submit({ discoveredAt, dispatch: false }), await submit({ discoveredAt })];
    const ids = [one, two].map(({ body }) => only(body.transfers).transferId) as [string, string];
    expect((await send('withdraw', ids[1], { reason: '重复' })).status).toBe(409);
    await command('return', ids[1], { reason: 'inaccurate', note });
    for (const id of ids) {
      expect((await send('withdraw', id, { reason: '重复' })).body).toMatchObject({ status: 'withdrawn', duty: null });
      expect((await send('withdraw', id, { reason: '重复' })).status).toBe(409);
    }
    // Who had it once still has it in the ledger, and may read what became of it.
    expect((await read(ids[0], police)).status).toBe(403);
    expect((await read(ids[1], police)).body).toMatchObject({ status: 'withdrawn' });
    await advanceTo('2026-10-20T12:00:00+08:00');
    expect(await mails(one.body.reference)).toEqual([]);
    expect(brief(await mails(two.body.reference))).toEqual([expect.stringContaining('【退回】')]);
  });

  it('is acknowledged and returned by a supervisor of the office on behalf of the unit, which the record says', async () => {
    const discoveredAt = local().now().toISOString();
    const [one, two] = [await submit({ discoveredAt }), await submit({ discoveredAt })];
    const ids = [one, two].map(({ body }) => only(body.transfers).transferId) as [string, string];
    const office = { as: '371402-leading-group-office', role: 'supervisor' };
    expect((await command('acknowledge', ids[0], {}, { ...office, role: 'clerk' })).status).toBe(403);
    expect((await command('acknowledge', ids[0], {}, { ...office, as: '371403-leading-group-office' })).status).toBe(
      403,
    );
    expect((await command('acknowledge', ids[0], {}, office)).status).toBe(200);
    expect((await command('return', ids[1], { reason: 'incomplete', note }, office)).status).toBe(200);
    expect((await command('feedback', ids[0], { final: true, outcome: '已办结' }, office)).status).toBe(403);
    for (const [n, event] of ['acknowledged', 'returned'].entries()) {
      const shown = (await read(ids[n] ?? '')).body as TransferBody & { timeline: object[] };
      expect(shown.timeline).toContainEqual(
        expect.objectContaining({ event, by: expect.objectContaining({ onBehalfOf: police, role: 'supervisor' }) }),
      );
    }
  });
});
