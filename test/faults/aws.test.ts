import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { clueWith, housing, only, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
let stepFunctions: FaultProxy | undefined;
const { local, send, submit, command, read, advanceTo, mails } = useProvince(
  '2026-09-24T10:00:00+08:00',
  async (endpoint) => {
    dynamoDb = await faultProxy(endpoint);
    return dynamoDb.url;
  },
);
const proxy = (): FaultProxy => {
  if (!dynamoDb) throw new Error('the proxy does not run');
  return dynamoDb;
};

/** In between from the first call on: the functions read the endpoint when they first start a workflow. */
const states = async (): Promise<FaultProxy> => {
  stepFunctions ??= await faultProxy(local().endpoints.stepFunctions);
  process.env.AWS_ENDPOINT_URL_SFN = stepFunctions.url;
  return stepFunctions;
};

afterEach(() => {
  expect(proxy().left()).toBe(0);
  expect(stepFunctions?.left() ?? 0).toBe(0);
});
afterAll(async () => {
  await dynamoDb?.close();
  await stepFunctions?.close();
});

const throttled = {
  kind: 'refuse',
  status: 400,
  type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
} as const;
const cancelled = (code: string, writes: number) =>
  ({
    kind: 'refuse',
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    extra: { CancellationReasons: Array.from({ length: writes }, () => ({ Code: code })) },
  }) as const;

describe('a lost start of a workflow', () => {
  it('costs no mail: the watchdog starts another', async () => {
    const proxied = await states();
    const denied = { kind: 'refuse', status: 400, type: 'AccessDeniedException' } as const;
    proxied.fail('StartExecution', denied);
    const { status, body } = await submit();
    expect(status).toBe(201);
    expect(local().engine.list()).toHaveLength(0);
    await advanceTo('2026-09-24T10:45:00+08:00');
    expect(
      local()
        .engine.list('RUNNING')
        .map(({ name }) => name),
    ).toEqual([`${only(body.transfers).transferId}-2`]);
    await advanceTo('2026-09-30T10:00:00+08:00');
    expect(await mails(body.reference)).toHaveLength(1);
  });
});

describe('a watchdog', () => {
  it('that dies before it has started what it revived does so in a later round', async () => {
    const proxied = await states();
    proxied.fail('StartExecution', { kind: 'refuse', status: 400, type: 'AccessDeniedException' }, 2);
    const { body } = await submit({ discoveredAt: '2026-09-30T09:30:00+08:00' });
    const { transferId } = only(body.transfers);
    await advanceTo('2026-09-30T12:00:00+08:00');
    const names = local()
      .engine.list('RUNNING')
      .map(({ name }) => name);
    expect(names.filter((name) => name.startsWith(transferId))).toHaveLength(1);
    await command('acknowledge', transferId);
  });

  it('that is called twice at once starts one new execution', async () => {
    const proxied = await states();
    proxied.fail('StartExecution', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    const { body } = await submit({ discoveredAt: '2026-09-30T09:30:00+08:00' });
    const { transferId } = only(body.transfers);
    const { handler } = await import('../../functions/schedules/watchdog.ts');
    const time = new Date(local().now().getTime() + 3_600_000).toISOString();
    await Promise.all(Array.from({ length: 5 }, () => local().as('watchdog', () => handler({ time }))));
    await local().engine.settled();
    const names = local()
      .engine.list()
      .map(({ name }) => name);
    const started = names.filter((name) => name.startsWith(transferId));
    // A call that read the new attempt already may make one more; only the newest is valid then.
    expect(
      local()
        .engine.list('RUNNING')
        .filter(({ name }) => name.startsWith(transferId)),
    ).toHaveLength(1);
    expect(started.length).toBeGreaterThanOrEqual(1);
    await command('acknowledge', transferId);
  });
});

describe('a lost signal', () => {
  it('costs no mail and sends none too many', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-30T10:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    const proxied = await states();
    proxied.fail('SendTaskSuccess', { kind: 'refuse', status: 400, type: 'AccessDeniedException' });
    expect((await command('acknowledge', transferId)).status).toBe(200);
    // Feedback, due on 11-03, is reminded of; acknowledgement, which was due on 10-13, is not.
    await advanceTo('2026-11-03T12:00:00+08:00');
    expect((await mails(body.reference)).map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-10-30',
      '2026-11-02',
      '2026-11-03',
    ]);
  });
});

describe('an execution stopped by hand', () => {
  it('is replaced when its milestone passes, and the mail goes out once', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-03T10:00:00+08:00' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    const running = local()
      .engine.list('RUNNING')
      .find(({ name }) => name.startsWith(transferId));
    local().engine.stop(running?.arn ?? '');
    await advanceTo('2026-11-06T12:00:00+08:00');
    const found = await mails(body.reference);
    expect(found).toHaveLength(1);
    expect(found[0]?.at.slice(0, 13)).toBe('2026-11-06T09');
  });
});

describe('a throttled table', () => {
  it('is asked again, and the caller notices nothing', async () => {
    await local().engine.settled();
    proxy().fail('TransactWriteItems', throttled, 2);
    expect((await submit({ discoveredAt: '2026-11-06' })).status).toBe(201);
  });

  it('that stays so is said to be busy; nothing is stored, and the same key goes through later', async () => {
    const headers = { 'idempotency-key': 'throttled' };
    await local().engine.settled();
    proxy().fail('TransactWriteItems', throttled, 5);
    const before = (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items
      .length;
    const busy = await submit({ discoveredAt: '2026-11-06' }, { headers });
    expect(busy.status).toBe(503);
    expect(busy.headers.get('retry-after')).toBe('5');
    proxy().heal();
    const later = await submit({ discoveredAt: '2026-11-06' }, { headers });
    expect(later.status).toBe(201);
    const after = (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items
      .length;
    expect(after).toBe(before + 1);
  });
});

describe('a transaction of which one write is throttled', () => {
  it('is said to be busy, and the same key goes through later', async () => {
    const headers = { 'idempotency-key': 'throttled-write' };
    await local().engine.settled();
    proxy().fail('TransactWriteItems', cancelled('ThrottlingError', 5));
    expect((await submit({ discoveredAt: '2026-11-06' }, { headers })).status).toBe(503);
    expect((await submit({ discoveredAt: '2026-11-06' }, { headers })).status).toBe(201);
  });
});

describe('a record that is damaged', () => {
  it('is our fault, not the caller’s: 500 without detail, and nothing of it in the answer', async () => {
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const authorization = `Bearer ${await local().token('371425-land', 'clerk')}`;
    const item = { ...keys.unit('371425-land'), unitId: '371425-land', name: 7 };
    await table.send(new PutCommand({ TableName: tableName(), Item: item }));
    const { status, body } = await submit({ discoveredAt: '2026-11-06' }, { headers: { authorization } });
    expect(status).toBe(500);
    expect(body.errors).toBeUndefined();
  });
});

describe('a transaction that meets another', () => {
  it('is tried again, and leaves one event', async () => {
    const { body } = await submit({ discoveredAt: '2026-11-06' });
    const { transferId } = only(body.transfers);
    await local().engine.settled();
    proxy().fail('TransactWriteItems', cancelled('TransactionConflict', 3), 2);
    expect(
      (await command('acknowledge', transferId, undefined, { headers: { 'idempotency-key': 'conflict' } })).status,
    ).toBe(200);
    expect((await read(transferId)).body.timeline.map(({ event }) => event)).toEqual([
      'registered',
      'dispatched',
      'told',
      'acknowledged',
    ]);
  });

  it('on submission is tried again, and makes one clue', async () => {
    await local().engine.settled();
    proxy().fail('TransactWriteItems', cancelled('TransactionConflict', 5), 2);
    const before = (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items
      .length;
    expect((await submit({ discoveredAt: '2026-11-06' })).status).toBe(201);
    const after = (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items
      .length;
    expect(after).toBe(before + 1);
  });
});

describe('a write whose answer is lost', () => {
  it('is carried out once, and answered', async () => {
    const before = (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items
      .length;
    await local().engine.settled();
    proxy().fail('TransactWriteItems', { kind: 'lose-answer' });
    const { status, body } = await submit(clueWith({ discoveredAt: '2026-11-06' }));
    expect(status).toBe(201);
    const after = (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items
      .length;
    expect(after).toBe(before + 1);
    await local().engine.settled();
    proxy().fail('TransactWriteItems', { kind: 'lose-answer' });
    const { transferId } = only(body.transfers);
    expect((await command('acknowledge', transferId)).status).toBe(200);
    const commands = (await read(transferId)).body.timeline.filter(({ by }) => by !== 'clock');
    expect(commands).toHaveLength(3);
  });
});
