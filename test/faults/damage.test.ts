import { describe, expect, it } from 'vitest';
import type { Kind } from '../../functions/adapters/table/kinds.ts';
import type { Fault } from '../../functions/schedules/verify/fault.ts';
import type { Item } from '../../functions/schedules/verify/look.ts';
import { everyKind, everyKindFrom } from '../every-kind.ts';
import { useProvince } from '../province.ts';
import { inMemory, readTable } from './table-in-memory.ts';

/**
 * Every attribute of every kind of item is damaged, every item taken away, every sealed text exchanged, and verification must name it. The
 * table is read once; damages are made to a copy in memory, and the same functions that a round runs look at it. `DAMAGE=all`: of all
 * items, not of some of each kind.
 */

const province = useProvince(everyKindFrom);
const all = process.env.DAMAGE === 'all';

/** Kinds of which an item can be missing without that any other item contradicts it. */
const nothingNames: Readonly<Partial<Record<Kind, string>>> = {
  mail: 'one of several who were told; a claim that was given back is missing too',
  mailAgain: 'a first copy that may be lost need not have a second',
  together: 'a lock, there for seconds',
  calendarMail: 'asks for a calendar, and is told by no record',
  digest: 'a mail of a recount, told by no record',
  addressMail: 'a warning, told by no record',
  absenceMail: 'a mail, told by no record',
  paper: 'a paper leaves no trace but its own',
  sweep: 'where a round went on: it begins anew',
  beat: 'when a schedule was last done; its silence rings',
  task: 'what waits wakes at its milestone; what should have been woken before is begun anew',
  astray: 'a list that decides nothing; mails leave it',
  carryOver: 'how far a schedule has come: it begins anew',
  recount: 'how far a recount has come: it begins anew',
  recountPage: 'expires',
  answer: 'expires',
};

const otherText = (text: string): string => {
  if (Number.isFinite(Date.parse(text)) && /^\d{4}-/.test(text))
    return text.replace(/^\d{4}/, (year) => String(Number(year) + 1));
  return `${text}x`;
};

/** Another value of the same kind. */
const other = (value: unknown): unknown => {
  if (typeof value === 'string') return otherText(value);
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value instanceof Uint8Array) return value.map((byte, n) => (n === value.length - 1 ? byte ^ 1 : byte));
  if (Array.isArray(value)) return value.length === 0 ? ['x'] : [...value.slice(0, -1), other(value.at(-1))];
  if (value !== null && typeof value === 'object') {
    const [[name, inner] = []] = Object.entries(value);
    return name === undefined ? { x: 1 } : { ...value, [name]: other(inner) };
  }
  return 'x';
};

const without = (item: Item, name: string): Item =>
  Object.fromEntries(Object.entries(item).filter(([one]) => one !== name));

/** What the tests look at, read once. */
const found = async () => {
  const { kindOf, recordOf } = await import('../../functions/adapters/table/kinds.ts');
  const items = await readTable();
  const byKind = Map.groupBy(items, ({ pk, sk }) => kindOf({ pk: String(pk), sk: String(sk) }));
  const copy = await inMemory(items);
  const keyOf = ({ pk, sk }: Item) => recordOf({ pk: String(pk), sk: String(sk) });
  const names = (item: Item, faults: readonly Fault[]): boolean => {
    const [pk, sk] = [String(item.pk), String(item.sk)];
    const called = [keyOf(item), pk, pk.slice(pk.indexOf('#') + 1), ...(sk === 'RECORD' ? [] : [sk])];
    return faults.some(({ record, fault }) => called.some((name) => `${record} ${fault}`.includes(name)));
  };
  /** What damages that were made and put back again were not found. */
  const missed: string[] = [];
  const tried = async (what: string, item: Item, damage: () => void, undo: () => void): Promise<void> => {
    damage();
    const here = (await copy.verify(String(item.pk))).faults;
    if (!names(item, here) && !names(item, (await copy.everywhere()).faults))
      missed.push(`${what}: ${item.pk} ${item.sk}`);
    undo();
  };
  return { ...copy, items, byKind, keyOf, missed, tried };
};

/** Attributes of transfers that change without an event: their digest alone proves them. */
const changing = ['token', 'wakeAt', 'revision', 'attempt', 'repliedAt', 'recused'];

describe('damage', () => {
  it('of any attribute of any kind of item is found and named, and so is whatever is missing', async () => {
    await everyKind(province);
    const { digestAttribute } = await import('../../functions/adapters/table/digest.ts');
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { put, remove, verify, everywhere, byKind, keyOf, missed, tried } = await found();
    expect([...byKind.keys()].map(String).sort()).toEqual(Object.keys(keys).sort());
    expect(await everywhere()).toEqual({ faults: [], unproven: [] });

    for (const [kind, some] of byKind) {
      if (kind === undefined) continue;
      const chosen = all ? some : some.filter((_, n) => n === 0 || n === some.length - 1);
      for (const item of chosen) {
        const back = () => put(item);
        for (const [name, value] of Object.entries(item)) {
          if (name === 'pk' || name === 'sk') continue;
          await tried(`${kind}.${name} changed`, item, () => put({ ...item, [name]: other(value) }), back);
          if (name !== digestAttribute)
            await tried(`${kind}.${name} removed`, item, () => put(without(item, name)), back);
        }
        if (digestAttribute in item) {
          put(without(item, digestAttribute));
          if (!(await verify(String(item.pk))).unproven.includes(keyOf(item))) missed.push(`digest of ${kind} removed`);
          back();
        } else {
          expect(['unit', 'region'], 'its newest version proves it').toContain(kind);
        }
        if (nothingNames[kind] === undefined) await tried(`${kind} deleted`, item, () => remove(item), back);
      }
    }
    expect(missed).toEqual([]);
    expect(await everywhere()).toEqual({ faults: [], unproven: [] });
  }, 600_000);

  it('by whoever makes digests anew is contradicted by timelines, versions and seals', async () => {
    const { digestAttribute, withDigest } = await import('../../functions/adapters/table/digest.ts');
    const { put, verify, byKind, missed, tried } = await found();
    for (const kind of ['transfer', 'clue', 'unit', 'region', 'settings', 'unitEntry'] as const) {
      const some = byKind.get(kind) ?? [];
      const chosen = all ? some : some.filter((_, n) => n === 0 || n === some.length - 1);
      for (const item of chosen) {
        const kept = ['pk', 'sk', digestAttribute, ...(kind === 'transfer' ? changing : [])];
        for (const [name, value] of Object.entries(item)) {
          // Of a reply the version counts what happened elsewhere; whom a clue names is kept on its transfers.
          if (kept.includes(name) || (name === 'version' && item.rule === 'reply') || name === 'recused') continue;
          if (kind === 'unitEntry' && value === undefined) continue;
          await tried(
            `${kind}.${name} forged`,
            item,
            () => put(withDigest({ ...item, [name]: other(value) })),
            () => put(item),
          );
        }
      }
    }
    expect(missed).toEqual([]);
    // Sealed texts of two records, exchanged.
    for (const [kind, attribute] of [
      ['clue', 'sealed'],
      ['answer', 'body'],
    ] as const) {
      const [one, two] = (byKind.get(kind) ?? []).filter((item) => typeof item[attribute] === 'object');
      if (!one || !two) throw new Error(`no two of ${kind}`);
      for (const [item, with_] of [
        [one, two],
        [two, one],
      ] as const) {
        put(withDigest({ ...item, [attribute]: with_[attribute] }));
        const faults = (await verify(String(item.pk))).faults.map(({ fault }) => fault);
        expect(faults.filter((fault) => fault.endsWith('does not open where it stands'))).not.toEqual([]);
        put(item);
      }
    }
  }, 600_000);
});
