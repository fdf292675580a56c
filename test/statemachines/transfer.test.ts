import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { nothingOwed } from '../../functions/adapters/workflow.ts';
import { grace } from '../../functions/schedules/revive.ts';
import { tasks } from '../../infra/functions.ts';

const text = await readFile(new URL('../../statemachines/transfer.asl.json', import.meta.url), 'utf8');
const machine: { States: Record<string, Record<string, unknown>> } = JSON.parse(text);

describe('the state machine’s file', () => {
  it('is valid', () => {
    const validate = createRequire(import.meta.url)('asl-validator') as (definition: object) => {
      isValid: boolean;
      errorsText: () => string;
    };
    const { isValid, errorsText } = validate(
      JSON.parse(
        text
          .replaceAll('${Partition}', 'aws')
          .replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:$1'),
      ),
    );
    expect(isValid, errorsText()).toBe(true);
  });

  it('has exactly the placeholders that are replaced', () => {
    const placeholders = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect(placeholders).toEqual(
      new Set(['Partition', ...tasks.flatMap(({ placeholder, former }) => (former ? [] : [placeholder]))]),
    );
  });

  it('retries every task with jitter, and catches whatever is left', () => {
    const found = Object.entries(machine.States).filter(([, { Type }]) => Type === 'Task');
    expect(found.map(([name]) => name)).toEqual(['Tell', 'Await', 'Alarm']);
    for (const [name, state] of found) {
      expect(
        (state.Retry as { MaxAttempts: number }[]).filter(({ MaxAttempts }) => MaxAttempts > 0),
        name,
      ).toEqual([expect.objectContaining({ JitterStrategy: 'FULL' })]);
      expect((state.Catch as { ErrorEquals: string[] }[]).at(-1)?.ErrorEquals, name).toEqual(['States.ALL']);
    }
  });

  it('gives up on a task before the watchdog takes its attempt for lost', () => {
    /** Seconds: the functions' timeout. */
    const longestTry = 30;
    for (const [name, { Type, Retry }] of Object.entries(machine.States)) {
      if (Type !== 'Task') continue;
      const { IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts } =
        (Retry as Record<string, number>[]).at(-1) ?? {};
      const pauses = Array.from({ length: MaxAttempts ?? 0 }, (_, n) =>
        Math.min((IntervalSeconds ?? 0) * (BackoffRate ?? 0) ** n, MaxDelaySeconds ?? 0),
      );
      const whole = pauses.reduce((a, b) => a + b, 0) + (pauses.length + 1) * longestTry;
      expect(whole * 1000, name).toBeLessThan(grace);
    }
  });

  it('never retries what it waited for: a timeout of Await is the milestone', () => {
    expect(JSON.stringify(machine.States.Await?.Retry)).not.toMatch(/States\.(ALL|Timeout)/);
    expect(machine.States.Await?.Catch).toContainEqual({
      ErrorEquals: ['States.Timeout'],
      ResultPath: null,
      Next: 'Tell',
    });
  });

  it('neither retries nor alarms where it hears that nothing is owed any more', () => {
    const { Retry, Catch } = machine.States.Await as { Retry: object[]; Catch: object[] };
    expect(Retry[0]).toEqual({ ErrorEquals: [nothingOwed], MaxAttempts: 0 });
    expect(Catch[0]).toEqual({ ErrorEquals: [nothingOwed], ResultPath: null, Next: 'Done' });
  });
});
