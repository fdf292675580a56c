import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, openClock } from '../../../infra/local/clock.ts';
import { createEngine, type Engine } from '../../../infra/local/engine.ts';
import { openStore } from '../../../infra/local/store.ts';

const file = readFileSync(new URL('../../../statemachines/transfer.asl.json', import.meta.url), 'utf8');
const definition = file.replace(/\$\{(\w+?)(FunctionArn)?\}/g, (_, name) => (name === 'Partition' ? 'aws' : name));

type Call = { name: string; payload: Record<string, unknown>; at: string };
type Tasks = Record<string, (payload: Record<string, unknown>, n: number) => unknown>;

const start = new Date('2026-09-24T02:00:00.000Z');
const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

const engineWith = (
  tasks: Tasks,
  { store = openStore(':memory:'), machine = definition }: { store?: DatabaseSync; machine?: string } = {},
) => {
  const calls: Call[] = [];
  const clock: Clock = openClock(store, start);
  // Stands still until the first advance, so that times are exact.
  clock.freeze(clock.now());
  const from = clock.now().getTime();
  const later = (seconds: number) => new Date(from + seconds * 1000);
  const counts = new Map<string, number>();
  const engine = createEngine({
    store,
    clock,
    machineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:test',
    definition: machine,
    invoke: async (name, payload) => {
      calls.push({ name, payload: payload as Record<string, unknown>, at: clock.now().toISOString() });
      const n = (counts.get(name) ?? 0) + 1;
      counts.set(name, n);
      return tasks[name]?.(payload as Record<string, unknown>, n);
    },
  });
  engine.resume();
  opened.push(engine);
  return { engine, clock, calls, store, later };
};

const plan = (action: string, waitSeconds = 0) => ({
  action,
  waitSeconds,
  milestone: { key: 'm', at: '' },
  version: 1,
});
const run = (engine: Engine, name = 'one') =>
  engine.start({ name, input: JSON.stringify({ transferId: name, attempt: 1 }) }).executionArn;
const fails = (name: string) => {
  throw Object.assign(new Error('no'), { name });
};

describe('an execution', () => {
  it('plans, awaits, is timed out at its milestone, notifies and plans again until nothing is owed', async () => {
    const { engine, calls, later } = engineWith({
      Plan: (_, n) => (n < 3 ? plan('await', 3600) : plan('done')),
      Notify: () => ({}),
    });
    const arn = run(engine);
    await engine.advanceTo(later(86_400));
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await', 'Notify', 'Plan', 'Await', 'Notify', 'Plan']);
    const [first, second] = calls.filter(({ name }) => name === 'Notify').map(({ at }) => Date.parse(at));
    expect((second ?? 0) - (first ?? 0)).toBe(3_600_000);
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
    expect(() => engine.sendTaskFailure('nothing', 'E', '')).toThrow(expect.objectContaining({ name: 'TaskTimedOut' }));
  });

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

  it('whose retries are used up raises the alarm and fails', async () => {
    const { engine, calls, later } = engineWith({ Plan: () => fails('Broken') });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    expect(calls.filter(({ name }) => name === 'Plan')).toHaveLength(7);
    expect(calls.at(-1)).toMatchObject({ name: 'Alarm', payload: { error: 'Broken' } });
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'TimingFailed' });
  });

  it('whose alarm fails too ends failed all the same', async () => {
    const { engine, later } = engineWith({ Plan: () => fails('Broken'), Alarm: () => fails('Broken') });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'TimingFailed' });
  });

  it('whose function answers what the machine does not understand goes the way of any failure', async () => {
    const { engine, later } = engineWith({ Plan: () => ({ action: 'done' }) });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED' });
  });

  it('that was stopped is moved by nothing any more', async () => {
    let release = () => {};
    const { engine, calls } = engineWith({
      Plan: () =>
        new Promise((resolve) => {
          release = () => resolve(plan('notify'));
        }),
    });
    const arn = run(engine);
    engine.stop(arn, 'ByHand');
    release();
    await engine.settled();
    expect(engine.describe(arn)).toMatchObject({ status: 'ABORTED', error: 'ByHand' });
    expect(calls.map(({ name }) => name)).toEqual(['Plan']);
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

  it('waits for more than 24.8 days without firing early', async () => {
    const { engine, calls, later } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 400 * 86_400) : plan('done')),
      Notify: () => ({}),
    });
    run(engine);
    await engine.advanceTo(later(399 * 86_400));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await']);
    await engine.advanceTo(later(400 * 86_400 + 10));
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await', 'Notify', 'Plan']);
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
    const hung = engineWith({ Plan: () => new Promise(() => {}) }, { store });
    run(hung.engine, 'running');
    // Neither is closed: a process that is killed closes nothing.
    const second = engineWith({ Plan: () => plan('done'), Notify: () => ({}) }, { store });
    await second.engine.settled();
    expect(second.calls.map(({ name, payload }) => `${name} ${payload.transferId}`)).toEqual(['Plan running']);
    expect(second.engine.list('RUNNING').map(({ name }) => name)).toEqual(['waiting']);
    second.engine.sendTaskSuccess(token, '{}');
    await second.engine.settled();
    expect(second.engine.list('RUNNING')).toEqual([]);
  });
});

describe('the virtual clock', () => {
  it('runs what is due in time order across executions, each at its time, and stops at the target', async () => {
    const waits = [50, 10, 30, 20, 40];
    const { engine, calls, clock, later } = engineWith({
      Plan: ({ transferId }, n) => (n <= waits.length ? plan('await', Number(transferId)) : plan('done')),
      Notify: () => ({}),
    });
    for (const wait of waits) run(engine, String(wait));
    await engine.settled();
    await engine.advanceTo(later(35));
    const told = calls.filter(({ name }) => name === 'Notify');
    expect(told.map(({ payload }) => payload.transferId)).toEqual(['10', '20', '30']);
    expect(told.map(({ at }) => at)).toEqual([10, 20, 30].map((s) => later(s).toISOString()));
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(later(35).getTime());
    expect(clock.now().getTime()).toBeLessThan(later(36).getTime());
  });

  it('comes to an end just before a milestone, and tells of it when it is reached', async () => {
    const at = (seconds: number) => later(seconds).toISOString();
    const { engine, calls, later, clock } = engineWith({
      Plan: ({ now }) => {
        const left = Math.ceil((later(60).getTime() - Date.parse(String(now))) / 1000);
        return left > 0 ? plan('await', left) : plan('done');
      },
      Notify: () => ({}),
    });
    run(engine);
    await engine.advanceTo(later(58.5));
    expect(clock.now().getTime()).toBeLessThan(later(60).getTime());
    await engine.advanceTo(later(60));
    expect(calls.filter(({ name }) => name === 'Notify').at(-1)?.at).toBe(at(60));
    expect(engine.list('RUNNING')).toEqual([]);
  });

  it('does not go back', async () => {
    const { engine, clock, later } = engineWith({});
    await engine.advanceTo(later(100));
    await expect(engine.advanceTo(later(50))).rejects.toThrow(RangeError);
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(later(100).getTime());
  });

  it('goes on from where it was, when its store is opened again', async () => {
    const { engine, store, later } = engineWith({});
    await engine.advanceTo(later(86_400));
    expect(openClock(store, new Date(0)).now().getTime()).toBeGreaterThanOrEqual(later(86_400).getTime());
  });

  it('fires at real speed too', async () => {
    const { engine, calls, clock } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 1) : plan('done')),
      Notify: () => ({}),
    });
    clock.release();
    run(engine);
    await expect
      .poll(() => calls.map(({ name }) => name), { timeout: 5_000 })
      .toEqual(['Plan', 'Await', 'Notify', 'Plan']);
  });

  it('leaves no wait unfired that is due, whatever the waits and jumps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 6 }),
        async (waits, jumps) => {
          const { engine, calls, later } = engineWith({
            Plan: (_, n) => (n <= waits.length ? plan('await', waits[n - 1]) : plan('done')),
            Notify: () => ({}),
          });
          run(engine, randomUUID());
          await engine.settled();
          let now = 0;
          for (const jump of jumps) {
            now += jump;
            await engine.advanceTo(later(now));
            const dueBy = (instant: number) =>
              waits.filter((_, n) => waits.slice(0, n + 1).reduce((a, b) => a + b) <= instant).length;
            const told = calls.filter(({ name }) => name === 'Notify').length;
            // A second or two of slack belongs to the timer, as with Step Functions.
            expect(told).toBeGreaterThanOrEqual(dueBy(now));
            expect(told).toBeLessThanOrEqual(dueBy(now + 2 + waits.length));
          }
          await engine.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a schedule', () => {
  it('ticks twice after something happened, and not while nothing does', async () => {
    const { engine, later } = engineWith({});
    const ticks: string[] = [];
    engine.every(15, 'watchdog', async () => ticks.push('tick'));
    await engine.advanceTo(later(30 * 86_400));
    expect(ticks).toHaveLength(2);
    engine.touch();
    await engine.advanceTo(later(60 * 86_400));
    expect(ticks).toHaveLength(4);
  });

  it('that fails stops nothing', async () => {
    const { engine, later } = engineWith({});
    let ran = 0;
    engine.every(15, 'broken', async () => {
      ran += 1;
      throw new Error('no');
    });
    await engine.advanceTo(later(86_400));
    expect(ran).toBe(2);
  });
});

describe('a definition with what the engine does not run', () => {
  const changed = (state: string, field: string, value: unknown) => {
    const machine = JSON.parse(definition);
    machine.States[state][field] = value;
    return JSON.stringify(machine);
  };
  it.each([
    ['Plan', 'HeartbeatSeconds', 5],
    ['Plan', 'Resource', 'arn:aws:states:::sns:publish'],
    ['Plan', 'Next', 'Nowhere'],
    ['Plan', 'ResultPath', '$.a[0]'],
    ['Decide', 'Choices', [{ Variable: '$.a', NumericEquals: 1, Next: 'Done' }]],
    ['Done', 'Type', 'Wait'],
  ])('%s.%s is refused by name', (state, field, value) => {
    expect(() => engineWith({}, { machine: changed(state, field, value) })).toThrow(new RegExp(state));
  });
});
