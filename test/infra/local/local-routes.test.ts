import { describe, expect, it } from 'vitest';
import { useGateway } from './aws/use-gateway.ts';

describe('the _local routes', () => {
  const { seen, send, problem } = useGateway();
  const post = (path: string, body: unknown) =>
    problem(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

  it('give tokens that the gateway takes', async () => {
    const body = JSON.stringify({ role: 'supervisor', unitId: '371402-housing', sub: '林某' });
    const { status, text } = await send('/_local/token', { method: 'POST', body });
    expect(status).toBe(200);
    await send('/v1/clues/1', { headers: { authorization: `Bearer ${JSON.parse(text).token}` } });
    expect(seen.calls[0]?.event.requestContext.authorizer.jwt.claims).toMatchObject({
      sub: '林某',
      role: 'supervisor',
    });
    expect((await send('/_local/token', { method: 'POST', body: '{"role":"operator"}' })).status).toBe(200);
  });

  it.each([
    [
      { role: 'clerk', unitId: '371402-housing' },
      {
        sub: 'clerk@371402-housing',
        role: 'clerk',
        unit_id: '371402-housing',
        name: '德城区住房和城乡建设局经办人',
        email: 'clerk.housing@371402.example',
      },
    ],
    [
      { role: 'supervisor', unitId: '371402-housing' },
      {
        sub: 'supervisor@371402-housing',
        role: 'supervisor',
        unit_id: '371402-housing',
        name: '德城区住房和城乡建设局分管负责人',
        email: 'supervisor.housing@371402.example',
      },
    ],
    [{ role: 'operator' }, { sub: 'operator@operations', role: 'operator', name: '系统管理员', email: /@/ }],
    [{ role: 'auditor' }, { sub: 'auditor@operations', role: 'auditor', name: '审计管理员', email: /@/ }],
    [
      { role: 'clerk', unitId: '371402-housing', sub: '8f14e45f', name: '吴某', email: 'wu@housing.example' },
      { sub: '8f14e45f', role: 'clerk', unit_id: '371402-housing', name: '吴某', email: 'wu@housing.example' },
    ],
  ])('give a token to %j that says who asks', async (body, expected) => {
    const { text } = await send('/_local/token', { method: 'POST', body: JSON.stringify(body) });
    await send('/v1/clues/1', { headers: { authorization: `Bearer ${JSON.parse(text).token}` } });
    const claims = seen.calls[0]?.event.requestContext.authorizer.jwt.claims ?? {};
    const said = Object.fromEntries(Object.entries(expected).filter(([, value]) => typeof value === 'string'));
    expect(claims).toMatchObject(said);
    expect(claims.email).toMatch(expected.email);
    expect(Object.hasOwn(claims, 'unit_id')).toBe('unit_id' in expected);
  });

  it('refuse tokens for units that do not exist, and what is malformed', async () => {
    const role = 'clerk';
    expect(await post('/_local/token', { role, unitId: '371402-bakery' })).toMatchObject({
      status: 422,
      errors: [{ path: 'unitId', message: expect.stringContaining('371402-housing') }],
    });
    expect((await post('/_local/token', { role })).errors).toMatchObject([{ path: 'unitId' }]);
    expect((await post('/_local/token', { role: 'king', unitId: '371402-housing' })).status).toBe(422);
    expect((await post('/_local/token', 'not json')).status).toBe(400);
  });

  it.each([
    [{ advanceTo: '2026-10-01T09:00:00+08:00' }, '2026-10-01T01:00:00.000Z'],
    [{ advanceBy: 'P5D' }, '2026-09-29T02:00:00.500Z'],
    [{ advanceBy: 'P1DT2H30M' }, '2026-09-25T04:30:00.500Z'],
    [{ advanceBy: 'P1W' }, '2026-10-01T02:00:00.500Z'],
  ])('move the clock by %j', async (body, to) => {
    const { text } = await send('/_local/clock', { method: 'POST', body: JSON.stringify(body) });
    expect(JSON.parse(text)).toEqual({ now: '2026-09-24T10:00:00.500+08:00' });
    expect(seen.advanced.map((date) => date.toISOString())).toEqual([to]);
  });

  it.each([
    {},
    { advanceTo: '2026-10-01T09:00:00+08:00', advanceBy: 'P5D' },
    { advanceTo: '2026-10-01T09:00:00' },
    { advanceTo: '2026-02-30T09:00:00Z' },
    { advanceTo: '2026-09-01T09:00:00+08:00' },
    { advanceBy: 'P' },
    { advanceBy: 'P1Y' },
    { advanceBy: 'P1DT' },
    { advanceBy: '-P1D' },
    { advanceby: 'P1D' },
  ])('refuse to move the clock by %j', async (body) => {
    const { status, errors } = await post('/_local/clock', body);
    expect(status).toBe(422);
    expect(errors.length).toBeGreaterThan(0);
    expect(seen.advanced).toEqual([]);
  });

  it('show the clock and the mailbox', async () => {
    expect((await send('/_local/clock')).text).toBe('{"now":"2026-09-24T10:00:00.500+08:00"}');
    expect(JSON.parse((await send('/_local/mail?to=a%40b.example')).text)).toMatchObject([{ to: 'a@b.example' }]);
    expect(JSON.parse((await send('/_local/mail')).text)).toMatchObject([{ to: 'all' }]);
  });
});
