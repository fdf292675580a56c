import { afterAll, expect, it } from 'vitest';
import { auditing } from '../audit.ts';
import { housing, useProvince } from '../province.ts';
import { titling } from '../titles.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

/** A title is answered once its reading is on the record, and not otherwise. */

let dynamoDb: FaultProxy | undefined;
const { local, send, submit, token } = useProvince('2026-09-24T10:00:00+08:00', async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});
const { readings, fresh } = auditing({ send, submit });
const { ask, titles } = titling(() => local().url, { token });
afterAll(() => dynamoDb?.close());

it('a ledger whose readings cannot be written is not answered', async () => {
  const clues = [await fresh(), await fresh()];
  await local().engine.settled();
  const refuse = {
    kind: 'refuse',
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException',
  } as const;
  dynamoDb?.fail('TransactWriteItems', refuse);
  const failed = await ask();
  expect([failed.status, await failed.text()]).toEqual([500, expect.not.stringContaining('某工地')]);
  expect(dynamoDb?.left()).toBe(0);
  expect((await titles()).map(([, title]) => title)).toEqual(['某工地强揽土方工程', '某工地强揽土方工程']);
  for (const { clueId } of clues) {
    const read = (await readings(clueId)).body.items.map(({ by }) => by.unitId);
    expect(read.at(0)).toBe(housing);
    expect(read.length).toBeLessThanOrEqual(2);
  }
});
