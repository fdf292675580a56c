import { CfnOutput, type CfnResource, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct, IConstruct } from 'constructs';
import type { Province } from '../province.ts';
import { exportNameOf, type Handed, recordsStackNameOf } from '../stack-names.ts';
import { tagsOf } from '../tags.ts';
import { alarmTopic } from './alarm-topic.ts';
import { AuditTrail } from './audit-trail.ts';
import { domainOf } from './mail.ts';
import { SignedHeads } from './signed-heads.ts';
import { Storage } from './storage.ts';

/**
 * What a province must not lose: its table, key, backups and trail, and what people outside have confirmed (who gets alarms, the
 * sender's domain). Logical ids are fixed here, wherever a construct moves to; records-stack-policy.json names the same.
 */
export class RecordsStack extends Stack {
  constructor(scope: Construct, province: Province) {
    super(scope, recordsStackNameOf(province), {
      env: { account: province.account, region: province.region },
      description: `Records of the clue transfer of ${province.code}`,
      terminationProtection: true,
      tags: tagsOf(province),
    });
    const { key, table, vault } = new Storage(this, 'Storage', province);
    const topic = alarmTopic(this, province, key);
    const heads = new SignedHeads(this, 'SignedHeads', province);
    fix('Key', key);
    fix('Table', table);
    fix('BackupVault', vault);
    fix('AlarmTopic', topic);
    fix('HeadsBucket', heads.bucket);
    fix('HeadsKey', heads.key);
    // A table that is protected cannot be taken away again: whatever else may fail is made before it.
    table.node.addDependency(vault, topic, heads);
    if (province.mail.transport === 'ses') {
      const identity = Identity.domain(domainOf(province.mail.from));
      const domain = new EmailIdentity(this, 'SenderDomain', { identity });
      fix('SenderDomain', domain);
      table.node.addDependency(domain);
    }
    if (province.auditTrail) {
      const { bucket, trail } = new AuditTrail(this, 'AuditTrail', province, key);
      fix('TrailBucket', bucket);
      table.node.addDependency(bucket, trail);
    }
    const hand = (what: Handed, value: string) =>
      new CfnOutput(this, what, { value, exportName: exportNameOf(province, what) });
    hand('TableName', table.tableName);
    hand('KeyArn', key.keyArn);
    hand('AlarmTopicArn', topic.topicArn);
    hand('HeadsBucketName', heads.bucket.bucketName);
    hand('HeadsKeyArn', heads.key.keyArn);
  }
}

const fix = (logicalId: string, construct: IConstruct): void =>
  (construct.node.defaultChild as CfnResource).overrideLogicalId(logicalId);
