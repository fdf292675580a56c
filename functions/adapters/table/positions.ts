import * as z from 'zod';
import { type IndexName, indexes, keys, transferIdOf } from './schema.ts';

/** Where a page of an index ended. Handlers give it out and take it back, and look at nothing in it. */

/** The last transfer of the page, and the instant (UTC) that it was sorted by. */
export const indexPosition = z.strictObject({
  at: z.iso.datetime(),
  transferId: z.string().regex(/^[\w-]{1,64}$/),
});
export type IndexPosition = z.infer<typeof indexPosition>;

/** Of an item of an index that is sorted by time, or of the key at which DynamoDB ended a page of it. */
export const positionOf = (name: IndexName, item: Record<string, unknown>): IndexPosition => ({
  at: String(item[indexes[name].sort]),
  transferId: transferIdOf(item.pk),
});

/** The key from which DynamoDB goes on in that partition of the index. */
export const startKeyOf = (name: IndexName, partition: string, { at, transferId }: IndexPosition) => ({
  ...keys.transfer(transferId),
  [indexes[name].partition]: partition,
  [indexes[name].sort]: at,
});

/** A row of a list, and where it stands in it. */
export interface Placed<Row, Position> {
  row: Row;
  position: Position;
}

/**
 * A page of a list: the first rows that are shown, and where the last of them stands if one more is shown after it. However many rows
 * between are not shown, neither the length of the page nor what `next` says tells of them.
 */
export const filled = async <Row, Shown, Position>(
  source: AsyncIterable<Placed<Row, Position>>,
  limit: number,
  shownAs: (row: Row) => Promise<Shown | null>,
): Promise<{ shown: Shown[]; next: Position | undefined }> => {
  const shown: Shown[] = [];
  let last: Position | undefined;
  for await (const { row, position } of source) {
    const one = await shownAs(row);
    if (one === null) continue;
    if (shown.length === limit) return { shown, next: last };
    shown.push(one);
    last = position;
  }
  return { shown, next: undefined };
};
