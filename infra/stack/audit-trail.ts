import { Duration, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Province } from '../province.ts';
import { recordsStackNameOf } from '../stack-names.ts';
import { acknowledge, answerCheckov } from './nag.ts';
import { kept } from './storage.ts';

/**
 * Who used table and key, and who changed what in the account: CloudTrail's events, in a bucket that nobody can empty before its time.
 * The lock is of the kind "compliance": those whom the trail is to watch could lift any other.
 */
export class AuditTrail extends Construct {
  readonly bucket: Bucket;
  readonly trail: CfnTrail;

  constructor(scope: Construct, id: string, province: Province, key: Key) {
    super(scope, id);
    const trailName = recordsStackNameOf(province);
    // Its name is written out, since the key's policy names the trail, and the trail the key.
    const arn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const ofTrail = { StringEquals: { 'aws:SourceArn': arn } };
    this.lend(key, ofTrail);
    this.bucket = this.makeBucket(province.logRetentionDays, key);
    this.takeIn(ofTrail);
    this.trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      s3BucketName: this.bucket.bucketName,
      kmsKeyId: key.keyArn,
      enableLogFileValidation: true,
      // IAM's events are of one region only, whichever the province is in.
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      advancedEventSelectors: [
        {
          name: 'What is done in the account, each use of the key included',
          fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
        },
        {
          // Of every table: a restored one is watched from the beginning, and the trail needs no table to be there.
          name: 'Each call on a table',
          fieldSelectors: [
            { field: 'eventCategory', equalTo: ['Data'] },
            { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
          ],
        },
      ],
    });
    answerCheckov(this.trail, {
      252: 'Files come every few minutes: nobody need be told of each.',
    });
    if (this.bucket.policy) this.trail.node.addDependency(this.bucket.policy);
  }

  /** CloudTrail writes under the key, and reads nothing. */
  private lend(key: Key, ofTrail: object): void {
    const principals = [new ServicePrincipal('cloudtrail')];
    const { account, partition } = Stack.of(this);
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: {
          ...ofTrail,
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
          },
        },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['kms:DescribeKey'], resources: ['*'], conditions: { ...ofTrail } }),
    );
  }

  private makeBucket(days: number, encryptionKey: Key): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(days)),
      lifecycleRules: [
        {
          expiration: Duration.days(days),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        { expiredObjectDeleteMarker: true },
      ],
      removalPolicy: kept,
    });
    const once = 'A log of who reads the trail would need a bucket of its own, and that another.';
    acknowledge(bucket, { S1: once });
    answerCheckov(bucket, { 18: once });
    return bucket;
  }

  /** What CloudTrail does with its bucket. */
  private takeIn(ofTrail: { StringEquals: object }): void {
    const principals = [new ServicePrincipal('cloudtrail')];
    const { bucket } = this;
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:GetBucketAcl'],
        resources: [bucket.bucketArn],
        conditions: { ...ofTrail },
      }),
    );
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${Stack.of(this).account}/*`)],
        conditions: { StringEquals: { ...ofTrail.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      }),
    );
  }
}
