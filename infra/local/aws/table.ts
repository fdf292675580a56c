import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** The local table has no definition of its own: it is made from what the province stack would deploy. */

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

/** What the engines here have too; encryption, point-in-time recovery and deletion protection mean nothing to them. */
const definitionSchema = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string() }).optional(),
});

/** Synthesises without the validation of the template, which takes a second and is the stack's own tests' affair. */
const withoutValidation = <T>(synthesise: () => T): T => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'false';
  try {
    return synthesise();
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION;
    else process.env.CDK_VALIDATION = before;
  }
};

/** The table of the storage construct, synthesised. The CDK is loaded only here: importing it takes a while. */
const deployedDefinition = async () => {
  const [{ App, Stack }, { Storage }] = await Promise.all([
    import('aws-cdk-lib/core'),
    import('../../stack/storage.ts'),
  ]);
  const outdir = await mkdtemp(join(tmpdir(), 'clue-transfer-synth-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
    const stack = new Stack(app, 'Local');
    new Storage(stack, 'Storage');
    const { Resources } = z
      .object({ Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })) })
      .parse(withoutValidation(() => app.synth()).getStackArtifact(stack.artifactId).template);
    const tables = Object.values(Resources).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');
    if (tables.length !== 1) throw new Error(`The storage construct has ${tables.length} tables; there must be one.`);
    return definitionSchema.parse(tables[0]?.Properties);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
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
  const { TimeToLiveSpecification, ...definition } = await deployedDefinition();
  const ready = () => waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
  try {
    await client.send(new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...definition }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    // Another process makes it at this moment, and sees to the rest.
    await ready();
    return;
  }
  await ready();
  if (!TimeToLiveSpecification) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { ...TimeToLiveSpecification, Enabled: true },
    }),
  );
};
