import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { keys, shardOf } from '../../../../functions/adapters/table/schema.ts';
import { table, tableName } from '../../../../functions/adapters/table/table.ts';

/** Of open transfers only what the index of them needs. */

type Request = { PutRequest: { Item: Record<string, unknown> } } | { DeleteRequest: { Key: Record<string, unknown> } };

const writeAll = async (requests: readonly Request[]): Promise<void> => {
  for (let from = 0; from < requests.length; from += 25) {
    const some = requests.slice(from, from + 25);
    await table.send(new BatchWriteCommand({ RequestItems: { [tableName()]: some } }));
  }
};

/** Due for their workflows at the end of time: none of them is overdue. */
export const open = (ids: readonly string[]): Promise<void> =>
  writeAll(
    ids.map((transferId) => ({
      PutRequest: {
        Item: {
          ...keys.transfer(transferId),
          ...{ transferId, attempt: 1, revision: 1, wakeAt: '9999-01-01T00:00:00.000Z' },
          shard: shardOf(transferId),
        },
      },
    })),
  );

export const close = (ids: readonly string[]): Promise<void> =>
  writeAll(ids.map((transferId) => ({ DeleteRequest: { Key: keys.transfer(transferId) } })));
