import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type KeptRecusal, keptRecusal } from '../functions/adapters/recusal.ts';
import { table, tableName } from '../functions/adapters/table/table.ts';
import { itemOf } from '../functions/adapters/table/transfer-item.ts';
import { resolved } from '../functions/domain/units/recusal.ts';
import { transferAt } from './functions/domain/records.ts';

/** A unit's ledger with very many rows, each of a clue that names subjects. */

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const keySchema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

/** One a minute from 2026-01-01 on; every other one is closed, one in ten a case notice. */
const itemAt = (n: number, closed: Partial<ReturnType<typeof transferAt>>, open: typeof closed, recused: KeptRecusal) =>
  itemOf({
    transfer: {
      ...transferAt('2026-01-01T00:00:00Z'),
      ...(n % 2 === 0 ? closed : open),
      transferId: `t${n}`,
      clueId: `c${n}`,
      reference: `371402-20260917-${String(n).padStart(8, '0')}`,
      rule: n % 10 === 0 ? 'case-notice' : 'organised-crime',
      registeredAt: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
    },
    revision: 3,
    head: { events: 3, head: 'f'.repeat(64) },
    token: null,
    wakeAt: '2099-01-01T00:00:00.000Z',
    recused,
  });

/** A table that has the index of the senders' ledgers only: each further index doubles the time. */
const makeTable = () =>
  table.send(
    new CreateTableCommand({
      TableName: tableName(),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'from', 'registeredAt'].map(text),
      KeySchema: keySchema('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'sent', KeySchema: keySchema('from', 'registeredAt'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );

/** A person whom the register does not know, and a business. */
const twoSubjects = (n: number): string[] => [`张某${n}`, `德州某某建筑工程有限公司${n}`];

/** Rows of the ledger of 371402-housing, in a table that is there, but for the first ones. `subjects`: names, by the row's number. */
export const plantRows = async (count: number, subjects = twoSubjects, first = 0): Promise<void> => {
  const at = '2026-09-18T02:00:00.000Z';
  const done = { dueDate: '2026-09-24', overdue: false, workingDays: 1 };
  const open = { status: 'acknowledged', dispatchedAt: at, acknowledgedAt: at, acknowledgedBy: 'clerk' } as const;
  const closed = {
    ...open,
    ...{ status: 'closed' as const, closedAt: at, feedbackAt: at, outcome: '已立案侦查，涉案人员均已到案', duty: null },
    done: { dispatch: done, acknowledge: done, feedback: done },
  } as const;
  const item = async (n: number) => {
    const { forms } = resolved(subjects(n), [], ['371402', '371400', '370000']);
    return itemAt(n, closed, open, await keptRecusal(`c${n}`, forms));
  };
  let next = first;
  const write = async () => {
    while (next < count) {
      const from = next;
      next += 25;
      const items = await Promise.all(Array.from({ length: Math.min(25, count - from) }, (_, n) => item(from + n)));
      const { UnprocessedItems = {} } = await table.send(
        new BatchWriteCommand({ RequestItems: { [tableName()]: items.map((Item) => ({ PutRequest: { Item } })) } }),
      );
      if (Object.keys(UnprocessedItems).length > 0) throw new Error('the store left items of a batch unwritten');
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
};

export const plantLedger = async (count: number): Promise<void> => {
  await makeTable();
  await plantRows(count);
};
