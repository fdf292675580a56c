import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dynamoDbLocal } from './dynamodb-local.ts';
import { embeddedStore } from './embedded-store.ts';
import { startTethered } from './tether.ts';

/** DynamoDB on this machine, by one of two engines, as a process that ends with this one. */

/** What `STORE` may say. */
const engines = { dynoxide: embeddedStore, 'aws-local': dynamoDbLocal };

type EngineName = keyof typeof engines;

const isEngine = (name: string): name is EngineName => Object.hasOwn(engines, name);

/** The engine that was asked for; Dynoxide where none was, and AWS's own where there is no Dynoxide. */
const chooseEngine = (asked: string): EngineName => {
  if (asked !== '' && !isEngine(asked)) {
    throw new Error(`STORE: there is no "${asked}". Write ${Object.keys(engines).join(' or ')}, or leave it out.`);
  }
  if (asked === 'aws-local') return asked;
  const missing = embeddedStore.missing();
  if (missing === undefined) return 'dynoxide';
  if (asked !== '') throw new Error(`STORE: ${missing} Write aws-local, or leave it out.`);
  console.warn(`${missing} AWS's DynamoDB Local starts in its place; it needs Java 17.`);
  return 'aws-local';
};

const holdsData = async (folder: string): Promise<boolean> => (await readdir(folder).catch(() => [])).length > 0;

/** Each engine has a folder of its own, and does not see what the other keeps: who changed engines is told so. */
const openFolder = async (dataDir: string, chosen: EngineName): Promise<string> => {
  const folder = join(dataDir, engines[chosen].folder);
  const other: EngineName = chosen === 'dynoxide' ? 'aws-local' : 'dynoxide';
  if (!(await holdsData(folder)) && (await holdsData(join(dataDir, engines[other].folder)))) {
    const names = [engines[other].name, engines[chosen].name];
    console.warn(
      `${dataDir} holds data of ${names[0]}, which ${names[1]} does not see; STORE=${other} goes on with it.`,
    );
  }
  await mkdir(folder, { recursive: true });
  return folder;
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

/** Waits up to 10 s: the store of a process that was just killed may hold the port for a moment. */
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

/** Both engines want a signature in the right form, and neither checks it. */
const isReady = async (endpoint: string): Promise<boolean> => {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'x-amz-date': '20260101T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
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

export interface DynamoDb {
  endpoint: string;
  /** What serves it, in words. */
  engine: string;
  stop: () => Promise<void>;
}

/** @throws Error that says what to install or to change when it cannot start. */
export const startDynamoDb = async ({
  port,
  dataDir,
  store = process.env.STORE ?? '',
  onEnd = () => {},
}: {
  port: number;
  dataDir: string | 'memory';
  /** Which engine, as the variable `STORE` says it. */
  store?: string;
  /** Told in words when it ends though nobody stopped it. */
  onEnd?: (why: string) => void;
}): Promise<DynamoDb> => {
  const chosen = chooseEngine(store);
  const engine = engines[chosen];
  const used = await freePort(port);
  const command = await engine.command(used, dataDir === 'memory' ? dataDir : await openFolder(dataDir, chosen));
  const running = startTethered(command);
  const endpoint = `http://127.0.0.1:${used}`;
  for (const until = Date.now() + 60_000; !(await isReady(endpoint)); await pause(50)) {
    const ended = running.hasEnded();
    if (!ended && Date.now() < until) continue;
    await running.stop();
    throw new Error(
      `${engine.name} ${ended ? 'ended while it started' : 'did not answer within 60 s'}. ${running.complaint()}`,
    );
  }
  let isWanted = true;
  void running.ended.then(() => {
    if (isWanted) onEnd(`${engine.name}, which serves DynamoDB here, has ended. ${running.complaint()}`.trim());
  });
  const stop = () => {
    isWanted = false;
    return running.stop();
  };
  return { endpoint, engine: engine.name, stop };
};
