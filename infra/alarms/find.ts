import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import type { Province } from '../province.ts';
import { heartbeat } from '../stack/records.ts';
import { recordsStackNameOf, stackNameOf } from '../stack-names.ts';

/** The alarms of a province as they are deployed, and whom they reach. */

export interface FoundAlarm {
  name: string;
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** Whether it tells anybody anything at all when it changes. */
  isOn: boolean;
  /** ARNs of what it rings. */
  rings: string[];
  /** When it came into its state. */
  since: Date;
  /** Whether it rings where a schedule is silent: on a new stack, until that has run for the first time. */
  isHeartbeat: boolean;
}

/** Somebody at a topic. */
export interface Recipient {
  protocol: string;
  endpoint: string;
  hasConfirmed: boolean;
}

export interface Clients {
  cloudFormation: CloudFormationClient;
  cloudWatch: CloudWatchClient;
  sns: SNSClient;
}

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** In the province's region. `credentials`: left out, those of the environment, as the endpoint is. */
export const clientsOf = ({ region }: Pick<Province, 'region'>, credentials?: Credentials): Clients => {
  const options = { region, ...(credentials ? { credentials } : {}) };
  return {
    cloudFormation: new CloudFormationClient(options),
    cloudWatch: new CloudWatchClient(options),
    sns: new SNSClient(options),
  };
};

/** DescribeAlarms takes so many names at once. */
const namesAtOnce = 100;

const namesIn = async (client: CloudFormationClient, StackName: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries) {
      if (ResourceType === 'AWS::CloudWatch::Alarm' && PhysicalResourceId) names.push(PhysicalResourceId);
    }
  }
  return names;
};

const foundOf = (alarm: MetricAlarm): FoundAlarm => ({
  name: alarm.AlarmName ?? '',
  state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
  isOn: alarm.ActionsEnabled !== false,
  rings: alarm.AlarmActions ?? [],
  since: alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0),
  isHeartbeat: alarm.MetricName?.startsWith(heartbeat) ?? false,
});

/** Of both stacks, by name. @throws AWS's error, as where a stack is not deployed. */
export const findAlarms = async (
  { cloudFormation, cloudWatch }: Pick<Clients, 'cloudFormation' | 'cloudWatch'>,
  province: Province,
): Promise<FoundAlarm[]> => {
  const names = await Promise.all(
    [recordsStackNameOf(province), stackNameOf(province)].map((stack) => namesIn(cloudFormation, stack)),
  ).then((lists) => lists.flat().sort());
  const found: FoundAlarm[] = [];
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const AlarmNames = names.slice(from, from + namesAtOnce);
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch }, { AlarmNames })) {
      found.push(...MetricAlarms.map(foundOf));
    }
  }
  return found;
};

/** Who is subscribed to a topic. */
export const recipientsOf = async (client: SNSClient, TopicArn: string): Promise<Recipient[]> => {
  const found: Recipient[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of Subscriptions) {
      // Until it is confirmed, SNS says "PendingConfirmation" where the ARN would be.
      found.push({ protocol: Protocol, endpoint: Endpoint, hasConfirmed: SubscriptionArn.startsWith('arn:') });
    }
  }
  return found;
};
