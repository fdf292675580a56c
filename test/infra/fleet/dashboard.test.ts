import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProvinces, type Province } from '../../../infra/province.ts';
import { fleetStacks } from '../../../infra/stack/fleet-stack.ts';
import { cdkApp } from '../../cdk-app.ts';
import { writeManyProvinces } from '../many-provinces.ts';
import { templatesOf, provinces as two } from '../templates.ts';

/** What the account sees that watches a fleet: counts, and nothing of clues. A finding of cdk-nag makes it fail. */

const watching = '333333333333';

let folder = '';
let provinces: Province[] = [];
const stacks = new Map<string, Template>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-dashboard-'));
  await writeManyProvinces(folder);
  const inChina = (await loadProvinces(folder)).filter(({ region }) => region.startsWith('cn-'));
  // Each with an account of its own, as one that shares its counts has.
  provinces = inChina.map((province, n) => ({ ...province, account: String(400_000_000_000 + n) }));
  const app = cdkApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const made = fleetStacks(app, watching, provinces);
  for (const stack of made) stacks.set(stack.stackName, Template.fromStack(stack));
});
afterAll(() => rm(folder, { recursive: true }));

const inRegion = (region: string) => provinces.filter((province) => province.region === region);

interface Widget {
  type: string;
  properties: { title: string; metrics: unknown[][] };
}

const widgetsOf = (template: Template): Widget[] => {
  const [found] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const body = found?.Properties.DashboardBody;
  const text =
    typeof body === 'string'
      ? body
      : body['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'cn-north-1')).join('');
  return JSON.parse(text).widgets;
};

describe.each(['cn-north-1', 'cn-northwest-1'])('the dashboard of a fleet in %s', (region) => {
  const template = () => stacks.get(`ClueTransfer-fleet-${region}`) as Template;

  it('shows each province by its name in every graph, from its own account', () => {
    const there = inRegion(region);
    expect(there.length).toBeGreaterThan(5);
    for (const { properties } of widgetsOf(template())) {
      const labels = properties.metrics.map((metric) => (metric.at(-1) as { label: string }).label);
      expect([properties.title, labels.sort()]).toEqual([properties.title, there.map(({ name }) => name).sort()]);
    }
    const accounts = JSON.stringify(widgetsOf(template())).match(/\d{12}/g);
    expect(new Set(accounts)).toEqual(new Set(there.map(({ account }) => account)));
  });

  it('shows counts alone: no log, and no metric but those', () => {
    const widgets = widgetsOf(template());
    expect(new Set(widgets.map(({ type }) => type))).toEqual(new Set(['metric']));
    const shown = widgets.flatMap(({ properties }) =>
      properties.metrics.map(([namespace, metric]) =>
        typeof namespace === 'string' ? `${namespace.replace(/\d{6}$/, '')} ${metric}` : 'expression',
      ),
    );
    expect([...new Set(shown)].sort()).toEqual([
      'ClueTransfer/ AlarmLines',
      'ClueTransfer/ Heartbeat-recount-deadlines',
      'ClueTransfer/ Heartbeat-verify-records',
      'ClueTransfer/ Heartbeat-watchdog',
      'ClueTransfer/ Overdue',
      'ClueTransfer/ Revivals',
      'expression',
    ]);
  });

  it('takes metrics of those accounts, and neither logs nor traces of anybody', () => {
    template().hasResourceProperties('AWS::Oam::Sink', {
      Policy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: [...new Set(inRegion(region).map(({ account }) => account))] },
            Action: ['oam:CreateLink', 'oam:UpdateLink'],
            Resource: '*',
            Condition: { 'ForAllValues:StringEquals': { 'oam:ResourceTypes': ['AWS::CloudWatch::Metric'] } },
          },
        ],
      },
    });
    expect(template().toJSON().Outputs).toMatchObject({ SinkArn: { Value: { 'Fn::GetAtt': ['Sink', 'Arn'] } } });
  });
});

describe('a province', () => {
  const sinkArn = `arn:aws-cn:oam:cn-north-1:${watching}:sink/0a1b-2c`;

  it('shares its own counts and those of requests where its file names a sink, and nothing else', () => {
    const { stack } = templatesOf({ ...two.China, observability: { sinkArn } });
    const [link, ...more] = Object.values(stack.findResources('AWS::Oam::Link'));
    expect(more).toEqual([]);
    expect(link?.Properties).toEqual({
      SinkIdentifier: sinkArn,
      LabelTemplate: '370000',
      ResourceTypes: ['AWS::CloudWatch::Metric'],
      LinkConfiguration: { MetricConfiguration: { Filter: "Namespace IN ('ClueTransfer/370000', 'AWS/ApiGateway')" } },
    });
    expect(Object.keys(stack.toJSON().Resources).length).toBeLessThan(300);
  });

  it('shares nothing otherwise', () => {
    templatesOf(two.China).stack.resourceCountIs('AWS::Oam::Link', 0);
  });
});
