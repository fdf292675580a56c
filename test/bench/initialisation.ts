import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bundle, bundlePairs, type Pair } from './bundles.ts';
import { median, ratioOf, ratioText, summaryOf, timeText } from './reckoning.ts';
import type { Row } from './report.ts';

/**
 * What a container does before its first call: each function's bundle loaded by a fresh process, against a bare function that loads the same
 * clients, made as ours and made in one file; processor time from before the import to after it, of all threads. Node's own start is in none.
 */

const rounds = Number(process.env.INIT_ROUNDS ?? 15);
/** Some of them, by name. */
const chosen = process.env.FUNCTIONS?.split(',');

const script = `
const from = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(from);
console.log((user + system) / 1000);
`;

const run = promisify(execFile);

/** Milliseconds of processor. */
const loaded = async ({ folder, file, variables }: Bundle): Promise<number> => {
  const account = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };
  const env = { ...account, LAMBDA_TASK_ROOT: folder, PATH: process.env.PATH, ...variables };
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, file], { env, cwd: folder });
  return Number(stdout);
};

interface Measured {
  name: string;
  clients: string;
  ours: number[];
  bare: number[];
  inOne: number[];
}

const rowOf = (clients: string, some: readonly Measured[]): Row => {
  const single = some
    .map(({ name, ours, bare, inOne }) => ({
      ...{ name, ratio: median(ours) / median(bare), toOne: median(ours) / median(inOne) },
    }))
    .sort((a, b) => b.ratio - a.ratio);
  return {
    what: `${some.length} with ${clients || 'no client'}`,
    ours: timeText(summaryOf(some.flatMap(({ ours }) => ours))),
    seen: timeText(summaryOf(some.flatMap(({ bare }) => bare))),
    seenRatio: ratioText(ratioOf(some)),
    note: `processor; in brackets against the bare one in one file: ${single.map(({ name, ratio, toOne }) => `${name} ${ratio.toFixed(2)} (${toOne.toFixed(2)})`).join(', ')}`,
  };
};

export const rows = async (progress: (line: string) => void): Promise<Row[]> => {
  const outdir = await mkdtemp(join(tmpdir(), 'clue-transfer-bundles-'));
  try {
    progress('bundling as the stack does');
    const all = await bundlePairs(outdir);
    const pairs = all.filter(({ name }: Pair) => chosen?.includes(name) ?? true);
    const measured = pairs.map(
      ({ name, clients }): Measured => ({
        ...{ name, clients: clients.join(', ') },
        ...{ ours: [], bare: [], inOne: [] },
      }),
    );
    // The first round warms the disk.
    for (let round = -1; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}, ${pairs.length} bundles`);
      for (const [n, { ours, bare, inOne }] of pairs.entries()) {
        const sides = [['ours', ours] as const, ['bare', bare] as const, ['inOne', inOne] as const];
        for (const [side, bundle] of round % 2 === 0 ? sides : sides.reverse()) {
          const taken = await loaded(bundle);
          if (round >= 0) measured[n]?.[side].push(taken);
        }
      }
    }
    return [...Map.groupBy(measured, ({ clients }) => clients)]
      .map(([clients, some]) => rowOf(clients, some))
      .sort((a, b) => (a.what < b.what ? -1 : 1));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
};
