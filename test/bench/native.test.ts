import { describe, expect, it } from 'vitest';
import { native } from './native.ts';

describe('a request that went over the wire', () => {
  it('has the values of DynamoDB as the document client takes them', () => {
    const item = {
      pk: { S: 'CLUE#1' },
      version: { N: '3' },
      sealed: { B: 'AQI=' },
      open: { BOOL: false },
      duty: { NULL: true },
      seen: { SS: ['a'] },
      done: { M: { days: { L: [{ N: '1' }, { S: 'x' }] } } },
    };
    const wire = {
      TransactItems: [{ Put: { TableName: 't', Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }],
    };
    const values = {
      pk: 'CLUE#1',
      version: 3,
      sealed: Buffer.from([1, 2]),
      open: false,
      duty: null,
      seen: new Set(['a']),
      done: { days: [1, 'x'] },
    };
    expect(native(wire)).toEqual({
      TransactItems: [{ Put: { TableName: 't', Item: values, ConditionExpression: 'attribute_not_exists(pk)' } }],
    });
  });

  it('has the keys of many items, and names that are no values', () => {
    const wire = {
      RequestItems: { t: { Keys: [{ pk: { S: 'A' }, sk: { S: 'B' } }], ConsistentRead: true } },
      ExpressionAttributeNames: { '#shard': 'shard' },
    };
    expect(native(wire)).toEqual({
      RequestItems: { t: { Keys: [{ pk: 'A', sk: 'B' }], ConsistentRead: true } },
      ExpressionAttributeNames: { '#shard': 'shard' },
    });
  });

  it('has the bytes that KMS takes', () => {
    expect(native({ CiphertextBlob: 'AQI=', EncryptionContext: { clueId: 'c' } })).toEqual({
      CiphertextBlob: Buffer.from([1, 2]),
      EncryptionContext: { clueId: 'c' },
    });
  });

  it('is refused where it has a value of a kind that is not used here', () => {
    expect(() => native({ Item: { pk: { NS: ['1'] } } })).toThrow('NS');
  });
});
