import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys, shards } from './schema.ts';
import { onIndex, putItem, table, tableName } from './table.ts';
import { type Waiting, waitingOf } from './waiting.ts';

/**
 * The daily round through all that is open. Each open transfer has its moment of the day (UTC), by its id, and is looked after
 * once that moment has come: how many there are at a time follows from how many are open. Ids are random, so the moments lie
 * evenly; and none moves, so that whatever is opened, closed or changed meanwhile, nothing slips by.
 */

export const day = 24 * 3_600_000;

/** Each shard has its part of the day, one after the other. */
const partOfDay = day / shards.length;

/** How far the round has come: whatever has its moment before that instant was looked after, and of that very moment ids up to this one. */
export interface Swept {
  /** Instant (UTC). */
  until: string;
  after: string | null;
}

/** A stretch of the day within one shard. */
export interface Stretch {
  shard: (typeof shards)[number];
  /** How ids of it begin, or where they end: neither is an id itself. */
  from: string;
  to: string;
  /** Milliseconds: the instant at which it ends. */
  until: number;
}

/** The first eight digits of the ids whose moment is then. */
const idsAt = (instant: number): string =>
  Math.floor(((instant % partOfDay) / partOfDay) * 2 ** 32)
    .toString(16)
    .padStart(8, '0');

/** How far it has come with that id of a stretch; with all of them where that is null. */
export const sweptTo = ({ until }: Stretch, id: string | null): Swept => {
  if (id === null) return { until: new Date(until).toISOString(), after: null };
  const part = Math.floor((until - 1) / partOfDay) * partOfDay;
  const moment = part + Math.floor((Number.parseInt(id.slice(0, 8), 16) / 2 ** 32) * partOfDay);
  return { until: new Date(moment).toISOString(), after: id };
};

/** Behind every id. */
const theLast = 'g';

/** The stretches between two instants (milliseconds), in their order: what has its moment between them is in one of them. */
export const stretchesOf = (from: number, to: number): Stretch[] => {
  const found: Stretch[] = [];
  for (let at = from; at < to; ) {
    const endOfPart = (Math.floor(at / partOfDay) + 1) * partOfDay;
    const until = Math.min(to, endOfPart);
    found.push({
      shard: shards[Math.floor((at % day) / partOfDay)] ?? shards[0],
      from: idsAt(at),
      to: until === endOfPart ? theLast : idsAt(until),
      until,
    });
    at = until;
  }
  return found;
};

/** A page of what is open in a stretch, behind an id; `last` is the id that the next page goes on behind, null after the last page. */
export const openIn = async (
  { shard, from, to }: Stretch,
  after: string | null,
  limit: number,
): Promise<{ waiting: Waiting[]; last: string | null }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      ...onIndex('open', '#sort BETWEEN :from AND :to'),
      // No id is as short, and none is asked for twice: `!` stands before whatever an id has.
      ExpressionAttributeValues: { ':partition': shard, ':from': after === null ? from : `${after}!`, ':to': to },
      Limit: limit,
    }),
  );
  return { waiting: Items.map(waitingOf), last: LastEvaluatedKey ? String(LastEvaluatedKey.transferId) : null };
};

/** How far the round has come; undefined before the first. */
export const readSwept = async (): Promise<Swept | undefined> => {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: keys.sweep, ConsistentRead: true }));
  return Item && { until: String(Item.until), after: (Item.after as string | null) ?? null };
};

/** Kept without a condition: of two rounds at once each says what was done, and the earlier costs no more than doing it again. */
export const saveSwept = async (swept: Swept): Promise<void> => {
  await putItem({ ...keys.sweep, ...swept });
};
