import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bundleFunction } from '../../infra/function-bundle.ts';
import type { DeclaredFunction } from '../../infra/functions.ts';
import { type Local, startLocal } from '../../infra/local/runtime.ts';
import { entryOf } from '../../infra/stack/entry.ts';
import { client, housing, only, police } from '../client.ts';
import { unbounded } from '../unbounded.ts';

/** A life in which every function that is called is the bundle that is deployed, and not its file. */

let folder = '';
let local: Local | undefined;
const traces = Error.prepareStackTrace;
const loaded = new Map<string, Promise<DeclaredFunction['handler']>>();

const bundled = async (declared: DeclaredFunction): Promise<DeclaredFunction['handler']> => {
  const at = join(folder, declared.name);
  bundleFunction(entryOf(join(folder, 'entries'), declared), at);
  const { handler } = await import(join(at, 'index.mjs'));
  // It has traces name its sources, and these are the test's.
  Error.prepareStackTrace = traces;
  return handler;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deployed-bundles-'));
  local = await startLocal({
    ...{ port: 0, mailPort: 0, dynamoDbPort: 0, stepFunctionsPort: 0, dataDir: folder, limits: unbounded },
    clockStart: new Date('2026-09-24T10:00:00+08:00'),
    shared: { endpoint: inject('dynamoDb'), tableName: `test-${randomUUID()}` },
    roles: {
      load: (declared) => {
        const handler = loaded.get(declared.name) ?? bundled(declared);
        loaded.set(declared.name, handler);
        return handler;
      },
    },
  });
});
afterAll(async () => {
  await local?.close();
  await rm(folder, { recursive: true, force: true });
});

const { submit, command, read, send, advanceTo, mails } = client(() => local?.url ?? '');

describe('functions as they are deployed', () => {
  it('seal a clue, tell who must be told, open it for who may read it, and refuse as their files do', async () => {
    const submitted = await submit({ subjects: [{ name: '张某', kind: '自然人' }] });
    expect(submitted.status).toBe(201);
    const { transferId } = only(submitted.body.transfers);
    await advanceTo('2026-09-30T12:00:00+08:00');
    expect((await mails()).filter(({ subject }) => subject.includes(submitted.body.reference))).not.toEqual([]);

    expect((await command('acknowledge', transferId)).status).toBe(200);
    const feedback = { final: false, outcome: 'investigating', text: '正在核查车辆登记' };
    expect((await command('feedback', transferId, feedback)).status).toBe(200);
    const { body } = await read(transferId);
    expect(JSON.stringify(body)).toContain('正在核查车辆登记');
    const clue = await send<{ title: string }>('GET', `/v1/clues/${submitted.body.clueId}`, undefined, { as: housing });
    expect(clue.body.title).toBe('某工地强揽土方工程');

    const refused = await command('acknowledge', transferId, undefined, { as: police });
    expect(refused.status).toBe(409);
    const calls = ['submit-clue', 'await-milestone', 'notify-milestone', 'acknowledge-transfer'];
    expect([...loaded.keys()]).toEqual(expect.arrayContaining(calls));
  });
});
