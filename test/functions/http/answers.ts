import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, inject } from 'vitest';
import { problemShape } from '../../../functions/http/shapes.ts';
import type { RouteFunction } from '../../../infra/functions.ts';
import type { Answer } from '../../province.ts';

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

/** Holds an answer against what its route says of itself; one without a description is held to be none of a problem. */
export const requireDescribed = (
  route: Pick<RouteFunction, 'answers' | 'files' | 'undescribed'> | undefined,
  { status, body, headers }: Pick<Answer<unknown>, 'status' | 'body'> & Partial<Pick<Answer, 'headers'>>,
  what: string,
): void => {
  if (status >= 400) {
    expect(problemShape.parse(body).status, what).toBe(status);
    return;
  }
  if (route?.undescribed) return;
  if (Object.keys(route?.files ?? {}).some((type) => headers?.get('content-type')?.startsWith(type))) return;
  const shape = route?.answers[status];
  expect(shape, `${what} ${status} ${JSON.stringify(body)}`).toBeDefined();
  expect(shape?.safeParse(body).error?.issues ?? [], what).toEqual([]);
};
