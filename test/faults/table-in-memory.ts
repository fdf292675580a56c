import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../functions/schedules/verify/look.ts';

/** All items of the province's table. */
export const readTable = async (): Promise<Item[]> => {
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const items: Item[] = [];
  for (let from: Record<string, unknown> | undefined; ; ) {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new ScanCommand({ TableName: tableName(), ExclusiveStartKey: from, ConsistentRead: true }),
    );
    items.push(...Items);
    from = LastEvaluatedKey;
    if (!from) return items;
  }
};

/** A copy of a table in memory, whose items can be exchanged, and verification at work on it: texts are opened by KMS, each once. */
export const inMemory = async (items: readonly Item[]) => {
  const { lookAtTable } = await import('../../functions/schedules/verify/look.ts');
  const { lookAtItems } = await import('../../infra/exported-table.ts');
  const { verifyPartition } = await import('../../functions/schedules/verify/partition.ts');
  const real = lookAtTable('Asia/Shanghai');
  const opened = new Map<string, Promise<boolean>>();
  const table = new Map<string, Map<string, Item>>();
  const put = (item: Item) => {
    const [pk, sk] = [String(item.pk), String(item.sk)];
    table.set(pk, (table.get(pk) ?? new Map()).set(sk, item));
  };
  const remove = ({ pk, sk }: Item) => {
    table.get(String(pk))?.delete(String(sk));
  };
  for (const item of items) put(item);
  const look = lookAtItems(table, 'Asia/Shanghai', (clueId, field, sealed) => {
    const key = `${clueId} ${field} ${Buffer.from(sealed).toString('base64')}`;
    const opens = opened.get(key) ?? real.opens(clueId, field, sealed);
    opened.set(key, opens);
    return opens;
  });
  const verify = async (pk: string) => verifyPartition(pk, await look.partition(pk), look);
  const everywhere = async () => {
    const found = [];
    for (const pk of table.keys()) found.push(await verify(pk));
    return { faults: found.flatMap(({ faults }) => faults), unproven: found.flatMap(({ unproven }) => unproven) };
  };
  return { put, remove, verify, everywhere };
};
