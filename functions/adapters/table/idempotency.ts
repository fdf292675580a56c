import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import { seal, unseal } from '../seal.ts';
import { expiring, keys } from './schema.ts';
import { fresh, table, tableName, type Write } from './table.ts';

/** Answers kept by Idempotency-Key: written in the transaction of the change that they answer, so that both stand or neither. */

export interface Answer {
  status: number;
  body: unknown;
  /** Of the first answer only: they are not kept. */
  headers?: Record<string, string>;
  /** It says something secret, and is kept sealed. */
  secret?: true;
}

/** A request that may come twice. */
export interface Repeatable {
  /** Token subject and unit: keys of different callers never meet. */
  caller: string;
  key: string;
  /** Method, path and body. */
  request: string;
}

/** Seconds that an answer is kept. */
const kept = 7 * 24 * 3600;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const keyOf = (repeatable: Repeatable) => keys.answer(digest(repeatable.caller), digest(repeatable.key));

/** Of a key that came before with another request. */
export const keyReused = (): Refusal =>
  new Refusal('key-reused', {
    zh: '该防重复标识（Idempotency-Key）已用于其他请求，办理新事项请更换标识，重复提交请保持内容不变。',
    en: 'This Idempotency-Key came before with another request. Take a new key for a new request, and the same body for the same key.',
  });

/** The answer given before, if any. @throws Refusal `key-reused` when the key came with another request. */
export const recall = async (repeatable: Repeatable | null): Promise<Answer | undefined> => {
  if (!repeatable) return undefined;
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keyOf(repeatable), ConsistentRead: true }),
  );
  if (!Item) return undefined;
  if (Item.request !== digest(repeatable.request)) {
    throw keyReused();
  }
  const body =
    Item.body instanceof Uint8Array
      ? await unseal(...sealedUnder(repeatable), Item.body)
      : JSON.parse(String(Item.body));
  return { status: Number(Item.status), body };
};

/** Under what a secret answer is sealed, as fields of clues are (seal.ts). */
const sealedUnder = (repeatable: Repeatable) => [keyOf(repeatable).pk, 'answer'] as const;

/** The write that keeps an answer; it refuses the transaction when the key is taken. */
export const keep = async (repeatable: Repeatable, answer: Answer, now: Date): Promise<Write> =>
  fresh({
    ...keyOf(repeatable),
    request: digest(repeatable.request),
    status: answer.status,
    body: answer.secret ? await seal(...sealedUnder(repeatable), answer.body) : JSON.stringify(answer.body),
    ...expiring(now, kept),
  });
