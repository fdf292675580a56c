import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

/** What others are measured against: the clients that a command calls, made, and nothing else. It is bundled, and never asked. */

const table = DynamoDBDocumentClient.from(new DynamoDBClient());
const keys = new KMSClient();
const states = new SFNClient();

const name = { TableName: 'none' };

export const handler = async (): Promise<void> => {
  await table.send(new GetCommand({ ...name, Key: {} }));
  await table.send(new QueryCommand(name));
  await table.send(new BatchGetCommand({ RequestItems: {} }));
  await keys.send(new GenerateDataKeyCommand({ KeyId: 'none' }));
  await table.send(new TransactWriteCommand({ TransactItems: [] }));
  await states.send(new StartExecutionCommand({ stateMachineArn: 'none' }));
  await states.send(new SendTaskSuccessCommand({ taskToken: 'none', output: '{}' }));
};
