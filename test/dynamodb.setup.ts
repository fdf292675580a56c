import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../infra/local/aws/dynamodb.ts';

/** One store, in memory, for all test files, of the engine that STORE names; each file makes a table of its own in it. */
export default async ({ provide }: TestProject) => {
  const dynamoDb = await startDynamoDb({ port: 0, dataDir: 'memory' });
  provide('dynamoDb', dynamoDb.endpoint);
  return () => dynamoDb.stop();
};

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDb: string;
  }
}
