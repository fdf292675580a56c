import { readFile } from 'node:fs/promises';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { provinces, templates, templatesOf } from './templates.ts';

/** The stateful stack: what it holds, that nothing of it is lost, and what the other stack knows of it. */

/** Written out by hand: under another id a resource is another one, empty. */
const pinned = {
  Table: 'AWS::DynamoDB::Table',
  Key: 'AWS::KMS::Key',
  BackupVault: 'AWS::Backup::BackupVault',
  AlarmTopic: 'AWS::SNS::Topic',
  TrailBucket: 'AWS::S3::Bucket',
  HeadsBucket: 'AWS::S3::Bucket',
  HeadsKey: 'AWS::KMS::Key',
};
const pinnedWithSes = { ...pinned, SenderDomain: 'AWS::SES::EmailIdentity' };

/** What is made anew without loss. */
const renewable = [
  'AWS::CloudTrail::Trail',
  'AWS::S3::BucketPolicy',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::IAM::Role',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
];

const resourcesOf = (template: Template): [string, Resource][] => Object.entries(template.toJSON().Resources);

interface Resource {
  Type: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Properties: Record<string, unknown>;
}

/** Names that a resource of CloudFormation can be given. */
const nameOf = ({ Type, Properties }: Resource): unknown =>
  Object.entries(Properties).find(([name]) => name === 'Name' || name === `${Type.split('::').at(-1)}Name`)?.[1];

describe.each([
  ['China', templates.China, provinces.China, pinned],
  ['elsewhere', templates.abroad, provinces.abroad, pinnedWithSes],
] as const)('the records of a province in %s', (_, { records, stack }, province, expected) => {
  it('stand under fixed logical ids', () => {
    const held = resourcesOf(records).filter(([, { Type }]) => !renewable.includes(Type));
    expect(Object.fromEntries(held.map(([id, { Type }]) => [id, Type]))).toEqual(expected);
    for (const type of Object.values(pinnedWithSes)) stack.resourceCountIs(type, 0);
  });

  it('are kept on update and delete, but not by a first create that fails', () => {
    for (const id of ['Table', 'Key', 'BackupVault', 'TrailBucket', 'HeadsBucket', 'HeadsKey']) {
      expect([id, records.toJSON().Resources[id]]).toEqual([
        id,
        expect.objectContaining({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }),
      ]);
    }
  });

  it('are made before the table, which cannot be taken away again once it is protected', () => {
    const { DependsOn } = records.toJSON().Resources.Table;
    expect(DependsOn).toEqual(expect.arrayContaining(Object.keys(expected).filter((id) => !/^(Table|Key)$/.test(id))));
  });

  it('have protection, recovery, and a key of their own that rotates', () => {
    records.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
    });
    records.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('bear no name of their own in either stack where they are kept: a stack that is made again finds none taken', () => {
    const retained = [...resourcesOf(records), ...resourcesOf(stack)].filter(
      ([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete',
    );
    expect(retained.length).toBeGreaterThan(5);
    for (const [id, resource] of retained) {
      expect([id, resource.DeletionPolicy]).toEqual([id, 'RetainExceptOnCreate']);
      const name = nameOf(resource);
      // The id of a stack is never given twice.
      if (name !== undefined) expect([id, JSON.stringify(name)]).toEqual([id, expect.stringContaining('AWS::StackId')]);
    }
  });

  it('hand five names to the other stack, which takes these and waits for no more', () => {
    const stackName = `ClueTransfer-${province.code}-records`;
    expect(records.toJSON().Outputs).toEqual({
      TableName: { Value: { Ref: 'Table' }, Export: { Name: `${stackName}-TableName` } },
      KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: `${stackName}-KeyArn` } },
      AlarmTopicArn: { Value: { Ref: 'AlarmTopic' }, Export: { Name: `${stackName}-AlarmTopicArn` } },
      HeadsBucketName: { Value: { Ref: 'HeadsBucket' }, Export: { Name: `${stackName}-HeadsBucketName` } },
      HeadsKeyArn: { Value: { 'Fn::GetAtt': ['HeadsKey', 'Arn'] }, Export: { Name: `${stackName}-HeadsKeyArn` } },
    });
    const taken = [...JSON.stringify(stack.toJSON()).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name);
    expect([...new Set(taken)].sort()).toEqual([
      `${stackName}-AlarmTopicArn`,
      `${stackName}-HeadsBucketName`,
      `${stackName}-HeadsKeyArn`,
      `${stackName}-KeyArn`,
      `${stackName}-TableName`,
    ]);
    expect(JSON.stringify(records.toJSON())).not.toContain('Fn::ImportValue');
  });

  it('let alarms reach their topic: by the policy of the topic, and by that of its key', () => {
    const lent = { Effect: 'Allow', Condition: { StringEquals: { 'aws:SourceAccount': province.account } } };
    const Principal = { Service: 'cloudwatch.amazonaws.com' };
    records.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    records.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: province.alarmEmails[0],
    });
    records.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ ...lent, Principal, Action: 'sns:Publish' }),
        ]),
      },
    });
    records.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ ...lent, Principal, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
        ]),
      },
    });
  });

  it('have a copy of each night for a week beside the recovery of the table, under the key', () => {
    records.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          Match.objectLike({ Lifecycle: { DeleteAfterDays: 7 }, ScheduleExpression: 'cron(0 18 * * ? *)' }),
        ],
      },
    });
    records.hasResourceProperties('AWS::Backup::BackupVault', { EncryptionKeyArn: Match.anyValue() });
    records.hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: { Resources: [{ 'Fn::GetAtt': ['Table', 'Arn'] }] },
    });
  });
});

describe('the stack policy', () => {
  it('lets nobody replace or delete what is pinned, and lets everything else be', async () => {
    const file = new URL('../../infra/stack/records-stack-policy.json', import.meta.url);
    const { Statement } = JSON.parse(await readFile(file, 'utf8'));
    expect(Statement).toEqual([
      { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
      {
        ...{ Effect: 'Deny', Principal: '*', Action: ['Update:Replace', 'Update:Delete'] },
        Resource: Object.keys(pinnedWithSes).map((id) => `LogicalResourceId/${id}`),
      },
    ]);
  });
});

describe('a province on a restored table', () => {
  const { records, stack } = templatesOf({ ...provinces.abroad, restoredTable: 'clues-restored' });

  it('keeps its former table, and gives functions, their rights and the backup the restored one', () => {
    expect(records.toJSON().Resources.Table).toEqual(templates.abroad.records.toJSON().Resources.Table);
    expect(records.toJSON().Outputs).toEqual(templates.abroad.records.toJSON().Outputs);
    for (const { Properties } of Object.values(stack.findResources('AWS::Lambda::Function'))) {
      expect(Properties.Environment.Variables.TABLE_NAME).toBe('clues-restored');
    }
    const rights = JSON.stringify(stack.toJSON());
    for (const index of ['', '/index/sent', '/index/milestones'])
      expect(rights).toContain(`table/clues-restored${index}"`);
    expect(JSON.stringify(records.findResources('AWS::Backup::BackupSelection'))).toContain('table/clues-restored');
  });
});
