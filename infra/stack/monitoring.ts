import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Province } from '../province.ts';
import type { ClueFunction } from './function.ts';

const period = Duration.minutes(5);

/** Alarms to the province's operators: whatever could let a deadline pass in silence rings. */
export class Monitoring extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { alarmEmails }: Province,
    { machine, functions }: { machine: StateMachine; functions: ReadonlyMap<string, ClueFunction> },
  ) {
    super(scope, id);
    const topic = new Topic(this, 'Alarms', { displayName: 'Clue transfer', enforceSSL: true });
    for (const email of alarmEmails) topic.addSubscription(new EmailSubscription(email));

    const ring = (name: string, description: string, metric: IMetric) => {
      new Alarm(this, name, {
        alarmDescription: description,
        metric,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(topic));
    };

    const revived = 'The watchdog starts a new one within 15 minutes.';
    ring(
      'ExecutionsFailed',
      `A transfer’s workflow failed after its retries. ${revived}`,
      machine.metricFailed({ period }),
    );
    ring(
      'ExecutionsAborted',
      `A transfer’s workflow was stopped by hand. ${revived}`,
      machine.metricAborted({ period }),
    );
    ring('ExecutionsTimedOut', `A transfer’s workflow ran out of time. ${revived}`, machine.metricTimedOut({ period }));
    for (const [name, { function: lambda, logGroup }] of functions) {
      ring(`${name}-errors`, `The function ${name} crashed or ran out of time.`, lambda.metricErrors({ period }));
      const said = new MetricFilter(this, `${name}-alarm-lines`, {
        logGroup,
        metricNamespace: 'ClueTransfer',
        metricName: `${lambda.node.addr}-alarms`,
        filterPattern: FilterPattern.exists('$.alarm'),
      });
      ring(
        `${name}-alarms`,
        `The function ${name} logged a line with an alarm: its field says which (README, “What each alarm means”).`,
        said.metric({ period, statistic: Stats.SUM }),
      );
    }
  }
}
