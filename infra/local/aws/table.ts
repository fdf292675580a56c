import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { expiryAttribute, indexes, primaryKey, projectionOf } from '../../../functions/adapters/table/schema.ts';

/** The local table: made from the same declaration as the deployed one, whose encryption, recovery and protection it lacks. */

interface KeyAttributes {
  partition: string;
  sort: string;
}

const keySchema = ({ partition, sort }: KeyAttributes) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

const definition = () => {
  const all: KeyAttributes[] = [primaryKey, ...Object.values(indexes)];
  const names = new Set(all.flatMap(({ partition, sort }) => [partition, sort]));
  return {
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(primaryKey),
    AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, index]) => ({
      IndexName,
      KeySchema: keySchema(index),
      Projection: projectionOf(index),
    })),
  };
};

/** Names of the indexes that a table has; undefined where there is no such table. */
const indexesOf = async (client: DynamoDBClient, name: string): Promise<Set<string> | undefined> => {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return new Set(Table?.GlobalSecondaryIndexes?.flatMap(({ IndexName }) => IndexName ?? []));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

/** Gives a table of before the indexes that came since. */
const completeIndexes = async (client: DynamoDBClient, name: string, has: ReadonlySet<string>): Promise<void> => {
  const { AttributeDefinitions, GlobalSecondaryIndexes } = definition();
  for (const Create of GlobalSecondaryIndexes.filter(({ IndexName }) => !has.has(IndexName))) {
    const keyed = new Set<string>(Create.KeySchema.map(({ AttributeName }) => AttributeName));
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => keyed.has(AttributeName)),
        GlobalSecondaryIndexUpdates: [{ Create }],
      }),
    );
    await waitUntilIndexed(client, name);
  }
};

/** DynamoDB Local fills an index in the background, and takes one at a time. */
const waitUntilIndexed = async (client: DynamoDBClient, name: string): Promise<void> => {
  for (let isReady = false; !isReady; ) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    isReady = (Table?.GlobalSecondaryIndexes ?? []).every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
    if (!isReady) await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Makes the table and waits until it is ready; one that exists only gets the indexes that it lacks. */
export const createTable = async (client: DynamoDBClient, name: string): Promise<void> => {
  const has = await indexesOf(client, name);
  if (has) return completeIndexes(client, name, has);
  const ready = () => waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
  try {
    await client.send(new CreateTableCommand({ TableName: name, ...definition() }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    // Another process makes it at this moment, and sees to the rest.
    await ready();
    return;
  }
  await ready();
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: expiryAttribute, Enabled: true },
    }),
  );
};
