import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import { seal, unseal } from '../seal.ts';
import { expiring, type Key, keys } from './schema.ts';
import { fresh, table, tableName, type Write } from './table.ts';

/** Answers kept by Idempotency-Key: written in the transaction of the change that they answer, so that both stand or neither. */

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** It says something secret, and is kept sealed. */
  secret?: true;
}

/** A request that may come twice. */
export interface Repeatable {
  /** Token subject and unit: keys of different callers never meet. */
  caller: string;
  key: string;
  /** Place in a batch that came under the key. */
  item?: number;
  /** Method, path and body. */
  request: string;
}

/** Seconds that an answer is kept. */
const kept = 7 * 24 * 3600;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** No key of a caller has a line break in it: items of a batch have keys that no caller can send. */
const keyOf = ({ caller, key, item }: Repeatable) =>
  keys.answer(digest(caller), digest(item === undefined ? key : `${key}\n${item}`));

/** Where an item of a batch was kept before, under a key that a caller could send. */
const formerKeyOf = ({ caller, key, item }: Repeatable) =>
  item === undefined ? null : keys.answer(digest(caller), digest(`${key}#${item}`));

const read = async (key: Key): Promise<Record<string, unknown> | undefined> =>
  (await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))).Item;

/** Kept before, and by the same request: under that key another one may have come. */
const readFormer = async (repeatable: Repeatable): Promise<Record<string, unknown> | undefined> => {
  const key = formerKeyOf(repeatable);
  const item = key ? await read(key) : undefined;
  return item?.request === digest(repeatable.request) ? item : undefined;
};

/** Of a key that came before with another request. */
export const keyReused = (): Refusal =>
  new Refusal('key-reused', {
    zh: '该防重复标识（Idempotency-Key）已用于其他请求，办理新事项请更换标识，重复提交请保持内容不变。',
    en: 'This Idempotency-Key came before with another request. Take a new key for a new request, and the same body for the same key.',
  });

/** The answer given before, if any. @throws Refusal `key-reused` when the key came with another request. */
export const recall = async (repeatable: Repeatable | null): Promise<Answer | undefined> => {
  if (!repeatable) return undefined;
  const Item = (await read(keyOf(repeatable))) ?? (await readFormer(repeatable));
  if (!Item) return undefined;
  if (Item.request !== digest(repeatable.request)) {
    throw keyReused();
  }
  const body =
    Item.body instanceof Uint8Array
      ? await unseal(String(Item.pk), 'answer', Item.body)
      : JSON.parse(String(Item.body));
  const headers = Item.headers as Answer['headers'];
  return { status: Number(Item.status), body, ...(headers ? { headers } : {}) };
};

/** Under what a secret answer is sealed, as fields of clues are (seal.ts). */
const sealedUnder = (repeatable: Repeatable) => [keyOf(repeatable).pk, 'answer'] as const;

/** The write that keeps an answer; it refuses the transaction when the key is taken. */
export const keep = async (repeatable: Repeatable, answer: Answer, now: Date): Promise<Write> =>
  fresh({
    ...keyOf(repeatable),
    request: digest(repeatable.request),
    status: answer.status,
    headers: answer.headers,
    body: answer.secret ? await seal(...sealedUnder(repeatable), answer.body) : JSON.stringify(answer.body),
    ...expiring(now, kept),
  });
