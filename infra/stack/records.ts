import { Fn, Stack } from 'aws-cdk-lib';
import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type DeclaredFunction, functions, sites } from '../functions.ts';
import type { Province } from '../province.ts';
import { exportNameOf, type Handed, roleNameOf } from '../stack-names.ts';

/** What the two stacks of a province know of each other: names only. */

/** What a construct of the stateless stack uses of the stateful one. */
export interface Records {
  table: ITable;
  key: IKey;
  alarmTopic: ITopic;
  heads: { bucket: IBucket; key: IKey };
}

/** The records of a province, as its stateless stack sees them. */
export const importRecords = (scope: Construct, province: Province): Records => {
  const handed = (what: Handed) => Fn.importValue(exportNameOf(province, what));
  const key = Key.fromKeyArn(scope, 'RecordsKey', handed('KeyArn'));
  const tableName = province.restoredTable ?? handed('TableName');
  return {
    key,
    table: Table.fromTableAttributes(scope, 'RecordsTable', { tableName, encryptionKey: key }),
    alarmTopic: Topic.fromTopicArn(scope, 'AlarmTopic', handed('AlarmTopicArn')),
    heads: {
      bucket: Bucket.fromBucketName(scope, 'HeadsBucket', handed('HeadsBucketName')),
      key: Key.fromKeyArn(scope, 'HeadsKey', handed('HeadsKeyArn')),
    },
  };
};

/** The functions that a province has: SMTP servers tell of no mail that comes back, and not every province has the console. */
export const functionsOf = ({ mail, identity }: Province): DeclaredFunction[] => [
  ...functions.filter((one) => !('hears' in one && one.hears === 'returned-mails') || mail.transport === 'ses'),
  ...(identity.console ? sites : []),
];

/** ARNs of the roles, each in full, of the functions that may do something on it. */
export const rolesUsing = (
  scope: Construct,
  province: Province,
  what: DeclaredFunction['grants'][number]['on'],
): string[] =>
  functionsOf(province)
    .filter(({ grants }) => grants.some(({ on }) => on === what))
    .map((one) =>
      Stack.of(scope).formatArn({
        service: 'iam',
        region: '',
        resource: 'role',
        resourceName: roleNameOf(province, one),
      }),
    );

/** Of the metrics that are made from a province's log lines. */
export const namespaceOf = ({ code }: Province): string => `ClueTransfer/${code}`;

/** What the names of metrics begin with that say that a schedule has run. */
export const heartbeat = 'Heartbeat-';

/** What no other stack ever has in its names, one of the same name that was destroyed included. */
export const uniqueTo = (scope: Construct): string => Fn.select(2, Fn.split('/', Stack.of(scope).stackId));
