import { GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { keys, shards, transferIdOf, type waitingFields } from './schema.ts';
import { changeItem, ifStill, onIndex, putItem, readItems, table, tableName, untilWon } from './table.ts';

/** What waits for its workflow: the task that waits, the valid execution, and the index of open transfers by their next milestone. */

/** A task of the workflow that waits until a milestone, or until somebody ends it by its token. */
export interface WaitingTask {
  attempt: number;
  token: string;
  /** It hears of its end by an error of that name; undefined of a release before, whose tasks are woken and see for themselves. */
  overBy?: string;
}

interface Waits {
  token: string | null;
  wakeAt: string;
  attempt?: number;
}

/** What came of a change: it was made, it was meant for another version or attempt, or nothing is open any more. */
type Changed = 'changed' | 'outdated' | 'over';

/**
 * Changes what waits for an open transfer, where it is as it is `meant`, and not so already. The item is changed as it stands: a record that
 * cannot be read has its workflow all the same.
 */
const change = async (
  transferId: string,
  meant: Partial<Pick<Transfer, 'version' | 'attempt'>>,
  waits: Waits,
): Promise<Changed> => {
  const done = await untilWon(async (): Promise<Changed | undefined> => {
    const { Item } = await table.send(
      new GetCommand({ TableName: tableName(), Key: keys.transfer(transferId), ConsistentRead: true }),
    );
    if (Item?.shard === undefined || (meant.attempt !== undefined && Item.attempt !== meant.attempt)) return 'over';
    if (meant.version !== undefined && Item.version !== meant.version) return 'outdated';
    if (Object.entries(waits).every(([name, value]) => Item[name] === value)) return 'changed';
    const revision = Number(Item.revision);
    const written = await changeItem(Item, { ...waits, revision: revision + 1 }, ifStill('revision', revision));
    return written ? 'changed' : undefined;
  });
  if (!done) throw new Error(`transfer ${transferId} is changed by others all the time`);
  return done;
};

/**
 * Keeps the task, and sees then whether it should wait: whoever changes the transfer after that look finds the task. `since`: instant
 * (UTC) from which on it waits; what comes late of a task before it changes nothing. `outdated`: the transfer has changed since `version`;
 * `over`: nothing is owed, or another attempt times it. The record is written only where it says another time than `until`.
 */
export const awaitOn = async (
  { transferId, attempt, version }: { transferId: string; attempt: number; version: number },
  { since, ...task }: Omit<WaitingTask, 'attempt'> & { since: string },
  until: string,
): Promise<'waits' | 'outdated' | 'over'> => {
  const isNewest = await putItem(
    { ...keys.task(transferId), transferId, attempt, since, ...task },
    {
      ConditionExpression:
        'attribute_not_exists(pk) OR #attempt < :attempt OR (#attempt = :attempt AND #since <= :since)',
      ExpressionAttributeNames: { '#attempt': 'attempt', '#since': 'since' },
      ExpressionAttributeValues: { ':attempt': attempt, ':since': since },
    },
  );
  const done = await change(transferId, { attempt, version }, { token: null, wakeAt: until });
  if (done !== 'changed') return done;
  return isNewest ? 'waits' : 'outdated';
};

const taskFrom = ({ attempt, token, overBy }: Record<string, unknown>): WaitingTask => ({
  attempt: Number(attempt),
  token: String(token),
  ...(overBy === undefined ? {} : { overBy: String(overBy) }),
});

/** The task of a transfer, where there is one; consistent. One that waits no more may still stand here. */
export const taskOf = async (transferId: string): Promise<WaitingTask | undefined> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.task(transferId), ConsistentRead: true }),
  );
  return Item && taskFrom(Item);
};

/** The same of many, by their ids. */
export const tasksOf = async (transferIds: readonly string[]): Promise<Map<string, WaitingTask>> => {
  const items = await readItems(transferIds.map(keys.task));
  return new Map(items.map((item) => [String(item.transferId), taskFrom(item)]));
};

/** Makes `attempt + 1` the only valid execution; false when somebody else did so first or nothing is owed any more. */
export const nextAttempt = async (transferId: string, attempt: number, now: Date): Promise<boolean> => {
  const waits = { token: null, wakeAt: now.toISOString(), attempt: attempt + 1 };
  return (await change(transferId, { attempt }, waits)) === 'changed';
};

/** Says of an attempt that nothing times it any more: the next round of the watchdog replaces it. False as with `nextAttempt`. */
export const markUntimed = async (transferId: string, attempt: number, now: Date): Promise<boolean> =>
  (await change(transferId, { attempt }, { token: null, wakeAt: now.toISOString() })) === 'changed';

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
