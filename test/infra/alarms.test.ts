import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { patienceOf, type RoundName } from '../../functions/domain/reports/rounds.ts';
import { schedules } from '../../infra/functions.ts';
import { provinces, templates } from './templates.ts';

/** What rings, when, and how often. */

interface Properties {
  MetricName?: string;
  Namespace?: string;
  Period?: number;
  EvaluationPeriods: number;
  DatapointsToAlarm?: number;
  Threshold: number;
  ComparisonOperator: string;
  TreatMissingData: string;
  AlarmDescription: string;
  AlarmActions: unknown[];
}

const everywhere = [
  ...['ExecutionsFailed', 'ExecutionsAborted', 'ExecutionsTimedOut', 'Revivals', 'Overdue'],
  ...['EventsUndelivered', 'EventsFailed', 'ServerErrors', 'SlowRequests', 'LambdaThrottles', 'TableThrottles'],
  ...['FunctionErrors', 'AlarmLines', 'watchdog-silent', 'recount-deadlines-silent', 'verify-records-silent'],
];

/** What a metric said in each period, oldest first; undefined where it said nothing. */
type Said = readonly (number | undefined)[];

/** How often an alarm rings: as CloudWatch evaluates M of N, at the end of each period. */
const ringsOf = (alarm: Properties, said: Said): number => {
  const { EvaluationPeriods: n, DatapointsToAlarm: m = n, Threshold } = alarm;
  const isBreaching = (value: number | undefined) => {
    if (value === undefined) return alarm.TreatMissingData === 'breaching';
    return alarm.ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
  };
  let [rings, rang] = [0, false];
  for (let end = n; end <= said.length; end += 1) {
    const rings1 = said.slice(end - n, end).filter(isBreaching).length >= m;
    if (rings1 && !rang) rings += 1;
    rang = rings1;
  }
  return rings;
};

describe.each([
  ['China', templates.China.stack, provinces.China, everywhere],
  ['elsewhere', templates.abroad.stack, provinces.abroad, [...everywhere, 'BounceRate', 'ComplaintRate']],
] as const)('the alarms of a province in %s', (_, template, { code, overdueAlarm }, names) => {
  const found = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(
    ([id, { Properties }]) => [id.slice('Monitoring'.length, -8), Properties as Properties] as const,
  );
  const alarm = (name: string): Properties => {
    const [one] = found.filter(([id]) => id === name.replaceAll('-', ''));
    if (!one) throw new Error(`there is no alarm ${name}`);
    return one[1];
  };

  it('are few, ring the topic of the records, and stand in the README with what to do', async () => {
    expect(found.map(([id]) => id).sort()).toEqual(names.map((name) => name.replaceAll('-', '')).sort());
    const readme = await readFile(new URL('../../infra/README.md', import.meta.url), 'utf8');
    for (const name of names) {
      expect([name, new RegExp(`^\\|[^|]*\`${name}\`[^|]*\\|[^|]+\\|[^|]{20,}\\|$`, 'm').test(readme)]).toEqual([
        name,
        true,
      ]);
      expect(alarm(name).AlarmDescription).toMatch(/\.$|\)\.$/);
      expect(alarm(name).AlarmActions).toEqual([{ 'Fn::ImportValue': `ClueTransfer-${code}-records-AlarmTopicArn` }]);
    }
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  it('hear every line with an alarm, of whichever function', () => {
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(
      ({ Properties }) => Properties,
    );
    const lines = filters.filter(({ FilterPattern }) => FilterPattern === '{ $.alarm = "*" }');
    const heard = lines.map(({ LogGroupName }) => LogGroupName.Ref);
    const written = Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.LoggingConfig.LogGroup.Ref,
    );
    expect(new Set(heard)).toEqual(new Set(written));
    for (const { MetricTransformations } of lines) {
      expect(MetricTransformations).toEqual([expect.objectContaining({ MetricName: 'AlarmLines', MetricValue: '1' })]);
    }
    expect(alarm('AlarmLines')).toMatchObject({ MetricName: 'AlarmLines', Namespace: `ClueTransfer/${code}` });
    expect(alarm('FunctionErrors')).toMatchObject({ MetricName: 'Errors', Namespace: 'AWS/Lambda' });
  });

  it.each(schedules.filter(({ beats }) => beats))('ring where $name is silent, and not where it is late', (one) => {
    const silent = alarm(`${one.name}-silent`);
    // Operators see it in GET /v1/status as soon as it rings.
    expect((silent.EvaluationPeriods * (silent.Period ?? 0)) / 60).toBe(patienceOf(one.name as RoundName));
    const [filter] = Object.values(template.findResources('AWS::Logs::MetricFilter')).filter(
      ({ Properties }) => Properties.FilterPattern === `{ $.heartbeat = "${one.name}" }`,
    );
    expect(filter?.Properties.MetricTransformations).toEqual([
      expect.objectContaining({ MetricName: silent.MetricName, MetricNamespace: silent.Namespace }),
    ]);
    expect((silent.Period ?? 0) * silent.EvaluationPeriods).toBeGreaterThan(one.everyMinutes * 60);
    // CloudWatch looks back a week at the most, by periods of an hour or more; a day by shorter ones.
    expect((silent.Period ?? 0) * silent.EvaluationPeriods).toBeLessThanOrEqual(86_400 * 7);
    const everyPeriods = (one.everyMinutes * 60) / (silent.Period ?? 1);
    const beats = Array.from({ length: everyPeriods * 6 }, (_, n) => (n % everyPeriods === 0 ? 1 : 0));
    expect(ringsOf(silent, beats)).toBe(0);
    const late = [...beats, 0, 1, ...beats];
    expect(ringsOf(silent, late)).toBe(0);
    for (const nothing of [0, undefined]) {
      expect(ringsOf(silent, [...beats, ...Array(everyPeriods + 2).fill(nothing)])).toBe(1);
    }
  });

  it('mail once a day at the most that much is overdue', () => {
    const overdue = alarm('Overdue');
    const hour = overdue.Period === 3600;
    expect(hour).toBe(true);
    const days = 5;
    const swinging = Array.from({ length: 24 * days }, (_, n) => overdueAlarm - (n % 2));
    expect(ringsOf(overdue, swinging)).toBe(1);
    const eachMorning = Array.from({ length: 24 * days }, (_, n) => overdueAlarm - (n % 24 === 9 ? 0 : 1));
    expect(ringsOf(overdue, eachMorning)).toBeLessThanOrEqual(days);
    expect(ringsOf(overdue, Array(48).fill(overdueAlarm - 1))).toBe(0);
  });
});
