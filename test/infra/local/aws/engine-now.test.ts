import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../infra/local/aws/store.ts';
import { stopTime } from '../real-time.ts';
import { closeEngines, definitionNow, engineWith, plan, run } from './engine-with.ts';

afterEach(closeEngines);
stopTime();

describe('an execution of today’s definition', () => {
  const machine = definitionNow;

  it('tells and awaits by turns, at a milestone or when it is woken, until it hears that nothing is owed', async () => {
    const { engine, calls, later } = engineWith({ Notify: () => plan('', 3600) }, { machine });
    const arn = run(engine);
    await engine.advanceTo(later(3_600));
    const token = () => String(calls.findLast(({ name }) => name === 'Await')?.payload.token);
    engine.sendTaskSuccess(token(), '{}');
    await engine.settled();
    expect(calls.map(({ name, at }) => `${name} ${at}`)).toEqual([
      ...['Notify', 'Await'].map((name) => `${name} ${later(0).toISOString()}`),
      ...['Notify', 'Await'].map((name) => `${name} ${later(3_600).toISOString()}`),
      ...['Notify', 'Await'].map((name) => `${name} ${later(3_600).toISOString()}`),
    ]);
    engine.sendTaskFailure(token(), 'NothingOwed', '');
    await engine.settled();
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
    expect(calls).toHaveLength(6);
    const entered = engine.history(arn).filter(({ type }) => type.endsWith('Entered'));
    expect(entered.map(({ state }) => state)).toEqual(['Tell', 'Await', 'Tell', 'Await', 'Tell', 'Await', 'Done']);
  });

  it('is told by its function, before that has returned, that nothing is owed', async () => {
    const { engine } = engineWith(
      { Notify: () => plan('', 1), Await: ({ token }) => engine.sendTaskFailure(String(token), 'NothingOwed', '') },
      { machine },
    );
    const arn = run(engine);
    await engine.settled();
    expect(engine.describe(arn).status).toBe('SUCCEEDED');
  });

  it('that a release before left in a state that is no more fails, and is heard of', async () => {
    const store = openStore(':memory:');
    const before = engineWith({ Plan: () => new Promise(() => {}) }, { store });
    const arn = run(before.engine);
    const ends: unknown[] = [];
    const { engine } = engineWith({}, { store, machine, hear: async (event) => void ends.push(event) });
    await engine.settled();
    expect(engine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(ends).toHaveLength(1);
  });
});
