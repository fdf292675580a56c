import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/adapters/table/schema.ts';
import { newRegionItems, newUnitItems } from '../../functions/adapters/table/unit-changes.ts';
import { regions, units } from './seed.ts';

/** Puts the seed's regions and units into an empty table; one that was planted before is left as it is. */
export const plant = async (client: DynamoDBClient, tableName: string, now: Date): Promise<void> => {
  const table = DynamoDBDocumentClient.from(client);
  const root = regions[0];
  const change = { at: now.toISOString(), by: { sub: 'seed', role: 'operator', unitId: null } } as const;
  // The province itself is written last: while it is missing, an interrupted planting is done again.
  const items = [
    ...units.flatMap((unit) => newUnitItems(unit, change)),
    ...regions.toReversed().flatMap((region) => newRegionItems(region, change)),
  ];
  if (!root) return;
  const { Item } = await table.send(new GetCommand({ TableName: tableName, Key: keys.region(root.code) }));
  if (Item) return;
  for (let from = 0; from < items.length; from += 25) {
    const batch = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    const { UnprocessedItems = {} } = await table.send(new BatchWriteCommand({ RequestItems: { [tableName]: batch } }));
    // Never seen here: neither engine throttles.
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('the register was not planted: start again');
  }
};
