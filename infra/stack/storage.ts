import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { expiryAttribute, indexes, primaryKey, projectionOf } from '../../functions/adapters/table/schema.ts';
import { acknowledge } from './nag.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Condition key of KMS: the name of a sealed field, as functions/adapters/seal.ts puts it into the encryption context. */
export const sealedField = 'kms:EncryptionContext:field';

/** Days that a backup is kept; point-in-time recovery reaches back as far, but is lost with the table. */
const backupDays = 35;

/** The one table and the key that seals its secret fields. What the table is, its readers say (schema.ts). */
export class Storage extends Construct {
  readonly table: ITable;
  readonly key: Key;

  constructor(scope: Construct, id: string, restoredTable?: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Seals the secret fields of clues, encrypts the table, backups, logs, alarms and workflows',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.lend();
    this.table = restoredTable
      ? Table.fromTableAttributes(this, 'Restored', { tableName: restoredTable, encryptionKey: this.key })
      : this.make();
    this.backUp();
  }

  private make(): ITable {
    const table = new Table(this, 'Table', {
      partitionKey: text(primaryKey.partition),
      sortKey: text(primaryKey.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
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
    // The library's own types differ under exactOptionalPropertyTypes.
    return table as ITable;
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

  /** Every night at 18:00 UTC, which is 02:00 in Beijing. */
  private backUp(): void {
    const backupVault = new BackupVault(this, 'Backups', {
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const plan = new BackupPlan(this, 'BackupPlan', {
      backupVault,
      backupPlanRules: [
        new BackupPlanRule({
          scheduleExpression: Schedule.cron({ hour: '18', minute: '0' }),
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(4),
          deleteAfter: Duration.days(backupDays),
        }),
      ],
    });
    const selection = plan.addSelection('Selection', { resources: [BackupResource.fromDynamoDbTable(this.table)] });
    acknowledge(selection, {
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'AWS Backup’s own policy for its own role: what it takes to back up a table is the service’s to say',
    });
  }
}
