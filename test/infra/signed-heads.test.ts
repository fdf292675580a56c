import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { provinces, templates, templatesOf } from './templates.ts';

/** Where signed heads are kept, and who signs them. */

describe.each([
  ['China', templates.China, provinces.China, 'aws-cn'],
  ['elsewhere', templates.abroad, provinces.abroad, 'aws'],
] as const)('the signed heads of a province in %s', (_, { records, stack }, province, partition) => {
  const { code, region, account, headsRetentionDays: Days } = province;
  const role = `ClueTransfer-${code}-${region}-verify-records`;

  it('end in a bucket where nobody changes or deletes a file before its time', () => {
    records.hasResource('AWS::S3::Bucket', {
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days } },
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: Match.absent(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    expect(
      templatesOf({ ...province, headsRetentionDays: 17 }).records.toJSON().Resources.HeadsBucket.Properties,
    ).toMatchObject({ ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 17 } } } });
  });

  it('are signed on P-256 by a key that signs for one role, whatever IAM says, and can still be administered', () => {
    const { KeyPolicy, ...key } = records.toJSON().Resources.HeadsKey.Properties;
    expect(key).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const statements = KeyPolicy.Statement as Record<string, unknown>[];
    expect(statements).toHaveLength(2);
    expect(statements[0]).toMatchObject({ Effect: 'Allow', Action: 'kms:*' });
    expect(statements[1]).toEqual({
      Sid: 'HeadsAreSignedByTheRound',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:Sign',
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [`arn:${partition}:iam::${account}:role/${role}`] } },
    });
    stack.hasResourceProperties('AWS::IAM::Role', { RoleName: role });
  });

  it('are known to that function alone', () => {
    const knowing = Object.values(stack.findResources('AWS::Lambda::Function')).filter(({ Properties }) =>
      JSON.stringify(Properties.Environment).includes('HEADS_'),
    );
    expect(knowing.map(({ Properties }) => Properties.Environment.Variables)).toEqual([
      expect.objectContaining({
        HEADS_BUCKET: { 'Fn::ImportValue': `ClueTransfer-${code}-records-HeadsBucketName` },
        HEADS_KEY_ARN: { 'Fn::ImportValue': `ClueTransfer-${code}-records-HeadsKeyArn` },
      }),
    ]);
  });
});
