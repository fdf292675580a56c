import { randomUUID } from 'node:crypto';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { createTable } from '../../../../infra/local/aws/table.ts';
import { loadProvince } from '../../../../infra/province.ts';
import { RecordsStack } from '../../../../infra/stack/records-stack.ts';

const client = new DynamoDBClient({
  endpoint: inject('dynamoDb'),
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});
afterAll(() => client.destroy());

interface Index {
  IndexName?: string | undefined;
}
const byName = <T extends Index>(indexes: readonly T[] = []) =>
  indexes.toSorted((a, b) => String(a.IndexName).localeCompare(String(b.IndexName)));

describe('the local table', () => {
  it('has the keys, indexes and expiry of the deployed one', async () => {
    const name = `table-${randomUUID()}`;
    await createTable(client, name);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));

    const stack = new RecordsStack(new App(), await loadProvince('training'));
    const [deployed] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, TimeToLiveSpecification } =
      deployed?.Properties ?? {};
    expect(Table).toMatchObject({ TableStatus: 'ACTIVE', KeySchema });
    expect(new Set(Table?.AttributeDefinitions)).toEqual(new Set(AttributeDefinitions));
    expect(byName(Table?.GlobalSecondaryIndexes)).toMatchObject(byName(GlobalSecondaryIndexes));
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(TimeToLiveDescription?.AttributeName).toBe(TimeToLiveSpecification.AttributeName);
  });

  // DynamoDB Local takes an index away in the background, in a run of all tests not within a minute.
  const onEmbedded = process.env.STORE !== 'aws-local';
  it.runIf(onEmbedded)('of before gets the indexes that it lacks, and what stands in it stands in them', async () => {
    const name = `table-${randomUUID()}`;
    await createTable(client, name);
    const before = { pk: { S: 'TRANSFER#1' }, sk: { S: 'RECORD' }, shard: { S: 'open#0' }, transferId: { S: '1' } };
    await client.send(new PutItemCommand({ TableName: name, Item: before }));
    await client.send(
      new UpdateTableCommand({ TableName: name, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'open' } }] }),
    );
    await createTable(client, name);
    const { Items } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'open',
        KeyConditionExpression: '#shard = :shard',
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: { ':shard': { S: 'open#0' } },
      }),
    );
    expect(Items).toMatchObject([{ transferId: { S: '1' } }]);
  });

  it('is left alone when it exists, also when two make it at once', async () => {
    const name = `table-${randomUUID()}`;
    await Promise.all([createTable(client, name), createTable(client, name)]);
    const send = vi.spyOn(client, 'send');
    await createTable(client, `table-${randomUUID()}`);
    expect(send.mock.calls.length).toBeGreaterThan(1);
    send.mockClear();
    await createTable(client, name);
    // One look does: nothing is made or waited for.
    expect(send.mock.calls.map(([command]) => command.constructor.name)).toEqual(['DescribeTableCommand']);
  });
});
