import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../infra/local/aws/store.ts';
import { closeEngines, engineWith, plan, start } from './aws/engine-with.ts';

const script = fileURLToPath(new URL('./aws/engine-process.ts', import.meta.url));
const hour = 3_600_000;

let dir = '';
let child: ChildProcess | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-engine-'));
});
afterEach(async () => {
  await closeEngines();
  child?.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

/** What the store holds after a process was killed in that situation, before an engine takes it up again. */
const killedIn = async (situation: string) => {
  const file = join(dir, 'local.sqlite');
  const process_ = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, situation], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = process_;
  await once(process_.stdout, 'data');
  process_.kill('SIGKILL');
  await once(process_, 'exit');
  const store = openStore(file);
  const row = store.prepare('SELECT record FROM executions').get();
  return { store, left: JSON.parse(String(row?.record)) };
};

const done = { Plan: () => plan('done'), Notify: () => ({}) };

describe('an engine whose process was killed', () => {
  it('in the middle of a wait keeps the time of the timeout', async () => {
    const { store, left } = await killedIn('wait');
    const { engine, calls } = engineWith(done, { store });
    await engine.settled();
    expect(engine.describe(left.arn)).toEqual(left);
    expect(left).toMatchObject({ state: 'Await', phase: 'wait' });
    expect(left.due - left.entered).toBe(hour);
    expect(calls).toEqual([]);
    await engine.advanceTo(new Date(left.due));
    expect(calls.map(({ name }) => name)).toEqual(['Notify', 'Plan']);
    expect(calls[0]?.at).toBe(new Date(left.due).toISOString());
    expect(engine.describe(left.arn).status).toBe('SUCCEEDED');
  });

  it('in the middle of a wait keeps the token', async () => {
    const { store, left } = await killedIn('wait');
    const { engine, calls } = engineWith(done, { store });
    engine.sendTaskSuccess(left.attempt, '{}');
    await engine.settled();
    expect(calls.map(({ name }) => name)).toEqual(['Plan']);
    expect(engine.describe(left.arn).status).toBe('SUCCEEDED');
  });

  it('in the middle of an invocation makes it again, once', async () => {
    const { store, left } = await killedIn('invoke');
    const { engine, calls } = engineWith(done, { store });
    await engine.settled();
    expect(calls.map(({ name, payload }) => `${name} ${payload.transferId}`)).toEqual(['Plan one']);
    expect(engine.describe(left.arn).status).toBe('SUCCEEDED');
  });

  it('in the middle of a back-off keeps its time and the retries taken', async () => {
    const { store, left } = await killedIn('pause');
    const { engine, calls } = engineWith(done, { store });
    expect(engine.describe(left.arn)).toEqual(left);
    expect(left).toMatchObject({ state: 'Plan', phase: 'pause', retries: { 0: 1 } });
    await engine.advanceTo(new Date(left.due + hour));
    expect(calls.map(({ name }) => name)).toEqual(['Plan']);
    expect(Date.parse(calls[0]?.at ?? '')).toBeGreaterThanOrEqual(left.due);
  });

  it('in the middle of an advance goes on at the last instant of the virtual clock', async () => {
    const { store, left } = await killedIn('advance');
    const { engine, clock, calls } = engineWith(done, { store });
    expect(left).toMatchObject({ state: 'Notify', phase: 'run' });
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(left.entered);
    expect(clock.now().getTime()).toBeLessThan(start.getTime() + 2 * hour);
    await engine.settled();
    expect(calls.map(({ name }) => name)).toEqual(['Notify', 'Plan']);
  });
});
