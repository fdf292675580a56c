import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Province } from '../province.ts';
import { acknowledge, answerCheckov } from './nag.ts';
import { rolesUsing } from './records.ts';
import { kept } from './storage.ts';

/**
 * Where each record stood, day by day, signed, where nobody can change it: whoever may write the table cannot rewrite its past unseen. The
 * lock is of the kind "compliance", as that of the trail, and the key signs for the one function that proves records.
 */
export class SignedHeads extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, province: Province) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs where each record stood, day by day',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: kept,
    });
    acknowledge(this.key, { KMS5: 'KMS rotates no key that signs.' });
    answerCheckov(this.key, { 7: 'KMS rotates no key that signs.' });
    this.keepOthersOut(province);
    this.bucket = new Bucket(this, 'Bucket', {
      // Ids and hashes, nothing of a clue: no key of ours need outlive the lock.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(province.headsRetentionDays)),
      removalPolicy: kept,
    });
    const once = 'One function writes a file a day; who reads it learns ids and hashes.';
    acknowledge(this.bucket, { S1: once });
    answerCheckov(this.bucket, { 18: once });
  }

  /** A key that nobody can administer is lost: so the account may change this policy, which CloudTrail shows, but IAM alone lets nobody sign. */
  private keepOthersOut(province: Province): void {
    const admitted = rolesUsing(this, province, 'headsKey');
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'HeadsAreSignedByTheRound',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:Sign'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': admitted } },
      }),
    );
  }
}
