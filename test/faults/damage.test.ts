import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../functions/adapters/table/kinds.ts';
import type { Fault } from '../../functions/schedules/verify/fault.ts';
import type { Item, Look } from '../../functions/schedules/verify/look.ts';
import { everyKind, everyKindFrom } from '../every-kind.ts';
import { useProvince } from '../province.ts';

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

type Table = Map<string, Map<string, Item>>;

const readTable = async (): Promise<Item[]> => {
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const items: Item[] = [];
  for (let from: Record<string, unknown> | undefined; ; ) {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new ScanCommand({ TableName: tableName(), ExclusiveStartKey: from, ConsistentRead: true }),
    );
    items.push(...Items);
    from = LastEvaluatedKey;
    if (!from) return items;
  }
};

/** The verification of a table in memory, and how items are exchanged in it. */
const inMemory = async (items: readonly Item[]) => {
  const { lookAtTable } = await import('../../functions/schedules/verify/look.ts');
  const { verifyPartition } = await import('../../functions/schedules/verify/partition.ts');
  const real = lookAtTable('Asia/Shanghai');
  const opened = new Map<string, Promise<boolean>>();
  const table: Table = new Map();
  const put = (item: Item) => {
    const [pk, sk] = [String(item.pk), String(item.sk)];
    table.set(pk, (table.get(pk) ?? new Map()).set(sk, item));
  };
  const remove = ({ pk, sk }: Item) => {
    table.get(String(pk))?.delete(String(sk));
  };
  for (const item of items) put(item);
  const partition = (pk: string): Item[] =>
    [...(table.get(pk) ?? new Map<string, Item>())].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  const look: Look = {
    items: async (wanted) => {
      const keys = new Map(wanted.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }]));
      return [...keys.values()].flatMap(({ pk, sk }): Item[] => {
        const item = table.get(pk)?.get(sk);
        return item ? [item] : [];
      });
    },
    partition: async (pk) => partition(pk),
    opens: (clueId, field, sealed) => {
      const key = `${clueId} ${field} ${Buffer.from(sealed).toString('base64')}`;
      const opens = opened.get(key) ?? real.opens(clueId, field, sealed);
      opened.set(key, opens);
      return opens;
    },
    timeZone: 'Asia/Shanghai',
  };
  const verify = (pk: string) => verifyPartition(pk, partition(pk), look);
  const everywhere = async () => {
    const found = [];
    for (const pk of table.keys()) found.push(await verify(pk));
    return { faults: found.flatMap(({ faults }) => faults), unproven: found.flatMap(({ unproven }) => unproven) };
  };
  return { put, remove, verify, everywhere };
};

describe('damage', () => {
  it('of any attribute of any kind of item is found and named, and so is whatever is missing or exchanged', async () => {
    await everyKind(province);
    const { kindOf, recordOf } = await import('../../functions/adapters/table/kinds.ts');
    const { digestAttribute } = await import('../../functions/adapters/table/digest.ts');
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const items = await readTable();
    const kindIs = (item: Item) => kindOf({ pk: String(item.pk), sk: String(item.sk) });
    const byKind = Map.groupBy(items, kindIs);
    expect([...byKind.keys()].map(String).sort()).toEqual(Object.keys(keys).sort());
    const { put, remove, verify, everywhere } = await inMemory(items);
    expect(await everywhere()).toEqual({ faults: [], unproven: [] });

    const missed: string[] = [];
    const names = (item: Item, faults: readonly Fault[]): boolean => {
      const [pk, sk] = [String(item.pk), String(item.sk)];
      const called = [recordOf({ pk, sk }), pk, pk.slice(pk.indexOf('#') + 1), ...(sk === 'RECORD' ? [] : [sk])];
      return faults.some(({ record, fault }) =>
        called.some((name) => record === name || `${record} ${fault}`.includes(name)),
      );
    };
    /** Damages, looks, and puts back what was there. */
    const tried = async (what: string, item: Item, damage: () => void, undo: () => void): Promise<void> => {
      damage();
      const here = (await verify(String(item.pk))).faults;
      const found = names(item, here) || names(item, (await everywhere()).faults);
      if (!found) missed.push(`${what}: ${item.pk} ${item.sk}`);
      undo();
    };
    let damages = 0;
    for (const [kind, some] of byKind) {
      if (kind === undefined) continue;
      const chosen = all ? some : some.filter((_, n) => n === 0 || n === some.length - 1);
      for (const item of chosen) {
        const back = () => put(item);
        for (const [name, value] of Object.entries(item)) {
          if (name === 'pk' || name === 'sk') continue;
          damages += 2;
          await tried(`${kind}.${name} changed`, item, () => put({ ...item, [name]: other(value) }), back);
          if (name === digestAttribute) {
            put(without(item, name));
            const { unproven } = await verify(String(item.pk));
            if (!unproven.includes(recordOf({ pk: String(item.pk), sk: String(item.sk) })))
              missed.push(`${kind}.${name} removed`);
            back();
          } else await tried(`${kind}.${name} removed`, item, () => put(without(item, name)), back);
        }
        damages += 1;
        if (nothingNames[kind] === undefined) await tried(`${kind} deleted`, item, () => remove(item), back);
      }
    }
    console.log(`${damages} damages of ${items.length} items`);
    expect(missed).toEqual([]);
    expect(await everywhere()).toEqual({ faults: [], unproven: [] });
  }, 600_000);
});
