import { paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { shards } from './schema.ts';
import { table, tableName } from './table.ts';
import { fromItem, type Stored } from './transfer-item.ts';
import { getTransfers } from './transfers.ts';

/** Reads for those who supervise: a region's month, and what is overdue. */

/** The transfers that were registered in a month in a region and those below it (empty: in all), as far as statistics need them. */
export const readMonth = async (month: string, seat: string): Promise<Stored[]> => {
  const rows: Stored[] = [];
  const pages = paginateQuery(
    { client: table },
    {
      TableName: tableName(),
      IndexName: 'regions',
      KeyConditionExpression: seat === '' ? '#month = :month' : '#month = :month AND begins_with(seat, :seat)',
      ExpressionAttributeNames: { '#month': 'month' },
      ExpressionAttributeValues: { ':month': month, ...(seat === '' ? {} : { ':seat': seat }) },
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items.map(fromItem));
  return rows;
};

/** How many duties were due before now and are still owed; one count a shard and page. */
export const countOverdue = async (now: Date): Promise<number> => {
  let count = 0;
  for (const shard of shards) {
    const pages = paginateQuery(
      { client: table },
      {
        TableName: tableName(),
        IndexName: 'due',
        KeyConditionExpression: '#shard = :shard AND dueAt < :now',
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: { ':shard': shard, ':now': now.toISOString() },
        Select: 'COUNT',
      },
    );
    for await (const { Count = 0 } of pages) count += Count;
  }
  return count;
};

export interface OverdueQuery {
  /** A region's seat, or one unit. */
  scope: { seat: string } | { unitId: string };
  /** Instant (UTC). */
  now: string;
  limit: number;
  /** Where the page before ended. */
  after: { shard: number; dueAt: string; pk: string } | null;
}

/** What was due before now and is still owed, a page of one shard after the other, the longest overdue first in each. */
export const readOverdue = async ({
  scope,
  now,
  limit,
  after,
}: OverdueQuery): Promise<{ rows: Stored[]; next: OverdueQuery['after'] }> => {
  const found: { shard: number; dueAt: string; pk: string }[] = [];
  let next: OverdueQuery['after'] = null;
  for (let shard = after?.shard ?? 0; shard < shards.length && found.length <= limit; shard += 1) {
    let start: Record<string, unknown> | undefined =
      after?.shard === shard ? { pk: after.pk, sk: 'RECORD', shard: shards[shard], dueAt: after.dueAt } : undefined;
    do {
      const page: {
        Items?: Record<string, unknown>[] | undefined;
        LastEvaluatedKey?: Record<string, unknown> | undefined;
      } = await table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'due',
          KeyConditionExpression: '#shard = :shard AND dueAt < :now',
          FilterExpression: 'seat' in scope ? 'begins_with(seat, :seat)' : '#from = :unit OR #to = :unit',
          ExpressionAttributeNames: { '#shard': 'shard', ...('seat' in scope ? {} : { '#from': 'from', '#to': 'to' }) },
          ExpressionAttributeValues: {
            ':shard': shards[shard],
            ':now': now,
            ...('seat' in scope ? { ':seat': scope.seat } : { ':unit': scope.unitId }),
          },
          ExclusiveStartKey: start,
        }),
      );
      found.push(...(page.Items ?? []).map(({ pk, dueAt }) => ({ shard, pk: String(pk), dueAt: String(dueAt) })));
      start = page.LastEvaluatedKey;
    } while (start && found.length <= limit);
  }
  const shown = found.slice(0, limit);
  if (found.length > limit) next = shown.at(-1) ?? null;
  const ids = shown.map(({ pk }) => pk.slice('TRANSFER#'.length));
  const stored = new Map<string, Stored>();
  for (let from = 0; from < ids.length; from += 100) {
    for (const one of await getTransfers(ids.slice(from, from + 100))) stored.set(one.transfer.transferId, one);
  }
  return { rows: ids.flatMap((id) => stored.get(id) ?? []), next };
};
