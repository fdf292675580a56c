import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table and the key that seals its secret fields. The local table is made from this same definition. */
export class Storage extends Construct {
  readonly table: Table;
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Seals the secret fields of clues and encrypts the table',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      // Kept answers of repeated requests; nothing else expires.
      timeToLiveAttribute: 'expiresAt',
    });
    // Ledger of the sender, ledger of the receiver, what is overdue, a region's month, and the watchdog's view of what is to be woken.
    this.table.addGlobalSecondaryIndex({
      indexName: 'sent',
      partitionKey: text('from'),
      sortKey: text('registeredAt'),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'received',
      partitionKey: text('to'),
      sortKey: text('dispatchedAt'),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: text('shard'),
      sortKey: text('dueAt'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['from', 'to', 'seat'],
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'regions',
      partitionKey: text('month'),
      sortKey: text('seat'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [
        ...['transferId', 'clueId', 'recused', 'rule', 'from', 'to', 'status', 'late', 'done', 'duty'],
        ...['escalations', 'escalatedTo'],
      ],
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'milestones',
      partitionKey: text('shard'),
      sortKey: text('wakeAt'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['attempt'],
    });
    // What a unit is to be told of at one time, so that one mail does for many.
    this.table.addGlobalSecondaryIndex({
      indexName: 'owing',
      partitionKey: text('owedBy'),
      sortKey: text('wakeAt'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
