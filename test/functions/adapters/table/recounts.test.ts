import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { OpenPosition } from '../../../../functions/adapters/table/waiting.ts';
import { createTable } from '../../../../infra/local/aws/table.ts';

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
    TABLE_NAME: `recounts-${randomUUID()}`,
  });
  await createTable(new DynamoDBClient(), process.env.TABLE_NAME ?? '');
});

/** As the code before positions stored it: in the middle of a shard. */
const stored = {
  pk: 'RECOUNT',
  sk: 'RECORD',
  id: 'r1',
  basis: 'state-council windows',
  phase: 'counting',
  untold: ['r1'],
  part: 2,
  after: { pk: 'TRANSFER#b1', sk: 'RECORD', shard: 'open#2', wakeAt: '2026-09-24T02:00:00.000Z' },
  open: 200,
  moved: 150,
  startedAt: '2026-09-24T02:00:00.000Z',
  finishedAt: null,
  step: 3,
};

describe('the state of a recount', () => {
  it('that older code left in its middle is read, and goes on where it ended', async () => {
    const { readRecount, saveRecount } = await import('../../../../functions/adapters/table/recounts.ts');
    const { beforeTheFirst, openTransfers } = await import('../../../../functions/adapters/table/waiting.ts');
    const { table, tableName } = await import('../../../../functions/adapters/table/table.ts');
    await table.send(new PutCommand({ TableName: tableName(), Item: stored }));
    for (const [id, shard, minute] of [
      ['a1', 2, '00'],
      ['b2', 2, '01'],
      ['c1', 3, '00'],
    ] as const) {
      const waiting = { shard: `open#${shard}`, wakeAt: `2026-09-24T02:${minute}:00.000Z`, attempt: 1 };
      await table.send(
        new PutCommand({ TableName: tableName(), Item: { pk: `TRANSFER#${id}`, sk: 'RECORD', ...waiting } }),
      );
    }

    const state = await readRecount();
    if (!state) throw new Error('there is no state');
    expect(state).toMatchObject({ id: 'r1', phase: 'counting', open: 200, moved: 150, step: 3 });
    const first = await openTransfers(state.position, 100);
    expect(first.waiting).toEqual([{ transferId: 'b2', attempt: 1 }]);
    const second = first.next && (await openTransfers(first.next, 100));
    expect(second).toEqual({ waiting: [{ transferId: 'c1', attempt: 1 }], next: null });
    // From the beginning the shards take turns, and each transfer is read once.
    const pages: string[][] = [];
    for (let position: OpenPosition | null = beforeTheFirst; position; ) {
      const { waiting, next } = await openTransfers(position, 1);
      if (waiting.length > 0) pages.push(waiting.map(({ transferId }) => transferId));
      position = next;
    }
    expect(pages).toEqual([['a1'], ['c1'], ['b2']]);

    await saveRecount(state, state);
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: { pk: 'RECOUNT', sk: 'RECORD' } }));
    // That code, rolled back to, begins anew.
    expect(Item).toMatchObject({ ...stored, part: 0, after: null, step: 4 });
    expect((await readRecount())?.position).toEqual(state.position);
  });
});
