import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

export type TableDefinition = Omit<CreateTableCommandInput, 'TableName'> & { ttl: string | undefined };

/** The table as the stack defines it: taken from the synthesised construct, so that there is one definition. */
export const tableDefinition = async (): Promise<TableDefinition> => {
  const [{ App, Stack }, { Storage }] = await Promise.all([import('aws-cdk-lib/core'), import('../stack/storage.ts')]);
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Local');
  new Storage(stack, 'Storage');
  const { Resources } = app.synth().getStackByName('Local').template;
  const properties = Object.values<{ Type: string; Properties: Record<string, never> }>(Resources).find(
    ({ Type }) => Type === 'AWS::DynamoDB::Table',
  )?.Properties;
  if (!properties) throw new Error('the storage construct defines no table');
  return {
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes,
    BillingMode: properties.BillingMode,
    ttl: (properties.TimeToLiveSpecification as { AttributeName?: string } | undefined)?.AttributeName,
  };
};

/** Makes the table unless it is there. Encryption and recovery are left to the stack: DynamoDB Local has neither. */
export const createTable = async (
  client: DynamoDBClient,
  name: string,
  define: () => Promise<TableDefinition> = tableDefinition,
): Promise<void> => {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }));
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const { ttl, ...table } = await define();
  try {
    await client.send(new CreateTableCommand({ ...table, TableName: name }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
  if (ttl) {
    await client.send(
      new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName: ttl, Enabled: true } }),
    );
  }
};
