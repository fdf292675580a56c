import { indexes, primaryKey, projectionOf } from '../../functions/adapters/table/schema.ts';

/** How large DynamoDB takes items for, as its developer guide has it under "DynamoDB item sizes and formats". */

/** A value as the SDK's own client gives it: one field, named by its type. */
export type Value = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, Value>>;

const bytes = (text: unknown): number => Buffer.byteLength(String(text));

/** Of an instant in milliseconds. */
const usualNumber = 8;

/**
 * Two digits a byte, one byte more, and one for a sign; but at the least as large as an instant. Some numbers are lengths of time, which
 * have by chance a digit more or less, and some end in zeroes, which take no room: what is pinned must not hang on that.
 */
const numberSize = (text: string): number => {
  const digits = text.replace(/[^0-9]/g, '').length;
  return Math.max(usualNumber, Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0));
};

const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0);

export const valueSize = (value: Value): number => {
  const [[type, content] = ['', undefined]] = Object.entries(value);
  switch (type) {
    case 'S':
      return bytes(content);
    case 'N':
      return numberSize(String(content));
    case 'B':
      return (content as Uint8Array).length;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'L':
      return 3 + sum((content as Value[]).map((one) => 1 + valueSize(one)));
    case 'M':
      return 3 + sum(Object.entries(content as Item).map(([name, one]) => 1 + bytes(name) + valueSize(one)));
    case 'SS':
      return sum((content as string[]).map(bytes));
    default:
      throw new Error(`nobody here knows how large a ${type} is`);
  }
};

export const itemSize = (item: Item): number =>
  sum(Object.entries(item).map(([name, value]) => bytes(name) + valueSize(value)));

/** What storage is charged for beside the item itself, in the table and in each index. */
const overhead = 100;

/** The bytes that are kept of an item, in the table and in each index that it stands in. */
export const keptBytes = (item: Item): Record<string, number> => {
  const kept: Record<string, number> = { table: itemSize(item) + overhead };
  for (const [name, index] of Object.entries(indexes)) {
    if (!(index.partition in item && index.sort in item)) continue;
    const { ProjectionType, NonKeyAttributes = [] } = projectionOf(index);
    const carried = new Set([...Object.values(primaryKey), index.partition, index.sort, ...NonKeyAttributes]);
    const entry = Object.entries(item).filter(([field]) => ProjectionType === 'ALL' || carried.has(field));
    kept[name] = itemSize(Object.fromEntries(entry)) + overhead;
  }
  return kept;
};
