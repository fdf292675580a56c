import { describe, expect, it } from 'vitest';
import { housing, only, police, useProvince } from '../province.ts';

const { local, submit, send, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

const operator = { as: 'operator', role: 'operator' };
const supervisor = 'supervisor.public-security@371402.example';
const deputy = { name: '代管负责人', email: 'deputy.public-security@371402.example' };
const delegate = (delegations: unknown, { as = police, role = 'supervisor', headers = {} } = {}) =>
  send<Record<string, unknown>>('PUT', `/v1/units/${police}/delegations`, { delegations }, { as, role, headers });
const away = (different: Record<string, unknown> = {}) => ({
  ...{ absent: supervisor, to: deputy, from: '2026-09-25', until: '2026-09-28', ...different },
});

describe('a supervisor who is absent', () => {
  it('says who stands in, and the escalations of those days go there, which the record says', async () => {
    const put = await delegate([away()]);
    expect(put).toMatchObject({ status: 200, body: { unitId: police, delegations: [away()], version: 2 } });
    expect(put.body.history).toMatchObject([{}, { by: { role: 'supervisor' }, delegations: [away()] }]);

    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    const { transferId } = only(body.transfers);
    await advanceTo('2026-10-13T12:00:00+08:00');
    const escalated = (await mails(body.reference)).filter(({ subject }) => subject.includes('督办'));
    // Due on 09-23: the first escalation falls on 09-24, before the absence.
    expect(escalated.map(({ to, at }) => `${at.slice(0, 10)} ${to}`)).toContain(`2026-09-24 ${supervisor}`);

    await delegate([away({ from: '2026-10-14', until: '2026-10-30' })]);
    const late = await submit({ discoveredAt: local().now().toISOString() });
    await advanceTo('2026-10-21T12:00:00+08:00');
    const told = (await mails(late.body.reference)).filter(({ subject }) => subject.includes('督办'));
    expect(told.map(({ to }) => to)).toEqual([deputy.email]);
    expect(told[0]?.text).toContain('代收说明：德城区公安分局分管负责人不在岗期间，由您代行督办');
    const { body: shown } = await read(only(late.body.transfers).transferId);
    expect(shown.timeline.at(-1)).toMatchObject({ event: 'escalated', to: [{ unitId: police, as: 'stand-in' }] });
    expect((await read(transferId)).status).toBe(200);
  });

  it('is refused a loop, an overlap and a stranger; a refused list changes nothing', async () => {
    const before = await send('GET', `/v1/units/${police}`, undefined, operator);
    const back = away({ absent: deputy.email, to: { name: '主管', email: supervisor } });
    for (const [list, path] of [
      [[away(), back], 'delegations.0.to'],
      [[away(), away({ from: '2026-09-28', until: '2026-09-30' })], 'delegations.1.from'],
      [[away({ absent: 'nobody@u.example' })], 'delegations.0.absent'],
      [[away({ until: '2026-09-24' })], 'delegations.0.until'],
      [[away({ from: '2026-02-30' })], 'delegations.0.from'],
    ] as const) {
      const { status, body } = await delegate(list);
      expect(status).toBe(422);
      expect((body.errors as { path: string }[])[0]?.path).toBe(path);
    }
    expect((await delegate([], { as: housing })).status).toBe(403);
    expect((await delegate([], { role: 'clerk' })).status).toBe(403);
    expect((await delegate([], { headers: { 'if-match': '"1"' } })).status).toBe(412);
    const unknown = await send('PUT', '/v1/units/371402-other-9/delegations', { delegations: [] }, operator);
    expect(unknown.status).toBe(404);
    expect((await send('GET', `/v1/units/${police}`, undefined, operator)).body).toEqual(before.body);
  });

  it('stays absent when an operator says the unit anew', async () => {
    const { body } = await send('GET', `/v1/units/${police}`, undefined, operator);
    const { delegations, version: _version, history: _history, ...said } = body;
    expect(delegations).toHaveLength(1);
    await send('PUT', `/v1/units/${police}`, { ...said, name: '德城公安' }, operator);
    const { body: after } = await send('GET', `/v1/units/${police}`, undefined, operator);
    expect(after).toMatchObject({ name: '德城公安', delegations, language: 'zh' });
  });
});

describe('a unit that asks for English', () => {
  it('gets its mails in English, and its sender goes on in Chinese', async () => {
    const id = '371403-public-security';
    const { body: unit } = await send('GET', `/v1/units/${id}`, undefined, operator);
    expect((await send('PUT', `/v1/units/${id}`, { ...unit, language: 'fr' }, operator)).status).toBe(422);
    expect((await send('PUT', `/v1/units/${id}`, { ...unit, language: 'en' }, operator)).status).toBe(200);
    const discoveredAt = local().now().toISOString();
    const { body } = await submit({ discoveredAt }, { as: '371403-housing' });
    const { transferId } = only(body.transfers);
    await advanceTo('2026-10-27T12:00:00+08:00');
    const [first, ...others] = await mails(body.reference);
    expect(first).toMatchObject({ to: 'public-security@371403.example' });
    expect(first?.subject).toMatch(/^\[Reminder\] Clue transfer .*: due on 2026-10-28, please acknowledge the clue$/);
    expect(first?.text).toMatch(/^Due on 2026-10-28, please acknowledge the clue\.\n/);
    expect(others).toHaveLength(1);
    await send('POST', `/v1/transfers/${transferId}/return`, { reason: 'incomplete', note: 'x' }, { as: id });
    await local().engine.settled();
    expect((await mails(body.reference)).at(-1)).toMatchObject({
      to: 'housing@371403.example',
      subject: expect.stringContaining('【退回】'),
    });
  });
});
