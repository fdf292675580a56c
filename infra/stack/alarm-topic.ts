import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Province } from '../province.ts';

/** Where alarms ring. It stands with the records, since each recipient has confirmed by hand to be mailed. */
export const alarmTopic = (scope: Construct, { alarmEmails }: Province, masterKey: IKey): Topic => {
  const topic = new Topic(scope, 'AlarmTopic', { displayName: 'Clue transfer', enforceSSL: true, masterKey });
  // A policy of its own, as TLS only takes, replaces the one by which SNS lets the account's alarms publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  for (const email of alarmEmails) topic.addSubscription(new EmailSubscription(email));
  return topic;
};
