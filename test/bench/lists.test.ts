import { describe, expect, it } from 'vitest';
import { asSeen, kindsOf, only, theLeast } from './lists.ts';
import type { Call } from './seen.ts';

const call = (action: string, input: object = {}, after: number[] = []): Call => ({
  ...{ action, input: { ...input }, after },
  ...{ found: [], waited: undefined },
});
const get = (pk: string) => call('dynamodb:GetItem', { TableName: 't', Key: { pk, sk: 'R' } });
const batch = (...pks: string[]) =>
  call('dynamodb:BatchGetItem', { RequestItems: { t: { Keys: pks.map((pk) => ({ pk, sk: 'R' })) } } });

/** A command that reads one by one, seals two fields, writes, and tells two workflows. */
const command = [
  get('A'),
  batch('B', 'C'),
  get('A'),
  call('kms:GenerateDataKey', { n: 1 }, [0]),
  call('kms:GenerateDataKey', { n: 2 }, [0]),
  call('dynamodb:TransactWriteItems', { TransactItems: [] }, [0, 1, 2, 3, 4]),
  call('states:SendTaskSuccess', {}, [0, 1, 2, 3, 4, 5]),
  call('states:StartExecution', {}, [0, 1, 2, 3, 4, 5, 6]),
];

describe('the calls as they were seen', () => {
  it('are all of them, each after those that it came after', () => {
    expect(asSeen(command)).toEqual(command);
  });
});

describe('the least that anything must call', () => {
  const least = theLeast(command);

  it('reads together what was read one by one, each once, and seals by one data key', () => {
    expect(kindsOf(least)).toEqual([
      'BatchGetItem',
      'GenerateDataKey',
      'TransactWriteItems',
      'SendTaskSuccess',
      'StartExecution',
    ]);
    expect(least[0]?.input).toEqual({
      RequestItems: { t: { Keys: ['A', 'B', 'C'].map((pk) => ({ pk, sk: 'R' })), ConsistentRead: true } },
    });
  });

  it('reads and fetches its key side by side, then writes, then tells all side by side', () => {
    expect(least.map(({ after }) => after)).toEqual([[], [], [0, 1], [0, 1, 2], [0, 1, 2]]);
  });

  it('reads a single item as such, and queries as they were', () => {
    const query = call('dynamodb:Query', { IndexName: 'sent' });
    const page = theLeast([get('A'), query, call('kms:Decrypt', { n: 1 }), call('kms:Decrypt', { n: 2 })]);
    expect(kindsOf(page)).toEqual(['GetItem', 'Query', 'Decrypt']);
    expect(page.map(({ after }) => after)).toEqual([[], [], [0, 1]]);
  });

  it('asks again where there are more keys than one call takes', () => {
    const many = theLeast(Array.from({ length: 101 }, (_, n) => get(`K${n}`)));
    expect(kindsOf(many)).toEqual(['BatchGetItem', 'BatchGetItem']);
  });
});

describe('calls of one kind alone', () => {
  it('keep their order among themselves', () => {
    const some = only(command, /BatchGetItem|TransactWriteItems|Start/);
    expect(kindsOf(some)).toEqual(['BatchGetItem', 'TransactWriteItems', 'StartExecution']);
    expect(some.map(({ after }) => after)).toEqual([[], [0], [0, 1]]);
  });
});
