import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import type { LocalOptions } from '../infra/local/options.ts';
import { type Local, startLocal } from '../infra/local/runtime.ts';
import { client } from './client.ts';
import { requireDescribed } from './described.ts';
import { type Memory, useRights } from './rights/use-rights.ts';
import { unbounded } from './unbounded.ts';

export * from './client.ts';

/** The province of one test file: adapters keep their clients for a process, so a file has one only. */
export const useProvince = (
  clockStart = '2026-09-24T10:00:00+08:00',
  /** Where the functions find DynamoDB: a test may stand something in between. */
  dynamoDb: (endpoint: string) => Promise<string> = async (endpoint) => endpoint,
  memory?: Memory,
  authorizer: NonNullable<LocalOptions['authorizer']> = 'jwt',
  /** Of the state machine, where it is that of another release. */
  definition?: string,
) => {
  let local: Local | undefined;
  let dataDir = '';
  const running = (): Local => {
    if (!local) throw new Error('the province does not run yet');
    return local;
  };
  const roles = useRights(memory);
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-test-'));
    local = await startLocal({
      port: 0,
      mailPort: 0,
      dynamoDbPort: 0,
      stepFunctionsPort: 0,
      dataDir,
      authorizer,
      clockStart: new Date(clockStart),
      shared: { endpoint: await dynamoDb(inject('dynamoDb')), tableName: `test-${randomUUID()}` },
      roles,
      bundledConsole: inject('bundledConsole'),
      limits: unbounded,
      ...(definition === undefined ? {} : { definition }),
    });
  });
  afterAll(async () => {
    await local?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  /**
   * A clock that jumped runs its schedules at once, in the background. After this none runs: what has begun is waited for,
   * and the rest comes with its next tick.
   */
  const schedulesAtRest = async (): Promise<void> => {
    running().engine.touch();
    await running().engine.settled();
  };
  return {
    local: running,
    dataDir: () => dataDir,
    schedulesAtRest,
    ...client(() => running().url, undefined, requireDescribed),
  };
};
