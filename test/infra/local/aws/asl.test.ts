import { describe, expect, it } from 'vitest';
import { backOffOf, loadMachine } from '../../../../infra/local/aws/asl.ts';
import { definition } from './engine-with.ts';

const changed = (where: string, value: unknown): string => {
  const machine = JSON.parse(definition);
  const keys = where.split('/');
  const last = keys.pop() ?? '';
  keys.reduce((object, key) => object[key], machine.States)[last] = value;
  return JSON.stringify(machine);
};

describe('a definition', () => {
  it('is loaded as it stands in the repository', () => {
    expect(Object.keys(loadMachine(definition).States)).toContain('Await');
  });

  it.each([
    ['Plan/HeartbeatSeconds', 5, /Plan.*HeartbeatSeconds/],
    ['Plan/TimeoutSeconds', 5, /Plan.*TimeoutSeconds/],
    ['Plan/Assign', {}, /Plan.*Assign/],
    ['Plan/QueryLanguage', 'JSONata', /Plan.*QueryLanguage/],
    ['Plan/Resource', 'arn:aws:states:::sns:publish', /Plan\.Resource/],
    ['Plan/ResultPath', '$.a[0]', /Plan\.ResultPath/],
    ['Plan/Next', 'Nowhere', /Plan: .*Nowhere/],
    ['Plan/Next', 'constructor', /Plan: .*constructor/],
    ['Plan/Catch/0/Next', 'Nowhere', /Plan: .*Nowhere/],
    ['Plan/Retry/0/JitterStrategy', 'HALF', /Plan\.Retry\.0\.JitterStrategy/],
    ['Plan/Parameters/Payload/now.$', "States.Format('{}', $.a)", /Plan\.Parameters\.Payload\.now\.\$/],
    ['Plan/Parameters/Payload/now.$', '$$.Map.Item.Value', /Plan\.Parameters\.Payload\.now\.\$/],
    ['Plan/Parameters/Payload/deep', { 'first.$': '$.a[0]' }, /Plan\.Parameters\.Payload\.first\.\$/],
    ['Decide/Choices/0', { Variable: '$.a', NumericEquals: 1, Next: 'Done' }, /Decide\.Choices\.0.*\n?.*NumericEquals/],
    ['Decide/Default', 'Nowhere', /Decide: .*Nowhere/],
    ['Done', { Type: 'Wait', Seconds: 1, Next: 'Plan' }, /Done\.Type/],
  ])('with %s: %j is refused by state and field', (where, value, named) => {
    expect(() => loadMachine(changed(where, value))).toThrow(named);
  });
});

describe('a back-off', () => {
  const retry = {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    MaxAttempts: 6,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
  };

  it('doubles up to its maximum', () => {
    const waits = [0, 1, 4, 5, 2000].map((taken) => backOffOf({ ...retry, JitterStrategy: 'NONE' }, taken));
    expect(waits).toEqual([2_000, 4_000, 32_000, 60_000, 60_000]);
  });

  it('with jitter lies anywhere below', () => {
    const waits = Array.from({ length: 200 }, () => backOffOf({ ...retry, JitterStrategy: 'FULL' }, 5));
    expect(Math.min(...waits)).toBeLessThan(15_000);
    expect(Math.max(...waits)).toBeGreaterThan(45_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
  });
});
