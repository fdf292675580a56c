import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from './schema.ts';
import { readItems, table, tableName } from './table.ts';

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

/** Puts it on the list; a mark of before comes there when the next mail comes back. */
const list = async (mark: ListedMark): Promise<void> => {
  await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.returned(mark.email), ...mark } }));
};

/** The mark as it stands: this one, or the one that the address has already. `unitId`: that the mail was for. */
export const markAddress = async (mark: Mark, unitId: string | null): Promise<Mark> => {
  const stands = await firstMark(mark);
  await list({ ...stands, unitId });
  return stands;
};

const firstMark = async (mark: Mark): Promise<Mark> => {
  const key = keys.address(mark.email);
  try {
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...key, ...mark },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return mark;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
    return Item ? markOf(Item) : mark;
  }
};

/** Marks of the addresses that have one. */
export const marksOf = async (emails: readonly string[]): Promise<Mark[]> =>
  (await readItems(emails.map(keys.address))).map(markOf);

/** The operator stands by these addresses: the next mail that comes back marks and warns anew. */
export const clearMarks = async (emails: readonly string[]): Promise<void> => {
  for (const { email } of await marksOf(emails)) {
    for (const key of [keys.address(email), keys.returned(email)])
      await table.send(new DeleteCommand({ TableName: tableName(), Key: key }));
  }
};

/** So many marks at the most, by address; `complete`: that these are all. */
export const listMarks = async (most: number): Promise<{ marks: ListedMark[]; complete: boolean }> => {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.returned('').pk },
      Limit: most,
      ConsistentRead: true,
    }),
  );
  const marks = Items.map((item) => ({
    ...markOf(item),
    unitId: typeof item.unitId === 'string' ? item.unitId : null,
  }));
  return { marks, complete: LastEvaluatedKey === undefined };
};
