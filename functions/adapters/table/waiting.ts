import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { paginateQuery, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { keys, shards, transferIdOf, type waitingFields } from './schema.ts';
import { onIndex, table, tableName } from './table.ts';

/** What waits for its workflow: the token of the task, the valid execution, and the index of open transfers by their next milestone. */

const update = async (transferId: string, expression: string, condition: string, values: Record<string, unknown>) => {
  try {
    await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.transfer(transferId),
        UpdateExpression: `${expression}, revision = revision + :one`,
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#token': 'token', '#attempt': 'attempt', '#shard': 'shard' },
        ExpressionAttributeValues: { ...values, ':one': 1 },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Keeps the token of the task that waits until `until`; false when the transfer has changed since it was planned. */
export const awaitOn = (
  planned: { transferId: string; attempt: number; version: number },
  token: string,
  until: string,
): Promise<boolean> =>
  update(
    planned.transferId,
    'SET #token = :token, wakeAt = :until',
    'version = :version AND #attempt = :attempt AND attribute_exists(#shard)',
    { ':token': token, ':until': until, ':version': planned.version, ':attempt': planned.attempt },
  );

/** Makes `attempt + 1` the only valid execution; false when somebody else did so first or nothing is owed any more. */
export const nextAttempt = (transferId: string, attempt: number, now: Date): Promise<boolean> =>
  update(
    transferId,
    'SET #token = :token, wakeAt = :now, #attempt = :next',
    '#attempt = :attempt AND attribute_exists(#shard)',
    { ':token': null, ':now': now.toISOString(), ':attempt': attempt, ':next': attempt + 1 },
  );

/** Says of an attempt that nothing times it any more: the next round of the watchdog replaces it. False as with `nextAttempt`. */
export const markUntimed = (transferId: string, attempt: number, now: Date): Promise<boolean> =>
  update(transferId, 'SET #token = :token, wakeAt = :now', '#attempt = :attempt AND attribute_exists(#shard)', {
    ':token': null,
    ':now': now.toISOString(),
    ':attempt': attempt,
  });

/** An open transfer as the indexes of what is open have it. */
export type Waiting = Pick<Transfer, 'transferId' | (typeof waitingFields)[number]>;

export const waitingOf = ({ pk, attempt }: Record<string, unknown>): Waiting => ({
  transferId: transferIdOf(pk),
  attempt: Number(attempt),
});

/** Where a page of the open transfers ended: the shard by its number, and the key in it. Nobody else looks into it. */
export interface OpenPosition {
  part: number;
  after: Record<string, unknown> | null;
}

/** Before the first open transfer. */
export const beforeTheFirst: OpenPosition = { part: 0, after: null };

/** A page of the open transfers, by the time at which they should be woken within a shard; `next` is null after the last page. */
export const openTransfers = async (
  { part, after }: OpenPosition,
  limit: number,
): Promise<{ waiting: Waiting[]; next: OpenPosition | null }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      ...onIndex('milestones'),
      ExpressionAttributeValues: { ':partition': shards[part] ?? shards[0] },
      Limit: limit,
      ExclusiveStartKey: after ?? undefined,
    }),
  );
  const nextPart = part + 1 < shards.length ? { part: part + 1, after: null } : null;
  return { waiting: Items.map(waitingOf), next: LastEvaluatedKey ? { part, after: LastEvaluatedKey } : nextPart };
};

/** Ids of the open transfers whose workflow has something to do by then, the longest due first within a shard; of each shard so many at most. */
export const dueForWaking = async (until: Date, ofShard: number): Promise<string[]> => {
  const pages = await Promise.all(
    shards.map((shard) =>
      table.send(
        new QueryCommand({
          ...onIndex('milestones', '#sort <= :until'),
          ExpressionAttributeValues: { ':partition': shard, ':until': until.toISOString() },
          Limit: ofShard,
        }),
      ),
    ),
  );
  return pages.flatMap(({ Items = [] }) => Items.map(({ pk }) => transferIdOf(pk)));
};

/** Ids of what one unit owes, what is to be told first in front; so many at the most. */
export const owedBy = async (unitId: string, most: number): Promise<string[]> => {
  const ids: string[] = [];
  const pages = paginateQuery(
    { client: table },
    { ...onIndex('owing'), ExpressionAttributeValues: { ':partition': unitId } },
  );
  for await (const { Items = [] } of pages) {
    ids.push(...Items.map(({ pk }) => transferIdOf(pk)));
    if (ids.length >= most) break;
  }
  return ids.slice(0, most);
};

/** How many of a shard one round of the watchdog replaces at the most. */
const perRound = 250;

/** Open transfers that should have been woken before that instant, oldest first within a shard. */
export const overdueForWaking = async (before: Date): Promise<Waiting[]> => {
  const pages = await Promise.all(
    shards.map((shard) =>
      table.send(
        new QueryCommand({
          ...onIndex('milestones', '#sort < :before'),
          ExpressionAttributeValues: { ':partition': shard, ':before': before.toISOString() },
          Limit: perRound,
        }),
      ),
    ),
  );
  return pages.flatMap(({ Items = [] }) => Items.map(waitingOf));
};
