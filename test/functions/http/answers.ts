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

const chinese = /\p{Script=Han}/u;

/** What a validation library says of itself. */
const raw =
  /Invalid (?:input|option|string|number|key|element|union)|expected \w+.*received|Too (?:small|big)|Unrecognized key/;

/** What is wrong with the language of texts: names in quotes are as they are. */
export const textFaults = (language: 'zh' | 'en', texts: readonly string[]): string[] =>
  texts.filter((text) => {
    const wrong = language === 'zh' ? !chinese.test(text) : chinese.test(text.replace(/“[^”]*”/gu, ''));
    return text === '' || wrong || raw.test(text);
  });

/** The texts of a problem that are not in the language that it says; the gateway's own say none. */
export const languageFaults = (headers: Headers, body: unknown): string[] => {
  const { title, detail, errors = [] } = body as { title: string; detail: string; errors?: { message: string }[] };
  const texts = [title, detail, ...errors.map(({ message }) => message)];
  const language = headers.get('content-language');
  if (language === null) return texts.filter((text) => raw.test(text));
  expect(headers.get('vary')).toBe('accept-language');
  return textFaults(language === 'en' ? 'en' : 'zh', texts);
};

/** Items in the table; a test of what is *not* stored has to look at everything. */
export const stored = async (): Promise<number> => {
  const client = new DynamoDBClient({ endpoint: inject('dynamoDb') });
  const { Count = 0 } = await client.send(new ScanCommand({ TableName: process.env.TABLE_NAME, Select: 'COUNT' }));
  client.destroy();
  return Count;
};
