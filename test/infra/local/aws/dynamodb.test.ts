import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDynamoDb } from '../../../../infra/local/aws/dynamodb.ts';
import { embeddedStore } from '../../../../infra/local/aws/embedded-store.ts';

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

/** Of the engine that STORE names, as in every test that has a store. */
describe('the store', () => {
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
    const next = await startDynamoDb({ port: Number(new URL(endpoint).port), dataDir: join(dir, 'data') });
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
    await expect(startDynamoDb({ port, dataDir: 'memory' })).rejects.toThrow(
      new RegExp(`Port ${port} is in use.*DYNAMODB_PORT`),
    );
    holder.close();
  });

  it('is not started by a name that it does not know', async () => {
    await expect(startDynamoDb({ port: 0, dataDir: 'memory', store: 'sqlite' })).rejects.toThrow(
      /^STORE: there is no "sqlite"\. Write dynoxide or aws-local/,
    );
  });
});

/** On a platform without its package nothing of it can be started. */
const itWithDynoxide = it.skipIf(embeddedStore.missing() !== undefined);

describe('Dynoxide', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'arch') ?? {};
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
  afterEach(() => {
    Object.defineProperty(process, 'arch', platform);
    said.mockClear();
  });
  const elsewhere = () => Object.defineProperty(process, 'arch', { ...platform, value: 'riscv64' });

  itWithDynoxide('is started where nothing else is asked for, and needs nothing on PATH but a shell', async () => {
    await symlink('/bin/sh', join(dir, 'sh'));
    await symlink('/bin/cat', join(dir, 'cat'));
    const { engine, endpoint, stop } = await withPath(dir, () =>
      startDynamoDb({ port: 0, dataDir: 'memory', store: '' }),
    );
    expect(engine).toBe('Dynoxide');
    await stop();
    expect(await isUp(endpoint)).toBe(false);
    expect(said).not.toHaveBeenCalled();
  });

  it('gives way to the engine of AWS where it has no package, and says so in one line', async () => {
    elsewhere();
    await withPath(dir, () =>
      expect(startDynamoDb({ port: 0, dataDir: 'memory', store: '' })).rejects.toThrow(/DynamoDB Local needs Java 17/),
    );
    expect(said.mock.calls).toEqual([[expect.stringMatching(/no @dynoxide\/linux-riscv64.*DynamoDB Local starts/)]]);
  });

  it('is refused where it was asked for and has no package', async () => {
    elsewhere();
    await expect(startDynamoDb({ port: 0, dataDir: 'memory', store: 'dynoxide' })).rejects.toThrow(
      /^STORE: .*no @dynoxide\/linux-riscv64.*aws-local/,
    );
  });

  itWithDynoxide('keeps its data apart from that of the other engine, and says which one it does not see', async () => {
    await mkdir(join(dir, 'dynamodb'));
    await writeFile(join(dir, 'dynamodb', 'shared-local-instance.db'), '');
    for (const warnings of [1, 0]) {
      said.mockClear();
      const { stop } = await startDynamoDb({ port: 0, dataDir: dir, store: 'dynoxide' });
      await stop();
      expect(said).toHaveBeenCalledTimes(warnings);
    }
    expect(await readdir(join(dir, 'dynamodb'))).toEqual(['shared-local-instance.db']);
    expect(await readdir(join(dir, 'dynoxide'))).toContain('store.sqlite');
  });

  itWithDynoxide('says why it ended, without waiting', async () => {
    await mkdir(join(dir, 'dynoxide', 'store.sqlite'), { recursive: true });
    await expect(startDynamoDb({ port: 0, dataDir: dir, store: 'dynoxide' })).rejects.toThrow(
      /^Dynoxide ended while it started. .*unable to open database file/,
    );
  });
});

describe('DynamoDB Local', () => {
  it('says what to install where there is no Java', async () => {
    await withPath(dir, () =>
      expect(startDynamoDb({ port: 0, dataDir: 'memory', store: 'aws-local' })).rejects.toThrow(
        /Java 17.*openjdk-17-jre-headless.*brew/,
      ),
    );
  });

  it('says which Java is too old', async () => {
    await writeFile(join(dir, 'java'), '#!/bin/sh\necho \'openjdk version "1.8.0_402"\' >&2\n');
    await chmod(join(dir, 'java'), 0o755);
    await withPath(`${dir}:${process.env.PATH}`, () =>
      expect(startDynamoDb({ port: 0, dataDir: 'memory', store: 'aws-local' })).rejects.toThrow(
        /the java on PATH is 1\.8\.0_402/,
      ),
    );
  });

  it('says why Java ended, without waiting', async () => {
    const script =
      '#!/bin/sh\n[ "$1" = -version ] && echo \'openjdk version "21.0.1"\' >&2 && exit\necho no memory >&2\n';
    await writeFile(join(dir, 'java'), script);
    await chmod(join(dir, 'java'), 0o755);
    await withPath(`${dir}:${process.env.PATH}`, () =>
      expect(startDynamoDb({ port: 0, dataDir: 'memory', store: 'aws-local' })).rejects.toThrow(
        /ended while it started. no memory/,
      ),
    );
  });
});
