import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { schedules } from '../../infra/functions.ts';
import { useProvince } from '../province.ts';
import { type Counter, countCalls } from './counter.ts';
import { type Measured, measured, statesEntered } from './measured.ts';
import { begin, commands, lives, type Piece } from './work.ts';

/**
 * What each kind of life, each command and each round of a schedule takes of AWS, against pinned.json: a rise is seen in review. After a
 * change that is meant, `npm run counts` writes the file anew. Each function remembers nothing from one call to the next, as a container's
 * first call: what memory saves on a warm one is not counted, since that depends on the clock on the wall. And one call runs after the other: of
 * two workflows that are told at once, each looks whether the other is due too.
 */

type Pinned = Record<'lives' | 'commands' | 'schedules', Record<string, Measured>>;

const file = new URL('pinned.json', import.meta.url);
const isWritten = process.env.COUNTS === 'write';

/**
 * Each night verify-records looks at a 24th of the table, which one a record is in depends on its random id, and so does what the nights of
 * the lives before have signed. Here it looks at all there is, but what it reads to hold that against the signed files stays to chance.
 */
const withoutChance = ({ calls, reads: _, ...found }: Measured): Measured => {
  const { 'dynamodb:Query': __, ...rest } = calls;
  return { ...found, calls: rest, reads: {} };
};

/** Two workflows go on at once after it, and the item of one of them has in some runs a byte more: which field, was not found yet. */
const withoutBytes = (found: Measured): Measured => ({ ...found, itemBytes: {} });

// DynamoDB Local takes other units: counter.ts.
describe('what is asked of AWS by', () => {
  const province = useProvince(begin, undefined, 'none');
  let counter: Counter;
  let pinned: Partial<Pinned> = {};
  const taken: Pinned = { lives: {}, commands: {}, schedules: {} };

  beforeAll(async () => {
    if (!isWritten) pinned = JSON.parse(await readFile(file, 'utf8'));
    counter = countCalls();
    await province.schedulesAtRest();
  });
  afterAll(async () => {
    counter.stop();
    if (isWritten) await writeFile(file, `${JSON.stringify(taken, null, 2)}\n`);
  });

  const hold = (kind: keyof Pinned, name: string, found: Measured): void => {
    taken[kind][name] = found;
    if (!isWritten) expect(found, 'If that is meant: npm run counts').toEqual(pinned[kind]?.[name]);
  };
  const measure = async ({ before, work }: Piece): Promise<Measured> => {
    const given = await before?.(province);
    await province.schedulesAtRest();
    counter.reset();
    const entered = statesEntered(province.local().engine);
    await work(province, given);
    await province.schedulesAtRest();
    return measured(counter, statesEntered(province.local().engine) - entered);
  };

  it.each(lives)('a life: $name', async (life) => hold('lives', life.name, await measure(life)));

  it.each(commands)('a command: $name', async (command) => {
    const found = await measure(command);
    hold('commands', command.name, command.name === 'decide proposal' ? withoutBytes(found) : found);
  });

  it.each(schedules)('a round: $name', async ({ name, file: { href } }) => {
    const { local } = province;
    vi.resetModules();
    const { handler } = await import(href);
    counter.reset();
    const entered = statesEntered(local().engine);
    await local().as(name, () => handler({ time: local().now().toISOString(), everything: true }));
    const found = await measured(counter, statesEntered(local().engine) - entered, name);
    hold('schedules', name, name === 'verify-records' ? withoutChance(found) : found);
  });

  it('nothing else that is pinned', () => {
    const names = (all: Partial<Pinned>) => Object.entries(all).map(([kind, pieces]) => [kind, Object.keys(pieces)]);
    if (!isWritten) expect(names(pinned)).toEqual(names(taken));
  });
});
