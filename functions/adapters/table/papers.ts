import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { IssuedPaper } from '../../domain/papers/checking.ts';
import { digestAttribute } from './digest.ts';
import { keys } from './schema.ts';
import { ifNew, putItem, table, tableName } from './table.ts';

/** Papers that were made, each found by its check code and kept for good; who made it stands on the clue's record, where that is a reading. */

const paperOf = ({ pk: _pk, sk: _sk, [digestAttribute]: _, ...item }: Record<string, unknown>): IssuedPaper =>
  item as unknown as IssuedPaper;

export const findPaper = async (code: string): Promise<IssuedPaper | null> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.paper(code), ConsistentRead: true }),
  );
  return Item ? paperOf(Item) : null;
};

/** The paper as it was issued first: whatever was renamed since, its number stays. */
export const issuePaper = async (paper: IssuedPaper): Promise<IssuedPaper> => {
  if (await putItem({ ...keys.paper(paper.code), ...paper }, ifNew)) return paper;
  return (await findPaper(paper.code)) ?? paper;
};
