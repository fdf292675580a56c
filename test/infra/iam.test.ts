import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { type DeclaredFunction, functions, listeners, routes, schedules, sites, tasks } from '../../infra/functions.ts';
import { rights, statementsOf } from './statements.ts';
import { provinces, templates } from './templates.ts';

/**
 * What each role may do, and on what: written out by hand, so that an action or a resource more or less is a decision and no
 * accident. Every function may also write the log of its part of the stack and, where it reads or writes the table, use the key
 * by way of DynamoDB; those, the mailers' and tracing are added below by rule. A command on a transfer that does
 * not stand here has the rights of one whose event has a note, and no other. What is said of the key names the sealed fields.
 */

/** Opens what says whom a transfer must not reach. */
const recusal = ['key of recusal-key: Decrypt', 'key of recused: Decrypt'];

/** Counts open deadlines again, and mails what moved. */
const recounting = [
  'index milestones: Query',
  ...recusal,
  'machine: SendTaskSuccess',
  'table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem',
];

/** The same of a clue, by what it names where it is of before. */
const namesOfClue = ['recuse', 'subjects'].map((field) => `key of ${field}: Decrypt`);
const recusalOfClue = ['key of recusal-key: Decrypt', ...namesOfClue];

/** Finds a clue by its reference, and the transfers of it that the caller sees. */
const finding = ['index sent: Query', ...recusalOfClue, 'table: BatchGetItem GetItem Query'];

const secretPart = ['annexes', 'recuse', 'reporter', 'subjects', 'text', 'title'];
const opensClue = secretPart.map((field) => `key of ${field}: Decrypt`);
const namingClues = [...recusal, 'key of title: Decrypt', 'table: BatchGetItem GetItem PutItem Query UpdateItem'];
/** A command on a transfer whose event has one secret text. */
const sealing = (field: string) => [...recusal, `key of */*/${field}: GenerateDataKey`];

/** Gives up the place of a transfer, and what goes on in its stead. */
const ending = ['machine: SendTaskSuccess', 'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem'];
const goingOn = [
  ...sealing('note'),
  'machine: SendTaskSuccess StartExecution',
  'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
];

const submits = [
  ...secretPart.map((field) => `key of ${field}: GenerateDataKey`),
  'key of answer: Decrypt GenerateDataKey',
  'key of recusal-key: Decrypt GenerateDataKey',
  'machine: StartExecution',
  'table: BatchGetItem GetItem PutItem Query',
];

const written: Readonly<Record<string, readonly string[]>> = {
  'acknowledge-transfer': [
    ...recusal,
    'machine: SendTaskSuccess',
    'table: BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem',
  ],
  'ask-extension': [...sealing('reason'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'ask-for-calendar': ['table: DeleteItem GetItem PutItem UpdateItem'],
  'ask-supplement': [
    ...sealing('items'),
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem GetItem PutItem',
  ],
  'await-milestone': ['machine: SendTaskSuccess', 'table: GetItem UpdateItem'],
  'carry-over-recusals': [
    'index regions: Query',
    'key of recusal-key: Decrypt GenerateDataKey',
    ...namesOfClue,
    'table: BatchGetItem GetItem PutItem Query UpdateItem',
  ],
  'check-health': [],
  'check-paper': [...recusal, 'table: BatchGetItem GetItem Query'],
  'correct-clue': [
    ...['annexes', 'answer', 'recusal-key', 'subjects', 'text', 'title'].map(
      (field) => `key of ${field}: Decrypt GenerateDataKey`,
    ),
    'key of recuse: Decrypt',
    'table: BatchGetItem ConditionCheckItem GetItem PutItem Query UpdateItem',
  ],
  'decide-extension': [
    ...sealing('note'),
    'machine: SendTaskSuccess',
    'table: BatchGetItem DeleteItem GetItem PutItem',
  ],
  'decide-proposal': goingOn,
  'dispatch-transfer': goingOn,
  'file-case': [
    ...recusal,
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'file-case-on-clue': [
    'key of recusal-key: Decrypt GenerateDataKey',
    ...namesOfClue,
    'machine: StartExecution',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'find-clues': finding,
  'find-transfers': finding,
  'give-feedback': [...sealing('text'), ...ending],
  'give-supplement': [...sealing('note'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'list-units': ['table: BatchGetItem GetItem Query'],
  'make-proposal': [...sealing('reason'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'mark-bounced-address': ['table: BatchGetItem DeleteItem GetItem PutItem UpdateItem'],
  'notify-milestone': [
    'index milestones: Query',
    ...sealing('passedOver'),
    'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
  ],
  'plan-milestone': ['table: BatchGetItem GetItem PutItem'],
  'preview-calendar': ['index milestones: Query', 'table: BatchGetItem GetItem Query'],
  'preview-clue': ['key of recusal-key: Decrypt GenerateDataKey', 'table: BatchGetItem GetItem PutItem Query'],
  'publish-calendar': recounting,
  'publish-years': recounting,
  'put-delegations': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'import-units': ['table: BatchGetItem GetItem PutItem Query'],
  'put-unit': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'raise-alarm': ['table: GetItem PutItem'],
  'put-settings': ['table: GetItem PutItem'],
  'read-audit': [...recusalOfClue, 'table: BatchGetItem GetItem Query'],
  'read-calendar': ['table: BatchGetItem GetItem Query'],
  'read-calendar-version': ['table: BatchGetItem GetItem Query'],
  'read-clue': [...opensClue, 'key of recusal-key: Decrypt', 'table: BatchGetItem GetItem PutItem Query UpdateItem'],
  'read-directory': ['table: BatchGetItem GetItem Query'],
  'read-openapi': [],
  'read-overdue': ['index due: Query', ...recusal, 'table: BatchGetItem GetItem'],
  'read-readings': [...recusalOfClue, 'table: BatchGetItem GetItem Query'],
  'read-received-ledger': ['index received: Query', ...namingClues],
  'read-sent-ledger': ['index sent: Query', ...namingClues],
  'read-statistics': [
    'index received: Query',
    'index regions: Query',
    'index sent: Query',
    ...recusal,
    'table: BatchGetItem GetItem',
  ],
  'read-status': [
    'dead letters: GetQueueAttributes',
    ...recusal,
    'table: BatchGetItem GetItem Query',
    'undelivered events: GetQueueAttributes',
  ],
  'read-tasks': ['index owing: Query', ...recusal, 'table: BatchGetItem GetItem Query'],
  'read-transfer': ['key of */*/*: Decrypt', ...recusal, 'table: BatchGetItem GetItem PutItem Query UpdateItem'],
  'read-unit': ['table: BatchGetItem GetItem Query'],
  'recall-transfer': [...sealing('reason'), ...ending],
  'recount-deadlines': recounting,
  'reply-to-reporter': [
    ...sealing('note'),
    ...namesOfClue,
    'machine: SendTaskSuccess',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'restart-workflow': [...recusal, 'machine: StartExecution', 'table: BatchGetItem DeleteItem GetItem PutItem Query'],
  'return-transfer': [...sealing('note'), 'machine: SendTaskSuccess', 'table: BatchGetItem DeleteItem GetItem PutItem'],
  'serve-console': [],
  'submit-clue': submits,
  'submit-clues': submits,
  'take-out-paper': [
    ...recusal,
    ...namesOfClue,
    ...['*/*/items', '*/*/note', '*/*/text', 'annexes', 'text', 'title'].map((field) => `key of ${field}: Decrypt`),
    'table: BatchGetItem GetItem PutItem Query UpdateItem',
  ],
  'tell-absent': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'verify-records': [
    'index received: Query',
    'index regions: Query',
    'index sent: Query',
    'table: GetItem PutItem Query',
  ],
  watchdog: [
    'executions: DescribeExecution',
    'index due: Query',
    'index milestones: Query',
    'index open: Query',
    'machine: StartExecution',
    'table: GetItem PutItem UpdateItem',
  ],
  'withdraw-calendar': recounting,
  'withdraw-transfer': [...sealing('reason'), ...ending],
};

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
