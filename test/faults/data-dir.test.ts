import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { atomically, openStore } from '../../infra/local/aws/store.ts';
import { storageFault, takeDataDir } from '../../infra/local/data-dir.ts';
import { client, only } from '../client.ts';
import { choosePorts, type Running, startProcess } from '../process.ts';

/** The folder in which a province on this machine keeps what it has, and what is wrong with it. */

const main = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));
const dir = await mkdtemp(join(tmpdir(), 'clue-transfer-dir-'));
const dataDir = join(dir, 'data');
const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.kill('SIGKILL');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const start = async (more: Record<string, string> = {}): Promise<Running> => {
  const one = await startProcess({ ...(await choosePorts()), DATA_DIR: dataDir, ...more });
  running.push(one);
  return one;
};

/** Runs what follows by the rights of files alone, also where it is run as root. */
const asAnybody = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : [];

/** Of a start that fails. */
const refused = async (environment: Record<string, string>, by: readonly string[] = []) => {
  const env = { ...process.env, ...(await choosePorts()), DATA_DIR: dataDir, ...environment };
  const [program = '', ...args] = [...by, process.execPath, '--disable-warning=ExperimentalWarning', main];
  const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  return { status, stderr };
};

const childrenOf = async (pid: number): Promise<number[]> => {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean).map(Number);
  return (await Promise.all(children.map(async (child) => [child, ...(await childrenOf(child))]))).flat();
};

/** The process that serves DynamoDB for another. */
const storeOf = async ({ pid }: Running): Promise<number> => {
  const found: number[] = [];
  for (const child of await childrenOf(pid)) {
    const [program] = (await readFile(`/proc/${child}/cmdline`, 'utf8')).split('\0');
    if (program?.endsWith('/dynoxide')) found.push(child);
  }
  return only(found);
};

describe('a second start on one DATA_DIR', () => {
  it('ends with the number of the process that has it, and one after a kill goes on', async () => {
    const first = await start();
    const { submit } = client(() => first.url);
    expect((await submit()).status).toBe(201);
    const second = await refused({});
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`DATA_DIR ${dataDir}: process ${first.pid} has it already`);
    expect((await submit()).status).toBe(201);
    await first.kill('SIGKILL');
    // Whatever runs under the number of the killed one, it is not believed to have the folder.
    await writeFile(join(dataDir, 'pid'), `${process.pid}\n`);
    const third = await start();
    expect(await readFile(join(dataDir, 'pid'), 'utf8')).toBe(`${third.pid}\n`);
    const { send } = client(() => third.url);
    const ledger = await send<{ items: object[] }>('GET', '/v1/ledgers/sent', undefined, { as: '371402-housing' });
    expect(ledger.body.items).toHaveLength(2);
  });
});

describe('a store that is gone', () => {
  it('ends the process, by its name', async () => {
    const one = await start();
    const child = await storeOf(one);
    process.kill(child, 'SIGKILL');
    await expect.poll(one.output, { timeout: 20_000 }).toContain('Dynoxide, which serves DynamoDB here, has ended');
    await expect.poll(one.code, { timeout: 20_000 }).toBe(1);
  });
});

describe('a DATA_DIR that cannot be had', () => {
  it('is a file', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');
    const { status, stderr } = await refused({ DATA_DIR: file });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`DATA_DIR ${file}: it is a file`)]);
    const below = await refused({ DATA_DIR: join(file, 'x') });
    expect([below.status, below.stderr]).toEqual([1, expect.stringContaining('leads through something that is no')]);
  });

  it('has no parent', async () => {
    await expect(takeDataDir(join(dir, 'none', 'x'))).rejects.toThrow(`there is no folder ${join(dir, 'none')}`);
  });

  it('may not be written', async () => {
    const closed = join(dir, 'closed');
    await mkdir(closed);
    await chmod(closed, 0o500);
    const { status, stderr } = await refused({ DATA_DIR: closed }, asAnybody);
    expect([status, stderr]).toEqual([1, expect.stringContaining('may not be written by this user')]);
  });

  it('is one’s own already', async () => {
    const own = join(dir, 'own');
    const taken = await takeDataDir(own);
    await expect(takeDataDir(own)).rejects.toThrow(`process ${process.pid} has it already`);
    taken.close();
    (await takeDataDir(own)).close();
  });
});

describe('a disk that is full', () => {
  it('is told in words, and what was committed before stands', () => {
    const said: (string | undefined)[] = [];
    const file = join(dir, 'full.sqlite');
    const store = openStore(file, (error) => said.push(storageFault(dir, error)));
    store.exec('CREATE TABLE t (x TEXT); PRAGMA max_page_count = 16');
    const insert = store.prepare('INSERT INTO t VALUES (?)');
    insert.run('kept');
    const fill = () => {
      for (let n = 0; n < 100; n += 1) insert.run('x'.repeat(4_000));
    };
    expect(() => atomically(store, fill)).toThrow('database or disk is full');
    expect(said).toEqual([
      `DATA_DIR ${dir} has no space left: make room, then start again. What was answered is kept.`,
    ]);
    expect(store.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 });
    store.close();
    expect(new DatabaseSync(file).prepare('SELECT x FROM t').all()).toEqual([{ x: 'kept' }]);
  });

  it('ends the process in words where files may grow no more, and nothing that was answered is lost', async () => {
    const environment = { ...(await choosePorts()), DATA_DIR: join(dir, 'limited') };
    const limited = await startProcess(environment, 12_000);
    running.push(limited);
    const { submit } = client(() => limited.url);
    const kept: string[] = [];
    for (;;) {
      const answer = await submit({ text: '案'.repeat(9_000) }).catch(() => undefined);
      if (!answer) break;
      if (answer.status === 201) kept.push(answer.body.clueId);
    }
    await expect.poll(limited.code, { timeout: 20_000 }).toBe(1);
    expect(limited.output()).toMatch(/clue-transfer ends: (DATA_DIR .* cannot be written|Dynoxide, .* has ended)/);
    const again = await start(environment);
    const { api, answered } = client(() => again.url);
    for (const id of kept) {
      const { status } = await answered(api('371402-housing').GET('/v1/clues/{id}', { params: { path: { id } } }));
      expect(status).toBe(200);
    }
  }, 120_000);
});
