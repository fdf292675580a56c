import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { choosePorts, startProcess } from '../process.ts';

/**
 * `npm start` as it is, under a burst: 100 submissions at once, each on a connection of its own; `BURST=5000` for more. A hundred are
 * answered in three seconds or so, which leaves room for a busy machine.
 */

const count = Number(process.env.BURST ?? 100);
const client = fileURLToPath(new URL('./burst.ts', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-burst-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Seconds within which each is answered. */
const limit = 10;

/** Resident, of the process alone: its store is another, whose cache grows with its file. */
const megabytes = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** What is in memory once that is as little as wanted, or after two minutes. */
const atRest = async ({ pid, url }: { pid: number; url: string }, wanted: number): Promise<number> => {
  for (const until = Date.now() + 120_000; ; await pause(1_000)) {
    // Something has to ask for memory, or nothing is given back.
    await fetch(`${url}/v1/openapi.json`).then((answer) => answer.text());
    const now = await megabytes(pid);
    if (now <= wanted || Date.now() > until) return now;
  }
};

interface Burst {
  codes: Record<string, number>;
  /** Seconds. */
  slowest: Record<string, number>;
  clues: number;
  mostTries: number;
  untold: number;
  took: number;
}

it('answers each of a burst in time, done or not done, does all that come again as told, once, and gives memory back', async () => {
  const running = await startProcess({ ...(await choosePorts()), DATA_DIR: dataDir, POWERTOOLS_LOG_LEVEL: 'SILENT' });
  const submit = async (many: number): Promise<Burst> => {
    const { stdout } = await promisify(execFile)(process.execPath, [client, running.url, String(many)]);
    return JSON.parse(stdout);
  };
  try {
    // What is loaded and compiled first is no part of it, nor is the heap that any work takes.
    await submit(200);
    const before = await megabytes(running.pid);
    const burst = await submit(count);
    const then = await megabytes(running.pid);
    const after = await atRest(running, before * 1.2);
    if (process.env.BURST) console.log(JSON.stringify({ ...burst, before, then, after }));
    expect(burst).toMatchObject({ clues: count, untold: 0, codes: { 201: count } });
    expect(burst.codes[429]).toBeGreaterThan(count / 10);
    expect(Object.keys(burst.codes).sort()).toEqual(['201', '429']);
    for (const slowest of Object.values(burst.slowest)) expect(slowest).toBeLessThan(limit);
    expect(after).toBeLessThanOrEqual(before * 1.2);
    const status = await fetch(`${running.url}/healthz`);
    expect(status.status).toBe(200);
  } finally {
    await running.kill('SIGTERM');
  }
}, 1_800_000);
