import { afterAll, describe, expect, it } from 'vitest';
import { housing, type Submitted, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
let keyService: FaultProxy | undefined;
const { local, send, submit } = useProvince(undefined, async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});
afterAll(async () => {
  await dynamoDb?.close();
  await keyService?.close();
});

const table = (): FaultProxy => {
  if (!dynamoDb) throw new Error('the proxy does not run');
  return dynamoDb;
};
/** In between from the first call on: the functions read the endpoint when they first seal something. */
const keys = async (): Promise<FaultProxy> => {
  keyService ??= await faultProxy(local().endpoints.keys);
  process.env.AWS_ENDPOINT_URL_KMS = keyService.url;
  return keyService;
};

const sent = async (): Promise<number> =>
  (await send<{ items: unknown[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing })).body.items.length;

const throttled = { kind: 'refuse', status: 400, type: 'ThrottlingException' } as const;
const denied = { kind: 'refuse', status: 400, type: 'AccessDeniedException' } as const;
const broken = { kind: 'refuse', status: 500, type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' } as const;

describe('a service that does not answer as it should', () => {
  it.each([
    ['is cut off', { kind: 'drop' }],
    ['carries it out and its answer is lost', { kind: 'lose-answer' }],
    ['carries it out and answers what nobody can read', { kind: 'garble-answer' }],
    ['carries it out and answers by half', { kind: 'cut-answer' }],
    ['has a fault of its own', broken],
  ] as const)(
    '(the table %s) is no fault of the caller, who is told when to ask again, with the same key',
    async (name, fault) => {
      await keys();
      const before = await sent();
      await local().engine.settled();
      const headers = { 'idempotency-key': encodeURIComponent(name) };
      table().fail('TransactWriteItems', fault, 5);
      const first = await submit({}, { headers });
      table().heal();
      expect([first.status, first.headers.get('retry-after')]).toEqual([503, '5']);
      expect((await submit({}, { headers })).status).toBe(201);
      expect(await sent()).toBe(before + 1);
    },
  );

  it.each([
    ['is cut off', { kind: 'drop' }, 503],
    ['is throttled', throttled, 503],
    ['answers what nobody can read', { kind: 'garble-answer' }, 503],
    ['refuses', denied, 500],
  ] as const)('(the keys %s) says so to whoever reads a clue', async (_, fault, status) => {
    const proxied = await keys();
    const { body }: { body: Submitted } = await submit();
    proxied.fail('Decrypt', fault, 100);
    const read = () => send('GET', `/v1/clues/${body.clueId}`, undefined, { as: housing });
    const first = await read();
    proxied.heal();
    expect([first.status, first.headers.get('retry-after')]).toEqual([status, status === 503 ? '5' : null]);
    expect((await read()).status).toBe(200);
  });
});
