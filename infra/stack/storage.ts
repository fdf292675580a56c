import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { expiryAttribute, indexes, primaryKey, projectionOf } from '../../functions/adapters/table/schema.ts';
import type { Province } from '../province.ts';
import { sealedField } from '../rights.ts';
import { acknowledge } from './nag.ts';
import { rolesUsing, uniqueTo } from './records.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Days that a backup is kept, each a whole copy: for a table that is lost. For all else point-in-time recovery reaches back 35 days. */
const backupDays = 7;

/** Kept whatever becomes of the stack, but not of a first create that fails. */
export const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** The one table, the key that seals its secret fields, and its backups. What the table is, its readers say (schema.ts). */
export class Storage extends Construct {
  readonly table: Table;
  readonly key: Key;
  readonly vault: BackupVault;

  constructor(scope: Construct, id: string, province: Province) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Seals the secret fields of clues, encrypts the table, backups, logs, alarms and workflows',
      enableKeyRotation: true,
      removalPolicy: kept,
    });
    this.lend();
    this.keepOthersOut(province);
    this.table = this.makeTable();
    this.vault = new BackupVault(this, 'Backups', {
      // It must have a name, and outlives the stack: another stack's vault is another one.
      backupVaultName: `clues-${province.code}-${uniqueTo(this)}`,
      encryptionKey: this.key,
      removalPolicy: kept,
    });
    this.backUp(province);
  }

  private makeTable(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: text(primaryKey.partition),
      sortKey: text(primaryKey.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: kept,
      timeToLiveAttribute: expiryAttribute,
    });
    for (const [indexName, index] of Object.entries(indexes)) {
      const { ProjectionType: type, NonKeyAttributes } = projectionOf(index);
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(index.partition),
        sortKey: text(index.sort),
        projectionType: ProjectionType[type],
        ...(NonKeyAttributes ? { nonKeyAttributes: NonKeyAttributes } : {}),
      });
    }
    return table;
  }

  /** The services that use the key for what they keep of the province. */
  private lend(): void {
    const { account, region, partition, urlSuffix } = Stack.of(this);
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*` },
        },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }

  /**
   * Keeps everybody but the admitted roles from the sealed fields: the account's administrators and its root user as well, whatever
   * IAM or a grant allows them. KMS opens a field only for a request with the context that it was sealed under, so there is
   * no way around by leaving the context out; DynamoDB, logs and all else that uses the key has contexts without a `field`.
   *
   * The roles are named one by one. A path, a prefix or a tag is something that whoever administers IAM can give to a role of
   * their own; under the full name of a role there is but one. It stands as text in a condition and not as a principal, so
   * that the policy stays valid while roles come and go, with a stack that is made again as well.
   *
   * All else about the key stays with the account, this policy included: a key that nobody can administer is lost. So an
   * administrator can still get in, by changing this policy, a role's trust or a function's code. But not by IAM alone, and
   * each of these leaves PutKeyPolicy, UpdateAssumeRolePolicy or UpdateFunctionCode in CloudTrail.
   */
  private keepOthersOut(province: Province): void {
    const admitted = rolesUsing(this, province, 'key');
    const unlessAdmitted = { ArnNotEquals: { 'aws:PrincipalArn': admitted } };
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SealedFieldsAreForTheirFunctions',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        resources: ['*'],
        conditions: { Null: { [sealedField]: 'false' }, ...unlessAdmitted },
      }),
    );
    // Of the two contexts of a ReEncrypt the documentation does not say which one is meant: nobody of the account needs it.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NobodySealsAnew',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:ReEncrypt*'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:PrincipalAccount': Stack.of(this).account },
          // DynamoDB and the other services that re-encrypt for a caller are left alone.
          Null: { 'kms:ViaService': 'true' },
        },
      }),
    );
  }

  /** Every night at 18:00 UTC, which is 02:00 in Beijing; of a restored table where there is one. */
  private backUp({ restoredTable }: Province): void {
    const plan = new BackupPlan(this, 'BackupPlan', {
      backupVault: this.vault,
      backupPlanRules: [
        new BackupPlanRule({
          scheduleExpression: Schedule.cron({ hour: '18', minute: '0' }),
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(4),
          deleteAfter: Duration.days(backupDays),
        }),
      ],
    });
    const inUse = restoredTable ? Table.fromTableName(this, 'Restored', restoredTable) : this.table;
    const selection = plan.addSelection('Selection', { resources: [BackupResource.fromDynamoDbTable(inUse)] });
    acknowledge(selection, {
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'AWS Backup’s own policy for its own role: what it takes to back up a table is the service’s to say',
    });
  }
}
