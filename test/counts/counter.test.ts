import { randomUUID } from 'node:crypto';
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTable } from '../../infra/local/aws/table.ts';
import { addUnits, type Units } from './counter.ts';
import { type Item, itemSize, keptBytes, valueSize } from './sizes.ts';

const s = (text: string) => ({ S: text });

describe('the size of an item', () => {
  it.each([
    ['a text, in bytes of UTF-8', { S: '线索 a' }, 8],
    ['a number: two digits a byte, and one', { N: '12345678901234567' }, 10],
    ['a negative one', { N: '-12345678901234567' }, 11],
    ['one of fewer digits, as if it were an instant', { N: '1200' }, 8],
    ['bytes', { B: new Uint8Array(10) }, 10],
    ['null', { NULL: true }, 1],
    ['a list: three, and one for each', { L: [s('ab'), { BOOL: true }] }, 3 + 3 + 2],
    ['a map: three, and for each one and its name', { M: { key: s('ab') } }, 3 + 1 + 3 + 2],
    ['nothing in a list', { L: [] }, 3],
  ])('counts %s', (_, value, size) => expect(valueSize(value)).toBe(size));

  it('counts names with values', () => expect(itemSize({ pk: s('a'), sk: s('bc'), n: { N: '1' } })).toBe(3 + 4 + 9));

  it('is kept in the table and in each index whose keys it has, as much as that carries', () => {
    const item = { pk: s('p'), sk: s('s'), owedBy: s('u'), wakeAt: s('2026'), text: s('x'.repeat(1000)) };
    const keys = 3 + 3 + 7 + 10;
    expect(keptBytes(item)).toEqual({ table: keys + 1004 + 100, owing: keys + 100 });
  });
});

// DynamoDB Local doubles the units of indexes in a transaction, and takes none for a check.
describe('the embedded engine takes the units that AWS does', () => {
  const TableName = `test-${randomUUID()}`;
  const client = new DynamoDBClient({
    endpoint: inject('dynamoDb'),
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const asked = { TableName, ReturnConsumedCapacity: 'INDEXES' as const };
  beforeAll(() => createTable(client, TableName));
  afterAll(() => client.destroy());

  const units = (answer: object): Units => {
    const found: Units = {};
    addUnits(found, answer as Record<string, unknown>);
    return found;
  };
  /** So large, in `owing`, which carries keys alone, and in `sent`, which carries all. */
  const item = (size: number): Item => {
    const keys = {
      pk: s(randomUUID()),
      sk: s('s'),
      owedBy: s('u'),
      wakeAt: s('1'),
      from: s('f'),
      registeredAt: s('1'),
    };
    return { ...keys, text: s('x'.repeat(size - itemSize(keys) - 'text'.length)) };
  };
  const put = async (Item: Item) => units(await client.send(new PutItemCommand({ ...asked, Item: Item as never })));
  const update = async ({ pk, sk }: Item, name: string, value: string) =>
    units(
      await client.send(
        new UpdateItemCommand({
          ...asked,
          Key: { pk, sk } as never,
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': s(value) },
        }),
      ),
    );

  it('a write: a unit for each KB begun, in the table and in each index that the item stands in', async () => {
    expect(await put(item(1024))).toEqual({ table: 1, owing: 1, sent: 1 });
    expect(await put(item(1025))).toEqual({ table: 2, owing: 1, sent: 2 });
    expect(await put({ pk: s('p'), sk: s('s') })).toEqual({ table: 1 });
  });

  it('a change: nothing where an index does not carry it, once where it does, twice where its key is another', async () => {
    const one = item(1500);
    await put(one);
    expect(await update(one, 'outcome', 'a')).toEqual({ table: 2, sent: 2 });
    expect(await update(one, 'outcome', 'a')).toEqual({ table: 2 });
    expect(await update(one, 'wakeAt', '2')).toEqual({ table: 2, owing: 2, sent: 2 });
    expect(await update(one, 'registeredAt', '2')).toEqual({ table: 2, sent: 4 });
  });

  it('a deletion: as large as what goes', async () => {
    const one = item(1500);
    await put(one);
    const gone = await client.send(new DeleteItemCommand({ ...asked, Key: { pk: one.pk, sk: one.sk } as never }));
    expect(units(gone)).toEqual({ table: 2, owing: 1, sent: 2 });
  });

  it('a transaction: twice in the table and once in the indexes, a check as a write of what it looks at', async () => {
    const [one, other] = [item(1500), item(2500)];
    await put(other);
    const answer = await client.send(
      new TransactWriteItemsCommand({
        ReturnConsumedCapacity: 'INDEXES',
        TransactItems: [
          { Put: { TableName, Item: one as never } },
          {
            ConditionCheck: {
              TableName,
              Key: { pk: other.pk, sk: other.sk } as never,
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
        ],
      }),
    );
    expect(units(answer)).toEqual({ table: 2 * 2 + 2 * 3, owing: 1, sent: 2 });
  });

  it('a read: a unit for 4 KB, half of it where it need not be consistent, and for nothing too', async () => {
    const one = item(4097);
    await put(one);
    const get = async (ConsistentRead: boolean, pk = one.pk) =>
      units(await client.send(new GetItemCommand({ ...asked, ConsistentRead, Key: { pk, sk: one.sk } as never })));
    expect(await get(true)).toEqual({ table: 2 });
    expect(await get(false)).toEqual({ table: 1 });
    expect(await get(true, s('nothing'))).toEqual({ table: 1 });
  });

  it('a query: of all that it found together, in the index that it asked', async () => {
    const from = randomUUID();
    for (let n = 0; n < 3; n += 1) await put({ ...item(2000), from: s(from), registeredAt: s(String(n)) });
    const found = await client.send(
      new QueryCommand({
        ...asked,
        IndexName: 'sent',
        KeyConditionExpression: '#from = :from',
        ExpressionAttributeNames: { '#from': 'from' },
        ExpressionAttributeValues: { ':from': s(from) },
      }),
    );
    expect(units(found)).toEqual({ sent: 1 });
  });
});
