import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, PutAccountDetailsCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { routes } from '../../infra/functions.ts';
import type { State } from '../../infra/preflight/finding.ts';
import { preflight } from '../../infra/preflight/run.ts';
import { loadProvince, type Province } from '../../infra/province.ts';
import { exportNameOf, recordsStackNameOf, roleNameOf, stackNameOf } from '../../infra/stack-names.ts';
import { startEmulator } from './emulator.ts';
import { until } from './until.ts';

/** `npm run test:preflight`: what `npm run preflight` says of an emulated account, as that is made ready and spoiled step by step. */

const closers: (() => Promise<unknown>)[] = [];
const say = (text: string) => console.log(text);

/** Says what the named checks are in, and fails where that is not as expected. */
const expectStates = async (when: string, province: Province, expected: Readonly<Record<string, State>>) => {
  const found = await preflight(province, new Date());
  const named = new Map(found.map((one) => [one.name, one]));
  for (const [name, state] of Object.entries(expected)) {
    assert.equal(named.get(name)?.state, state, `${when}, ${name}: ${JSON.stringify(named.get(name))}`);
  }
  say(`${when}: ${found.map(({ name, state }) => `${name} ${state}`).join(', ')}`);
};

/** Fails as it is created, so that it ends in a rollback: there is no such role. */
const cannotBeMade = JSON.stringify({
  Resources: {
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'of-nobody',
        Roles: ['nobody'],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
        },
      },
    },
  },
});

/** A topic, whose name is exported by that name. */
const exporting = (Name: string) =>
  JSON.stringify({
    Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
    Outputs: { Topic: { Value: { Ref: 'Topic' }, Export: { Name } } },
  });

const main = async (): Promise<void> => {
  const work = await mkdtemp(join(tmpdir(), 'clue-transfer-preflight-'));
  closers.push(() => rm(work, { recursive: true, force: true }));
  const training = await loadProvince('training');
  const { account, region } = training;
  const emulator = await startEmulator({ work, account, region });
  closers.push(emulator.close);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const options = { region };
  const bySmtp: Province = {
    ...training,
    mail: { transport: 'smtp', from: training.mail.from, host: 'localhost', port: 1, secretName: 'clue-transfer/smtp' },
  };
  const bootstrapped = { Name: '/cdk-bootstrap/hnb659fds/version' };
  const ssm = new SSMClient(options);
  // The emulator starts with it.
  await ssm.send(new DeleteParameterCommand(bootstrapped));
  // ministack has neither the opt-in of regions nor Service Quotas.
  const untold = { region: 'unknown', quotas: 'unknown' } as const;

  await expectStates(
    'an account of others',
    { ...training, account: '111122223333' },
    { account: 'lacking', stack: 'unknown' },
  );
  await expectStates('a new account', training, {
    ...untold,
    ...{ account: 'good', bootstrap: 'lacking', stack: 'good', leftovers: 'good', names: 'good' },
    ...{ lambda: 'good', sender: 'good' },
  });

  await ssm.send(new PutParameterCommand({ ...bootstrapped, Value: '30', Type: 'String' }));
  const ses = new SESv2Client(options);
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'training.clues.example' }));
  await ses.send(
    new PutAccountDetailsCommand({
      MailType: 'TRANSACTIONAL',
      WebsiteURL: 'https://training.clues.example',
      ProductionAccessEnabled: false,
    }),
  );
  await expectStates('bootstrapped, in the sandbox, with the sender’s domain made by hand', training, {
    bootstrap: 'good',
    ses: 'lacking',
    sender: 'lacking',
  });

  const secrets = new SecretsManagerClient(options);
  await expectStates('without the secret', bySmtp, { secret: 'lacking', smtp: 'lacking' });
  const login = JSON.stringify({ username: 'clues', password: 'x' });
  await secrets.send(new CreateSecretCommand({ Name: 'clue-transfer/smtp', SecretString: login }));
  await expectStates('with the secret', bySmtp, { secret: 'good', smtp: 'lacking' });
  await secrets.send(new DeleteSecretCommand({ SecretId: 'clue-transfer/smtp', RecoveryWindowInDays: 7 }));
  await expectStates('with the secret about to be deleted', bySmtp, { secret: 'lacking' });

  const formation = new CloudFormationClient(options);
  const StackName = recordsStackNameOf(training);
  await formation.send(new CreateStackCommand({ StackName, TemplateBody: cannotBeMade }));
  await until('the stack is rolled back', 30, async () => {
    const found = await preflight(training, new Date());
    return found.find(({ name }) => name === 'stack')?.what.includes('ROLLBACK_COMPLETE') ? true : undefined;
  });
  await expectStates('after a first creation that failed', training, { stack: 'lacking' });
  await formation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete({ client: formation, minDelay: 1, maxDelay: 1, maxWaitTime: 30 }, { StackName });
  await expectStates('and once that was deleted', training, { stack: 'good', leftovers: 'good' });

  const TableName = `${StackName}-Table-1A2B3C4D`;
  await new DynamoDBClient(options).send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await expectStates('with a table of before', training, { leftovers: 'lacking' });
  await expectStates(
    'with a table of before that the file names',
    { ...training, restoredTable: TableName },
    {
      leftovers: 'good',
    },
  );
  const [submitting] = routes.filter(({ name }) => name === 'submit-clue');
  assert.ok(submitting);
  const RoleName = roleNameOf(training, submitting);
  await new IAMClient(options).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: '{}' }));
  await expectStates('with a role of a function’s name', training, { names: 'lacking' });

  const make = async (name: string, TemplateBody: string) => {
    await formation.send(new CreateStackCommand({ StackName: name, TemplateBody }));
    const waiting = { client: formation, minDelay: 1, maxDelay: 1, maxWaitTime: 30 };
    await waitUntilStackCreateComplete(waiting, { StackName: name });
  };
  const taken = exportNameOf(training, 'KeyArn');
  await make('Other', exporting(taken));
  await make(stackNameOf(training), exporting('of-one-stack'));
  await expectStates('with one stack for all, and another that exports by a name of the records', training, {
    stack: 'lacking',
    names: 'lacking',
  });
  const found = (await preflight(training, new Date())).find(({ name }) => name === 'names');
  assert.equal(found?.what, `taken already: export ${taken} of stack Other`);
};

try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const close of closers.reverse()) await close().catch((error) => console.error(error));
}
