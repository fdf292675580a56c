import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { IssuedPaper } from '../../domain/papers/checking.ts';
import { keys } from './schema.ts';
import { table, tableName } from './table.ts';

/** Papers that were made, each found by its check code and kept for good; who made it stands on the clue's record, where that is a reading. */

const paperOf = ({ pk: _pk, sk: _sk, ...item }: Record<string, unknown>): IssuedPaper => item as unknown as IssuedPaper;

export const findPaper = async (code: string): Promise<IssuedPaper | null> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.paper(code), ConsistentRead: true }),
  );
  return Item ? paperOf(Item) : null;
};

/** The paper as it was issued first: whatever was renamed since, its number stays. */
export const issuePaper = async (paper: IssuedPaper): Promise<IssuedPaper> => {
  try {
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...keys.paper(paper.code), ...paper },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return paper;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return (await findPaper(paper.code)) ?? paper;
  }
};
