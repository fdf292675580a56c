import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../../infra/local/aws/dynamodb.ts';

const parentFile = fileURLToPath(new URL('./dynamodb-parent.ts', import.meta.url));

let dir = '';
const parents: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-dynamodb-'));
});
afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

const startParent = async (port: number) => {
  const parent = spawn(process.execPath, [parentFile, join(dir, 'data'), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  const [line] = await once(parent.stdout, 'data');
  return { parent, endpoint: String(line).trim() };
};

const clientOf = (endpoint: string) =>
  new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });

const isUp = (endpoint: string) =>
  fetch(endpoint, { method: 'POST' }).then(
    () => true,
    () => false,
  );

const withPath = async <T>(path: string, run: () => Promise<T>): Promise<T> => {
  const before = process.env.PATH;
  process.env.PATH = path;
  try {
    return await run();
  } finally {
    process.env.PATH = before;
  }
};

describe('DynamoDB Local', () => {
  it('dies with a parent that gets SIGKILL, and keeps what was written; the next one gets its port', async () => {
    const { parent, endpoint } = await startParent(0);
    const client = clientOf(endpoint);
    const item = { pk: { S: 'CLUE#1' }, title: { S: '某工地强揽土方工程' } };
    await client.send(
      new CreateTableCommand({
        TableName: 'kept',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    await client.send(new PutItemCommand({ TableName: 'kept', Item: item }));
    client.destroy();
    parent.kill('SIGKILL');

    // At once, while the port may still be held.
    const next = await startDynamoDb({ port: Number(new URL(endpoint).port), dir: join(dir, 'data') });
    const again = clientOf(next.endpoint);
    const { Item } = await again.send(new GetItemCommand({ TableName: 'kept', Key: { pk: { S: 'CLUE#1' } } }));
    again.destroy();
    await next.stop();
    expect(next.endpoint).toBe(endpoint);
    expect(Item).toEqual(item);
    expect(await isUp(endpoint)).toBe(false);
  });

  it('is gone within a second of its parent', async () => {
    const { parent, endpoint } = await startParent(0);
    expect(await isUp(endpoint)).toBe(true);
    parent.kill('SIGKILL');
    await pause(1000);
    expect(await isUp(endpoint)).toBe(false);
  });

  it('names the port and its variable when another program holds it', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startDynamoDb({ port, dir: 'memory' })).rejects.toThrow(
      new RegExp(`Port ${port} is in use.*DYNAMODB_PORT`),
    );
    holder.close();
  });

  it('says what to install where there is no Java', async () => {
    await withPath(dir, () =>
      expect(startDynamoDb({ port: 0, dir: 'memory' })).rejects.toThrow(/Java 17.*openjdk-17-jre-headless.*brew/),
    );
  });

  it('says which Java is too old', async () => {
    await writeFile(join(dir, 'java'), '#!/bin/sh\necho \'openjdk version "1.8.0_402"\' >&2\n');
    await chmod(join(dir, 'java'), 0o755);
    await withPath(`${dir}:${process.env.PATH}`, () =>
      expect(startDynamoDb({ port: 0, dir: 'memory' })).rejects.toThrow(/the java on PATH is 1\.8\.0_402/),
    );
  });

  it('says why Java ended, without waiting', async () => {
    const script =
      '#!/bin/sh\n[ "$1" = -version ] && echo \'openjdk version "21.0.1"\' >&2 && exit\necho no memory >&2\n';
    await writeFile(join(dir, 'java'), script);
    await chmod(join(dir, 'java'), 0o755);
    await withPath(`${dir}:${process.env.PATH}`, () =>
      expect(startDynamoDb({ port: 0, dir: 'memory' })).rejects.toThrow(/ended while it started. no memory/),
    );
  });
});
