import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, shards } from './schema.ts';
import { table, tableName } from './table.ts';

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

/** An open transfer as the index of milestones has it. */
export interface Waiting {
  transferId: string;
  attempt: number;
}

const waitingOf = ({ pk, attempt }: Record<string, unknown>): Waiting => ({
  transferId: String(pk).slice('TRANSFER#'.length),
  attempt: Number(attempt),
});

/** A page of the open transfers of one shard, by the time at which they should be woken. */
export const openTransfers = async (
  shard: string,
  limit: number,
  after: Record<string, unknown> | undefined,
): Promise<{ waiting: Waiting[]; next: Record<string, unknown> | undefined }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'milestones',
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: { ':shard': shard },
      Limit: limit,
      ExclusiveStartKey: after,
    }),
  );
  return { waiting: Items.map(waitingOf), next: LastEvaluatedKey };
};

/** Ids of the open transfers of which a unit owes something, and which are due for their workflow by then; so many at most. */
export const owingTransfers = async (owedBy: string, until: Date, limit: number): Promise<string[]> => {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'owing',
      KeyConditionExpression: 'owedBy = :unit AND wakeAt <= :until',
      ExpressionAttributeValues: { ':unit': owedBy, ':until': until.toISOString() },
      Limit: limit,
    }),
  );
  return Items.map(({ pk }) => String(pk).slice('TRANSFER#'.length));
};

/** Open transfers that should have been woken before that instant, oldest first within a shard. */
export const overdueForWaking = async (before: Date): Promise<Waiting[]> => {
  const pages = await Promise.all(
    shards.map((shard) =>
      table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'milestones',
          KeyConditionExpression: '#shard = :shard AND wakeAt < :before',
          ExpressionAttributeNames: { '#shard': 'shard' },
          ExpressionAttributeValues: { ':shard': shard, ':before': before.toISOString() },
          Limit: 250,
        }),
      ),
    ),
  );
  return pages.flatMap(({ Items = [] }) => Items.map(waitingOf));
};
