import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { client, housing, only, police, useProvince } from '../province.ts';

/** One damaged record among others: whatever of it is damaged, all others are shown, and nobody hears of a nameless failure. */

const { local, submit, command, advanceTo } = useProvince('2026-09-17T10:00:00+08:00');
/** What is damaged need not look as the API's description says. */
const { send } = client(() => local().url);
const office = '371400-leading-group-office';

type Item = Record<string, unknown>;

const store = async () => {
  const { indexes, keys } = await import('../../functions/adapters/table/schema.ts');
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const put = (item: Item) => table.send(new PutCommand({ TableName: tableName(), Item: item }));
  const { Items = [] } = await table.send(new ScanCommand({ TableName: tableName(), ConsistentRead: true }));
  const at = ({ pk, sk }: { pk: string; sk: string }): Item =>
    only(Items.filter((item) => item.pk === pk && item.sk === sk));
  const ofIndexes = new Set<string>(Object.values(indexes).flatMap(({ partition, sort }) => [partition, sort]));
  return { keys, put, at, ofIndexes };
};

/** `DAMAGE=all`: of each attribute all of them, not one. */
const all = process.env.DAMAGE === 'all';

/** What stands there otherwise: nothing, or what is of another type where no index insists on one, and of no sense elsewhere. */
const damagesOf = (item: Item, name: string, ofIndexes: ReadonlySet<string>): Item[] => {
  const { [name]: value, ...rest } = item;
  const others = [
    ...(ofIndexes.has(name) || typeof value !== 'string' ? ['x'] : [7, {}]),
    ...(ofIndexes.has(name) ? [] : [[7]]),
    ...(value instanceof Uint8Array ? [value.slice(0, 9)] : []),
  ];
  return [rest, ...others.slice(0, all ? undefined : 1).map((one) => ({ ...item, [name]: one }))];
};

describe('a damaged record', () => {
  it('of a transfer stands in no other’s way, in no list, whatever of it is damaged', async () => {
    const discoveredAt = '2026-09-17T09:00:00+08:00';
    const [one, two] = [
      only((await submit({ discoveredAt })).body.transfers),
      only((await submit({ discoveredAt })).body.transfers),
    ];
    await command('acknowledge', one.transferId);
    await command('acknowledge', two.transferId);
    await advanceTo('2026-11-30T10:00:00+08:00');
    await local().engine.settled();
    const lists: [string, string, Record<string, string>?][] = [
      ['/v1/statistics?rows=all', office],
      ['/v1/ledgers/sent', housing],
      ['/v1/ledgers/received?overdue=true', police],
      ['/v1/ledgers/received', police, { accept: 'text/csv' }],
      ['/v1/overdue', office],
      ['/v1/tasks', police],
    ];
    const { keys, put, at, ofIndexes } = await store();
    const item = at(keys.transfer(one.transferId));
    const { reference } = at(keys.clue(two.clueId));
    const wrong: string[] = [];
    for (const [k, name] of Object.keys(item).entries()) {
      if (name === 'pk' || name === 'sk') continue;
      for (const [n, damaged] of damagesOf(item, name, ofIndexes).entries()) {
        if (!all && n !== k % 2) continue;
        await put(damaged);
        const answers = await Promise.all(
          lists.map(([path, as, headers = {}]) => send('GET', path, undefined, { as, headers })),
        );
        for (const [m, { status, body }] of answers.entries()) {
          const shows = JSON.stringify(body).includes(String(reference));
          if (status !== 200 || !shows) wrong.push(`${name} ${n}: ${lists[m]?.[0]} ${status}`);
        }
        const own = await send<{ type?: string }>('GET', `/v1/transfers/${one.transferId}`, undefined, { as: police });
        if (own.body.type?.endsWith(':internal')) wrong.push(`${name} ${n}: read ${own.status}`);
      }
      await put(item);
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  it('of a clue is refused by its key', async () => {
    const { body } = await submit({ subjects: [{ name: '钱某某', kind: 'person' }] }, { as: housing });
    const other = await submit({});
    const { keys, put, at, ofIndexes } = await store();
    const item = at(keys.clue(body.clueId));
    const sealed = item.sealed as Record<string, Uint8Array>;
    const damages: Item[] = [
      ...Object.keys(item)
        .filter((name) => !['pk', 'sk', 'digest', 'events', 'head'].includes(name))
        .flatMap((name) => damagesOf(item, name, ofIndexes)),
      ...Object.entries(sealed).map(([field, bytes]) => ({
        ...item,
        sealed: { ...sealed, [field]: bytes.map((byte, n) => (n === bytes.length - 1 ? byte ^ 1 : byte)) },
      })),
      { ...item, sealed: at(keys.clue(other.body.clueId)).sealed },
    ];
    const answered = new Set<string>();
    for (const damaged of damages) {
      await put(damaged);
      const { status, body: said } = await send<{ type?: string; detail?: string }>(
        'GET',
        `/v1/clues/${body.clueId}`,
        undefined,
        { as: police },
      );
      const name = said.type?.split(':').at(-1) ?? '';
      answered.add(`${status} ${name}`);
      if (name === 'damaged-record') expect(said.detail).toContain(body.clueId);
      await put(item);
    }
    expect([...answered].filter((answer) => answer.startsWith('500'))).toEqual(['500 damaged-record']);
  });
});
