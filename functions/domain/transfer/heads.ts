import * as z from 'zod';

/**
 * Heads: where the timelines of a table stood on a day. A file holds those of a round, leads on from the file before it by its hash, and is
 * signed, so that who rewrites a timeline with right hashes is contradicted by it.
 */

/** Where a record stood: how many entries it had that never change, and a hash that fixes all of them. */
export interface Head {
  count: number;
  hash: string;
}

/** By the partition of the record. */
export type Heads = ReadonlyMap<string, Head>;

const fileSchema = z.strictObject({
  format: z.literal(1),
  /** Of the table whose timelines these are: a restored one has another name, and a past of its own. */
  table: z.string(),
  /** Counts the files from 1. */
  number: z.int().min(1),
  /** SHA-256 (hexadecimal) of the text of the file before; null of the first. */
  previous: z.hash('sha256').nullable(),
  /** Instant (UTC) of the round. */
  at: z.iso.datetime(),
  /** Partition, count and hash of each head; a hash by another function than SHA-256 says so. */
  heads: z.array(z.tuple([z.string(), z.int().min(1), z.string()])),
});

export type HeadsFile = z.output<typeof fileSchema>;

/** The text that is signed. */
export const textOf = (file: HeadsFile): string => JSON.stringify(file);

/** @throws Error where the text is none of a file of heads. */
export const readHeads = (text: string): HeadsFile => fileSchema.parse(JSON.parse(text));

export const toRows = (heads: Heads): HeadsFile['heads'] =>
  [...heads].map(([record, { count, hash }]): [string, number, string] => [record, count, hash]);

/** Files sort by their number. */
export const nameOf = (number: number): string => `${String(number).padStart(8, '0')}.json`;

/** The number in such a name; undefined of any other. */
export const numberOf = (name: string): number | undefined => {
  const digits = /^(\d{8,})\.json$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
