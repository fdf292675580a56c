import { describe, expect, it } from 'vitest';
import { units as seeded } from '../../infra/local/seed.ts';
import { housing, only, police, useProvince } from '../province.ts';

const { local, send, submit, command, advanceTo, mails } = useProvince();

interface UnitBody extends Record<string, unknown> {
  unitId: string;
  name: string;
  emails: string[];
  supervisors: { name: string; email: string }[];
  version: number;
  history: { version: number; at: string; by: { sub: string }; emails: string[] }[];
}
interface Page extends Record<string, unknown> {
  items: UnitBody[];
  cursor?: string;
}

const operator = { as: 'operator', role: 'operator' };
const unitWith = (different: Record<string, unknown> = {}) => ({
  name: '德城区网络安全支队',
  organ: 'cyberspace',
  regionCode: '371402',
  emails: ['cyber.2@371402.example'],
  supervisors: [{ name: '分管负责人', email: 'supervisor.cyber.2@371402.example' }],
  ...different,
});
const get = (id: string) => send<UnitBody>('GET', `/v1/units/${id}`, undefined, operator);
const put = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  send<UnitBody>('PUT', `/v1/units/${id}`, body, { ...operator, headers });
const list = (query = '') => send<Page>('GET', `/v1/units${query}`, undefined, operator);
const paths = ({ body }: { body: Record<string, unknown> }) =>
  ((body.errors ?? []) as { path: string }[]).map(({ path }) => path);

/** Every page's unit ids. */
const pages = async (query: string): Promise<string[][]> => {
  const found: string[][] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { status, body }: { status: number; body: Page } = await list(`?${query}${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    found.push(body.items.map(({ unitId }) => unitId));
    cursor = body.cursor;
  }
  return found;
};

describe('a unit', () => {
  it('that an operator registers exists from then on, and submits clues', async () => {
    const id = '371402-cyberspace-2';
    expect((await get(id)).status).toBe(404);
    const made = await put(id, unitWith());
    expect(made).toMatchObject({ status: 201, body: { unitId: id, ...unitWith(), version: 1 } });
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body.history).toMatchObject([
      { version: 1, by: { sub: 'operator@operations', role: 'operator' }, emails: ['cyber.2@371402.example'] },
    ]);
    expect(made.body.history[0]?.at).toMatch(/^2026-09-24T10:\d\d:.*\+08:00$/);
    const sent = await submit({}, { as: id });
    expect(only(sent.body.transfers)).toMatchObject({ from: id, to: police });
  });

  it('shows as it was last put, with who changed it, and may be mended and put back', async () => {
    const shown = await get(housing);
    expect(shown).toMatchObject({
      status: 200,
      body: { unitId: housing, version: 1, history: [{ by: { sub: 'seed' } }] },
    });
    const mended = { ...shown.body, emails: ['new@371402.example'] };
    const changed = await put(housing, mended, { 'if-match': shown.headers.get('etag') ?? '' });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, emails: ['new@371402.example'] } });
    expect((await get(housing)).body).toEqual(changed.body);
    expect(changed.body.history.map(({ version, by, emails }) => [version, by.sub, emails])).toEqual([
      [1, 'seed', ['housing@371402.example']],
      [2, 'operator@operations', ['new@371402.example']],
    ]);
  });

  it('that is put as it is stays at its version', async () => {
    const { body } = await get('371402-water');
    expect(await put('371402-water', body)).toMatchObject({ status: 200, body: { version: 1, history: [{}] } });
  });

  it('is not changed by who saw an older version, nor created by who saw one', async () => {
    const { body } = await get('371402-land');
    const first = await put('371402-land', { ...body, name: '一' }, { 'if-match': '"1"' });
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    const second = await put('371402-land', { ...body, name: '二' }, { 'if-match': '"1"' });
    expect(second.status).toBe(412);
    expect(second.body.detail).toContain('version 2');
    expect((await get('371402-land')).body).toMatchObject({ name: '一', version: 2 });
    expect((await put('371402-land-9', unitWith({ organ: 'land' }), { 'if-match': '"1"' })).status).toBe(412);
    expect((await get('371402-land-9')).status).toBe(404);
  });

  it('registers with If-Match "0" what is not there yet, and replaces nothing by it; what came through may be sent again', async () => {
    const theirs = unitWith({ organ: 'land' });
    const asNew = { 'if-match': '"0"' };
    expect((await put('371402-land-8', theirs, asNew)).status).toBe(201);
    expect(await put('371402-land-8', theirs, asNew)).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await put('371402-land-8', unitWith({ organ: 'land', name: '又一个' }), asNew)).status).toBe(412);
    const { body } = await put('371402-land-8', theirs);
    expect(body).toMatchObject({ version: 1 });
    const renamed = { ...theirs, name: '改名' };
    for (const _ of ['sent', 'sent again']) {
      expect(await put('371402-land-8', renamed, { 'if-match': '"1"' })).toMatchObject({ body: { version: 2 } });
    }
  });

  it('that many change at once keeps every change, and lets one pass of those that saw the same', async () => {
    const { body } = await get('371402-court');
    const blind = await Promise.all([1, 2, 3].map((n) => put('371402-court', { ...body, name: `法院${n}` })));
    expect(blind.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { version, history } = (await get('371402-court')).body;
    expect([version, history.map((one) => one.version)]).toEqual([4, [1, 2, 3, 4]]);
    const seen = await Promise.all(
      [4, 5, 6].map((n) => put('371402-court', { ...body, name: `法院${n}` }, { 'if-match': '"4"' })),
    );
    expect(seen.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });

  it('that stands in the table without a version is at 0, and joins the list when it is put', async () => {
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const unitId = '371403-other-7';
    const unit = unitWith({ organ: 'other', regionCode: '371403' });
    await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.unit(unitId), unitId, ...unit } }));
    expect(await get(unitId)).toMatchObject({ status: 200, body: { version: 0, history: [] } });
    expect(await put(unitId, unit, { 'if-match': '"0"' })).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await pages('region=371403&organ=other')).flat()).toEqual(['371403-other', unitId]);
  });
});

describe('a unit is refused', () => {
  const id = '371425-cyberspace-3';
  const good = unitWith({ regionCode: '371425' });
  it.each([
    ['an organ that the id does not say', { organ: 'court' }, ['organ']],
    ['an unknown organ', { organ: 'army' }, ['organ']],
    ['a region that the id does not say', { regionCode: '371402' }, ['regionCode']],
    ['a region that is no code', { regionCode: 'Qihe' }, ['regionCode']],
    ['no name', { name: ' ' }, ['name']],
    ['a name of two lines', { name: '一\n二' }, ['name']],
    ['a name that is no text', { name: '\ud800' }, ['name']],
    ['no address', { emails: [] }, ['emails']],
    ['an address that is none', { emails: ['a@b.example', 'duty'] }, ['emails.1']],
    ['an address longer than mail has', { emails: [`${'a'.repeat(250)}@b.example`] }, ['emails.0']],
    ['an address twice', { emails: ['a@b.example', 'A@b.example'] }, ['emails.1']],
    ['a supervisor without an address', { supervisors: [{ name: '张' }] }, ['supervisors.0.email']],
    [
      'a supervisor twice',
      { supervisors: [1, 2].map((n) => ({ name: `${n}`, email: 'a@b.example' })) },
      ['supervisors.1.email'],
    ],
    ['another id', { unitId: housing }, ['unitId']],
    ['a misspelt field', { email: 'a@b.example' }, ['email']],
    ['two faults', { organ: 'court', emails: ['a@b.example', 'a@b.example'] }, ['organ', 'emails.1']],
  ])('with %s', async (_, different, expected) => {
    const answer = await put(id, { ...good, ...different });
    expect(answer.status).toBe(422);
    expect(paths(answer)).toEqual(expected);
    expect((await get(id)).status).toBe(404);
  });

  it('in a region that is not registered, which the answer names', async () => {
    const answer = await put('371499-court', unitWith({ organ: 'court', regionCode: '371499' }));
    expect([answer.status, paths(answer)]).toEqual([422, ['regionCode']]);
    expect(answer.body.detail).toContain('371499');
  });

  it.each(['371402', 'court', '371402-army', '371402-court-0', '371402-COURT', '00000000-0000-4000-8000-000000000000'])(
    'under the id %s, and not found there',
    async (wrong) => {
      const answer = await put(wrong, good);
      expect([answer.status, paths(answer)]).toEqual([422, ['id']]);
      expect((await get(wrong)).status).toBe(404);
    },
  );
});

describe('the units', () => {
  it('are paged through once each, whatever the size of a page', async () => {
    const all = (await pages('limit=200')).flat();
    expect(all.length).toBeGreaterThanOrEqual(seeded.length);
    expect(new Set(all)).toEqual(new Set([...all, ...seeded.map(({ unitId }) => unitId)]));
    for (const limit of [1, 7, all.length - 1, all.length]) {
      const found = await pages(`limit=${limit}`);
      expect(found.flat()).toEqual(all);
      expect(found.length).toBe(Math.ceil(all.length / limit));
    }
  });

  it('are told apart by region and organ', async () => {
    const ids = seeded.map(({ unitId }) => unitId);
    expect((await pages('region=371400&limit=4')).flat()).toEqual(
      ids.filter((id) => id.startsWith('371400-')).toSorted(),
    );
    expect((await pages('organ=public-security&limit=2')).flat()).toEqual(
      ids.filter((id) => id.endsWith('-public-security')).toSorted(),
    );
    expect((await pages('region=371400&organ=court')).flat()).toEqual(['371400-court']);
    expect((await pages('region=110000')).flat()).toEqual([]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['organ=army', 'organ'],
    ['region=Dezhou', 'region'],
    ['cursor=abc', 'cursor'],
    ['region=371400&cursor=371402-court', 'cursor'],
    ['colour=red', 'colour'],
  ])('are not listed by %s', async (query, path) => {
    const answer = await list(`?${query}`);
    expect([answer.status, paths(answer)]).toEqual([422, [path]]);
  });
});

describe('anyone but an operator', () => {
  it.each(['clerk', 'supervisor'])('as a %s reads and changes no unit', async (role) => {
    const before = (await get(police)).body;
    for (const as of [police, '371400-leading-group-office']) {
      for (const [method, path, body] of [
        ['GET', '/v1/units', undefined],
        ['GET', `/v1/units/${housing}`, undefined],
        ['PUT', `/v1/units/${police}`, unitWith({ organ: 'public-security' })],
      ] as const) {
        expect((await send(method, path, body, { as, role })).status).toBe(403);
      }
    }
    expect((await send('GET', '/v1/units')).status).toBe(401);
    expect((await get(police)).body).toEqual(before);
  });
});

describe('a region that is added', () => {
  it('takes units, and its clues go to the one that has just been registered', async () => {
    const { putRegion } = await import('../../functions/adapters/table/unit-changes.ts');
    const code = '371426';
    await putRegion(
      { code, name: '平原县', level: 'county', parent: '371400' },
      { at: local().now().toISOString(), by: { sub: 'test', role: 'operator', unitId: null } },
      null,
    );
    const unit = (organ: string) => put(`${code}-${organ}`, unitWith({ organ, regionCode: code }));
    expect((await unit('housing')).status).toBe(201);
    const refused = await submit({}, { as: `${code}-housing` });
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining(`${code}-public-security`)]);
    expect((await unit('public-security')).status).toBe(201);
    const { transferId, to } = only((await submit({}, { as: `${code}-housing` })).body.transfers);
    expect(to).toBe(`${code}-public-security`);
    expect((await command('acknowledge', transferId, undefined, { as: to })).status).toBe(200);
  });
});

describe('an address that is changed', () => {
  it('gets what is mailed from then on, of clues that came before too', async () => {
    const id = '371403-public-security';
    const { reference } = (await submit({}, { as: '371403-housing' })).body;
    const { body } = await get(id);
    expect((await put(id, { ...body, emails: ['duty@371403.example'] })).status).toBe(200);
    await advanceTo('2026-10-09T12:00:00+08:00');
    expect(new Set((await mails(reference)).map(({ to }) => to))).toEqual(new Set(['duty@371403.example']));
  });
});
