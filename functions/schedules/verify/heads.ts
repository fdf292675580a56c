import { keys, sortKeys } from '../../adapters/table/schema.ts';
import { chained } from '../../adapters/table/timeline.ts';
import { canonical } from '../../domain/canonical.ts';
import type { Head, Heads, HeadsFile } from '../../domain/transfer/heads.ts';
import { type Fault, of } from './fault.ts';
import type { Item } from './look.ts';

/** What of a partition never changes, and whether it still begins as it was signed. */

/** Where a record stood, and since when. */
export interface Stood extends Head {
  /** Instant (UTC) of its newest event; undefined of what has no timeline. */
  at: string | undefined;
  /** Of a timeline, how the hash of each of its events begins: so a head of before is compared without reading it again. */
  marks: Buffer | undefined;
}

/** Bytes of a hash that are kept as its mark. */
const markBytes = 16;

const markOf = (hash: string): Buffer => Buffer.from(hash.replace(/^sm3-/, ''), 'hex').subarray(0, markBytes);

interface Lasting {
  of: RegExp;
  /** How the sort keys begin of the entries that never change. */
  entries: string;
  /** The hash of an entry fixes those before it; elsewhere it is made from all of them. */
  chained: boolean;
}

const lasting: readonly Lasting[] = [
  { of: /^(CLUE|TRANSFER)#/, entries: sortKeys.event, chained: true },
  { of: /^(UNIT|REGION)#|^(SETTINGS|CALENDAR)$/, entries: sortKeys.revision, chained: false },
  { of: /^AUDIT#/, entries: '', chained: false },
];

const entriesOf = (pk: string, items: readonly Item[]): { entries: readonly Item[]; chained: boolean } => {
  const found = lasting.find((one) => one.of.test(pk));
  return {
    entries: found ? items.filter(({ sk }) => String(sk).startsWith(found.entries)) : [],
    chained: found?.chained ?? false,
  };
};

const hashOf = (entries: readonly Item[], isChained: boolean, like?: string): string =>
  isChained ? String(entries.at(-1)?.hash) : chained(canonical(entries), like);

/** Of all of a partition, in the order of its sort keys; undefined where nothing in it lasts. */
export const headOf = (pk: string, items: readonly Item[]): Stood | undefined => {
  const { entries, chained: isChained } = entriesOf(pk, items);
  if (entries.length === 0) return undefined;
  const hash = hashOf(entries, isChained);
  if (!isChained) return { count: entries.length, hash, at: undefined, marks: undefined };
  const marks = Buffer.concat(entries.map((entry) => markOf(String(entry.hash))));
  return { count: entries.length, hash, at: String(entries.at(-1)?.at), marks };
};

/** Whether a partition begins with what was signed of it. */
const beginsWith = (pk: string, items: readonly Item[], { count, hash }: Head): boolean => {
  const { entries, chained: isChained } = entriesOf(pk, items);
  return entries.length >= count && hashOf(entries.slice(0, count), isChained, hash) === hash;
};

const ofAudit = keys.audit('', '').pk;

/** Those that may be signed at that instant (UTC). */
export const signable = (heads: ReadonlyMap<string, Stood>, at: string): Heads => {
  // A day of the log of audit is over once who acted at its midnight has written.
  const present = keys.audit(new Date(Date.parse(at) - 3_600_000).toISOString(), '').pk;
  return new Map([...heads].filter(([pk]) => !pk.startsWith(ofAudit) || pk < present));
};

/** Whether what was signed is surely the beginning of what stands there now; where not, the record is read again to tell. */
const surelyBeginsWith = ({ count, hash }: Head, now: Stood): boolean => {
  if (count === now.count) return hash === now.hash;
  const mark = now.marks?.subarray((count - 1) * markBytes, count * markBytes);
  return mark !== undefined && mark.length === markBytes && mark.equals(markOf(hash));
};

/** Records that are read again at once. */
const atOnce = 20;

interface Signed {
  signed: Head;
  on: string;
}

/** What contradicts signed heads among the records that were looked at. `missing`: what was signed and not looked at is a fault too. */
export const headFaults = async (
  files: AsyncIterable<HeadsFile> | Iterable<HeadsFile>,
  looked: ReadonlyMap<string, Stood>,
  partition: (pk: string) => Promise<readonly Item[]>,
  { missing }: { missing: boolean },
): Promise<Fault[]> => {
  const faults = new Map<string, Fault[]>();
  const told = (pk: string, fault: string) => faults.set(pk, of(pk, [fault]));
  const doubtful = new Map<string, Signed[]>();
  for await (const { at, heads } of files) {
    const on = at.slice(0, 10);
    for (const [pk, count, hash] of heads) {
      const now = looked.get(pk);
      if (!now) {
        if (missing) told(pk, `it was signed on ${on}, and is missing`);
      } else if (count > now.count) {
        told(pk, `of the ${count} entries that were signed on ${on} it has ${now.count}`);
      } else if (!surelyBeginsWith({ count, hash }, now)) {
        doubtful.set(pk, [...(doubtful.get(pk) ?? []), { signed: { count, hash }, on }]);
      }
    }
  }
  const left = [...doubtful];
  for (let from = 0; from < left.length; from += atOnce) {
    await Promise.all(
      left.slice(from, from + atOnce).map(async ([pk, some]) => {
        const items = await partition(pk);
        const wrong = some.find(({ signed }) => !beginsWith(pk, items, signed));
        if (wrong) told(pk, `its past is not the one that was signed on ${wrong.on}`);
      }),
    );
  }
  return [...faults.values()].flat();
};
