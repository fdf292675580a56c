import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { type DeclaredFunction, functions, listeners, routes, schedules, sites, tasks } from '../../infra/functions.ts';
import { rights, statementsOf } from './statements.ts';
import { provinces, templates } from './templates.ts';
import { sealing, written } from './written-rights.ts';

/** Each role's rights in the templates, against those written out in written-rights.ts. */

const command = [...sealing('note'), 'machine: SendTaskSuccess', 'table: BatchGetItem DeleteItem GetItem PutItem'];
const commands = routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/transfers/{id}/'));

/** What stands above, or follows for a command on a transfer. */
const ownRights = new Map<string, readonly string[]>([
  ...commands.map(({ name }) => [name, command] as const),
  ...Object.entries(written),
]);

/** SMTP servers tell of no mail that comes back. Both provinces have the console. */
const functionsOf = (template: Template): readonly DeclaredFunction[] => [
  ...(Object.keys(template.findResources('AWS::SES::ConfigurationSet')).length > 0
    ? functions
    : functions.filter((one) => !('hears' in one) || one.hears !== 'returned-mails')),
  ...sites,
];

/** The part of the stack that a function belongs to: its log is there. */
const partOf = (name: string): string => {
  const isOf = (all: readonly { name: string }[]) => all.some((one) => one.name === name);
  if (isOf(listeners)) return isOf(listeners.filter(({ hears }) => hears === 'deployments')) ? 'Settings' : 'Mail';
  return isOf(routes) || isOf(sites) ? 'Api' : isOf(tasks) ? 'WorkflowTask' : 'Schedules';
};

/** The tables of functions, and what every function has beside. */
const expectedOf = ({ name, mails }: DeclaredFunction, where: string): string[] => {
  const own = ownRights.get(name) ?? [];
  const onTable = own.filter((right) => /^(table|index)/.test(right));
  const writes = onTable.some((right) => /(Put|Update|Delete)Item/.test(right));
  const byEvents = [...schedules, ...listeners].some((one) => one.name === name);
  return [
    ...own,
    `log of ${partOf(name)}: CreateLogStream PutLogEvents`,
    ...(onTable.length > 0 ? [`key by dynamodb: Decrypt DescribeKey${writes ? ' GenerateDataKey' : ''}`] : []),
    ...(byEvents ? ['dead letters: SendMessage'] : []),
    ...(where === 'China'
      ? [...(mails ? ['secret clue-transfer/smtp-??????: GetSecretValue'] : [])]
      : [
          // X-Ray takes no resource.
          'anything: PutTelemetryRecords PutTraceSegments',
          ...(mails
            ? ['identity if ses:FromAddress: SendEmail', 'configuration set if ses:FromAddress: SendEmail']
            : []),
        ]),
  ].sort();
};

describe.each(Object.entries(templates))('the roles of a province (%s)', (where, { stack: template, records }) => {
  const found = statementsOf(template);
  const roleOf = ({ constructId }: DeclaredFunction) =>
    [...found.keys()].filter((role) => role.includes(`${constructId.replaceAll('-', '')}Role`)) as [string];

  it('allow each function what it needs, and nothing more', () => {
    for (const one of functionsOf(template)) {
      const [role] = roleOf(one);
      expect([one.name, rights(found.get(role) ?? [])]).toEqual([one.name, expectedOf(one, where)]);
    }
  });

  it('are of functions, of the workflow and of the backup, and of nothing else', () => {
    expect(Object.keys(records.findResources('AWS::IAM::Role'))).toEqual([
      expect.stringMatching(/^StorageBackupPlanSelectionRole/),
    ]);
    const ofFunctions = functionsOf(template).flatMap(roleOf);
    expect(new Set(ofFunctions).size).toBe(functionsOf(template).length);
    const others = [...found.keys()].filter((role) => !ofFunctions.includes(role));
    expect(others.map((role) => role.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual(['ApiRole', 'WorkflowRole']);
    expect([...ownRights.keys()].sort()).toEqual(
      functionsOf(templates.abroad.stack)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('let the workflow run its tasks, use its key and deliver its log', () => {
    const [role = ''] = [...found.keys()].filter((one) => one.startsWith('WorkflowRole'));
    const tracing =
      where === 'China' ? [] : ['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'];
    const delivery = [
      ...['CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups', 'DescribeResourcePolicies'],
      ...['GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'UpdateLogDelivery'],
    ];
    expect(rights(found.get(role) ?? [])).toEqual([
      `anything: ${[...delivery, ...tracing].sort().join(' ')}`,
      'key if kms:EncryptionContext:SourceArn: GenerateDataKey',
      'key if kms:EncryptionContext:aws:states:stateMachineArn: Decrypt GenerateDataKey',
      ...tasks
        .map(({ name }) => name.replaceAll('-', ''))
        .flatMap((name) => [`task ${name} of any release: InvokeFunction`, `task ${name}: InvokeFunction`])
        .sort(),
    ]);
  });

  it('let the gateway call the functions of routes and the console’s, and nothing else', () => {
    const [role = ''] = [...found.keys()].filter((one) => one.startsWith('ApiRole'));
    expect(rights(found.get(role) ?? [])).toEqual(
      [...routes, ...sites].map(({ constructId }) => `route ${constructId.replaceAll('-', '')}: InvokeFunction`).sort(),
    );
    // A role's own policies hold 10,240 characters, and the ARN of a function may take 140.
    expect(routes.length * 140).toBeLessThan(9_000);
    for (const { Properties } of Object.values(template.findResources('AWS::ApiGatewayV2::Integration')))
      expect(Properties.CredentialsArn).toEqual({ 'Fn::GetAtt': [role, 'Arn'] });
  });

  it('have their rights within, and of AWS’s own only that of AWS Backup', () => {
    // A policy beside a role is one resource more; CDK makes that of the workflow, and its own of the backup.
    template.resourceCountIs('AWS::IAM::Policy', 1);
    const roles = [template, records].flatMap((one) => Object.entries(one.findResources('AWS::IAM::Role')));
    for (const [id, { Properties }] of roles) {
      const managed = JSON.stringify(Properties.ManagedPolicyArns ?? []);
      if (id.startsWith('StorageBackup')) expect(managed).toContain('AWSBackupServiceRolePolicyForBackup');
      else expect(managed).toBe('[]');
    }
  });

  it('bear names that no other stack of the account gives, so that the key can name them', () => {
    const { code, region } = provinces[where as keyof typeof provinces];
    const names = Object.values(template.findResources('AWS::IAM::Role')).flatMap(
      ({ Properties }) => Properties.RoleName ?? [],
    );
    const expected = functionsOf(template).map(({ constructId }) => `ClueTransfer-${code}-${region}-${constructId}`);
    expect(names.sort()).toEqual(expected.sort());
  });
});
