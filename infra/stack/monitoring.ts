import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { schedules } from '../functions.ts';
import type { Province } from '../province.ts';
import { stackNameOf } from '../stack-names.ts';
import type { Failures } from './failures.ts';
import { heartbeat, namespaceOf, type Records } from './records.ts';

const period = Duration.minutes(5);
const day = Duration.days(1);

const periodOf = (schedule: string): Duration => {
  const [found] = schedules.filter(({ name }) => name === schedule);
  if (!found) throw new Error(`there is no schedule ${schedule} whose log could be read`);
  return Duration.minutes(found.everyMinutes);
};

/** DynamoDB's calls that the functions make; a math expression takes ten metrics at the most. */
const operations = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/** SES puts an account under review at 5 % of bounces or 0.1 % of complaints: these ring before. */
const bounceRate = 0.03;
const complaintRate = 0.0008;

/** Periods of a heartbeat beyond the one in which it must come: it may come late, and once not at all. */
const patience = 2;

interface Watched {
  machine: StateMachine;
  api: HttpApi;
  records: Records;
  failures: Failures;
  /** What the schedules log. */
  scheduled: ILogGroup;
  /** What all functions log, by the parts of the stack. */
  logGroups: readonly ILogGroup[];
}

/** When an alarm rings: by default, at one in one period of the metric. */
interface When {
  threshold?: number;
  /** Periods that are looked at, and how many of them must be past the threshold: all. */
  periods?: number;
  ofThem?: number;
  /** Rings for too little, and for nothing at all. */
  tooFew?: true;
  /** May be the doing of a release, and of little else. */
  ofRelease?: true;
}

/** Alarms to the province's operators, and a dashboard: few, and each is a duty for somebody. README.md, "Operate". */
export class Monitoring extends Construct {
  private readonly action: SnsAction;
  private readonly namespace: string;
  private readonly alarms: Alarm[] = [];
  /** A release that makes one of them ring is rolled back. */
  readonly ofRelease: Alarm[] = [];

  constructor(scope: Construct, id: string, province: Province, watched: Watched) {
    super(scope, id);
    this.action = new SnsAction(watched.records.alarmTopic);
    this.namespace = namespaceOf(province);
    const timing = this.watchTiming(watched);
    const requests = this.watchRequests(watched);
    const overdue = this.watchOverdue(watched, province.overdueAlarm);
    const mail = province.mail.transport === 'ses' ? this.watchReputation() : [];
    const lines = this.watchFunctions(watched);
    this.listenForBeats(watched);

    const errors = new MathExpression({
      expression: `SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors" "${stackNameOf(province)}-"', 'Sum', 300)`,
      label: '',
      period,
    });
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12, period });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: this.alarms, width: 24, height: 6 })],
        [graph('Workflows', timing), graph('Requests', requests)],
        [graph('Errors by function', [errors]), graph('Lines with an alarm', [lines])],
        [graph('Overdue duties', [overdue]), ...(mail.length > 0 ? [graph('Mail', mail)] : [])],
      ],
    });
  }

  private ring(
    name: string,
    alarmDescription: string,
    metric: IMetric,
    { threshold = 1, periods = 1, ofThem = periods, tooFew, ofRelease }: When = {},
  ): void {
    const alarm = new Alarm(this, name, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: periods,
      datapointsToAlarm: ofThem,
      comparisonOperator: tooFew
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: tooFew ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    this.alarms.push(alarm);
    if (ofRelease) this.ofRelease.push(alarm);
  }

  private watchTiming({ machine, failures, scheduled }: Watched): IMetric[] {
    const failed = machine.metricFailed({ period });
    const aborted = machine.metricAborted({ period });
    const timedOut = machine.metricTimedOut({ period });
    const anew = 'The watchdog starts a new one; look at the error in the execution’s history.';
    this.ring('ExecutionsFailed', `A transfer’s workflow failed after its retries. ${anew}`, failed, {
      ofRelease: true,
    });
    this.ring('ExecutionsAborted', `A transfer’s workflow was stopped by hand. ${anew}`, aborted);
    this.ring('ExecutionsTimedOut', `A transfer’s workflow ran out of time. ${anew}`, timedOut);
    // A metric that comes once a period of the watchdog is looked at in no shorter one.
    const round = periodOf('watchdog');
    const revivals = this.said(scheduled, 'Revivals', '$.revived', { statistic: Stats.SUM, period: round });
    this.ring('Revivals', 'The watchdog started a workflow anew: look for what stopped the old one.', revivals);
    const waits = (what: string) =>
      `Events ${what}. Read one of the queue, mend the cause, then send them again or let the next schedule do it.`;
    const { undelivered, failed: notTaken } = failures;
    const waiting = [undelivered, notTaken].map((queue) => queue.metricApproximateNumberOfMessagesVisible({ period }));
    const [lost, given] = waiting as [Metric, Metric];
    this.ring('EventsUndelivered', waits('could not be handed to a function'), lost);
    this.ring('EventsFailed', waits('failed in their function to the end'), given);
    return [machine.metricStarted({ period }), failed, aborted, timedOut, revivals];
  }

  private watchRequests({ api, records }: Watched): IMetric[] {
    const faults = api.metricServerError({ period, statistic: Stats.SUM });
    const slow = api.metricLatency({ period, statistic: 'p99' });
    const throttled = this.ofLambda('Throttles');
    const refused = records.table.metricThrottledRequestsForOperations({ operations, period });
    this.ring(
      'ServerErrors',
      'Requests were answered 5xx: look at the log of the function that the access log names.',
      faults,
      { ofRelease: true },
    );
    this.ring(
      'SlowRequests',
      'One request of a hundred takes five seconds or longer: the access log names the route, the log of its function the cause.',
      slow,
      { threshold: 5_000, periods: 3 },
    );
    this.ring(
      'LambdaThrottles',
      'Functions were throttled: ask for a higher quota of concurrent executions.',
      throttled,
      { periods: 2 },
    );
    this.ring('TableThrottles', 'The table throttled requests: the callers tried again; look for a burst.', refused, {
      periods: 2,
    });
    return [api.metricCount({ period }), faults, slow, throttled, refused];
  }

  private watchReputation(): IMetric[] {
    const rate = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) });
    const bounces = rate('Reputation.BounceRate');
    const complaints = rate('Reputation.ComplaintRate');
    const wrong = 'Too many mails bounce: correct the addresses of the units named in the bounce mails.';
    const unwanted = 'Mails are reported as spam: ask the units named in the mails.';
    this.ring('BounceRate', wrong, bounces, { threshold: bounceRate });
    this.ring('ComplaintRate', unwanted, complaints, { threshold: complaintRate });
    return [bounces, complaints];
  }

  /** Crashes and lines with an alarm, of whichever function: the dashboard and the log say of which. */
  private watchFunctions({ logGroups }: Watched): IMetric {
    this.ring(
      'FunctionErrors',
      'A function crashed or ran out of time: the dashboard says which, its log why.',
      this.ofLambda('Errors'),
      { ofRelease: true },
    );
    const [lines] = logGroups.map((logGroup) =>
      new MetricFilter(this, `${logGroup.node.scope?.node.id}-alarm-lines`, {
        logGroup,
        metricNamespace: this.namespace,
        metricName: 'AlarmLines',
        filterPattern: FilterPattern.exists('$.alarm'),
      }).metric({ period, statistic: Stats.SUM }),
    ) as [Metric];
    this.ring('AlarmLines', 'A function logged a line with an alarm: its field says which (README, “Operate”).', lines);
    return lines;
  }

  /** Of all functions of the account: one metric, and nothing that is added is forgotten. */
  private ofLambda(metricName: string): Metric {
    return new Metric({ namespace: 'AWS/Lambda', metricName, statistic: Stats.SUM, period });
  }

  /** Rings where a schedule that must run is silent, whatever keeps it: its line of the end does not come. */
  private listenForBeats({ scheduled }: Watched): void {
    for (const { name, beats, everyMinutes } of schedules) {
      if (!beats) continue;
      const minutes = Math.min(everyMinutes, 60);
      const heart = new MetricFilter(this, `${name}-beats`, {
        logGroup: scheduled,
        metricNamespace: this.namespace,
        metricName: `${heartbeat}${name}`,
        filterPattern: FilterPattern.stringValue('$.heartbeat', '=', name),
        // While others log, a silent one counts as nothing at once, and not as missing.
        defaultValue: 0,
      }).metric({ period: Duration.minutes(minutes), statistic: Stats.SUM });
      this.ring(`${name}-silent`, `The schedule ${name} does not run or does not end: ${beats.silent}.`, heart, {
        periods: everyMinutes / minutes + patience,
        tooFew: true,
      });
    }
  }

  /** What log lines say of a number. */
  private said(logGroup: ILogGroup, name: string, field: string, of: { statistic: string; period: Duration }): Metric {
    return new MetricFilter(this, `${name}-lines`, {
      logGroup,
      metricNamespace: this.namespace,
      metricName: name,
      // Compared as a number: a wildcard is a match of text.
      filterPattern: FilterPattern.numberValue(field, '>=', 0),
      metricValue: field,
    }).metric(of);
  }

  /** Once a day at the most: it stays as it is until a whole day was below. */
  private watchOverdue({ scheduled }: Watched, threshold: number): IMetric {
    const hour = Duration.hours(1);
    const overdue = this.said(scheduled, 'Overdue', '$.overdue', { statistic: Stats.MAXIMUM, period: hour });
    this.ring(
      'Overdue',
      'Very many duties are overdue: see in GET /v1/statistics who owes them, and whether their mails arrive.',
      overdue,
      { threshold, periods: day.toHours(), ofThem: 1 },
    );
    return overdue;
  }
}
