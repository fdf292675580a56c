import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
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

const exists = async (client: DynamoDBClient, name: string): Promise<boolean> => {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
};

/** Makes the table and waits until it is ready; one that exists is left as it is. */
export const createTable = async (client: DynamoDBClient, name: string): Promise<void> => {
  if (await exists(client, name)) return;
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
