import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  paginateScan,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { variable } from '../settings.ts';
import { digestAttribute, digestOf, withDigest } from './digest.ts';
import { type IndexName, indexes, type Key } from './schema.ts';

/** The one table: its client, its transactions, its reads of many items. */

export const table = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
  marshallOptions: { removeUndefinedValues: true },
});

export const tableName = (): string => variable('TABLE_NAME');

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** On what a write insists: an expression with its names and values. */
export type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** On condition that nothing stands there. */
export const ifNew: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

/** On condition that a counter of the item is where it was read; of no item, that there is none. */
export const ifStill = (counter: string, count: number | undefined): Condition =>
  count === undefined
    ? ifNew
    : {
        ConditionExpression: '#counter = :count',
        ExpressionAttributeNames: { '#counter': counter },
        ExpressionAttributeValues: { ':count': count },
      };

const putOf = (item: object, condition: Condition) => ({
  TableName: tableName(),
  Item: withDigest(item),
  ...condition,
});

/** A write of a whole item, with what proves it (digest.ts): no item is written without. */
export const put = (item: object, condition: Condition = {}): Write => ({ Put: putOf(item, condition) });

/** A write that only stands where nothing stood. */
export const fresh = (item: object): Write => put(item, ifNew);

/** How some attributes of an item that was read are set, and its digest with them; the names begin with `#set`, the values with `:set`. */
export const setting = (item: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>>) => {
  const set = Object.entries({ ...changes, [digestAttribute]: digestOf({ ...item, ...changes }) });
  return {
    Key: { pk: item.pk, sk: item.sk },
    expression: set.map((_, n) => `#set${n} = :set${n}`),
    names: Object.fromEntries(set.map(([name], n) => [`#set${n}`, name])),
    values: Object.fromEntries(set.map(([, value], n) => [`:set${n}`, value])),
  };
};

/** Sets some attributes of an item that is known whole, and gives it as it stood; null where the condition did not hold. */
export const changeItem = async (
  item: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
  { ExpressionAttributeNames, ExpressionAttributeValues, ...condition }: Condition,
): Promise<Record<string, unknown> | null> => {
  const { Key, expression, names, values } = setting(item, changes);
  try {
    const { Attributes = {} } = await table.send(
      new UpdateCommand({
        ...{ TableName: tableName(), Key, ...condition, ReturnValues: 'ALL_OLD' },
        UpdateExpression: `SET ${expression.join(', ')}`,
        ExpressionAttributeNames: { ...names, ...ExpressionAttributeNames },
        ExpressionAttributeValues: { ...values, ...ExpressionAttributeValues },
      }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
};

/** Writes one item; false where the condition did not hold. */
export const putItem = async (item: object, condition: Condition = {}): Promise<boolean> => {
  try {
    await table.send(new PutCommand(putOf(item, condition)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/**
 * All of the writes or none. `refused` gives the indexes of the writes whose condition failed; a conflict with another
 * transaction (TransactionConflict) refuses the write that met it, since its record is being changed.
 * @throws the SDK's error for anything else, throttles after its own retries included; a throttled item within a
 * transaction, which the SDK does not retry, as ThrottlingException.
 */
export const writeAll = async (writes: Write[]): Promise<{ refused: number[] }> => {
  try {
    await table.send(new TransactWriteCommand({ TransactItems: writes }));
    return { refused: [] };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) {
      throw Object.assign(new Error('a transaction was throttled'), { name: 'ThrottlingException' });
    }
    const refused = codes.flatMap((code, index) =>
      code === 'ConditionalCheckFailed' || code === 'TransactionConflict' ? [index] : [],
    );
    if (refused.length === 0) throw error;
    return { refused };
  }
};

/** Every item of a partition whose sort key begins so, in its order, by one consistent query a page. */
export const readPartition = async (pk: string, prefix = ''): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table },
    {
      TableName: tableName(),
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix === '' ? {} : { ':prefix': prefix }) },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
};

/** Every partition of one part of the table, of so many, each once; eventually consistent. For schedules: no request reads all there is. */
export const partitionsOf = async function* (part: number, parts: number): AsyncGenerator<string> {
  const seen = new Set<string>();
  const pages = paginateScan(
    { client: table },
    { TableName: tableName(), Segment: part, TotalSegments: parts, ProjectionExpression: 'pk' },
  );
  for await (const { Items = [] } of pages) {
    for (const { pk } of Items) {
      if (seen.has(String(pk))) continue;
      seen.add(String(pk));
      yield String(pk);
    }
  }
};

/** How many keys BatchGetItem takes. */
const together = 100;

/** The items that there are of these keys, in no order, each once; consistent. */
export const readItems = async (wanted: readonly Key[]): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  const distinct = new Map(wanted.map((key) => [JSON.stringify([key.pk, key.sk]), key]));
  for (let left: Record<string, unknown>[] = [...distinct.values()]; left.length > 0; ) {
    const Keys = left.slice(0, together);
    const { Responses, UnprocessedKeys } = await table.send(
      new BatchGetCommand({ RequestItems: { [tableName()]: { Keys, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName()] ?? []));
    // A throttled table leaves some for a second call.
    left = [...(UnprocessedKeys?.[tableName()]?.Keys ?? []), ...left.slice(together)];
  }
  return found;
};

/**
 * How a query of an index begins. `:partition` stands for its partition; `sort` is the condition on `#sort`, its sort
 * attribute, where there is one.
 */
export const onIndex = (name: IndexName, sort = '') => {
  const { partition, sort: sortedBy } = indexes[name];
  const ExpressionAttributeNames: Record<string, string> = {
    '#partition': partition,
    ...(sort === '' ? {} : { '#sort': sortedBy }),
  };
  return {
    TableName: tableName(),
    IndexName: name,
    KeyConditionExpression: sort === '' ? '#partition = :partition' : `#partition = :partition AND ${sort}`,
    ExpressionAttributeNames,
  };
};

/** Runs again what lost against another writer, with a pause that grows and differs; undefined means lost. */
export const untilWon = async <T>(attempt: () => Promise<T | undefined>, tries = 8): Promise<T | undefined> => {
  for (let n = 0; n < tries; n += 1) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** n));
    const won = await attempt();
    if (won !== undefined) return won;
  }
  return undefined;
};
