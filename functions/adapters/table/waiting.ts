import { GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { keys, shards, transferIdOf, type waitingFields } from './schema.ts';
import { changeItem, ifStill, onIndex, table, tableName, untilWon } from './table.ts';

/** What waits for its workflow: the token of the task, the valid execution, and the index of open transfers by their next milestone. */

interface Waits {
  token: string | null;
  wakeAt: string;
  attempt?: number;
}

/**
 * Changes what waits for an open transfer; false where it is not as it is `meant` any more, or nothing is open. The item is changed as it
 * stands: a record that cannot be read has its workflow all the same.
 */
const change = async (
  transferId: string,
  meant: Partial<Pick<Transfer, 'version' | 'attempt'>>,
  waits: Waits,
): Promise<boolean> => {
  const done = await untilWon(async () => {
    const { Item } = await table.send(
      new GetCommand({ TableName: tableName(), Key: keys.transfer(transferId), ConsistentRead: true }),
    );
    const isMeant = Item && Object.entries(meant).every(([name, value]) => Item[name] === value);
    if (!isMeant || Item.shard === undefined) return { changed: false };
    const revision = Number(Item.revision);
    const written = await changeItem(Item, { ...waits, revision: revision + 1 }, ifStill('revision', revision));
    return written ? { changed: true } : undefined;
  });
  if (!done) throw new Error(`transfer ${transferId} is changed by others all the time`);
  return done.changed;
};

/** Keeps the token of the task that waits until `until`; false when the transfer has changed since it was planned. */
export const awaitOn = (
  { transferId, version, attempt }: { transferId: string; attempt: number; version: number },
  token: string,
  until: string,
): Promise<boolean> => change(transferId, { version, attempt }, { token, wakeAt: until });

/** Makes `attempt + 1` the only valid execution; false when somebody else did so first or nothing is owed any more. */
export const nextAttempt = (transferId: string, attempt: number, now: Date): Promise<boolean> =>
  change(transferId, { attempt }, { token: null, wakeAt: now.toISOString(), attempt: attempt + 1 });

/** Says of an attempt that nothing times it any more: the next round of the watchdog replaces it. False as with `nextAttempt`. */
export const markUntimed = (transferId: string, attempt: number, now: Date): Promise<boolean> =>
  change(transferId, { attempt }, { token: null, wakeAt: now.toISOString() });

/** An open transfer as the indexes of what is open have it. */
export type Waiting = Pick<Transfer, 'transferId' | (typeof waitingFields)[number]>;

export const waitingOf = ({ pk, attempt }: Record<string, unknown>): Waiting => ({
  transferId: transferIdOf(pk),
  attempt: Number(attempt),
});

/** How far one shard was read: behind that key of its index, from its beginning on (null), or to its end. */
type Reached = Record<string, unknown> | null | 'end';

/** Where a page of the open transfers ended. Nobody else looks into it. */
export interface OpenPosition {
  /** The shard of the next page, by its number. */
  turn: number;
  reached: readonly Reached[];
}

/** Before the first open transfer. */
export const beforeTheFirst: OpenPosition = { turn: 0, reached: shards.map(() => null) };

/**
 * A page of the open transfers, by the time at which they should be woken within a shard; `next` is null after the last page. The shards
 * take turns: who writes what is read writes to all partitions of an index alike, each of which takes 1,000 units a second.
 */
export const openTransfers = async (
  { turn, reached }: OpenPosition,
  limit: number,
): Promise<{ waiting: Waiting[]; next: OpenPosition | null }> => {
  const from = reached[turn];
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      ...onIndex('milestones'),
      ExpressionAttributeValues: { ':partition': shards[turn] ?? shards[0] },
      Limit: limit,
      ExclusiveStartKey: from === null || from === 'end' ? undefined : from,
    }),
  );
  const after = reached.map((one, part) => (part === turn ? (LastEvaluatedKey ?? 'end') : one));
  const turns = shards.map((_, n) => (turn + 1 + n) % shards.length);
  const next = turns.find((part) => after[part] !== 'end');
  return { waiting: Items.map(waitingOf), next: next === undefined ? null : { turn: next, reached: after } };
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
