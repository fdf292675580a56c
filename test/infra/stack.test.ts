import { readdir } from 'node:fs/promises';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { loadProvince, parseProvince } from '../../infra/province.ts';
import { mailers, routes, schedules, tasks } from '../../infra/routes.ts';
import { ProvinceStack } from '../../infra/stack/province-stack.ts';

const shandong = await loadProvince('shandong');
/** The same province elsewhere: what the China regions lack is there. */
const abroad = parseProvince(
  'abroad.json',
  JSON.stringify({
    ...shandong,
    region: 'ap-southeast-1',
    architecture: 'arm64',
    mail: { transport: 'ses', from: 'clue-transfer@clues.example' },
  }),
);

const templateOf = (province: typeof shandong): Template =>
  Template.fromStack(new ProvinceStack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), province));
const china = templateOf(shandong);
const global = templateOf(abroad);

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

/** Statements of the role of each function, by the function's name. */
const statementsOf = (template: Template): Map<string, Statement[]> => {
  const found = new Map<string, Statement[]>();
  for (const [id, policy] of Object.entries(template.findResources('AWS::IAM::Policy'))) {
    const name = names.find((one) => id.toLowerCase().includes(`${one.replaceAll('-', '')}functionservicerole`));
    if (name) found.set(name, policy.Properties.PolicyDocument.Statement);
  }
  return found;
};
const names = [
  ...new Set([
    ...routes.map((route) => route.function),
    ...Object.values(tasks),
    ...schedules.map((schedule) => schedule.function),
  ]),
];

const actionsOf = (statements: readonly Statement[] = []) =>
  [...new Set(statements.flatMap(({ Action }) => Action))].sort();

/** Written out by hand: an action more or less is a decision, not an accident. */
const toRead = ['kms:Decrypt', 'kms:DescribeKey'];
const toWrite = [...toRead, 'kms:GenerateDataKey'];
const submits = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'states:StartExecution', ...toWrite];
const extension = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'states:SendTaskSuccess',
  ...toWrite,
];
const ending = [
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'states:SendTaskSuccess',
  ...toWrite,
];
const recount = [
  'dynamodb:BatchGetItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'states:SendTaskSuccess',
  ...toWrite,
];
const allowed: Record<string, string[]> = {
  'submit-clue': submits,
  'submit-clues': submits,
  'read-clue': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', ...toWrite],
  'read-transfer': ['dynamodb:GetItem', 'dynamodb:Query', ...toRead],
  'read-overdue': ['dynamodb:BatchGetItem', 'dynamodb:Query', ...toRead],
  'read-statistics': ['dynamodb:BatchGetItem', 'dynamodb:Query', ...toRead],
  'ask-extension': extension,
  'decide-extension': extension,
  'read-calendar': ['dynamodb:GetItem', 'dynamodb:Query', ...toRead],
  'publish-calendar': recount,
  'list-units': ['dynamodb:BatchGetItem', 'dynamodb:Query', ...toRead],
  'read-unit': ['dynamodb:Query', ...toRead],
  'put-unit': ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query', ...toWrite],
  'recount-deadlines': recount,
  'restart-workflow': [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'states:StartExecution',
    ...toWrite,
  ],
  'verify-records': ['dynamodb:GetItem', 'dynamodb:Query', ...toRead],
  'watch-calendar': ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', ...toWrite],
  'dispatch-transfer': [...ending, 'dynamodb:BatchGetItem', 'states:StartExecution'],
  'return-transfer': extension,
  'withdraw-transfer': ending,
  'file-case': [...extension, 'dynamodb:UpdateItem', 'states:StartExecution'],
  'file-case-on-clue': [
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'states:StartExecution',
    ...toWrite,
  ],
  'make-proposal': extension,
  'decide-proposal': [...ending, 'dynamodb:BatchGetItem', 'states:StartExecution'],
  'reply-to-reporter': [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'states:SendTaskSuccess',
    ...toWrite,
  ],
  'acknowledge-transfer': ['dynamodb:GetItem', 'dynamodb:PutItem', 'states:SendTaskSuccess', ...toWrite],
  'give-feedback': ending,
  'read-sent-ledger': ['dynamodb:BatchGetItem', 'dynamodb:Query', ...toRead],
  'read-received-ledger': ['dynamodb:BatchGetItem', 'dynamodb:Query', ...toRead],
  'plan-milestone': ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', ...toWrite],
  'await-milestone': ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'states:SendTaskSuccess', ...toWrite],
  'notify-milestone': [
    'dynamodb:BatchGetItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    ...toWrite,
  ],
  'raise-alarm': ['dynamodb:GetItem', 'dynamodb:PutItem', ...toWrite],
  'revive-workflows': [
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'states:ListExecutions',
    'states:StartExecution',
    ...toWrite,
  ],
};

describe.each([
  ['China', china],
  ['elsewhere', global],
])('a province stack in %s', (where, template) => {
  it('keeps its records: deletion protection, recovery, a key of its own that rotates', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
      },
    });
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
    for (const log of Object.values(template.findResources('AWS::Logs::LogGroup'))) {
      expect(log).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 365 } });
    }
  });

  it('has one function for each route, task and schedule, and no other', async () => {
    const files = (await readdir(new URL('../../functions/', import.meta.url))).filter((file) => file.endsWith('.ts'));
    expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual([...names].sort());
    template.resourcePropertiesCountIs(
      'AWS::Lambda::Function',
      { Runtime: 'nodejs24.x', Handler: 'index.handler' },
      names.length,
    );
  });

  it('allows each function the actions that it needs, on the resources that it needs', () => {
    const found = statementsOf(template);
    for (const name of names.filter((one) => one !== 'check-health' && one !== 'read-openapi')) {
      const mail = where === 'China' ? ['secretsmanager:GetSecretValue'] : ['ses:SendEmail'];
      const tracing = where === 'China' ? [] : ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
      const expected = [
        ...(allowed[name] ?? []),
        ...(mailers.some((mailer) => mailer === name) ? mail : []),
        ...tracing,
      ].sort();
      expect(actionsOf(found.get(name)), name).toEqual(expected);
      for (const { Action, Resource } of found.get(name) ?? []) {
        // X-Ray has no resources to name.
        if (JSON.stringify(Action).includes('xray:')) continue;
        expect(JSON.stringify(Resource), `${name} ${Action}`).not.toContain('"*"');
      }
    }
    expect(actionsOf(found.get('check-health')).filter((action) => !action.startsWith('xray:'))).toEqual([]);
  });

  it('opens nothing but the health check and the API’s description without a token of the province’s issuer', () => {
    const found = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
    expect(found.map(({ RouteKey }) => RouteKey).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(
      found.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT').map(({ RouteKey }) => RouteKey),
    ).toEqual(['GET /v1/openapi.json', 'GET /healthz']);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: shandong.identity.issuer, Audience: shandong.identity.audience },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('body|queryString|[hH]eader')) },
    });
  });

  it('logs no payload of the workflow, and runs its own file', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ERROR' },
      DefinitionSubstitutions: Object.fromEntries(
        ['Partition', ...Object.keys(tasks)].map((name) => [name, Match.anyValue()]),
      ),
    });
  });

  it('watches its timers and its calendar every fifteen minutes, and goes on with a recount every five', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    expect(rules.map(({ ScheduleExpression, State }) => [ScheduleExpression, State])).toEqual([
      ['rate(15 minutes)', 'ENABLED'],
      ['rate(5 minutes)', 'ENABLED'],
      ['rate(15 minutes)', 'ENABLED'],
      ['rate(1 day)', 'ENABLED'],
    ]);
  });

  it('rings for what could let a deadline pass in silence', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    for (const metric of ['ExecutionsFailed', 'ExecutionsAborted', 'ExecutionsTimedOut']) {
      expect(alarms.filter(({ MetricName }) => MetricName === metric)).toHaveLength(1);
    }
    expect(alarms.filter(({ MetricName }) => MetricName === 'Errors')).toHaveLength(names.length);
    expect(alarms.filter(({ Namespace }) => Namespace === 'ClueTransfer')).toHaveLength(names.length);
    for (const { AlarmActions } of alarms) expect(AlarmActions).toHaveLength(1);
    template.resourceCountIs('AWS::Logs::MetricFilter', names.length);
    template.allResourcesProperties('AWS::Logs::MetricFilter', { FilterPattern: '{ $.alarm = "*" }' });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: shandong.alarmEmails[0] });
  });

  it('names the state machine to those only that start or signal it', () => {
    const told = names.filter((name) =>
      Object.entries(template.findResources('AWS::Lambda::Function')).some(
        ([id, { Properties }]) =>
          id.includes(`${name.replaceAll('-', '')}Function`) && 'STATE_MACHINE_ARN' in Properties.Environment.Variables,
      ),
    );
    expect(told.sort()).toEqual([
      'acknowledge-transfer',
      'ask-extension',
      'await-milestone',
      'decide-extension',
      'decide-proposal',
      'dispatch-transfer',
      'file-case',
      'file-case-on-clue',
      'give-feedback',
      'make-proposal',
      'publish-calendar',
      'recount-deadlines',
      'reply-to-reporter',
      'restart-workflow',
      'return-transfer',
      'revive-workflows',
      'submit-clue',
      'submit-clues',
      'withdraw-transfer',
    ]);
  });

  it('gives each function the settings of its province, and no secret', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      const variables = Properties.Environment.Variables;
      expect(JSON.parse(variables.SETTINGS)).toMatchObject({
        timeZone: 'Asia/Shanghai',
        mailFrom: expect.stringContaining('@'),
      });
      expect(Object.keys(variables).join()).not.toMatch(/password|secret$/i);
    }
  });
});

describe('the China regions', () => {
  const text = JSON.stringify(china.toJSON());

  it('get nothing that they lack', () => {
    expect([...text.matchAll(/AWS::SES\w*|ses:Send\w*|"TracingConfig\w*"|xray:\w+/g)].map(([found]) => found)).toEqual(
      [],
    );
    china.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] });
  });

  it('are named in their own partition and under their own domain', () => {
    // Principals of services keep their plain names in every partition.
    const domains = [...text.matchAll(/[\w.${}-]*amazonaws\.com(\.cn)?/g)].map(([found]) => found);
    expect(domains.filter((domain) => !/^[a-z]+\.amazonaws\.com$/.test(domain) && !domain.endsWith('.cn'))).toEqual([]);
    expect([...text.matchAll(/arn:aws:[\w:-]*/g)].map(([found]) => found)).toEqual([]);
  });

  it('mail by SMTP', () => {
    expect(text).toContain('smtp.clues.example.cn');
  });
});

describe('the other regions', () => {
  it('mail by SES from the province’s own identity, traced and on arm64', () => {
    global.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'clues.example' });
    global.allResourcesProperties('AWS::Lambda::Function', {
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
    });
    global.hasResourceProperties('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true } });
  });
});
