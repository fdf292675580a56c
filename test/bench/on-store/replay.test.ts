import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openExecutions } from '../../../infra/local/aws/executions.ts';
import { openStore } from '../../../infra/local/aws/store.ts';
import { createTable } from '../../../infra/local/aws/table.ts';
import { only, useProvince } from '../../province.ts';
import { type Ground, ready } from '../bare.ts';
import { asSeen, kindsOf, theLeast } from '../lists.ts';
import { type Call, listenTo, writtenBy } from '../seen.ts';

/** What a command is heard to call, and that the same calls made bare leave the same behind. */

const province = useProvince('2026-09-24T10:00:00+08:00');

const groundFor = async (): Promise<Ground> => {
  const tableName = `bare-${randomUUID()}`;
  const plain = new DynamoDBClient();
  await createTable(plain, tableName);
  const clients = { table: DynamoDBDocumentClient.from(plain), kms: new KMSClient(), states: new SFNClient() };
  return { clients, tableName, executions: openExecutions(openStore(join(province.dataDir(), 'local.sqlite'))) };
};

type Item = Record<string, unknown>;

const nameOf = ({ pk, sk }: Item): string => `${pk} ${sk}`;
const byName = (a: Item, b: Item) => (nameOf(a) < nameOf(b) ? -1 : 1);
/** Where the item stood that this one is a copy of. */
const original = ({ pk, ...rest }: Item): Item => ({ ...rest, pk: String(pk).replace(/^\w+#/, '') });

/** The items that the calls have written, as they stand. */
const leftBy = async ({ clients }: Ground, calls: readonly Call[]) => {
  const keys = new Map(
    calls.flatMap(({ action, input }) => writtenBy(action, input)).map((key) => [JSON.stringify(key), key]),
  );
  const found = await Promise.all(
    [...keys.values()].map((Key) =>
      clients.table.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key, ConsistentRead: true })),
    ),
  );
  return found.flatMap(({ Item }) => Item ?? []).sort(byName);
};

describe('an acknowledgement', () => {
  it('is heard call by call, and made bare it leaves the same and wakes an execution as that one was', async () => {
    const { local, submit, command } = province;
    const { transferId } = only((await submit()).body.transfers);
    await province.schedulesAtRest();
    await local().engine.close();
    const ground = await groundFor();
    const listener = listenTo(new Set(['acknowledge-transfer']), ground.executions);
    expect((await command('acknowledge', transferId)).status).toBe(200);
    const calls = only(listener.taken());
    listener.stop();

    const [write, signal] = kindsOf(calls).slice(-2);
    expect([write, signal]).toEqual(['TransactWriteItems', 'SendTaskSuccess']);
    expect(calls.at(-1)?.after).toContain(calls.length - 2);

    for (const steps of [asSeen(calls), theLeast(calls)]) {
      const before = local().engine.list().length;
      const { Items: none = [] } = await ground.clients.table.send(new ScanCommand({ TableName: ground.tableName }));
      const run = await ready(ground, steps);
      await run();
      const { Items: all = [] } = await ground.clients.table.send(new ScanCommand({ TableName: ground.tableName }));
      const known = new Set(none.map(({ pk }) => pk));
      const left = all.filter(({ pk }) => !known.has(pk)).map(original);
      expect(left.sort(byName)).toEqual(await leftBy(ground, calls));
      const twin = local().engine.list().slice(before);
      expect(
        twin.map(({ arn }) =>
          local()
            .engine.history(arn)
            .map(({ type }) => type),
        ),
      ).toEqual([expect.arrayContaining(['TaskSucceeded'])]);
    }
  });
});
