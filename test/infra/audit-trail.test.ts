import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { provinces, templates, templatesOf } from './templates.ts';

/** Who used table and key, kept where nobody can take it away. */

describe.each([
  ['China', templates.China.records, provinces.China, 'aws-cn'],
  ['elsewhere', templates.abroad.records, provinces.abroad, 'aws'],
] as const)('the trail of a province in %s', (_, records, province, partition) => {
  const { code, region, account, logRetentionDays: days } = province;
  const arn = `arn:${partition}:cloudtrail:${region}:${account}:trail/ClueTransfer-${code}-records`;
  const SourceArn = { 'aws:SourceArn': arn };
  const Principal = { Service: 'cloudtrail.amazonaws.com' };

  it('takes in each call on a table, each use of the key, and what is done in the account', () => {
    records.hasResourceProperties('AWS::CloudTrail::Trail', {
      TrailName: arn.split('/')[1],
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      S3BucketName: { Ref: 'TrailBucket' },
      AdvancedEventSelectors: [
        // Nothing is left out, and so no use of the key is.
        Match.objectLike({ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }),
        Match.objectLike({
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] },
          ],
        }),
      ],
    });
  });

  it('ends in a bucket that nobody can empty before its time, and that empties itself then', () => {
    records.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: days } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            Status: 'Enabled',
            ExpirationInDays: days,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          }),
          { Status: 'Enabled', ExpiredObjectDeleteMarker: true },
        ],
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          Match.objectLike({
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
            },
          }),
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it('may write there and under the key, by itself and by TLS only', () => {
    records.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({ Principal, Action: 's3:GetBucketAcl', Condition: { StringEquals: SourceArn } }),
          Match.objectLike({
            Principal,
            Action: 's3:PutObject',
            Condition: { StringEquals: { ...SourceArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
          }),
        ],
      },
    });
    const { Statement } = records.toJSON().Resources.Key.Properties.KeyPolicy;
    const ofTrail = Statement.filter((one: object) => JSON.stringify(one).includes('cloudtrail.amazonaws.com'));
    expect(ofTrail).toEqual([
      expect.objectContaining({
        Action: 'kms:GenerateDataKey*',
        Condition: {
          StringEquals: SourceArn,
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
          },
        },
      }),
      expect.objectContaining({ Action: 'kms:DescribeKey', Condition: { StringEquals: SourceArn } }),
    ]);
  });

  it('is there before the table, and begins once it may write', () => {
    const { Table, ...others } = records.toJSON().Resources;
    const [[id, trail] = ['', { DependsOn: [] }]] = Object.entries<{ Type: string; DependsOn: string[] }>(
      others,
    ).filter(([, { Type }]) => Type === 'AWS::CloudTrail::Trail');
    expect(Table.DependsOn).toContain(id);
    expect(trail.DependsOn).toEqual([expect.stringMatching(/BucketPolicy/i)]);
  });
});

describe('a province whose organisation has a trail of its own', () => {
  it('gets none, and no bucket for it', () => {
    const { records } = templatesOf({ ...provinces.abroad, auditTrail: false });
    records.resourceCountIs('AWS::CloudTrail::Trail', 0);
    expect(Object.keys(records.findResources('AWS::S3::Bucket'))).toEqual(['HeadsBucket']);
    expect(JSON.stringify(records.toJSON())).not.toContain('cloudtrail');
  });
});
