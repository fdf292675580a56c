import { CfnLink } from 'aws-cdk-lib/aws-oam';
import type { Construct } from 'constructs';
import type { Province } from '../province.ts';
import { namespaceOf } from './records.ts';

/** What of a metric's namespaces the fleet's dashboard shows: counts, and nothing that names a clue. */
const shared = (province: Province): string[] => [namespaceOf(province), 'AWS/ApiGateway'];

/** Lets the account that watches a fleet see counts of this province: metrics, no log and no trace. */
export const shareCounts = (scope: Construct, province: Province): void => {
  if (!province.observability) return;
  new CfnLink(scope, 'SharedCounts', {
    sinkIdentifier: province.observability.sinkArn,
    labelTemplate: province.code,
    resourceTypes: ['AWS::CloudWatch::Metric'],
    linkConfiguration: {
      metricConfiguration: {
        filter: `Namespace IN (${shared(province)
          .map((namespace) => `'${namespace}'`)
          .join(', ')})`,
      },
    },
  });
};
