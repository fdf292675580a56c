import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Attack, faultsOf } from './attack.ts';
import { burst } from './burst.ts';
import { fuzz } from './fuzz.ts';
import { kills } from './kills.ts';
import { restore } from './restore.ts';
import { slow } from './slow.ts';
import { wires } from './wires.ts';

/** The short form of `npm run torture`, each attack on a process of its own. */

const sizes = {
  ...{ KILLS: '1', WIRES: '16', FUZZ: '300', BURST: '100', SLOW: '60', SLOW_SECONDS: '2' },
  ...{ RESTORE: '6', RESTORE_WAY: 'the table alone' },
};

beforeAll(() => {
  for (const [name, size] of Object.entries(sizes)) vi.stubEnv(name, process.env[name] ?? size);
});

const attacks: readonly [string, Attack][] = [
  ['is killed in the midst of work', kills],
  ['meets faults on every wire', wires],
  ['is asked whatever its description allows, and more', fuzz],
  ['is asked far more at once than it can do', burst],
  ['has callers that drip or do not read', slow],
  ['starts on a copy of its table, without the timers', restore],
];

describe('the province that npm start runs', { timeout: 300_000 }, () => {
  it.each(attacks)('%s, and loses, doubles and breaks nothing', async (_, { run }) => {
    const found = await run(() => {});
    expect(faultsOf(found)).toEqual([]);
    expect(found.rounds).toBeGreaterThan(0);
  });
});
