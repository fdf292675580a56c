import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, inject } from 'vitest';

/** What tests of requests look at beside the answer itself. */

/** Status and paths of a problem, which must say what it is. */
export const problemOf = (body: Record<string, unknown>) => {
  const { type, title, status, detail } = body;
  expect(
    [type, title, detail].every((text) => typeof text === 'string' && text !== ''),
    JSON.stringify(body),
  ).toBe(true);
  return { status, paths: ((body.errors ?? []) as { path: string; message: string }[]).map(({ path }) => path) };
};

/** Items in the table; a test of what is *not* stored has to look at everything. */
export const stored = async (): Promise<number> => {
  const client = new DynamoDBClient({ endpoint: inject('dynamoDb') });
  const { Count = 0 } = await client.send(new ScanCommand({ TableName: process.env.TABLE_NAME, Select: 'COUNT' }));
  client.destroy();
  return Count;
};
