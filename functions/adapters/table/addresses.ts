import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from './schema.ts';
import { fresh, put, readItems, readPartition, table, tableName, type Write, writeAll } from './table.ts';

/** Addresses from which mails came back for good, or whose owner complained: marked until an operator says the unit anew. */

export interface Mark {
  email: string;
  reason: 'bounced' | 'complained';
  /** Instant (UTC) of the first one. */
  at: string;
}

const markOf = ({ email, reason, at }: Record<string, unknown>): Mark => ({ email, reason, at }) as Mark;

/** A mark in the list of them, and the unit that the mail was for. */
export interface ListedMark extends Mark {
  unitId: string | null;
}

const listedOf = (item: Record<string, unknown>): ListedMark => ({
  ...markOf(item),
  unitId: typeof item.unitId === 'string' ? item.unitId : null,
});

/** The entry of an address in the list of those that are marked. */
const listing = (mark: ListedMark): Write => put({ ...keys.markedAddress(mark.email), ...mark });

/** The mark as it stands: this one, or the one that the address has already. `unitId`: that the mail was for. */
export const markAddress = async (mark: Mark, unitId: string | null): Promise<Mark> => {
  const key = keys.address(mark.email);
  const { refused } = await writeAll([fresh({ ...key, ...mark }), listing({ ...mark, unitId })]);
  if (refused.length === 0) return mark;
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  if (!Item) return mark;
  // One that older code marked stands in no list.
  await writeAll([listing({ ...markOf(Item), unitId })]);
  return markOf(Item);
};

/** Marks of the addresses that have one. */
export const marksOf = async (emails: readonly string[]): Promise<Mark[]> =>
  (await readItems(emails.map(keys.address))).map(markOf);

/** All addresses that are marked, by one query; without those that older code marked and from which no mail has come back since. */
export const allMarks = async (): Promise<Mark[]> => (await readPartition(keys.markedAddress('').pk)).map(markOf);

/** So many of them at the most, by address; `complete`: that these are all. */
export const listMarks = async (most: number): Promise<{ marks: ListedMark[]; complete: boolean }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.markedAddress('').pk },
      Limit: most,
      ConsistentRead: true,
    }),
  );
  return { marks: Items.map(listedOf), complete: LastEvaluatedKey === undefined };
};

const gone = (Key: { pk: string; sk: string }): Write => ({ Delete: { TableName: tableName(), Key } });

/** The operator stands by these addresses: the next mail that comes back marks and warns anew. */
export const clearMarks = async (emails: readonly string[]): Promise<void> => {
  for (const { email } of await marksOf(emails)) {
    await writeAll([gone(keys.address(email)), gone(keys.markedAddress(email))]);
  }
};
