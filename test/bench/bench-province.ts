import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { routes } from '../../infra/functions.ts';
import { openExecutions } from '../../infra/local/aws/executions.ts';
import { openStore } from '../../infra/local/aws/store.ts';
import { createTable } from '../../infra/local/aws/table.ts';
import { type Local, startLocal } from '../../infra/local/runtime.ts';
import { type CallOptions, clueWith, housing, police } from '../client.ts';
import type { Province } from '../counts/work.ts';
import { unbounded } from '../unbounded.ts';
import type { Ground } from './bare.ts';
import { type Listener, listenTo } from './seen.ts';

/** A province to measure, the ground on which bare calls are made beside it, and a client that costs next to nothing. */

/** Requests over connections that stay open; the answer is read as JSON, and no more is done with it. */
const leanSend = (local: Local, agent: Agent) => {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (as: string, role: string): Promise<string> => {
    const key = `${as} ${role}`;
    const known = tokens.get(key) ?? local.token(as, role);
    tokens.set(key, known);
    return known;
  };
  return async (
    method: string,
    path: string,
    body?: unknown,
    { as, role = 'clerk', headers: more = {} }: CallOptions = {},
  ) => {
    const headers: Record<string, string> = { 'accept-language': 'en', ...more };
    if (as !== undefined) headers.authorization = `Bearer ${await tokenOf(as, role)}`;
    const content = body === undefined ? undefined : JSON.stringify(body);
    if (content !== undefined) headers['content-type'] = 'application/json';
    return new Promise((resolve, reject) => {
      const asked = request(`${local.url}${path}`, { method, agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode, body: text === '' ? {} : JSON.parse(text) });
        });
      });
      asked.once('error', reject);
      asked.end(content);
    });
  };
};

const provinceOf = (local: Local, agent: Agent): Province => {
  const send = leanSend(local, agent) as unknown as Province['send'];
  const submit = (different: object = {}, { as = housing, ...rest }: CallOptions = {}) =>
    send('POST', '/v1/clues', clueWith({ ...different }), { as, ...rest });
  const command = (name: string, id: string, body?: object, { as = police, ...rest }: CallOptions = {}) =>
    send('POST', `/v1/transfers/${id}/${name}`, body, { as, ...rest });
  return {
    local: () => local,
    send,
    submit: submit as unknown as Province['submit'],
    command: command as unknown as Province['command'],
    advanceTo: () => Promise.reject(new Error('what is measured leaves the clock alone')),
    schedulesAtRest: () => local.engine.settled(),
  };
};

export interface BenchProvince {
  local: Local;
  province: Province;
  ground: Ground;
  dataDir: string;
  /** Listens to the functions of routes, or of these names, while it does the work: what each invocation called. */
  seen: (work: () => Promise<unknown>, names?: readonly string[]) => Promise<ReturnType<Listener['taken']>>;
  close: () => Promise<void>;
}

/** The province of one process: adapters keep their clients for as long. Its store is on disk, as that of `npm start`. */
export const startProvince = async (clockStart?: string): Promise<BenchProvince> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-bench-'));
  const ports = { port: 0, mailPort: 0, dynamoDbPort: 0, stepFunctionsPort: 0 };
  const begun = clockStart === undefined ? {} : { clockStart: new Date(clockStart) };
  const local = await startLocal({ limits: unbounded, ...ports, dataDir, ...begun });
  const store = openStore(join(dataDir, 'local.sqlite'));
  const executions = openExecutions(store);
  const plain = new DynamoDBClient({ maxAttempts: 5 });
  const tableName = `bare-${randomUUID()}`;
  await createTable(plain, tableName);
  const table = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const clients = { table, kms: new KMSClient(), states: new SFNClient({ maxAttempts: 4 }) };
  const agent = new Agent({ keepAlive: true });
  return {
    local,
    province: provinceOf(local, agent),
    ground: { clients, tableName, executions },
    dataDir,
    seen: async (work, names = routes.map(({ name }) => name)) => {
      const listener = listenTo(new Set(names), executions);
      try {
        await work();
        return listener.taken();
      } finally {
        listener.stop();
      }
    },
    close: async () => {
      agent.destroy();
      for (const client of Object.values(clients)) client.destroy();
      store.close();
      await local.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
