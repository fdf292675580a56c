import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openClock } from '../../../infra/local/clock.ts';
import { closeEngines, engineWith, plan, run } from './aws/engine-with.ts';
import { rest, stopTime, timePasses } from './real-time.ts';

afterEach(closeEngines);
stopTime();

describe('an engine whose clock is advanced', () => {
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
    expect(clock.now()).toEqual(later(35));
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
    expect(clock.now()).toEqual(later(58.5));
    await engine.advanceTo(later(60));
    expect(calls.filter(({ name }) => name === 'Notify').at(-1)?.at).toBe(at(60));
    expect(engine.list('RUNNING')).toEqual([]);
  });

  it('does not go back', async () => {
    const { engine, clock, later } = engineWith({});
    await engine.advanceTo(later(100));
    await expect(engine.advanceTo(later(50))).rejects.toThrow(RangeError);
    expect(clock.now()).toEqual(later(100));
  });

  it('does not go back behind an advance that is under way', async () => {
    const { engine, later } = engineWith({ Plan: () => plan('await', 60), Notify: () => ({}) });
    run(engine);
    const far = engine.advanceTo(later(1_000));
    await expect(engine.advanceTo(later(500))).rejects.toThrow(later(1_000).toISOString());
    await Promise.all([far, engine.advanceTo(later(1_000))]);
  });

  it('goes on from where it was, when its store is opened again', async () => {
    const { engine, store, later } = engineWith({});
    await engine.advanceTo(later(86_400));
    expect(openClock(store, new Date(0)).now()).toEqual(later(86_400));
  });

  it('takes a target that real time reaches while things come to rest', async () => {
    const { engine, clock } = engineWith({
      Plan: () => new Promise((resolve) => setTimeout(resolve, 60, plan('done'))),
    });
    clock.release();
    run(engine);
    const target = new Date(clock.now().getTime() + 20);
    const advanced = engine.advanceTo(target);
    await timePasses(60);
    await advanced;
    expect(clock.now().getTime()).toBe(target.getTime() + 40);
    await expect(engine.advanceTo(new Date(Number.NaN))).rejects.toThrow(RangeError);
  });

  it('stays with the last milestone when the engine is closed on the way', async () => {
    let release = () => {};
    const { engine, clock, calls, later } = engineWith({
      Plan: () => plan('await', 3_600),
      Notify: (_, n) => n < 3 || new Promise<void>((resolve) => (release = resolve)),
    });
    run(engine);
    const advanced = engine.advanceTo(later(365 * 86_400));
    await rest();
    expect(calls.filter(({ name }) => name === 'Notify')).toHaveLength(3);
    const closed = engine.close();
    release();
    await closed;
    await advanced;
    expect(clock.now()).toEqual(later(3 * 3_600));
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

describe('an engine at real speed', () => {
  it('fires on time, and not before', async () => {
    const { engine, calls, clock } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 1) : plan('done')),
      Notify: () => ({}),
    });
    clock.release();
    run(engine);
    await rest();
    await timePasses(999);
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await']);
    await timePasses(1);
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await', 'Notify', 'Plan']);
  });

  it('fires on time while another function hangs', async () => {
    let release = () => {};
    const { engine, calls, clock } = engineWith({
      Plan: ({ transferId }) =>
        transferId === 'hung'
          ? new Promise<void>((resolve) => {
              release = resolve;
            })
          : plan('await', 1),
      Notify: () => ({}),
    });
    clock.release();
    run(engine, 'hung');
    run(engine);
    await rest();
    await timePasses(1_000);
    expect(calls.map(({ name }) => name)).toContain('Notify');
    release();
  });

  it('waits for more than 24.8 days without firing early', async () => {
    const { engine, calls, clock, later } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 400 * 86_400) : plan('done')),
      Notify: () => ({}),
    });
    clock.release();
    run(engine);
    await rest();
    await timePasses(3_600_000);
    await engine.advanceTo(later(399 * 86_400));
    await timePasses(3_600_000);
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await']);
    await engine.advanceTo(later(400 * 86_400 + 10));
    expect(calls.map(({ name }) => name)).toEqual(['Plan', 'Await', 'Notify', 'Plan']);
  });
});

describe('a schedule', () => {
  it('ticks until it has seen what happened, and not while nothing does', async () => {
    const { engine, later } = engineWith({});
    const [ticks, late]: [string[], string[]] = [[], []];
    engine.every(15, 'recount', async () => ticks.push('tick'));
    engine.every(15, 'watchdog', async () => late.push('tick'), 600_000);
    await engine.advanceTo(later(30 * 86_400));
    expect([ticks.length, late.length]).toEqual([1, 2]);
    engine.touch();
    await engine.advanceTo(later(60 * 86_400));
    expect([ticks.length, late.length]).toEqual([2, 4]);
  });

  it('ticks at whole multiples of its period, in its place among what is due', async () => {
    const { engine, calls, clock, later } = engineWith({
      Plan: (_, n) => (n === 1 ? plan('await', 20 * 60) : plan('done')),
      Notify: () => ({}),
    });
    const seen: string[] = [];
    engine.every(15, 'watchdog', async () => seen.push(clock.now().toISOString()), 600_000);
    run(engine);
    await engine.advanceTo(later(86_400));
    // 02:00 start, 02:20 milestone; the two ticks after it are owed, and none later.
    const at = (minutes: number) => later(minutes * 60).toISOString();
    expect(calls.find(({ name }) => name === 'Notify')?.at).toBe(at(20));
    expect(seen).toEqual([at(15), at(30), at(45)]);
  });

  it('that fails stops nothing', async () => {
    const { engine, later } = engineWith({});
    const error = vi.spyOn(console, 'error').mockReturnValue();
    let ran = 0;
    engine.every(15, 'broken', async () => {
      ran += 1;
      throw new Error('no');
    });
    await engine.advanceTo(later(86_400));
    // Tried again, ever later: 1, 3, 7, 15, 31, 63 quarters of an hour.
    expect(ran).toBe(6);
    // The first, the second, the fourth: one that fails for good does not fill the log.
    expect(error.mock.calls.map(([line]) => line)).toEqual([
      'the schedule broken failed: Error: no',
      'the schedule broken failed 2 times in a row: Error: no',
      'the schedule broken failed 4 times in a row: Error: no',
    ]);
    error.mockRestore();
  });

  it('that fails is told of without what it read, and tells when it works again', async () => {
    const { engine, later } = engineWith({});
    const error = vi.spyOn(console, 'error').mockReturnValue();
    const failures: (() => unknown)[] = [
      () => JSON.parse('某工地强揽土方工程'),
      () => {
        throw Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
      },
    ];
    engine.every(15, 'broken', async () => failures.shift()?.());
    await engine.advanceTo(later(86_400));
    const lines = error.mock.calls.map(([line]) => String(line));
    expect(lines).toEqual([
      expect.stringMatching(/^the schedule broken failed: SyntaxError: at /),
      'the schedule broken failed 2 times in a row: AggregateError: ECONNREFUSED',
      'the schedule broken works again, after 2 failures',
    ]);
    expect(lines.join()).not.toContain('某工地');
    error.mockRestore();
  });
});
