import { describe, expect, it } from 'vitest';
import { en } from '../../functions/domain/mail/words-en.ts';
import { housing, only, police, useProvince } from '../province.ts';

const { local, submit, send, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

const operator = { as: 'operator', role: 'operator' };
const supervisor = 'supervisor.public-security@371402.example';
const deputy = { name: '德城区公安分局经办人', email: 'clerk.public-security@371402.example' };

const delegate = (delegations: unknown, { as = police, role = 'supervisor', headers = {}, to = police } = {}) =>
  send<Record<string, unknown>>('PUT', `/v1/units/${to}/delegations`, { delegations }, { as, role, headers });
const away = (different: Record<string, unknown> = {}) => ({
  ...{ absent: supervisor, to: deputy, from: '2026-09-25', until: '2026-09-28', ...different },
});
const unitOf = async (unitId = police) =>
  (await send<Record<string, unknown>>('GET', `/v1/units/${unitId}`, undefined, operator)).body;
const putUnit = (unitId: string, body: unknown) =>
  send<Record<string, unknown>>('PUT', `/v1/units/${unitId}`, body, operator);
const faultOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => {
  const [first] = (body.errors ?? []) as { path: string }[];
  return `${status} ${first?.path}`;
};

describe('a supervisor who is absent', () => {
  it('says who stands in, and the escalations of those days go there, which the record says', async () => {
    const put = await delegate([away()]);
    expect(put).toMatchObject({ status: 200, body: { unitId: police, delegations: [away()], version: 2 } });
    expect((await unitOf()).history).toMatchObject([{}, { by: { role: 'supervisor' }, delegations: [away()] }]);

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
    const before = await unitOf();
    const back = away({ absent: deputy.email, to: { name: '德城区公安分局分管负责人', email: supervisor } });
    for (const [list, path] of [
      [[away(), back], 'delegations.0.to'],
      [[away(), away({ from: '2026-09-28', until: '2026-09-30' })], 'delegations.1.from'],
      [[away({ absent: 'nobody@u.example' })], 'delegations.0.absent'],
      [[away({ until: '2026-09-24' })], 'delegations.0.until'],
      [[away({ from: '2026-02-30' })], 'delegations.0.from'],
    ] as const) {
      expect(faultOf(await delegate(list, operator))).toBe(`422 ${path}`);
    }
    expect((await delegate([], { as: housing })).status).toBe(403);
    expect((await delegate([], { role: 'clerk' })).status).toBe(403);
    expect((await delegate([], { headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await delegate([], { ...operator, to: '371402-other-9' })).status).toBe(404);
    expect(await unitOf()).toEqual(before);
  });

  it('stays absent when an operator says the unit anew', async () => {
    const { delegations, version: _version, history: _history, ...said } = await unitOf();
    expect(delegations).toHaveLength(1);
    await putUnit(police, { ...said, name: '德城公安' });
    expect(await unitOf()).toMatchObject({ name: '德城公安', delegations, language: 'zh' });
  });
});

describe('a stand-in who is recused', () => {
  const water = '371402-water';
  const absent = 'supervisor.water@371402.example';
  const spy = { name: '孙某', email: 'sun@water.example' };
  /** Registered at another desk with the same address, under a name that no clue has. */
  const alias = { name: '周某', email: 'Sun@water.example' };
  const escalations = async (reference: string) =>
    (await mails(reference))
      .filter(({ subject }) => subject.includes('督办'))
      .map(({ to }) => to)
      .sort();
  const both = ['leading-group-office@371402.example', absent];
  const late = async (different: object) => {
    const discoveredAt = new Date(local().now().getTime() - 40 * 86_400_000).toISOString();
    const { body } = await submit({ discoveredAt, ...different }, { as: water });
    await local().engine.settled();
    return body.reference;
  };
  const standsIn = (to: object) =>
    delegate([away({ absent, to, from: '2026-10-01', until: '2027-12-31' })], {
      as: water,
      to: water,
    });

  it('is not told, under whatever name their address is registered: the supervisor is, and who comes next', async () => {
    const { history: _history, ...unit } = await unitOf(water);
    await putUnit(water, { ...unit, desks: [...(unit.desks as object[]), spy] });
    const { history: _of, ...other } = await unitOf('371402-transport');
    await putUnit('371402-transport', { ...other, desks: [...(other.desks as object[]), alias] });
    expect((await standsIn(alias)).status).toBe(200);
    expect(await escalations(await late({}))).toEqual([alias.email]);
    expect(await escalations(await late({ recuse: [spy.email] }))).toEqual(both);
    expect(await escalations(await late({ recuse: [spy.name] }))).toEqual(both);
    expect(await escalations(await late({ subjects: [{ name: spy.name, kind: '人员' }] }))).toEqual(both);
  });

  it('is not told of what recused them before they stood in', async () => {
    await delegate([], { ...operator, to: water });
    const { body } = await submit(
      { discoveredAt: local().now().toISOString(), recuse: [spy.name], dispatch: false },
      { as: water },
    );
    await standsIn(alias);
    await advanceTo(new Date(local().now().getTime() + 15 * 86_400_000).toISOString());
    const told = await escalations(body.reference);
    expect(told).toContain(absent);
    expect(told.filter((to) => to.toLowerCase() === spy.email)).toEqual([]);
  });

  it('is not told at their unit’s desk address either', async () => {
    const { history: _history, ...unit } = await unitOf(water);
    await putUnit(water, { ...unit, emails: ['water@371402.example', spy.email] });
    const reminded = async (different: object) => {
      const discoveredAt = local().now().toISOString();
      const { body } = await submit({ discoveredAt, dispatch: false, ...different }, { as: water });
      await advanceTo(new Date(local().now().getTime() + 10 * 86_400_000).toISOString());
      return new Set(
        (await mails(body.reference)).filter(({ subject }) => subject.includes('催办')).map(({ to }) => to),
      );
    };
    expect(await reminded({})).toEqual(new Set(['water@371402.example', spy.email]));
    expect(await reminded({ recuse: [spy.name] })).toEqual(new Set(['water@371402.example']));
  });
});

describe('a unit that asks for English', () => {
  it('gets its mails in English, and its sender goes on in Chinese', async () => {
    const id = '371403-public-security';
    const unit = await unitOf(id);
    expect((await putUnit(id, { ...unit, language: 'fr' })).status).toBe(422);
    expect((await putUnit(id, { ...unit, language: 'en' })).status).toBe(200);
    const discoveredAt = local().now().toISOString();
    const { body } = await submit({ discoveredAt }, { as: '371403-housing' });
    const { transferId, duty } = only(body.transfers);
    await advanceTo(`${duty?.dueDate}T08:00:00+08:00`);
    const [first, ...others] = await mails(body.reference);
    expect(first).toMatchObject({ to: 'public-security@371403.example' });
    expect(first?.subject).toContain(
      `: due at 24:00 on ${en.date(duty?.dueDate ?? '')} (2 working days left), please acknowledge the clue`,
    );
    expect(first?.subject).toMatch(/^\[Reminder\] Clue transfer /);
    expect(first?.text).toMatch(/^Lingcheng District Public Security Branch:\n\nThe clue on organised crime /);
    expect(others).toHaveLength(1);
    await send('POST', `/v1/transfers/${transferId}/return`, { reason: 'incomplete', note: 'x' }, { as: id });
    await local().engine.settled();
    expect((await mails(body.reference)).at(-1)).toMatchObject({
      to: 'housing@371403.example',
      subject: expect.stringContaining('【退回】'),
    });
  });
});
