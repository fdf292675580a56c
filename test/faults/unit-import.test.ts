import { afterAll, describe, expect, it } from 'vitest';
import { useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

/** An import of units that ends in its midst is ended by its repetition. */

let dynamoDb: FaultProxy | undefined;
const { send } = useProvince('2026-09-24T10:00:00+08:00', async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});
const proxy = (): FaultProxy => {
  if (!dynamoDb) throw new Error('the proxy does not run');
  return dynamoDb;
};
afterAll(() => dynamoDb?.close());

const operator = { as: 'operator', role: 'operator' };
const numbers = Array.from({ length: 20 }, (_, n) => n + 2);
const rows = numbers.map((n) => `371402-other-${n},第${n}科,other,371402,other.${n}@371402.example,`);
const csv = ['unitId,name,organ,regionCode,emails,supervisors', ...rows, ''].join('\n');
const ask = () => send<{ counts: object; written: number }>('POST', '/v1/units/import', { csv, apply: true }, operator);
const historyOf = async (n: number) => {
  const { body } = await send<{ history?: unknown[] }>('GET', `/v1/units/371402-other-${n}`, undefined, operator);
  return body.history?.length ?? 0;
};

describe('an import that is interrupted', () => {
  it('has put whole units, each once, and puts the rest when it is sent again', async () => {
    const put = { kind: 'pass' } as const;
    proxy().fail('TransactWriteItems', put, 10);
    proxy().fail('TransactWriteItems', { kind: 'lose-answer' });
    proxy().fail('TransactWriteItems', {
      kind: 'refuse',
      status: 400,
      type: 'com.amazonaws.dynamodb.v20120810#ValidationException',
    });
    expect((await ask()).status).toBe(500);
    const before = await Promise.all(numbers.map(historyOf));
    expect(before.filter((changes) => changes > 0).length).toBeGreaterThanOrEqual(10);
    expect(before).toContain(0);

    const again = await ask();
    expect(again).toMatchObject({ status: 200, body: { left: 0 } });
    expect(again.body.written).toBe(before.filter((changes) => changes === 0).length);
    expect(await Promise.all(numbers.map(historyOf))).toEqual(numbers.map(() => 1));
    expect((await ask()).body).toMatchObject({ counts: { same: 20 }, written: 0 });
  });
});
