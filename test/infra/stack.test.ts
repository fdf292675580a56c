import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functions, routes, schedules, sites, tasks } from '../../infra/functions.ts';
import { provinces, templates, templatesOf } from './templates.ts';

const china = templates.China.stack;
const global = templates.abroad.stack;

/** What every province has: SMTP servers tell of no mail that comes back. */
const everywhere = functions.filter((one) => !('hears' in one) || one.hears !== 'returned-mails');

describe.each([
  ['China', china, provinces.China],
  ['elsewhere', global, provinces.abroad],
])('a province stack in %s', (where, template, province) => {
  const present = [...(where === 'China' ? everywhere : functions), ...sites];

  it('keeps its logs under the key of the records, as long as the file says, when it is destroyed as well', () => {
    for (const log of Object.values(template.findResources('AWS::Logs::LogGroup'))) {
      expect(log).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: { RetentionInDays: province.logRetentionDays, KmsKeyId: expect.anything() },
      });
    }
  });

  it('has one function for each route, task, schedule, listener and site, and no other', async () => {
    const folder = new URL('../../functions/', import.meta.url);
    const handlers: string[] = [];
    for (const file of await readdir(folder, { recursive: true })) {
      if (!/^(api|workflow|schedules|events|console)\/.*\.ts$/.test(file)) continue;
      if ((await readFile(new URL(file, folder), 'utf8')).includes('export const handler')) handlers.push(file);
    }
    const known = [...functions, ...sites].map(({ file }) => fileURLToPath(file).slice(fileURLToPath(folder).length));
    expect(handlers.sort()).toEqual(known.sort());
    template.resourcePropertiesCountIs(
      'AWS::Lambda::Function',
      { Runtime: 'nodejs24.x', Handler: 'index.handler' },
      present.length,
    );
  });

  it('opens nothing but the health check, the API’s description and the console without a token of the province’s issuer', () => {
    const found = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
    expect(found.map(({ RouteKey }) => RouteKey).sort()).toEqual(
      [
        ...routes.map(({ method, path }) => `${method} ${path}`),
        ...sites.flatMap(({ paths }) => paths.map((path) => `GET ${path}`)),
      ].sort(),
    );
    expect(
      found
        .filter(({ AuthorizationType }) => AuthorizationType !== 'JWT')
        .map(({ RouteKey }) => RouteKey)
        .sort(),
    ).toEqual(['GET /console', 'GET /console/{page+}', 'GET /healthz', 'GET /v1/openapi.json']);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: province.identity.issuer, Audience: province.identity.audience },
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
        ['Partition', ...tasks.filter(({ former }) => !former).map(({ placeholder }) => placeholder)].map((name) => [
          name,
          Match.anyValue(),
        ]),
      ),
    });
  });

  it('watches timers, calendar and who is absent every fifteen minutes, goes on with a recount every five, carries over hourly', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    const timed = rules.filter(({ ScheduleExpression }) => ScheduleExpression);
    expect(timed.map(({ ScheduleExpression, State }) => [ScheduleExpression, State])).toEqual([
      ['rate(15 minutes)', 'ENABLED'],
      ['rate(1 hour)', 'ENABLED'],
      ['rate(5 minutes)', 'ENABLED'],
      ['rate(15 minutes)', 'ENABLED'],
      ['rate(1 day)', 'ENABLED'],
      ['rate(15 minutes)', 'ENABLED'],
    ]);
  });

  it('loses no event: what EventBridge cannot deliver and what a function fails on ends in a queue', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::Events::Rule'))) {
      for (const { DeadLetterConfig } of Properties.Targets) {
        expect(JSON.stringify(DeadLetterConfig)).toContain('FailuresUndelivered');
      }
    }
    const withQueue = Object.values(template.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.DeadLetterConfig,
    );
    expect(withQueue).toHaveLength(schedules.length + (where === 'China' ? 1 : 2));
    template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  });

  it('keeps the data of workflows under the key of the records', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: Match.anyValue() },
    });
  });

  it('answers before the gateway gives up', () => {
    const of = (prefix: string) =>
      Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) => id.startsWith(prefix));
    expect(of('Api').map(([, { Properties }]) => Properties.Timeout)).toEqual([...routes, ...sites].map(() => 28));
  });

  it('stays within what CloudFormation takes, with room for what is to come', () => {
    expect(Object.keys(template.toJSON().Resources).length).toBeLessThan(300);
    // The command line adds 40 kB: the path of each construct, and which library made it.
    expect(JSON.stringify(template.toJSON(), null, 1).length).toBeLessThan(460_000);
  });

  it('gives the ledgers what fifty thousand rows take', () => {
    for (const side of ['sent', 'received']) {
      const [id = ''] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((one) =>
        one.startsWith(`Apiread${side}ledgerFunction`),
      );
      expect(template.findResources('AWS::Lambda::Function')[id]?.Properties).toMatchObject({
        MemorySize: 1769,
        Environment: { Variables: { NODE_OPTIONS: '--max-semi-space-size=4' } },
      });
    }
  });

  it('names the state machine to those only that start or signal it', () => {
    const told = everywhere.filter(({ constructId }) =>
      Object.entries(template.findResources('AWS::Lambda::Function')).some(
        ([id, { Properties }]) =>
          id.includes(`${constructId.replaceAll('-', '')}Function`) &&
          'STATE_MACHINE_ARN' in Properties.Environment.Variables,
      ),
    );
    const commands = routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/transfers/{id}/'));
    expect(told.map(({ name }) => name).sort()).toEqual(
      [
        // Every command on a transfer.
        ...commands.map(({ name }) => name),
        'await-milestone',
        'decide-extension',
        'decide-proposal',
        'file-case-on-clue',
        'publish-calendar',
        'publish-years',
        'recount-deadlines',
        'reply-to-reporter',
        'restart-workflow',
        'submit-clue',
        'submit-clues',
        'watchdog',
        'withdraw-calendar',
      ].sort(),
    );
  });

  it('gives no function a secret', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      expect(Object.keys(Properties.Environment.Variables).join()).not.toMatch(/password|secret$/i);
    }
  });
});

describe('a province whose account has room for it', () => {
  const reserved = (template: typeof china) =>
    Object.entries(template.findResources('AWS::Lambda::Function')).flatMap(([id, { Properties }]) =>
      Properties.ReservedConcurrentExecutions ? [[id.slice(0, 15), Properties.ReservedConcurrentExecutions]] : [],
    );

  it('starts no more workflows at once than Step Functions takes; a new account has no room', () => {
    const { stack } = templatesOf({ ...provinces.abroad, reserveConcurrency: true });
    expect(Object.fromEntries(reserved(stack))).toEqual({
      ApicheckhealthF: 2,
      ApisubmitclueFu: 25,
      ApisubmitcluesF: 2,
    });
    expect(reserved(global)).toEqual([]);
  });
});

describe('the China regions', () => {
  const text = JSON.stringify([china.toJSON(), templates.China.records.toJSON()]);

  it('get nothing that they lack', () => {
    expect([...text.matchAll(/AWS::SES\w*|ses:Send\w*|"TracingConfig\w*"|xray:\w+/g)].map(([found]) => found)).toEqual(
      [],
    );
    china.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] });
  });

  it('are named in their own partition and under their own domain', () => {
    // Principals of services keep their plain names in every partition.
    const domains = [...text.matchAll(/[\w.${}-]*amazonaws\.com(\.cn)?/g)].map(([found]) => found);
    expect(
      domains.filter((domain) => !/^(delivery\.)?[a-z]+\.amazonaws\.com$/.test(domain) && !domain.endsWith('.cn')),
    ).toEqual([]);
    expect([...text.matchAll(/arn:aws:[\w:-]*/g)].map(([found]) => found)).toEqual([]);
  });

  it('mail by SMTP', () => {
    expect(text).toContain('smtp.clues.example.cn');
  });
});

describe('the other regions', () => {
  it('mail by SES from the province’s own identity, traced and on arm64', () => {
    templates.abroad.records.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'training.clues.example',
    });
    global.allResourcesProperties('AWS::Lambda::Function', {
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
    });
    global.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
    });
    global.hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({ source: ['aws.ses'] }) });
    global.hasResourceProperties('AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true } });
  });
});
