import { describe, expect, it } from 'vitest';
import { housing, police, useProvince } from '../province.ts';

const { local, api, answered, send } = useProvince();

const list = (query: Record<string, unknown>) =>
  answered(api('operator', 'operator').GET('/v1/units', { params: { query } }));
const idsOf = async (query: Record<string, unknown>) => (await list(query)).body.items.map(({ unitId }) => unitId);
const operator = { as: 'operator', role: 'operator' };
const returned = async (emailAddress: string) => {
  const { handler } = await import('../../functions/events/mark-bounced-address.ts');
  const event = {
    time: '2026-09-24T02:00:00Z',
    detail: {
      eventType: 'Bounce',
      mail: { tags: { unit: [police] } },
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress }] },
    },
  };
  await local().as('mark-bounced-address', () => handler(event));
};

describe('units', () => {
  it('are found by id, name, person and address, in any width and case', async () => {
    expect(await idsOf({ q: '371402-PUBLIC-' })).toEqual([police]);
    expect(await idsOf({ q: '德城区公安' })).toEqual([police]);
    expect(await idsOf({ q: 'Ｓupervisor.public-security@371402' })).toEqual([police]);
    expect(await idsOf({ q: '德城区公安分局经办人' })).toEqual([police]);
    expect(await idsOf({ q: 'nobody of that name' })).toEqual([]);
    expect(await idsOf({ q: '公安', region: '371402', organ: 'public-security' })).toEqual([police]);
    expect(await idsOf({ q: '公安', organ: 'court' })).toEqual([]);
  });

  it('are found page by page, each once', async () => {
    const all = await idsOf({ q: 'court', limit: 200 });
    expect(all.length).toBeGreaterThan(3);
    const pages: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body }: Awaited<ReturnType<typeof list>> = await list({
        q: 'court',
        limit: 2,
        ...(cursor && { cursor }),
      });
      pages.push(...body.items.map(({ unitId }) => unitId));
      cursor = body.cursor;
    }
    expect(pages).toEqual(all);
    const other = (await list({ q: 'court', limit: 2 })).body.cursor ?? '';
    expect((await list({ q: 'court-2', limit: 2, cursor: other })).status).toBe(422);
  });

  it('are found at once when they are registered', async () => {
    const unit = {
      name: '德城区某支队',
      organ: 'other',
      regionCode: '371402',
      emails: ['x@371402.example'],
      supervisors: [],
    };
    expect((await send('PUT', '/v1/units/371402-other-5', unit, operator)).status).toBe(201);
    expect(await idsOf({ q: '某支队' })).toEqual(['371402-other-5']);
  });
});

describe('addresses from which mails came back', () => {
  it('stand with their units in the list, alone where that is asked for, until an operator stands by them', async () => {
    expect(await idsOf({ undeliverable: 'true' })).toEqual([]);
    await returned('Supervisor.Housing@371402.example');
    await returned('public-security@371402.example');
    expect(await idsOf({ undeliverable: 'true' })).toEqual([housing, police]);
    expect(await idsOf({ undeliverable: 'true', q: 'housing' })).toEqual([housing]);
    const { body } = await list({ region: '371402', limit: 200 });
    const marked = body.items.filter(({ undeliverable = [] }) => undeliverable.length > 0);
    expect(marked.map(({ unitId, undeliverable }) => [unitId, undeliverable?.map(({ email }) => email)])).toEqual([
      [housing, ['supervisor.housing@371402.example']],
      [police, ['public-security@371402.example']],
    ]);

    const unit = (await send('GET', `/v1/units/${housing}`, undefined, operator)).body;
    expect((await send('PUT', `/v1/units/${housing}`, unit, operator)).body).toMatchObject({ version: unit.version });
    expect(await idsOf({ undeliverable: 'true' })).toEqual([police]);
    await returned('supervisor.housing@371402.example');
    expect(await idsOf({ undeliverable: 'true' })).toEqual([housing, police]);
  });

  it('that older code marked join the list when a mail comes back again', async () => {
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const email = 'court@371402.example';
    const mark = { email, reason: 'bounced', at: '2026-09-01T00:00:00.000Z' };
    await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.address(email), ...mark } }));
    await returned(email);
    expect(await idsOf({ undeliverable: 'true', q: 'court' })).toEqual(['371402-court']);
    const { body } = await send('GET', '/v1/units/371402-court', undefined, operator);
    expect(body.undeliverable).toEqual([{ email, reason: 'bounced', at: '2026-09-01T08:00:00+08:00' }]);
  });
});

describe('a supervisor', () => {
  const read = (as: string, role: string) => send('GET', `/v1/units/${police}`, undefined, { as, role });

  it('reads of the own unit who stands in for themselves, and the address to say it by', async () => {
    const absent = 'supervisor.public-security@371402.example';
    const to = { name: '德城区公安分局经办人', email: 'clerk.public-security@371402.example' };
    const own = { absent, to, from: '2026-10-08', until: '2026-10-16' };
    const before = await read(police, 'supervisor');
    expect([before.status, before.body]).toEqual([
      200,
      { unitId: police, addresses: [absent], delegations: [], version: 1 },
    ]);
    const put = await send(
      'PUT',
      `/v1/units/${police}/delegations`,
      { delegations: [own] },
      { as: police, role: 'supervisor' },
    );
    const after = await read(police, 'supervisor');
    expect([after.body, after.headers.get('etag')]).toEqual([put.body, '"2"']);
    expect(after.body.delegations).toEqual([own]);
  });

  it('reads nothing of other units, and a clerk nothing of the own one', async () => {
    expect((await read(housing, 'supervisor')).status).toBe(403);
    expect((await read(police, 'clerk')).status).toBe(403);
    expect((await read('371402-leading-group-office', 'supervisor')).status).toBe(403);
  });
});
