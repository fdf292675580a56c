import { describe, expect, it } from 'vitest';
import { routes } from '../../infra/functions.ts';
import { problemOf, stored } from '../functions/http/answers.ts';
import { clueWith, housing, only, police, useProvince } from '../province.ts';

/** Who a token says that asks: nothing opens to whoever could be anybody, or belongs to no registered unit. */

const { local, send, submit } = useProvince();

const bearer = async (claims: Record<string, unknown>, lifetime?: string | null) => ({
  headers: { authorization: `Bearer ${await local().sign(claims, lifetime)}` },
});
const good = {
  sub: '8f14e45f-ceea-467f-a8d6-1d9b8b1c2a3d',
  role: 'supervisor',
  unit_id: '371402-leading-group-office',
  name: '某主任',
  email: 'director@office.example',
};
const ledger = `/v1/ledgers/sent?unit=${housing}`;

describe('a signed token', () => {
  it('of a registered unit that says who asks opens what is its unit’s', async () => {
    expect((await send('GET', ledger, undefined, await bearer(good))).status).toBe(200);
  });

  it('that never expires is refused', async () => {
    const before = await stored();
    const { status, body } = await send('POST', '/v1/clues', clueWith(), await bearer(good, null));
    expect([status, body.detail]).toEqual([401, expect.stringContaining('exp')]);
    expect(await stored()).toBe(before);
  });

  it('of a unit that is not registered opens no route', async () => {
    const before = await stored();
    for (const role of ['clerk', 'supervisor', 'operator', 'auditor']) {
      const unknown = await bearer({ ...good, role, unit_id: '371499-leading-group-office' });
      for (const { method, path, open } of routes) {
        if (open) continue;
        const body = method === 'GET' ? undefined : {};
        const answer = await send(method, path.replace(/\{\w+\}/g, housing), body, unknown);
        expect(answer.status, `${role} ${method} ${path}`).toBe(403);
        expect(String(answer.body.detail)).toContain('371499-leading-group-office');
      }
    }
    expect(await stored()).toBe(before);
  });

  it.each([
    ['roles', { role: ['supervisor', 'operator'] }],
    ['one role in a list', { role: ['operator'] }],
    ['units', { unit_id: [housing, police] }],
    ['one unit in a list', { unit_id: [housing] }],
    ['names', { name: ['张三', '某主任'] }],
    ['addresses', { email: ['a@x.example', 'director@office.example'] }],
    ['an object for a name', { name: { family: '张' } }],
  ])('with %s is refused', async (_, different) => {
    const { status, body } = await send('GET', ledger, undefined, await bearer({ ...good, ...different }));
    expect([status, problemOf(body).status]).toEqual([403, 403]);
    expect(String(body.detail)).toContain(Object.keys(different)[0]);
  });

  it.each(['clerk', 'supervisor'])('of a %s with an opaque sub and nothing else is refused', async (role) => {
    const before = await stored();
    const { name: _, email: __, ...nameless } = { ...good, role, unit_id: housing };
    for (const claims of [nameless, { ...nameless, name: '', email: '\u200b' }]) {
      const { status, body } = await send('POST', '/v1/clues', clueWith(), await bearer(claims));
      expect([status, body.detail]).toEqual([403, expect.stringContaining('which person')]);
    }
    expect(await stored()).toBe(before);
  });

  it.each(['operator', 'auditor'])('of an %s needs no unit', async (role) => {
    const { status, body } = await send('GET', '/v1/units', undefined, await bearer({ ...good, role, unit_id: '' }));
    expect([200, 403]).toContain(status);
    expect(JSON.stringify(body)).not.toMatch(/not registered|claims do not say/);
  });
});

describe('an opaque sub', () => {
  it.each([
    ['name', { name: '吴某', email: 'x@y.example' }],
    ['address', { name: 'x', email: 'wu@police.example' }],
    ['registered subject', { name: 'x', email: 'x@y.example', sub: 'u-4711' }],
  ])('meets a recusal by %s', async (_, different) => {
    const operator = { as: 'operator', role: 'operator' };
    const { body: unit } = await send('GET', `/v1/units/${police}`, undefined, operator);
    const desks = [{ name: '吴某', email: 'wu@police.example', subject: 'u-4711' }];
    expect((await send('PUT', `/v1/units/${police}`, { ...unit, desks }, operator)).status).toBe(200);
    const { transferId } = only((await submit({ recuse: ['吴某'] })).body.transfers);
    const claims = { ...good, role: 'clerk', unit_id: police };
    const read = async (more: object) =>
      (await send('GET', `/v1/transfers/${transferId}`, undefined, await bearer({ ...claims, ...more }))).status;
    expect(await read({})).toBe(200);
    expect(await read(different)).not.toBe(200);
  });
});

describe('where the provider sends neither name nor address', () => {
  const withClaims = async <T>(run: () => Promise<T>): Promise<T> => {
    const { claims } = await local().settings();
    await local().putSettings({ claims: { name: null, email: null, person: 'employee' } });
    try {
      return await run();
    } finally {
      await local().putSettings({ claims });
    }
  };

  it('only people registered with their unit get in, and are met by what the register says of them', async () => {
    const unitId = '371402-discipline-inspection';
    const operator = { as: 'operator', role: 'operator' };
    const { body: unit } = await send('GET', `/v1/units/${unitId}`, undefined, operator);
    const desks = [
      { name: '郑某', email: 'zheng@discipline.example', subject: 'E-1' },
      { name: '钱某', email: 'qian@discipline.example', subject: 'E-2' },
    ];
    expect((await send('PUT', `/v1/units/${unitId}`, { ...unit, desks }, operator)).status).toBe(200);
    const { body } = await submit({ kinds: ['misconduct'], recuse: ['郑某'] });
    const path = `/v1/transfers/${only(body.transfers).transferId}`;
    const statuses = await withClaims(async () => {
      const as = async (claims: object) =>
        (await send('GET', path, undefined, await bearer({ sub: 'x', role: 'clerk', unit_id: unitId, ...claims })))
          .status;
      return [
        await as({ employee: 'E-2' }),
        await as({ employee: 'E-1' }),
        await as({ employee: 'E-3' }),
        await as({ name: '钱某', email: 'qian@discipline.example' }),
      ];
    });
    expect(statuses).toEqual([200, 404, 403, 403]);
  });
});

describe('what a token says of a person', () => {
  it('is kept by the name with what they did, as papers and ledgers name people; by nothing else', async () => {
    const secret = { name: '独一无二之名', email: 'singular.address@nowhere.example' };
    const mine = await bearer({ ...good, role: 'clerk', unit_id: housing, ...secret });
    const { body } = await send<{ transfers: { transferId: string }[] }>('POST', '/v1/clues', clueWith(), mine);
    const { transferId } = only(body.transfers);
    const shown = await send('GET', `/v1/transfers/${transferId}`, undefined, mine);
    const operator = await bearer({ ...good, role: 'operator', unit_id: undefined, ...secret });
    const { body: unit } = await send('GET', '/v1/units/371402-court', undefined, operator);
    const put = await send('PUT', '/v1/units/371402-court', { ...unit, name: '法院' }, operator);
    expect([shown.status, put.status]).toEqual([200, 200]);
    const { DynamoDBClient, ScanCommand } = await import('@aws-sdk/client-dynamodb');
    const client = new DynamoDBClient();
    const { Items } = await client.send(new ScanCommand({ TableName: process.env.TABLE_NAME }));
    client.destroy();
    for (const text of [shown.body, put.body, Items].map((one) => JSON.stringify(one))) {
      expect(text).not.toContain(secret.email);
    }
    const { timeline } = shown.body as { timeline: { by: object }[] };
    expect(timeline[0]?.by).toMatchObject({ sub: good.sub, name: secret.name });
  });
});
