import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../infra/local/aws/store.ts';
import { rest, stopTime, timePasses } from '../real-time.ts';
import { closeEngines, definition, engineWith, fails, plan, run } from './engine-with.ts';

afterEach(closeEngines);
stopTime();

describe('an execution', () => {
  it('plans, awaits, is timed out at its milestone, notifies and plans again until nothing is owed', async () => {
    const { engine, calls, later } = engineWith({
      Plan: (_, n) => (n < 3 ? plan('await', 3600) : plan('done')),
      Notify: () => ({}),
    });
    const arn = run(engine);
    await engine.advanceTo(later(86_400));
    expect(calls.map(({ name, at }) => `${name} ${at}`)).toEqual([
      ...['Plan', 'Await'].map((name) => `${name} ${later(0).toISOString()}`),
      ...['Notify', 'Plan', 'Await'].map((name) => `${name} ${later(3_600).toISOString()}`),
      ...['Notify', 'Plan'].map((name) => `${name} ${later(7_200).toISOString()}`),
    ]);
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
    expect(calls[2]?.payload).toMatchObject({
      transferId: 'one',
      attempt: 1,
      milestone: { key: 'm' },
      now: calls[2]?.at,
    });
    const types = engine.history(arn).map(({ type }) => type);
    expect(types.at(0)).toBe('ExecutionStarted');
    expect(types.at(-1)).toBe('ExecutionSucceeded');
    expect(types.filter((type) => type === 'TaskTimedOut')).toHaveLength(2);
  });

  it('goes on at once when it is signalled, even before the function that got the token has returned', async () => {
    const { engine, calls } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 3600) : plan('done')),
      Await: ({ token }) => engine.sendTaskSuccess(String(token), '{}'),
    });
    const arn = run(engine);
    await engine.settled();
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await', 'Plan']);
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
  });

  it('knows no token twice', async () => {
    let token = '';
    const { engine } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 60) : plan('done')),
      Await: (payload) => {
        token = String(payload.token);
      },
    });
    run(engine);
    await engine.settled();
    engine.sendTaskSuccess(token, '{}');
    expect(() => engine.sendTaskSuccess(token, '{}')).toThrow(expect.objectContaining({ name: 'TaskTimedOut' }));
    expect(() => engine.sendTaskFailure('nothing', 'E', '')).toThrow(
      expect.objectContaining({ name: 'TaskDoesNotExist' }),
    );
  });

  it.each([
    ['Await', 'a wait of no whole number', { action: 'await', waitSeconds: 'soon' }],
    ['Await', 'a wait of nothing', { action: 'await', waitSeconds: 0 }],
    ['Decide', 'a choice by what is missing', { action: 'none' }],
  ])('fails for good in %s by %s', async (state, _, answer) => {
    const machine = definition.replace('"$.plan.action", "StringEquals": "notify"', '"$.nowhere", "StringEquals": "x"');
    const { engine } = engineWith({ Plan: () => ({ ...plan(''), ...answer }) }, { machine });
    const arn = run(engine);
    await engine.settled();
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime', state });
  });

  it('begins its function only when its own beginning is stored', async () => {
    const { engine, store, calls } = engineWith({ Plan: () => plan(store.isTransaction ? 'await' : 'done') });
    const arn = run(engine);
    expect(calls).toEqual([]);
    await engine.settled();
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
  });

  it('is started once by its name', async () => {
    const { engine } = engineWith({ Plan: () => plan('await', 60) });
    const arn = run(engine);
    expect(run(engine)).toBe(arn);
    expect(() => engine.start({ name: 'one', input: '{}' })).toThrow(
      expect.objectContaining({ name: 'ExecutionAlreadyExists' }),
    );
    await engine.settled();
    engine.stop(arn);
    expect(() => run(engine)).toThrow(expect.objectContaining({ name: 'ExecutionAlreadyExists' }));
    expect(() => run(engine, 'a b')).toThrow(expect.objectContaining({ name: 'InvalidName' }));
    expect(() => run(engine, 'x'.repeat(81))).toThrow(expect.objectContaining({ name: 'InvalidName' }));
  });
});

describe('an execution whose function fails', () => {
  it('retries with jitter below the doubled interval, then goes on', async () => {
    const { engine, calls, later } = engineWith({ Plan: (_, n) => (n < 4 ? fails('Busy') : plan('done')) });
    const arn = run(engine);
    await engine.advanceTo(later(600));
    const times = calls.map(({ at }) => Date.parse(at));
    for (const [n, limit] of [2_000, 4_000, 8_000].entries()) {
      const waited = (times[n + 1] ?? 0) - (times[n] ?? 0);
      expect(waited).toBeGreaterThanOrEqual(0);
      expect(waited).toBeLessThanOrEqual(limit);
    }
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
  });

  it('gets a new token with each try; the wait counts from the try, and the old token is dead', async () => {
    const { engine, calls, later } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 60) : plan('done')),
      Await: (_, n) => (n === 1 ? fails('Busy') : {}),
      Notify: () => ({}),
    });
    const arn = run(engine);
    await engine.advanceTo(later(30));
    const [failed, waiting] = calls.filter(({ name }) => name === 'Await');
    expect(() => engine.sendTaskSuccess(String(failed?.payload.token), '{}')).toThrow(
      expect.objectContaining({ name: 'TaskTimedOut' }),
    );
    expect(engine.describe(arn)).toMatchObject({ phase: 'wait', attempt: waiting?.payload.token });
    await engine.advanceTo(later(90));
    const notified = calls.find(({ name }) => name === 'Notify');
    expect(Date.parse(notified?.at ?? '') - Date.parse(waiting?.at ?? '')).toBe(60_000);
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
  });

  it('raises the alarm and fails when its retries are used up', async () => {
    const { engine, calls, later } = engineWith({ Plan: () => fails('Broken') });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    expect(calls.filter(({ name }) => name === 'Plan')).toHaveLength(7);
    expect(calls.at(-1)).toMatchObject({ name: 'Alarm', payload: { error: 'Broken' } });
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'TimingFailed' });
  });

  it('ends failed all the same when its alarm fails too', async () => {
    const { engine, later } = engineWith({ Plan: () => fails('Broken'), Alarm: () => fails('Broken') });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'TimingFailed' });
  });

  it('goes the same way when the function answers what the machine does not understand', async () => {
    const { engine, later } = engineWith({ Plan: () => ({ action: 'done' }) });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED' });
  });
});

describe('an execution that was stopped, or timed out, before its function has answered', () => {
  it('is moved by nothing any more', async () => {
    let release = () => {};
    const { engine, calls } = engineWith({
      Plan: () =>
        new Promise((resolve) => {
          release = () => resolve(plan('notify'));
        }),
    });
    const arn = run(engine);
    await rest();
    expect(calls).toHaveLength(1);
    engine.stop(arn, 'ByHand');
    release();
    await engine.settled();
    expect(engine.describe(arn)).toMatchObject({ status: 'ABORTED', error: 'ByHand' });
    expect(calls.map(({ name }) => name)).toEqual(['Plan']);
  });

  it('calls nothing when its function’s turn had not come', async () => {
    const held: (() => void)[] = [];
    const { engine, calls } = engineWith({
      Plan: () => new Promise((resolve) => held.push(() => resolve(plan('done')))),
    });
    const arns = Array.from({ length: 20 }, (_, n) => run(engine, `n${n}`));
    await rest();
    expect(calls).toHaveLength(16);
    engine.stop(arns.at(-1) ?? '');
    for (let n = 0; n < 19; n += 1) {
      await rest();
      expect(held.length).toBeGreaterThan(n);
      held[n]?.();
    }
    await engine.settled();
    expect(calls).toHaveLength(19);
  });

  it('is not moved by a function that fails after its wait was over', async () => {
    let late = () => {};
    const { engine, calls, clock } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 1) : plan('await', 60)),
      Await: (_, n) =>
        n === 1
          ? new Promise((_, reject) => {
              late = () => reject(new Error('late'));
            })
          : {},
      Notify: () => ({}),
    });
    clock.release();
    const arn = run(engine);
    await rest();
    await timePasses(1_000);
    expect(calls).toHaveLength(5);
    late();
    await engine.settled();
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await', 'Notify', 'Plan', 'Await']);
    expect(engine.describe(arn)).toMatchObject({ state: 'Await', phase: 'wait' });
    expect(engine.history(arn).map(({ type }) => type)).not.toContain('TaskFailed');
  });
});

describe('an engine that is opened again on its store', () => {
  it('keeps what waits, with token and time, and runs again what was running', async () => {
    const store = openStore(':memory:');
    let token = '';
    const first = engineWith(
      {
        Plan: () => plan('await', 3600),
        Await: (payload) => {
          token = String(payload.token);
        },
      },
      { store },
    );
    run(first.engine, 'waiting');
    await first.engine.settled();
    let release = () => {};
    const hung = engineWith(
      {
        Plan: () =>
          new Promise<void>((resolve) => {
            release = resolve;
          }),
      },
      { store },
    );
    run(hung.engine, 'running');
    await rest();
    expect(hung.calls).toHaveLength(1);
    // Neither is closed: a process that is killed closes nothing.
    const second = engineWith({ Plan: () => plan('done'), Notify: () => ({}) }, { store });
    await second.engine.settled();
    expect(second.calls.map(({ name, payload }) => `${name} ${payload.transferId}`)).toEqual(['Plan running']);
    expect(second.engine.list('RUNNING').map(({ name }) => name)).toEqual(['waiting']);
    second.engine.sendTaskSuccess(token, '{}');
    await second.engine.settled();
    expect(second.engine.list('RUNNING')).toEqual([]);
    // Too late: another engine has done the work.
    release();
  });
});
