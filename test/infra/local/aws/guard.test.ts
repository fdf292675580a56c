import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchGetCommand, DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { keyArn, machineArn, tableArn } from '../../../../infra/local/aws/account.ts';
import { actingAs, type Decision, standGuard } from '../../../../infra/local/aws/guard.ts';
import type { Statement } from '../../../../infra/rights.ts';

/** Calls of functions, as they come to a service that takes every one of them, or do not come to it. */

const came: string[] = [];
const server = createServer((request, response) => {
  came.push(String(request.headers['x-amz-target'] ?? 'form'));
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}'));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => server.close(resolve)));

const options = {
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
// Before the guard stands, and after it.
const before = new DynamoDBClient(options);
standGuard();
standGuard();
const table = DynamoDBDocumentClient.from(new DynamoDBClient(options));

const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
const may = (Action: string, Resource: string, Condition?: Statement['Condition']): [string, Statement] => [
  Action,
  { Effect: 'Allow', Action: [Action], Resource: [Resource], ...(Condition ? { Condition } : {}) },
];
const decisions: Decision[] = [];
beforeEach(() => {
  came.length = 0;
  decisions.length = 0;
});
const as = <T>(statements: [string, Statement][], work: () => Promise<T>) =>
  actingAs({ name: 'read-clue', statements: new Map(statements), heard: (one) => decisions.push(one) }, work);

const calls: readonly [service: string, name: string, call: () => Promise<unknown>][] = [
  ['DynamoDB', 'AccessDeniedException', () => before.send(new GetItemCommand({ TableName: 'clues', Key }))],
  [
    'DynamoDB by documents',
    'AccessDeniedException',
    () => table.send(new BatchGetCommand({ RequestItems: { clues: { Keys: [{ pk: 'a', sk: 'b' }] } } })),
  ],
  [
    'Step Functions',
    'AccessDeniedException',
    () => new SFNClient(options).send(new StartExecutionCommand({ stateMachineArn: machineArn })),
  ],
  [
    'KMS',
    'AccessDeniedException',
    () => new KMSClient(options).send(new DecryptCommand({ CiphertextBlob: new Uint8Array([1]) })),
  ],
  [
    'SQS',
    'AccessDeniedException',
    () => new SQSClient(options).send(new GetQueueAttributesCommand({ QueueUrl: `${options.endpoint}/0/failed` })),
  ],
  [
    'SES',
    'AccessDenied',
    () =>
      new SESClient(options).send(
        new SendEmailCommand({
          Source: 'clues@sd.example',
          Destination: { ToAddresses: ['a@b.example'] },
          Message: { Subject: { Data: 'a' }, Body: { Text: { Data: 'b' } } },
        }),
      ),
  ],
  [
    'S3 on an object',
    'AccessDenied',
    () => new S3Client(options).send(new PutObjectCommand({ Bucket: 'heads', Key: 'a/1.json', Body: 'x' })),
  ],
  ['S3 on a bucket', 'AccessDenied', () => new S3Client(options).send(new ListObjectsV2Command({ Bucket: 'heads' }))],
];

describe.each(calls)('a call of %s', (_service, name, call) => {
  it('without a right to it is refused as there, and never sent', async () => {
    const error = await as([], call).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name, $fault: 'client', $metadata: { attempts: 1 } });
    expect((error as Error).message).toMatch(
      /^User: arn:aws:sts::\d+:assumed-role\/read-clue\/read-clue is not authorized to perform: \w+:\w+ on resource: arn:aws:/,
    );
    expect(came).toEqual([]);
    expect(decisions).toMatchObject([{ name: 'read-clue', by: [] }]);
  });

  it('outside of a function is let through', async () => {
    await call().catch(() => undefined);
    expect(came).toHaveLength(1);
    expect(decisions).toEqual([]);
  });

  it('that a function has a right to is let through', async () => {
    await as([may('*', '*')], call).catch(() => undefined);
    expect(came).toHaveLength(1);
  });
});

describe('a right', () => {
  it('to the objects of a bucket under a prefix is none to others, to the bucket, or to write there', async () => {
    const client = new S3Client(options);
    const right = [may('s3:GetObject', 'arn:aws:s3:::heads/a/*')];
    const read = (Bucket: string, Key: string) => as(right, () => client.send(new GetObjectCommand({ Bucket, Key })));
    await read('heads', 'a/1.json');
    await expect(read('heads', 'b/1.json')).rejects.toThrow('s3:GetObject on resource: arn:aws:s3:::heads/b/1.json');
    await expect(read('others', 'a/1.json')).rejects.toThrow('arn:aws:s3:::others/a/1.json');
    const list = () => client.send(new ListObjectsV2Command({ Bucket: 'heads', Prefix: 'a/' }));
    await expect(as(right, list)).rejects.toThrow('s3:ListBucket on resource: arn:aws:s3:::heads because');
    const write = () => client.send(new PutObjectCommand({ Bucket: 'heads', Key: 'a/1.json', Body: 'x' }));
    await expect(as(right, write)).rejects.toThrow('s3:PutObject');
    expect(came).toHaveLength(1);
  });

  it('to a table is none to its indexes', async () => {
    const query = {
      TableName: 'clues',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': Key.pk },
    };
    const right = [may('dynamodb:Query', tableArn('clues'))];
    await as(right, () => before.send(new QueryCommand(query)));
    const onIndex = () => before.send(new QueryCommand({ ...query, IndexName: 'sent' }));
    await expect(as(right, onIndex)).rejects.toThrow('table/clues/index/sent because');
    await as([may('dynamodb:Query', tableArn('clues/index/sent'))], onIndex);
    expect(came).toHaveLength(2);
  });

  it('to a transaction is one to each of its writes', async () => {
    const write = () =>
      table.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: 'clues', Item: { pk: 'a', sk: 'b' } } },
            {
              ConditionCheck: {
                TableName: 'clues',
                Key: { pk: 'a', sk: 'c' },
                ConditionExpression: 'attribute_exists(pk)',
              },
            },
          ],
        }),
      );
    const puts = may('dynamodb:PutItem', tableArn('clues'));
    await expect(as([puts], write)).rejects.toThrow('dynamodb:ConditionCheckItem on resource');
    await as([puts, may('dynamodb:ConditionCheckItem', tableArn('clues'))], write);
    expect(came).toEqual(['DynamoDB_20120810.TransactWriteItems']);
    expect(decisions.map(({ by }) => by)).toEqual([
      ['dynamodb:PutItem'],
      [],
      ['dynamodb:PutItem'],
      ['dynamodb:ConditionCheckItem'],
    ]);
  });

  it('to open one field opens no other', async () => {
    const kms = new KMSClient(options);
    const right = [may('kms:Decrypt', keyArn, { StringLike: { 'kms:EncryptionContext:field': ['title'] } })];
    const opens = (EncryptionContext?: Record<string, string>) => () =>
      kms.send(
        new DecryptCommand({
          CiphertextBlob: new Uint8Array([1]),
          ...(EncryptionContext ? { EncryptionContext } : {}),
        }),
      );
    await as(right, opens({ clueId: 'c', field: 'title' }));
    for (const context of [{ clueId: 'c', field: 'reporter' }, { clueId: 'c' }, undefined]) {
      await expect(as(right, opens(context))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    }
    expect(came).toHaveLength(1);
  });

  it('is that of whoever was called last', async () => {
    const get = () => before.send(new GetItemCommand({ TableName: 'clues', Key }));
    await as([may('*', '*')], async () => {
      await expect(as([], get)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      await get();
    });
    expect(came).toHaveLength(1);
  });
});

describe('a call of a service that nothing is known of', () => {
  it('is not let through', async () => {
    const call = () =>
      new SecretsManagerClient(options).send(new GetSecretValueCommand({ SecretId: 'clue-transfer/smtp' }));
    await expect(as([may('*', '*')], call)).rejects.toThrow('secretsmanager.GetSecretValue needs');
    expect(came).toEqual([]);
  });
});
