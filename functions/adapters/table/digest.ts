import { createHash } from 'node:crypto';
import { canonical } from '../../domain/canonical.ts';
import { keys, sortKeys } from './schema.ts';

/**
 * What proves an item: a hash of all else that stands in it, kept on it by whoever writes it. It says by which function it was made, so
 * that it stays good when a province takes another.
 */

/** SHA-256, or SM3 (GB/T 32905) where a province file says so. */
type Algorithm = 'sha256' | 'sm3';

type Item = Readonly<Record<string, unknown>>;

/** The function by which is hashed from now on. */
export const algorithm = (): Algorithm => (process.env.HASH_ALGORITHM === 'sm3' ? 'sm3' : 'sha256');

/**
 * Attribute with the digest of an item: `sha256-<base64>` or `sm3-<base64>`, and where its writes are counted, behind a dot, by which
 * attribute and the count.
 */
export const digestAttribute = 'digest';

const form = /^(?<by>sha256|sm3)-(?<hash>[\w+/]{43}=)(?:\.(?<counter>revision|step|events)=(?<count>\d+))?$/;

/** How often an item was written, by the attribute that counts that. */
const counters = ['revision', 'step', 'events'] as const;

/**
 * Units and regions carry none: the release before digests reads no record of theirs with an attribute that it does not know, and after a
 * roll-back would answer nobody. What their record says, its newest version says too (schedules/verify/register-faults.ts).
 */
const isProvedByVersion = ({ pk, sk, version }: Item): boolean =>
  sk === sortKeys.record && /^(UNIT|REGION)#/.test(String(pk)) && typeof version === 'number';

const cluePrefix = keys.clue('').pk;

/**
 * What the digest of a clue's record leaves out: the list grows by transfers that are made while others read the clue. Each that it names
 * must be there and name the clue, and the other way round.
 */
const isLeftOut = ({ pk, sk }: Item, name: string): boolean =>
  name === digestAttribute || (name === 'transferIds' && sk === sortKeys.record && String(pk).startsWith(cluePrefix));

const hashOf = (item: Item, by: string): string => {
  const said = Object.fromEntries(Object.entries(item).filter(([name]) => !isLeftOut(item, name)));
  return createHash(by).update(canonical(said)).digest('base64');
};

/** The digest of an item as it is, key included; a digest that stands on it is left out. */
export const digestOf = (item: Item, by: Algorithm = algorithm()): string => {
  const counter = counters.find((name) => typeof item[name] === 'number');
  return `${by}-${hashOf(item, by)}${counter === undefined ? '' : `.${counter}=${item[counter]}`}`;
};

/** The item as it is written. */
export const withDigest = <I extends object>(item: I): I & { [digestAttribute]?: string } =>
  isProvedByVersion(item as Item) ? item : { ...item, [digestAttribute]: digestOf(item as Item) };

/**
 * Whether an item is as it was written. `unproven`: it says no digest, or was written since by a release that knows of none and counted
 * that; nothing can be said of it until it is written again.
 */
export const provedBy = (item: Item): 'proved' | 'unproven' | 'changed' => {
  const kept = item[digestAttribute];
  if (kept === undefined) return isProvedByVersion(item) ? 'proved' : 'unproven';
  const { by = 'sha256', hash, counter, count } = form.exec(String(kept))?.groups ?? {};
  if (kept === digestOf(item, by as Algorithm)) return 'proved';
  if (hash === undefined || counter === undefined || typeof item[counter] !== 'number') return 'changed';
  // Whoever wrote it since changed more than the count.
  const countedAlone = [item, { ...item, [counter]: Number(count) }].some((one) => hashOf(one, by) === hash);
  return item[counter] > Number(count) && !countedAlone ? 'unproven' : 'changed';
};
