import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { year2027 } from '../../calendar-2027.ts';
import { clueWith, discipline, housing, only, police, useProvince } from '../../province.ts';

const { local, send, submit, command, read, token } = useProvince();

const problemOf = (body: Record<string, unknown>) => {
  const { type, title, status, detail } = body;
  expect(
    [type, title, detail].every((text) => typeof text === 'string' && text !== ''),
    JSON.stringify(body),
  ).toBe(true);
  return { status, paths: ((body.errors ?? []) as { path: string; message: string }[]).map(({ path }) => path) };
};

/** Items in the table; a test of what is *not* stored has to look at everything. */
const stored = async (): Promise<number> => {
  const client = new DynamoDBClient({ endpoint: inject('dynamoDb') });
  const { Count = 0 } = await client.send(new ScanCommand({ TableName: process.env.TABLE_NAME, Select: 'COUNT' }));
  client.destroy();
  return Count;
};

describe('bad input', () => {
  const long = (n: number) => '字'.repeat(n);
  const bad: [what: string, different: Record<string, unknown>, paths: string[]][] = [
    ['a title that is a number', { title: 7 }, ['title']],
    ['an empty title', { title: '  ' }, ['title']],
    ['a title too long', { title: long(201) }, ['title']],
    ['a text too long', { text: long(50_001) }, ['text']],
    ['no text', { text: undefined }, ['text']],
    ['kinds that are no list', { kinds: 'misconduct' }, ['kinds']],
    ['no kind', { kinds: [] }, ['kinds']],
    ['an unknown kind', { kinds: ['gossip'] }, ['kinds.0']],
    ['a kind twice', { kinds: ['misconduct', 'misconduct'] }, ['kinds']],
    ['a discovery in the future', { discoveredAt: '2026-09-24T11:00:00+08:00' }, ['discoveredAt']],
    ['a discovery tomorrow', { discoveredAt: '2026-09-25' }, ['discoveredAt']],
    ['a discovery in 1926', { discoveredAt: '1926-09-24' }, ['discoveredAt']],
    ['a discovery without offset', { discoveredAt: '2026-09-24T09:00:00' }, ['discoveredAt']],
    ['a day that does not exist', { discoveredAt: '2026-02-30' }, ['discoveredAt']],
    ['a region that is no code', { regionCode: 'Dezhou' }, ['regionCode']],
    ['another region', { regionCode: '371403' }, ['regionCode']],
    ['a subject without name', { subjects: [{ kind: 'person' }] }, ['subjects.0.name']],
    ['a reporter without phone', { reporter: { anonymous: false, name: '李四' } }, ['reporter.phone']],
    ['a recused unit that does not exist', { recuse: ['张三', '371402-hosing'] }, ['recuse.1']],
    ['a state secret', { classification: 'secret' }, ['classification']],
    ['a misspelt field', { disptach: false }, ['disptach']],
    ['dispatch as text', { dispatch: 'no' }, ['dispatch']],
    ['half a character in a title', { title: '工地\ud83d' }, ['title']],
    ['half a character in a subject', { subjects: [{ name: '\udc00张三', kind: 'person' }] }, ['subjects.0.name']],
    ['half a character beside a wrong field', { title: '\ud800', kinds: [] }, ['kinds', 'title']],
  ];
  it.each(bad)('%s is refused by its path, and nothing is stored', async (_, different, paths) => {
    const before = await stored();
    const { status, body, headers } = await submit(different);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(problemOf(body)).toEqual({ status: 422, paths });
    expect(await stored()).toBe(before);
  });

  it.each([
    ['malformed JSON', '{"title": "x', 400],
    ['a list', '[]', 422],
    ['a text', '"clue"', 422],
    ['null', 'null', 422],
    ['no body', '', 422],
    ['a forbidden key', '{"__proto__": {"a": 1}}', 400],
    ['2 MB', JSON.stringify(clueWith({ text: 'x'.repeat(2_000_000) })), 413],
  ])('%s as a body is refused', async (_, raw, expected) => {
    const before = await stored();
    const { status, body } = await send('POST', '/v1/clues', undefined, { as: housing, raw });
    expect(status).toBe(expected);
    expect(problemOf(body).status).toBe(expected);
    expect(await stored()).toBe(before);
  });

  it('is refused as anything but JSON', async () => {
    const { status, body } = await send('POST', '/v1/clues', undefined, {
      as: housing,
      raw: 'title=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([status, problemOf(body).status]).toEqual([415, 415]);
  });

  it('of a command names the field, and leaves the transfer as it was', async () => {
    const { transferId } = only((await submit()).body.transfers);
    await command('acknowledge', transferId);
    for (const [body, paths] of [
      [{}, ['final', 'outcome']],
      [{ final: 'yes', outcome: 'x' }, ['final']],
      [{ final: true, outcome: '' }, ['outcome']],
      [{ final: true, outcome: 'x', note: 'y' }, ['note']],
    ] as const) {
      const answer = await command('feedback', transferId, body);
      expect(problemOf(answer.body)).toEqual({ status: 422, paths });
    }
    expect((await read(transferId)).body).toMatchObject({ status: 'acknowledged', version: 3 });
  });

  it('of a command may not hold half a character; a whole one beyond U+FFFF is text like any other', async () => {
    const { transferId } = only((await submit()).body.transfers);
    await command('acknowledge', transferId);
    const { body } = await command('feedback', transferId, { final: false, outcome: '\udc00', text: '\ud83d' });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['outcome', 'text'] });
    expect((await command('feedback', transferId, { final: false, outcome: '𠮷', text: '😀' })).status).toBe(200);
  });

  it('may not hold half a character in the name of a field either', async () => {
    const names = { '2027-01-01': '元旦', '\ud800': '元旦' };
    const year = { ...year2027, names };
    const { body } = await send('PUT', '/v1/calendar/2027', year, { as: 'operator', role: 'operator' });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['names.\ufffd'] });
  });

  it.each(['"x"', '3', 'W/"3"'])('If-Match %s is refused', async (seen) => {
    const { transferId } = only((await submit()).body.transfers);
    const { body } = await command('acknowledge', transferId, undefined, { headers: { 'if-match': seen } });
    expect(problemOf(body)).toEqual({ status: 422, paths: ['If-Match'] });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['month=2026-13', 'month'],
    ['status=open', 'status'],
    ['unit=me', 'unit'],
    ['cursor=abc', 'cursor'],
    ['cursor=e30', 'cursor'],
    ['colour=red', 'colour'],
  ])('a ledger refuses %s', async (query, path) => {
    const { body } = await send('GET', `/v1/ledgers/sent?${query}`, undefined, { as: housing });
    expect(problemOf(body)).toEqual({ status: 422, paths: [path] });
  });
});

describe('a caller without the right', () => {
  it.each([
    ['no token', undefined],
    ['another scheme', 'Basic YTpi'],
    ['a token of nobody', 'Bearer abc'],
    ['an unsigned token', `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","role":"clerk"}')}.`],
  ])('with %s is told where to get one', async (_, authorization) => {
    const before = await stored();
    const { status, body, headers } = await send('POST', '/v1/clues', clueWith(), {
      headers: authorization ? { authorization } : {},
    });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.detail).toMatch(/token/);
    expect(await stored()).toBe(before);
  });

  it('of another unit reads and does nothing', async () => {
    const { body } = await submit();
    const { transferId } = only(body.transfers);
    const before = await stored();
    for (const as of [discipline, '371403-public-security', '371402-petitions', '371400-public-security']) {
      for (const answer of [
        await send('GET', `/v1/transfers/${transferId}`, undefined, { as }),
        await send('GET', `/v1/clues/${body.clueId}`, undefined, { as }),
        await command('acknowledge', transferId, undefined, { as }),
        await command('dispatch', transferId, undefined, { as }),
        await command('feedback', transferId, { final: true, outcome: 'x' }, { as }),
      ]) {
        expect(answer.status).toBe(403);
        expect(problemOf(answer.body).status).toBe(403);
        expect(JSON.stringify(answer.body)).not.toContain(body.reference);
      }
    }
    expect((await command('acknowledge', transferId, undefined, { as: housing })).status).toBe(403);
    expect((await send('GET', `/v1/ledgers/sent?unit=${housing}`, undefined, { as: police })).status).toBe(403);
    expect(await stored()).toBe(before);
  });

  it('as an operator sees no clue', async () => {
    const { body } = await submit();
    const operator = { as: 'operations', role: 'operator' };
    for (const path of [
      `/v1/clues/${body.clueId}`,
      `/v1/transfers/${only(body.transfers).transferId}`,
      '/v1/ledgers/sent',
    ]) {
      expect((await send('GET', path, undefined, operator)).status).toBe(403);
    }
    expect((await submit({}, operator)).status).toBe(403);
  });

  it('cannot have a token of a unit that is not registered, and one of a unit without a receiver is told which', async () => {
    const { status, body } = await send('POST', '/_local/token', { unitId: '371499-housing', role: 'clerk' });
    expect(status).toBe(422);
    expect(body.detail).toContain('371499-housing');
    const unknown = await local().token('371499-housing', 'clerk');
    const answer = await send('POST', '/v1/clues', clueWith(), { headers: { authorization: `Bearer ${unknown}` } });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain('371499-housing');
  });
});

describe('what does not exist', () => {
  it.each([
    ['GET', '/v1/transfers/00000000-0000-4000-8000-000000000000', 404],
    ['GET', '/v1/transfers/nothing', 404],
    ['GET', '/v1/clues/00000000-0000-4000-8000-000000000000', 404],
    ['POST', '/v1/transfers/00000000-0000-4000-8000-000000000000/acknowledge', 404],
    ['GET', '/v1/nothing', 404],
    ['DELETE', '/v1/clues', 405],
    ['GET', '/v1/clues/%E0%A4%A', 400],
  ])('%s %s', async (method, path, expected) => {
    const { status, body } = await send(method, path, undefined, { as: housing });
    expect(status).toBe(expected);
    expect(problemOf(body).status).toBe(expected);
  });
});

describe('versions', () => {
  it('let a command pass that saw the newest, and stop one that did not', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const shown = await read(transferId);
    expect(shown.headers.get('etag')).toBe('"2"');
    const stale = await command('acknowledge', transferId, undefined, { headers: { 'if-match': '"1"' } });
    expect(stale.status).toBe(412);
    const fresh = await command('acknowledge', transferId, undefined, { headers: { 'if-match': '"2"' } });
    expect(fresh).toMatchObject({ status: 200, body: { version: 3 } });
    const again = await command('acknowledge', transferId);
    expect(again.status).toBe(409);
    expect(again.body.detail).toContain('acknowledged');
  });
});

describe('reading a clue', () => {
  it('shows the secret part to its units, and is on the record', async () => {
    const subjects = [{ name: '王五', kind: 'person', note: '工头' }];
    const reporter = { anonymous: false, name: '李四', phone: '13800000000' };
    const { body } = await submit({ subjects, reporter });
    const shown = await send<Record<string, unknown>>('GET', `/v1/clues/${body.clueId}`, undefined, { as: police });
    expect(shown.body).toMatchObject({ ...clueWith({ subjects, reporter }), unitId: housing, realName: true });
    const office = await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: '371400-leading-group-office' });
    expect(office.status).toBe(200);
    const { keys } = await import('../../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../../functions/adapters/table/table.ts');
    const { chainFaults } = await import('../../../functions/adapters/table/timeline.ts');
    const { QueryCommand } = await import('@aws-sdk/lib-dynamodb');
    const { pk } = keys.clue(body.clueId);
    const { Items = [] } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    const record = Items.find(({ sk }) => sk === 'RECORD');
    const events = Items.filter(({ sk }) => sk !== 'RECORD').map(({ pk: _pk, sk: _sk, ...event }) => event);
    expect(events.map(({ event, by }) => [event, by.unitId])).toEqual([
      ['registered', housing],
      ['read', police],
      ['read', '371400-leading-group-office'],
    ]);
    expect(chainFaults(pk, { events: record?.events, head: record?.head }, events as never)).toEqual([]);
  });

  it('is not open to the receiver before dispatch', async () => {
    const { body } = await submit({ dispatch: false });
    expect((await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: police })).status).toBe(403);
  });
});

describe('ledgers', () => {
  it('show each side its own, by status, rule and month, page by page', async () => {
    const sender = '371403-water';
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { body } = await submit(
        { kinds: n % 2 ? ['misconduct'] : ['organised-crime'], dispatch: n !== 4 },
        { as: sender },
      );
      made.push(only(body.transfers).transferId);
    }
    type Page = { unit: string; items: { transferId: string; rule: string }[]; cursor?: string };
    const ledger = async (query: string, as = sender) =>
      (await send<Page>('GET', `/v1/ledgers/${query}`, undefined, { as })).body;
    const ids = ({ items }: Page) => items.map(({ transferId }) => transferId);
    expect(ids(await ledger('sent'))).toEqual([...made].reverse());
    expect(ids(await ledger('sent?status=registered'))).toEqual([made[4]]);
    expect(ids(await ledger('sent?rule=misconduct'))).toEqual([made[3], made[1]]);
    expect(ids(await ledger('sent?month=2026-09'))).toHaveLength(5);
    expect(ids(await ledger('sent?month=2026-10'))).toEqual([]);
    expect(ids(await ledger('sent?overdue=true'))).toEqual([]);
    expect(ids(await ledger('received', '371403-discipline-inspection'))).toEqual([made[3], made[1]]);
    expect(ids(await ledger('received?limit=1', '371403-public-security'))).toEqual([made[2]]);

    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger(`sent?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...ids(page));
      cursor = page.cursor;
    } while (cursor);
    expect(paged).toEqual([...made].reverse());
    const { cursor: second } = await ledger('received?limit=1', '371403-discipline-inspection');
    expect(ids(await ledger(`received?limit=1&cursor=${second}`, '371403-discipline-inspection'))).toEqual([made[1]]);
    const { cursor: foreign } = await ledger('sent?limit=1');
    const stolen = await send('GET', `/v1/ledgers/sent?cursor=${foreign}`, undefined, { as: housing });
    expect(stolen.status).toBe(422);
    expect(ids(await ledger(`sent?unit=${sender}`, '371400-leading-group-office'))).toEqual([...made].reverse());
  });
});

describe('the local routes', () => {
  it('tell the clock, and refuse what moves it nowhere', async () => {
    const clock = await send<{ now: string }>('GET', '/_local/clock');
    expect(clock.body.now).toMatch(/^2026-09-24T10:\d\d:\d\d(\.\d+)?\+08:00$/);
    for (const body of [
      {},
      { advanceTo: 'tomorrow' },
      { advanceBy: '5 days' },
      { advanceBy: 'P1D', advanceTo: clock.body.now },
      { advanceTo: '2020-01-01T00:00:00Z' },
    ]) {
      expect((await send('POST', '/_local/clock', body)).status).toBe(422);
    }
    expect((await send('POST', '/_local/clock', undefined, { raw: '{' })).status).toBe(400);
    const moved = await send<{ now: string }>('POST', '/_local/clock', { advanceBy: 'PT1H30M' });
    expect(Date.parse(moved.body.now) - Date.parse(clock.body.now)).toBeGreaterThanOrEqual(5_400_000);
    expect((await send('POST', '/_local/token', { role: 'clerk' })).status).toBe(422);
    expect((await send('POST', '/_local/token', { role: 'king', unitId: housing })).status).toBe(422);
    expect(await token(housing)).toMatch(/^ey/);
    expect((await send('GET', '/_local/nothing')).status).toBe(404);
  });

  it('leave the health check open', async () => {
    expect(await send('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
