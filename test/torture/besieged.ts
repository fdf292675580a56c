import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Answer, client } from '../client.ts';
import { requireDescribed } from '../described.ts';
import { choosePorts, type Running, startProcess } from '../process.ts';
import type { Findings } from './attack.ts';

/** The process that `npm start` runs, as attacks see it: over HTTP, to be killed and started again, on a store of its own. */

const run = promisify(execFile);

interface Process {
  pid: number;
  parent: number;
  /** Bytes in memory. */
  resident: number;
  command: string;
}

/** What runs below a process, itself included. */
const processesBelow = async (pid: number): Promise<Process[]> => {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=,args=']);
  const all = stdout
    .trim()
    .split('\n')
    .map((line): Process => {
      const [own = '', parent = '', resident = '', ...command] = line.trim().split(/\s+/);
      return {
        pid: Number(own),
        parent: Number(parent),
        resident: Number(resident) * 1024,
        command: command.join(' '),
      };
    });
  const below = new Set([pid]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const one of all) if (below.has(one.parent)) below.add(one.pid);
  }
  return all.filter((one) => below.has(one.pid));
};

const isStore = ({ command }: Process) => /^\S*(dynoxide|java)\s/.test(command);

export interface Memory {
  /** Bytes, of the process and of its store. */
  own: number;
  store: number;
}

/** What the log of the process must not have. */
const crash = /crashed|was not answered|Unhandled|uncaught|FATAL|heap out of memory/i;

export const newFolder = () => mkdtemp(join(tmpdir(), 'clue-transfer-torture-'));

export const besiege = async (found: Findings, more: Record<string, string> = {}) => {
  const environment: Record<string, string> = {
    ...(await choosePorts()),
    DATA_DIR: more.DATA_DIR ?? (await newFolder()),
    CLOCK_START: '2026-09-24T10:00:00+08:00',
    // What rings an operator is looked at by its consequences: the logs of half an hour would fill the memory of the attack.
    POWERTOOLS_LOG_LEVEL: 'CRITICAL',
    // One caller here does the work of many.
    CALLER_PACE: JSON.stringify({ perSecond: 10_000, burst: 10_000 }),
    ...more,
  };
  let running: Running | undefined;
  let up = Promise.withResolvers<void>();
  const logged = () => {
    for (const line of running?.output().split('\n') ?? []) if (crash.test(line)) found.unhandled.push(line);
  };
  const start = async () => {
    running = await startProcess(environment);
    up.resolve();
  };
  const pid = (): number => {
    if (!running) throw new Error('the province does not run');
    return running.pid;
  };
  const url = `http://127.0.0.1:${environment.PORT}`;
  const undescribed = new Set<string>();
  const api = client(
    () => url,
    undefined,
    (asked, answered) => {
      try {
        requireDescribed(asked, answered);
      } catch (error) {
        const { message } = error as Error;
        if (undescribed.size < 50 && !undescribed.has(message)) found.wrong.push(message.slice(0, 400));
        undescribed.add(message);
      }
    },
  );
  await start();
  return {
    ...api,
    url,
    environment,
    start,
    /** Resolves when it runs. */
    up: () => up.promise,
    /** Ends it; who asks it meanwhile waits by `up`. */
    kill: async (signal: NodeJS.Signals) => {
      if (!running) return;
      up = Promise.withResolvers();
      await running.kill(signal);
      logged();
      running = undefined;
    },
    /** Kills its store only; it does not start another. */
    killStore: async () => {
      for (const one of await processesBelow(pid())) if (isStore(one)) process.kill(one.pid, 'SIGKILL');
    },
    memory: async (): Promise<Memory> => {
      const all = await processesBelow(pid());
      const sum = (list: Process[]) => list.reduce((total, { resident }) => total + resident, 0);
      return { own: sum(all.filter((one) => one.pid === pid())), store: sum(all.filter(isStore)) };
    },
    /** Moves the clock by an ISO 8601 duration: everything that is due by then has been done. */
    advance: (advanceBy: string) => api.send<{ now: string }>('POST', '/_local/clock', { advanceBy }),
    /** The same by days, in steps that a client does not give up on. */
    pass: async (days: number) => {
      for (let day = 0; day < days; day += 2) {
        const { status } = await api.send('POST', '/_local/clock', { advanceBy: 'P2D' });
        if (status !== 200) found.wrong.push(`the clock does not move: ${status}`);
      }
    },
    end: async () => {
      if (running) {
        await running.kill('SIGTERM');
        logged();
      }
      await rm(environment.DATA_DIR ?? '', { recursive: true, force: true });
    },
  };
};

export type Besieged = Awaited<ReturnType<typeof besiege>>;

/** Milliseconds that a caller without an answer waits before it asks again. */
const again = 200;

/** How often one command may be asked anew before that counts as no answer. */
const patience = 100;

/**
 * Asks until it is answered for good, as a careful caller does: with one key, after a lost connection and after whatever says to ask
 * again. Gives undefined when it never is.
 */
export const persist = async <T>(
  province: Pick<Besieged, 'up'>,
  found: Findings,
  what: string,
  ask: () => Promise<Answer<T>>,
): Promise<Answer<T> | undefined> => {
  for (let tries = 0; tries < patience; tries += 1) {
    await province.up();
    const answer = await ask().catch(() => undefined);
    if (answer && answer.status < 500 && answer.status !== 429) return answer;
    const saysWhen = answer && [429, 503].includes(answer.status) && answer.headers.has('retry-after');
    if (answer && !saysWhen) found.unhandled.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await pause(again);
  }
  found.unhandled.push(`${what}: no answer after ${patience} tries`);
  return undefined;
};
