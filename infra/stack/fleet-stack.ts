import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnSink } from 'aws-cdk-lib/aws-oam';
import type { Construct } from 'constructs';
import { schedules } from '../functions.ts';
import type { Province } from '../province.ts';
import { heartbeat, namespaceOf } from './records.ts';

const hour = Duration.hours(1);

/** One line a province, of each the sum or the greatest of an hour. */
const counted = (provinces: readonly Province[], metricName: string, statistic: string): IMetric[] =>
  provinces.map((province) => {
    const { account, region, name } = province;
    return new Metric({
      ...{ namespace: namespaceOf(province), metricName, statistic, period: hour },
      ...{ account, region, label: name },
    });
  });

/** By account, since an API's id is not known here. */
const requests = (provinces: readonly Province[]): IMetric[] =>
  provinces.map(({ account, name }) => {
    const found = `{AWS/ApiGateway,ApiId} MetricName="Count" :aws.AccountId="${account}"`;
    return new MathExpression({ expression: `SUM(SEARCH('${found}', 'Sum', 3600))`, label: name, period: hour });
  });

/** What the account that watches a fleet has in one region: where the provinces' counts arrive, and one dashboard of them. */
class FleetStack extends Stack {
  constructor(scope: Construct, account: string, region: string, provinces: readonly Province[]) {
    super(scope, `ClueTransfer-fleet-${region}`, {
      env: { account, region },
      description: 'Counts of the clue transfer of many provinces',
      terminationProtection: true,
    });
    const sink = new CfnSink(this, 'Sink', {
      name: 'clue-transfer',
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: [...new Set(provinces.map((province) => province.account))] },
            Action: ['oam:CreateLink', 'oam:UpdateLink'],
            Resource: '*',
            // Whatever a province's account may ask for: no log and no trace comes here.
            Condition: { 'ForAllValues:StringEquals': { 'oam:ResourceTypes': ['AWS::CloudWatch::Metric'] } },
          },
        ],
      },
    });
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12, period: hour });
    const beats = schedules
      .filter(({ beats }) => beats)
      .map(({ name }) => graph(`Runs of ${name}`, counted(provinces, `${heartbeat}${name}`, Stats.SUM)));
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          graph('Overdue duties', counted(provinces, 'Overdue', Stats.MAXIMUM)),
          graph('Lines with an alarm', counted(provinces, 'AlarmLines', Stats.SUM)),
        ],
        [
          graph('Workflows started anew', counted(provinces, 'Revivals', Stats.SUM)),
          graph('Requests', requests(provinces)),
        ],
        beats,
      ],
    });
    new CfnOutput(this, 'SinkArn', { value: sink.attrArn });
  }
}

/** A stack for each region in which the fleet has provinces: metrics are not shared across regions. */
export const fleetStacks = (scope: Construct, account: string, provinces: readonly Province[]): Stack[] =>
  [...Map.groupBy(provinces, ({ region }) => region)].map(
    ([region, there]) => new FleetStack(scope, account, region, there),
  );
