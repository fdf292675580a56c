import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../functions/schedules/verify/look.ts';

/** What somebody does to a table who may write it and knows how everything in it is proved. */

export const itemsOf = async (partitions: readonly string[]): Promise<Item[]> => {
  const { readPartition } = await import('../../functions/adapters/table/table.ts');
  return (await Promise.all(partitions.map((pk) => readPartition(pk)))).flat();
};

export const remove = async (items: readonly Item[]) => {
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  for (const { pk, sk } of items) await table.send(new DeleteCommand({ TableName: tableName(), Key: { pk, sk } }));
};

export const write = async (items: readonly Item[]) => {
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  for (const Item of items) await table.send(new PutCommand({ TableName: tableName(), Item }));
};

/** The timeline of a record with one event told otherwise, and all that proves it made anew: hashes, digests, the record's head. */
const rewritten = async (items: readonly Item[], change: (event: Item) => object): Promise<Item[]> => {
  const { withDigest, digestAttribute } = await import('../../functions/adapters/table/digest.ts');
  const { chained } = await import('../../functions/adapters/table/timeline.ts');
  const { emptyHead, follow, headAfter } = await import('../../functions/domain/transfer/timeline.ts');
  const pk = String(items[0]?.pk);
  let head = emptyHead(pk, chained);
  const timeline = items
    .filter(({ sk }) => String(sk).startsWith('EVENT#'))
    .map((item) => {
      const { pk: _pk, sk, seq: _s, previous: _p, hash: _h, state, sealed, [digestAttribute]: _d, ...event } = item;
      const stored = follow(head, { ...event, ...change(item) }, chained, {
        state: state as string | undefined,
        sealed: sealed as never,
      });
      head = headAfter(stored as { seq: number; hash: string });
      return withDigest({ pk, sk, ...stored });
    });
  const others = items
    .filter(({ sk }) => !String(sk).startsWith('EVENT#'))
    .map((item) => {
      const { [digestAttribute]: _, ...plain } = item;
      return withDigest('head' in plain ? { ...plain, ...head } : plain);
    });
  return [...timeline, ...others];
};

/** A timeline that says another did what its first event tells. */
export const blamedOnAnother = async (pk: string): Promise<void> =>
  write(
    await rewritten(await itemsOf([pk]), ({ seq, by }) => (seq === 1 ? { by: { ...Object(by), sub: 'another' } } : {})),
  );

/** Does it to the table, sees what is found, and puts everything back. */
export const whileSpoilt = async (
  partitions: readonly string[],
  spoil: () => Promise<void>,
  look: () => Promise<void>,
) => {
  const before = await itemsOf(partitions);
  try {
    await spoil();
    await look();
  } finally {
    await remove(await itemsOf(partitions));
    await write(before);
  }
};
