import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import repository from '../package.json' with { type: 'json' };

/** The local province as a process of its own, by the very line of `npm start`: for what has to be killed. */

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A port that nobody listens on, below those that the system hands out by itself (32768 on): a process that was killed finds it free
 * again when it starts anew.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
        .once('error', () => resolve(false))
        .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
};

export interface Running {
  url: string;
  pid: number;
  /** All that it wrote. */
  output: () => string;
  /** With which it ended; null while it runs. */
  code: () => number | null;
  kill: (signal: NodeJS.Signals) => Promise<void>;
}

export const choosePorts = async () => ({
  PORT: String(await freePort()),
  MAIL_PORT: String(await freePort()),
  DYNAMODB_PORT: String(await freePort()),
  SFN_PORT: String(await freePort()),
});

/**
 * Starts it, and waits until it has printed its `curl` line.
 * @param largestFile Blocks of 512 bytes beyond which no file of it grows, as if the disk were full.
 */
export const startProcess = async (environment: Record<string, string>, largestFile?: number): Promise<Running> => {
  const limit = largestFile === undefined ? '' : `ulimit -f ${largestFile}; `;
  const child: ChildProcess = spawn('sh', ['-c', `${limit}${repository.scripts.start}`], {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const read = (part: Buffer) => {
      output += part.toString();
      if (output.includes('curl -sS')) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${output}`)));
  });
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${environment.PORT}`,
    output: () => output,
    code: () => child.exitCode,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
};

/** Does the work on all of them in their order, so many at once as the gateway takes of one caller on a quick machine. */
export const inTurn = async <T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> => {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: 20 }, worker));
};

/** Asks again as told as long as the gateway takes no more: a slow engine has more waiting than it does. */
export const patiently = async <A extends { status: number; headers: Headers }>(ask: () => Promise<A>): Promise<A> => {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 429) return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
  }
};
