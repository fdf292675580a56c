import { afterAll, describe, expect, it } from 'vitest';
import { useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

let dynamoDb: FaultProxy | undefined;
const { send } = useProvince(undefined, async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});
afterAll(() => dynamoDb?.close());

const remembered = () => new Promise((resolve) => setTimeout(resolve, 1_050));
/** Of the item that the health check asks for, GetItem is called by nothing else here. */
const gets = () => dynamoDb?.calls('GetItem') ?? 0;

describe('the health check', () => {
  it('reads the table, once a second however many ask', async () => {
    await remembered();
    const before = gets();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('GET', '/healthz')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(gets() - before).toBe(1);
  });

  it('says in words that the table cannot be read, and when it can again', async () => {
    await remembered();
    dynamoDb?.fail('GetItem', { kind: 'refuse', status: 500, type: 'InternalServerError' }, 20);
    const refused = await send('GET', '/healthz');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('The table cannot be read') });
    dynamoDb?.heal();
    await remembered();
    expect(await send('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('does not wait for a table that does not answer', async () => {
    await remembered();
    const answered = Promise.withResolvers<void>();
    dynamoDb?.fail('GetItem', { kind: 'hold', until: answered.promise }, 20);
    expect((await send('GET', '/healthz')).status).toBe(503);
    answered.resolve();
    dynamoDb?.heal();
  });
});
