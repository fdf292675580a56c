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
