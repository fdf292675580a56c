import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { nobody, type Recused, recusedAs, resolved } from '../domain/units/recusal.ts';
import { seal, unseal } from './seal.ts';
import { keys } from './table/schema.ts';
import { ifNew, putItem, table, tableName } from './table/table.ts';

/**
 * Recusals as the table has them: each form of those who must not hear of a clue as a keyed hash (HMAC-SHA-256), bound to the clue, so
 * that a reader learns by a computation and without a call of KMS whether somebody is named, and whoever has the table alone learns
 * nothing: neither who is named, nor whether two clues name the same. KMS guards the one key: it is unwrapped once a container.
 */

/** What a record keeps: the hashes; of records of before the sealed entries; null where nobody is named. */
export type KeptRecusal = { readonly hashes: readonly string[] } | Uint8Array | null;

/** Under what the key is sealed, as fields of clues are (seal.ts). */
const sealedUnder = ['recusal', 'recusal-key'] as const;

/** Bytes: the key is that of HMAC-SHA-256; of a hash half is kept, far beyond any number of names. */
const keyBytes = 32;
const hashBytes = 16;

const readKey = async (): Promise<KeyObject | undefined> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.recusalKey, ConsistentRead: true }),
  );
  return Item && createSecretKey(String(await unseal(...sealedUnder, Item.sealed)), 'base64');
};

/** The first recusal makes the key; of two who make it at once, the one that was written first counts for both. */
const makeKey = async (): Promise<KeyObject> => {
  const sealed = await seal(...sealedUnder, randomBytes(keyBytes).toString('base64'));
  await putItem({ ...keys.recusalKey, sealed }, ifNew);
  const key = await readKey();
  if (!key) throw new Error('the key of recusals was written and is not there');
  return key;
};

let known: { of: string; key: Promise<KeyObject | undefined> } | undefined;

/** Once a container; what failed is tried again. */
const keyOnce = (get: () => Promise<KeyObject | undefined>): Promise<KeyObject | undefined> => {
  const of = tableName();
  if (known?.of === of) return known.key;
  const key = get();
  known = { of, key };
  const forget = () => {
    if (known?.key === key) known = undefined;
  };
  key.then((found) => found ?? forget(), forget);
  return key;
};

/** @throws Error where there is none: whoever has hashes has a key, and without it nobody may be shown anything. */
const requireKey = async (): Promise<KeyObject> => {
  const key = await keyOnce(readKey);
  if (!key) throw new Error('the key of recusals is missing: restore it with the table');
  return key;
};

const hashed = (key: KeyObject, clueId: string, form: string): string =>
  createHmac('sha256', key).update(`${clueId}\n${form}`).digest().subarray(0, hashBytes).toString('base64url');

/** The forms of those who must not hear of a clue, as its records keep them. */
export const keptRecusal = async (clueId: string, forms: readonly string[]): Promise<KeptRecusal> => {
  if (forms.length === 0) return null;
  const key = (await keyOnce(async () => (await readKey()) ?? makeKey())) ?? (await makeKey());
  return { hashes: forms.map((form) => hashed(key, clueId, form)) };
};

/** Entries of before, which were not resolved when they were written, as they stand. */
export const formsAsWritten = (entries: readonly string[]): string[] => resolved(entries, [], []).forms;

/** Those who must not hear of a clue. KMS: no call but the container's first; one for each record of before. */
export const recusedOf = async (clueId: string, kept: KeptRecusal): Promise<Recused> => {
  if (kept === null) return nobody;
  if (kept instanceof Uint8Array) {
    return recusedAs(formsAsWritten((await unseal(clueId, 'recused', kept)) as string[]));
  }
  const key = await requireKey();
  const hashes = new Set(kept.hashes);
  return { meets: (forms) => forms.some((form) => hashes.has(hashed(key, clueId, form))) };
};
