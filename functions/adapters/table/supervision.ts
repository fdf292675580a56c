import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { statisticsFields } from '../../domain/reports/statistics.ts';
import { indexPosition, type Placed, positionOf, startKeyOf } from './positions.ts';
import { readable, readInPart, withParts } from './readable.ts';
import { keys, lineageAttribute, type overdueFields, shards, transferIdOf } from './schema.ts';
import { onIndex, readItems, table } from './table.ts';
import type { Stored } from './transfer-item.ts';

/** Reads for those who supervise: a region's month, and what is overdue. */

const tooMany = (most: number) =>
  new Refusal('too-large', {
    zh: `统计范围内的移送件超过 ${most} 件，一次统计不了。请按月份（month=2026-09）或者下级地区（region=371402）分别统计。`,
    en: `There are more than ${most} transfers, too many for one answer. Ask for a month (month=2026-09), or for a region below (region=371402).`,
  });

/**
 * The transfers that were registered in these months in a region and those below it, as far as statistics and recusal need them, in no
 * order. `lineage`: the region with those above it, from the top down; empty for all regions.
 * @throws Refusal `too-large` where there are more than `most`
 */
export const readMonths = async (months: readonly string[], lineage: string, most: number): Promise<Stored[]> => {
  const rows: Stored[] = [];
  await Promise.all(
    months.map(async (month) => {
      const pages = paginateQuery(
        { client: table },
        {
          ...onIndex('regions', lineage === '' ? '' : 'begins_with(#sort, :lineage)'),
          ExpressionAttributeValues: { ':partition': month, ...(lineage === '' ? {} : { ':lineage': lineage }) },
        },
      );
      for await (const { Items = [] } of pages) {
        rows.push(...withParts(readInPart(Items), statisticsFields));
        if (rows.length > most) throw tooMany(most);
      }
    }),
  );
  return rows;
};

/** Ids of the transfers of a month and of their clues, whatever else can be read of them. */
export const idsOfMonth = async (month: string): Promise<{ transferId: string; clueId: string }[]> => {
  const ids: { transferId: string; clueId: string }[] = [];
  const pages = paginateQuery(
    { client: table },
    { ...onIndex('regions'), ExpressionAttributeValues: { ':partition': month }, ProjectionExpression: 'pk, clueId' },
  );
  for await (const { Items = [] } of pages)
    ids.push(...Items.map(({ pk, clueId }) => ({ transferId: transferIdOf(pk), clueId: String(clueId) })));
  return ids;
};

/** How many duties were due before now and are still owed; one count a shard and page. */
export const countOverdue = async (now: Date): Promise<number> => {
  let count = 0;
  for (const shard of shards) {
    const pages = paginateQuery(
      { client: table },
      {
        ...onIndex('due', '#sort < :now'),
        ExpressionAttributeValues: { ':partition': shard, ':now': now.toISOString() },
        Select: 'COUNT',
      },
    );
    for await (const { Count = 0 } of pages) count += Count;
  }
  return count;
};

/** The form of a position in the list of what is due before an instant (UTC): DynamoDB goes on from nothing that is due later. */
export const overduePosition = (before: string) =>
  indexPosition
    .extend({
      shard: z
        .int()
        .min(0)
        .max(shards.length - 1),
    })
    .refine(({ at }) => at < before);
type OverduePosition = z.infer<ReturnType<typeof overduePosition>>;

export interface OverdueQuery {
  /** A region with those above it, from the top down, or one unit. */
  scope: { lineage: string } | { unitId: string };
  /** Instant (UTC). */
  before: string;
  /** Where the page before ended. */
  after: OverduePosition | undefined;
}

/** Only what the index carries can be asked for. */
interface Filter {
  condition: string;
  names: Record<string, (typeof overdueFields)[number]>;
  value: string;
}

const within = (scope: OverdueQuery['scope']): Filter =>
  'lineage' in scope
    ? { condition: 'begins_with(#lineage, :within)', names: { '#lineage': lineageAttribute }, value: scope.lineage }
    : { condition: '#from = :within OR #to = :within', names: { '#from': 'from', '#to': 'to' }, value: scope.unitId };

/** One shard after the other, the longest overdue first in each. */
const overduePositions = async function* ({ scope, before, after }: OverdueQuery): AsyncGenerator<OverduePosition> {
  const { condition, names, value } = within(scope);
  const { ExpressionAttributeNames, ...index } = onIndex('due', '#sort < :before');
  for (const [shard, partition] of shards.entries()) {
    if (after && shard < after.shard) continue;
    const pages = paginateQuery(
      { client: table },
      {
        ...index,
        FilterExpression: condition,
        ExpressionAttributeNames: { ...ExpressionAttributeNames, ...names },
        ExpressionAttributeValues: { ':partition': partition, ':before': before, ':within': value },
        ...(after?.shard === shard ? { ExclusiveStartKey: startKeyOf('due', partition, after) } : {}),
      },
    );
    for await (const { Items = [] } of pages) for (const item of Items) yield { shard, ...positionOf('due', item) };
  }
};

/** Positions whose records are read together (BatchGetItem takes 100). */
const readTogether = 100;

/** What is owed and due before that, in the order of the positions. */
export const overdueRows = async function* (query: OverdueQuery): AsyncGenerator<Placed<Stored, OverduePosition>> {
  let waiting: OverduePosition[] = [];
  const read = async () => {
    const items = await readItems(waiting.map(({ transferId }) => keys.transfer(transferId)));
    const stored = new Map(readable(items).map((one) => [one.transfer.transferId, one]));
    const rows = waiting.flatMap((position) => {
      const row = stored.get(position.transferId);
      return row ? [{ row, position }] : [];
    });
    waiting = [];
    return rows;
  };
  for await (const position of overduePositions(query)) {
    waiting.push(position);
    if (waiting.length === readTogether) yield* await read();
  }
  yield* await read();
};
