import { describe, expect, it } from 'vitest';
import type { Unit } from '../../functions/domain/units/forms.ts';
import { housing, police, useProvince } from '../province.ts';

const { local, send, mails } = useProvince('2026-09-17T10:00:00+08:00');

const operator = { as: 'operator', role: 'operator' };
const supervisor = 'supervisor.public-security@371402.example';
const deputy = { name: '德城区公安分局经办人', email: 'clerk.public-security@371402.example' };
const elsewhere = { name: '德州市扫黑办分管负责人', email: 'supervisor.leading-group-office@371400.example' };
const colleague = { name: '副局长', email: 'second.public-security@371402.example' };

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
/** What a supervisor of the police is sent with, who is known by other claims than the seeded one. */
const by = async (who: { sub?: string; name?: string | null; email?: string | null }) => ({
  headers: { authorization: `Bearer ${await local().token(police, 'supervisor', who)}` },
});
const standInMails = async () => (await mails()).filter(({ subject }) => /【代行】|\[Stand-in\]/.test(subject));

describe('a supervisor', () => {
  const of = (absent: string, to: object = deputy) => away({ absent, to, from: '2026-11-02', until: '2026-11-06' });
  const theirs = of(colleague.email);

  it('names a stand-in for nobody else, and touches nobody else’s', async () => {
    const { supervisors, ...unit } = await unitOf();
    const second = { ...colleague, subject: 'u-2' };
    await putUnit(police, { ...unit, supervisors: [...(supervisors as object[]), second], delegations: [theirs] });

    const before = await unitOf();
    for (const list of [
      [{ ...theirs, until: '2026-11-09' }],
      [{ ...theirs, to: elsewhere }],
      [of(supervisor), { ...theirs, from: '2026-11-03' }],
      [theirs, { ...theirs, from: '2026-12-01', until: '2026-12-02' }],
    ]) {
      const refused = await delegate(list);
      expect(faultOf(refused)).toBe(`403 delegations.${list.length - 1}.absent`);
      expect(refused.body.detail).toContain('themselves');
    }
    expect(await unitOf()).toEqual(before);

    // Left out or repeated as it is: it stays.
    const mine = of(supervisor, elsewhere);
    expect((await delegate([mine])).body.delegations).toEqual([mine]);
    expect((await unitOf()).delegations).toEqual([mine, theirs]);
    const repeated = { ...theirs, absent: theirs.absent.toUpperCase(), to: { ...deputy, name: ` ${deputy.name}` } };
    expect((await delegate([repeated, mine])).status).toBe(200);
    expect((await unitOf()).delegations).toEqual([theirs, mine]);
    expect((await delegate([])).body.delegations).toEqual([]);
    expect((await unitOf()).delegations).toEqual([theirs]);
  });

  it('is known by address, by subject, and by either in other letters', async () => {
    const later = { ...theirs, until: '2026-11-09' };
    const third = { ...theirs, until: '2026-11-10' };
    const opaque = await by({ sub: 'x', name: '某人', email: colleague.email.toUpperCase() });
    expect((await delegate([later], opaque)).status).toBe(200);
    const bySubject = await by({ sub: 'u-2', name: null, email: 'elsewhere@u.example' });
    expect((await delegate([third], bySubject)).status).toBe(200);
    const bySub = await by({ sub: colleague.email, name: '某人', email: null });
    expect((await delegate([later], bySub)).status).toBe(200);
    // A name is nobody's alone.
    const namesake = await by({ sub: 'x', name: colleague.name, email: null });
    expect((await delegate([third], namesake)).status).toBe(403);
    expect((await unitOf()).delegations).toEqual([later]);
  });

  it('is answered nothing of the register but their own stand-ins', async () => {
    const mine = of(supervisor, elsewhere);
    const { body, headers } = await delegate([mine]);
    const { version } = await unitOf();
    expect(body).toEqual({ unitId: police, addresses: [supervisor], delegations: [mine], version });
    expect(headers.get('etag')).toBe(`"${version}"`);
    await delegate([]);
  });

  it('is named for by an operator as well, whoever it is', async () => {
    const list = [of(supervisor), of(colleague.email, elsewhere)];
    const put = await delegate(list, operator);
    expect(put).toMatchObject({ status: 200, body: { delegations: list, history: expect.any(Array) } });
    await delegate([], operator);
  });
});

describe('a stand-in', () => {
  const later = { from: '2026-11-16', until: '2026-11-20' };
  const to = (name: string, email: string) => away({ ...later, to: { name, email } });

  it('is somebody whom the register names, with that address and that name', async () => {
    expect(faultOf(await delegate([to('代管负责人', 'deputy@outside.example')]))).toBe('422 delegations.0.to.email');
    expect(faultOf(await delegate([to('代管负责人', deputy.email)]))).toBe('422 delegations.0.to.name');
    // The desk's own address is nobody's.
    expect(faultOf(await delegate([to(deputy.name, 'public-security@371402.example')]))).toBe(
      '422 delegations.0.to.email',
    );
    expect(faultOf(await delegate([to('代管负责人', 'deputy@outside.example')], operator))).toBe(
      '422 delegations.0.to.email',
    );
    const { body } = await delegate([to('某', deputy.email)]);
    expect(JSON.stringify(body)).not.toContain(deputy.name);
    expect((await delegate([away({ ...later, to: elsewhere })])).status).toBe(200);
    expect((await delegate([to('德城区公安分局　经办人', deputy.email.toUpperCase())])).status).toBe(200);
  });

  it('of before stays as long as it is not changed, and registers nobody', async () => {
    const { changeUnit } = await import('../../functions/adapters/table/unit-changes.ts');
    const outside = { name: '外人', email: 'outside@elsewhere.example' };
    const old = away({ ...later, to: outside });
    await changeUnit(
      police,
      (before) => ({ ...(before as Unit), delegations: [old] }),
      { at: local().now().toISOString(), by: { sub: 'test', role: 'operator', unitId: null } },
      null,
    );
    const { history: _history, ...unit } = await unitOf();
    expect((await delegate([old])).status).toBe(200);
    expect((await delegate([old], operator)).status).toBe(200);
    expect((await putUnit(police, unit)).status).toBe(200);
    expect(faultOf(await delegate([{ ...old, until: '2026-11-21' }]))).toBe('422 delegations.0.to.email');
    const inHousing = { ...old, absent: 'supervisor.housing@371402.example' };
    expect(faultOf(await delegate([inHousing], { as: housing, to: housing }))).toBe('422 delegations.0.to.email');
    await delegate([], operator);
  });

  it('that an operator names with the unit is registered with it as it is put', async () => {
    const { history: _history, ...unit } = await unitOf();
    const stranger = { name: '新人', email: 'new@371402.example' };
    const delegations = [away({ ...later, to: stranger })];
    expect(faultOf(await putUnit(police, { ...unit, delegations }))).toBe('422 delegations.0.to.email');
    const desks = [...(unit.desks as object[]), stranger];
    expect((await putUnit(police, { ...unit, desks, delegations })).body.delegations).toEqual(delegations);
    // Gone from the desk, the stand-in of before stays; a new one of that name does not come.
    expect((await putUnit(police, { ...unit, delegations })).status).toBe(200);
    const longer = [away({ ...later, to: stranger, until: '2026-11-30' })];
    expect(faultOf(await putUnit(police, { ...unit, delegations: longer }))).toBe('422 delegations.0.to.email');
    await delegate([], operator);
  });
});

describe('the absent supervisor', () => {
  const land = '371402-land';
  const absent = 'supervisor.land@371402.example';
  const clerk = { name: '德城区自然资源局经办人', email: 'clerk.land@371402.example' };
  const list = (different: object = {}) =>
    [away({ absent, to: clerk, from: '2026-12-01', until: '2026-12-03' })].map((one) => ({ ...one, ...different }));
  const told = async () => (await standInMails()).filter(({ to }) => to === absent);

  it('is told at their own address who stands in, when, who said so, and whom to ask', async () => {
    await delegate(list(), { as: land, to: land });
    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('【代行】您2026年12月1日至2026年12月3日不在岗，督办邮件由他人代收');
    expect(mail?.text).toContain('代行人：德城区自然资源局经办人 <clerk.land@371402.example>');
    expect(mail?.text).toContain('指定人：德城区自然资源局负责人');
    expect(mail?.text).toContain((await local().settings()).operators[0]);
    expect(mail?.text).not.toContain('supervisor@');
    expect((await standInMails()).filter(({ to }) => to === clerk.email)).toEqual([]);
  });

  it('is told once, again when something changes, and of an operator as well', async () => {
    await delegate(list(), { as: land, to: land });
    const { history: _history, ...unit } = await unitOf(land);
    await putUnit(land, { ...unit, name: '德城自然资源局' });
    expect(await told()).toHaveLength(1);
    await putUnit(land, { ...unit, language: 'en', delegations: list({ until: '2026-12-04' }) });
    const [, second, ...others] = await told();
    expect(others).toEqual([]);
    expect(second?.subject).toBe(
      '[Stand-in] You are absent from 1 December 2026 to 4 December 2026, and somebody else gets your escalations',
    );
    expect(second?.text).toContain('Unit: Decheng District Natural Resources Bureau\n');
    expect(second?.text).toContain('Said by: an operator of the system');
    expect(second?.text).not.toContain('operator@operations');
    // Taken away and named again.
    await delegate([], { ...operator, to: land });
    expect(await told()).toHaveLength(2);
    await delegate(list({ until: '2026-12-04' }), { ...operator, to: land });
    expect(await told()).toHaveLength(3);
  });

  it('is told nothing of days that are over', async () => {
    const before = await told();
    await delegate(list({ from: '2026-09-01', until: '2026-09-16' }), { as: land, to: land });
    expect(await told()).toEqual(before);
    const today = local().now().toISOString().slice(0, 10);
    await delegate(list({ from: '2026-09-01', until: today }), { as: land, to: land });
    expect(await told()).toHaveLength(before.length + 1);
  });
});
