import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { routes } from '../functions.ts';
import type { Province } from '../province.ts';
import type { Failures } from './failures.ts';
import type { ClueFunction } from './function.ts';
import type { Records } from './records.ts';

const period = Duration.minutes(5);
const namespace = 'ClueTransfer';

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

interface Watched {
  machine: StateMachine;
  functions: ReadonlyMap<string, ClueFunction>;
  api: HttpApi;
  records: Records;
  failures: Failures;
}

/** Alarms to the province's operators, and a dashboard: whatever could let a deadline pass in silence rings. README.md, "Operate". */
export class Monitoring extends Construct {
  private readonly action: SnsAction;
  private readonly alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, province: Province, watched: Watched) {
    super(scope, id);
    this.action = new SnsAction(watched.records.alarmTopic);

    const timing = this.watchTiming(watched);
    const requests = this.watchRequests(watched);
    const overdue = this.watchOverdue(watched, province.overdueAlarm);
    const mail = province.mail.transport === 'ses' ? this.watchReputation() : [];
    const answering = new Set(routes.map(({ name }) => name));
    for (const [name, one] of watched.functions) if (!answering.has(name)) this.watchFunction(one);
    this.watchRoutes([...watched.functions].flatMap(([name, one]) => (answering.has(name) ? [one] : [])));

    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12, period });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: this.alarms, width: 24, height: 6 })],
        [graph('Workflows', timing), graph('Requests', requests)],
        [
          graph('Overdue duties', [overdue]),
          graph(
            'Mail',
            [...mail, watched.functions.get('notify-milestone')?.function.metricErrors({ period })].filter(isMetric),
          ),
        ],
      ],
    });
  }

  private ring(
    name: string,
    alarmDescription: string,
    metric: IMetric,
    { threshold = 1, periods = 1 }: { threshold?: number; periods?: number } = {},
  ): void {
    const alarm = new Alarm(this, name, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    this.alarms.push(alarm);
  }

  private watchTiming({ machine, functions, failures }: Watched): IMetric[] {
    const revived = 'The watchdog starts a new one within 15 minutes; look at the error in the execution’s history.';
    const failed = machine.metricFailed({ period });
    const aborted = machine.metricAborted({ period });
    const timedOut = machine.metricTimedOut({ period });
    this.ring('ExecutionsFailed', `A transfer’s workflow failed after its retries. ${revived}`, failed);
    this.ring('ExecutionsAborted', `A transfer’s workflow was stopped by hand. ${revived}`, aborted);
    this.ring('ExecutionsTimedOut', `A transfer’s workflow ran out of time. ${revived}`, timedOut);
    const revivals = this.said(functions, 'watchdog', 'Revivals', '$.revived', Stats.SUM);
    this.ring('Revivals', 'The watchdog started a workflow anew: look for what stopped the old one.', revivals);
    const waits = (what: string) =>
      `Events ${what}. Read one of the queue, mend the cause, then send them again or let the next schedule do it.`;
    this.ring(
      'EventsUndelivered',
      waits('could not be handed to a function'),
      failures.undelivered.metricApproximateNumberOfMessagesVisible({ period }),
    );
    this.ring(
      'EventsFailed',
      waits('failed in their function to the end'),
      failures.failed.metricApproximateNumberOfMessagesVisible({ period }),
    );
    return [machine.metricStarted({ period }), failed, aborted, timedOut, revivals];
  }

  private watchRequests({ api, records }: Watched): IMetric[] {
    const faults = api.metricServerError({ period, statistic: Stats.SUM });
    const slow = api.metricLatency({ period, statistic: 'p99' });
    const throttled = new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period,
    });
    const refused = records.table.metricThrottledRequestsForOperations({ operations, period });
    this.ring(
      'ServerErrors',
      'Requests were answered 5xx: look at the log of the function that the access log names.',
      faults,
    );
    this.ring(
      'SlowRequests',
      'One request of a hundred takes five seconds or longer: the access log names the route, the log of its function the cause.',
      slow,
      {
        threshold: 5_000,
        periods: 3,
      },
    );
    this.ring(
      'LambdaThrottles',
      'Functions were throttled: ask for a higher quota of concurrent executions.',
      throttled,
      {
        periods: 2,
      },
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
    this.ring(
      'BounceRate',
      'Too many mails bounce: correct the addresses of the units named in the bounce mails.',
      bounces,
      {
        threshold: bounceRate,
      },
    );
    this.ring('ComplaintRate', 'Mails are reported as spam: ask the units named in the mails.', complaints, {
      threshold: complaintRate,
    });
    return [bounces, complaints];
  }

  /** Lines of a log that carry an alarm, counted under a name. */
  private alarmLines({ logGroup, node: { id: name } }: ClueFunction, metricName: string): IMetric {
    const lines = new MetricFilter(this, `${name}-alarm-lines`, {
      logGroup,
      metricNamespace: namespace,
      metricName,
      filterPattern: FilterPattern.exists('$.alarm'),
    });
    return lines.metric({ period, statistic: Stats.SUM });
  }

  /** What answers a request: where one crashes, its caller gets a 5xx, which rings; what their logs say is counted together. */
  private watchRoutes(all: readonly ClueFunction[]): void {
    const [lines] = all.map((one) => this.alarmLines(one, `${this.node.addr}-route-alarms`));
    if (!lines) return;
    this.ring(
      'route-alarms',
      'A function that answers requests logged a line with an alarm: its field says which (README, “Operate”).',
      lines,
    );
  }

  /** What works by itself. By the id of its construct: so it is called where it is deployed. */
  private watchFunction(one: ClueFunction): void {
    const {
      function: lambda,
      node: { id: name },
    } = one;
    this.ring(
      `${name}-errors`,
      `The function ${name} crashed or ran out of time: look at its log.`,
      lambda.metricErrors({ period }),
    );
    this.ring(
      `${name}-alarms`,
      `The function ${name} logged a line with an alarm: its field says which (README, “Operate”).`,
      this.alarmLines(one, `${lambda.node.addr}-alarms`),
    );
  }

  /** What a function's log lines say of a number. */
  private said(
    functions: Watched['functions'],
    name: string,
    metric: string,
    field: string,
    statistic: string,
  ): Metric {
    const source = functions.get(name);
    if (!source) throw new Error(`there is no function ${name} whose log could be read`);
    return new MetricFilter(this, `${metric}-lines`, {
      logGroup: source.logGroup,
      metricNamespace: namespace,
      metricName: `${source.function.node.addr}-${metric}`,
      // Compared as a number: a wildcard is a match of text.
      filterPattern: FilterPattern.numberValue(field, '>=', 0),
      metricValue: field,
    }).metric({ period, statistic });
  }

  private watchOverdue({ functions }: Watched, threshold: number): IMetric {
    const overdue = this.said(functions, 'watchdog', 'Overdue', '$.overdue', Stats.MAXIMUM);
    this.ring(
      'Overdue',
      'Very many duties are overdue: see in GET /v1/statistics who owes them, and whether their mails arrive.',
      overdue,
      {
        threshold,
      },
    );
    return overdue;
  }
}

const isMetric = (metric: IMetric | undefined): metric is IMetric => metric !== undefined;
