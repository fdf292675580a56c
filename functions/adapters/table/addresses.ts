import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
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

/** The mark as it stands: this one, or the one that the address has already. */
export const markAddress = async (mark: Mark): Promise<Mark> => {
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
    await table.send(new DeleteCommand({ TableName: tableName(), Key: keys.address(email) }));
  }
};
