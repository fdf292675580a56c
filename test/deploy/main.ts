import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dateIn } from '../../functions/domain/calendar/time.ts';
import { schedules } from '../../infra/functions.ts';
import { startLocal } from '../../infra/local/runtime.ts';
import { loadProvince, settingsOf } from '../../infra/province.ts';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { packed } from '../../infra/stack/settings.ts';
import { cdkApp } from '../cdk-app.ts';
import { client } from '../client.ts';
import { unbounded } from '../unbounded.ts';
import { failFirst, makeAgain, takeBack } from './again.ts';
import { openConsole } from './console.ts';
import { serveIssuer, startEmulator, stoppedByHand } from './emulator.ts';
import { momentOf, workToday } from './morning.ts';
import { beginLife, endLife, housing, play, refuseTokens } from './play.ts';
import { importUnits } from './register.ts';
import { broken, putInForce, synthesiseBefore } from './releases.ts';
import { until } from './until.ts';

/** `npm run test:deploy`: deploys the synthesised template to an emulator of AWS and plays a transfer's life over the deployed API. */

/** Tokens are proved by our function and pinned keys, in the place of API Gateway's own authorizer. */
const pinned = process.env.AUTHORIZER === 'lambda';
const closers: (() => Promise<unknown>)[] = [];
const began = Date.now();
const say = (text: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);

/** Misconduct goes out within an hour, so that a deadline can be seen to pass while the test runs. */
const withinTheHour = {
  rule: 'misconduct' as const,
  windows: {
    dispatch: { amount: 1, unit: 'hours' as const, run: 'always' as const, basis: { zh: '演练', en: 'Exercise' } },
  },
};

const main = async (): Promise<void> => {
  const work = await mkdtemp(join(tmpdir(), 'clue-transfer-deploy-'));
  closers.push(() => rm(work, { recursive: true, force: true }));
  const training = await loadProvince('training');
  const { account, region, identity, settings } = training;
  const issuer = await serveIssuer(identity.audience[0] ?? '');
  closers.push(issuer.close);

  // The emulator is installed first, so that the morning is not past before it is there.
  const emulator = await startEmulator({ work, account, region });
  closers.push(emulator.close);
  say(`ministack answers at ${emulator.url}`);

  const { officeHours: _, ...open } = settings;
  // An issuer on this machine has no TLS; mails go out in a minute instead of in the morning.
  const provinceWith = (mailAt: string) => ({
    ...training,
    identity: { ...identity, issuer: issuer.url, ...(pinned ? { keys: issuer.keys } : {}) },
    settings: { ...open, mailAt, overrides: [withinTheHour] },
  });
  const app = cdkApp({ outdir: join(work, 'cdk.out') });
  const made = provinceStacks(app, provinceWith('00:00'));
  const assembly = app.synth();
  const [records, stack] = [made.records, made.stack].map(({ stackName }) => {
    return { stackName, template: assembly.getStackByName(stackName).templateFullPath };
  });
  assert.ok(records && stack);
  const before = await synthesiseBefore(work, provinceWith('00:00'));
  closers.push(before.close);
  say(`synthesised, and the release before (${before.revision})`);
  const { stacks } = emulator;
  const { kept, gone } = await failFirst(stacks, before.records, stack);
  say(`failed to create both stacks half-way, and nothing is left of ${gone.join(' and ')} resources`);

  const urlOf = ({ ApiUrl = '' }: Record<string, string>) =>
    `${emulator.url}/_aws/execute-api/${/https?:\/\/([^.]+)\./.exec(ApiUrl)?.[1]}/$default`;
  const tableName = kept.outputs.TableName ?? '';
  const options = { endpoint: emulator.url, region, credentials: { accessKeyId: account, secretAccessKey: 'x' } };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  const sfn = new SFNClient(options);
  const former = await stacks.deploy(before.stack);
  await importUnits(work, {
    TABLE_NAME: tableName,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'x',
  });
  const stateMachineArn = [...former.resources.values()].find((id) => /:stateMachine:[^:]+$/.test(id)) ?? '';
  await putInForce(sfn, stateMachineArn);
  const tokenIn = async (pk: string): Promise<string | undefined> => {
    const { Item } = await table.send(new GetCommand({ TableName: tableName, Key: { pk, sk: 'RECORD' } }));
    return Item?.token ?? undefined;
  };
  /** Where this release keeps it, or those before 0.2.0. */
  const tokenOf = async (transferId: string): Promise<string | undefined> =>
    (await tokenIn(`TASK#${transferId}`)) ?? (await tokenIn(`TRANSFER#${transferId}`));
  const half = await beginLife(client(() => urlOf(former.outputs), issuer.token));
  await until('the workflow waits', 30, () => tokenOf(half.transferId));
  say('deployed the release before, imported the units, began a life');

  const moment = momentOf(settings.timeZone);
  assert.equal(dateIn(settings.timeZone, new Date()), moment.today, 'midnight is near: run it again in a few minutes');
  // The bundles are there: only the time of the mails changes.
  const untimed = await readFile(stack.template, 'utf8');
  const withMails = (mailAt: string) => packed(settingsOf(provinceWith(mailAt)));
  assert.ok(untimed.includes(withMails('00:00')));
  await writeFile(stack.template, untimed.replaceAll(withMails('00:00'), withMails(moment.mailAt)));
  const upgraded = await stacks.update(records);
  assert.deepEqual(
    [upgraded.resources.get('Table'), upgraded.resources.get('Key')],
    [tableName, kept.resources.get('Key')],
  );
  const { outputs, resources, lacking } = await stacks.update(stack);
  await putInForce(sfn, stateMachineArn);
  const lacks = [...kept.lacking, ...lacking].join(', ');
  say(`upgraded to ${kept.resources.size} and ${resources.size} resources; ministack lacks ${lacks || 'none'}`);

  const deployed = client(() => urlOf(outputs), issuer.token);
  if (!moment.works) await workToday(deployed, moment.today);

  await openConsole(urlOf(outputs), issuer.url);
  await refuseTokens(deployed, await issuer.token(housing, 'operator'), pinned ? 403 : 401);
  const result = await play(
    {
      api: deployed,
      mails: emulator.mails,
      settled: async (look) => {
        await until('what was to be told', 60, async () => ((await look()) ? true : undefined));
      },
      morning: async (transferIds) => {
        const left = moment.at.getTime() - Date.now();
        assert.ok(left > 0, 'the morning was past before the clues were in: run it again');
        await new Promise((resolve) => setTimeout(resolve, left + 500));
        // ministack knows no TimeoutSecondsPath: what a timer of Step Functions does when it runs out is done here.
        for (const id of transferIds) {
          const taskToken = await until('the workflow waits', 30, () => tokenOf(id));
          await sfn.send(new SendTaskFailureCommand({ taskToken, error: 'States.Timeout' }));
        }
      },
    },
    moment.days,
  );
  say('played submit, reminder, escalation, dispatch, acknowledge and feedback over the deployed API');

  const executionOf = (transferId: string, attempt = 1) =>
    `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${transferId}-${attempt}`;
  const statusOf = async (executionArn: string) =>
    (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status;
  await until('the workflow of what was closed ends', 30, async () =>
    (await statusOf(executionOf(result.owed.transferId))) === 'SUCCEEDED' ? true : undefined,
  );
  assert.equal(await statusOf(executionOf(result.late.transferId)), 'RUNNING');
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  assert.equal(executions.length, 4);

  const { Items = [] } = await table.send(new ScanCommand({ TableName: tableName }));
  for (const secret of ['某工地强揽土方工程', '王五']) {
    assert.ok(!JSON.stringify(Items).includes(secret), `the table says ${secret}`);
  }
  const clue = await deployed.send<{ title: string }>('GET', `/v1/clues/${result.owed.clueId}`, undefined, {
    as: housing,
  });
  assert.equal(clue.body.title, '某工地强揽土方工程');
  const other = await deployed.send('GET', `/v1/clues/${result.owed.clueId}`, undefined, { as: '371402-land' });
  assert.equal(other.status, 403);
  const ledger = await deployed.send<{ items: object[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing });
  assert.equal(ledger.body.items.length, 3);
  say('the table holds no secret in clear, the API shows it to its parties only, the ledger has them');

  const stoppedAt = Date.now();
  await sfn.send(new StopExecutionCommand({ executionArn: executionOf(result.late.transferId) }));
  const physicalIdOf = (schedule: string): string => {
    const { constructId = '' } = schedules.find(({ name }) => name === schedule) ?? {};
    const logicalId = `Schedules${constructId.replaceAll('-', '')}Function`;
    return [...resources].find(([id]) => id.startsWith(logicalId))?.[1] ?? '';
  };
  const watchdog = physicalIdOf('watchdog');
  // ministack may hand over the event itself: whichever comes second finds nothing to do.
  const heard = await emulator.invoke(watchdog, stoppedByHand(`${result.late.transferId}-1`, stoppedAt));
  assert.ok('revived' in (heard as object), JSON.stringify(heard));
  await until('another execution takes its place', 30, async () =>
    (await statusOf(executionOf(result.late.transferId, 2))) === 'RUNNING' ? true : undefined,
  );
  await assert.rejects(statusOf(executionOf(result.late.transferId, 3)), { name: 'ExecutionDoesNotExist' });
  const looked = await emulator.invoke(watchdog, { time: new Date().toISOString() });
  assert.equal((looked as { revived?: number }).revived, 0, JSON.stringify(looked));
  say('a workflow that was stopped by hand is timed again as the watchdog hears of it, and left alone by its rounds');
  // The second round holds the table against what the first one signed.
  for (const _ of ['signs', 'proves']) {
    const round = await emulator.invoke(physicalIdOf('verify-records'), { time: new Date().toISOString() });
    const { faults, signed = 0 } = round as { faults?: object[]; signed?: number };
    assert.deepEqual(faults, [], JSON.stringify(round));
    assert.ok(signed > 0, JSON.stringify(round));
  }
  say('a round of verification finds nothing, and signs where every record stands');

  const succeeded = async (transferId: string, attempt: number): Promise<void> => {
    const executionArn = executionOf(transferId, attempt);
    const status = await until('the workflow ends', 30, async () => {
      const now = await statusOf(executionArn);
      return now === 'RUNNING' ? undefined : now;
    });
    const last = await sfn.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 5 }));
    assert.equal(status, 'SUCCEEDED', JSON.stringify(last.events));
  };
  await endLife(deployed, half);
  await succeeded(half.transferId, 1);
  say('ended the life that began under the release before');

  const [, planner = ''] = [...resources].find(([id]) => /^WorkflowplanmilestoneFunction[0-9A-F]{8}$/.test(id)) ?? [];
  const planned = { transferId: result.late.transferId, attempt: 2, now: new Date().toISOString() };
  const works = async () => 'action' in ((await emulator.invoke(planner, planned)) as object);
  assert.ok(await works());
  await stacks.failToUpdate(stack, broken);
  assert.ok(await works());
  say('a release that crashes and fails half-way is rolled back: the one before is in force');
  await stacks.update(stack, broken);
  assert.ok(!(await works()));
  await endLife(deployed, { transferId: result.late.transferId, from: housing });
  await succeeded(result.late.transferId, 2);
  say('under a release that crashes, an execution that began before it ends on the versions that it began with');
  await stacks.update(stack);
  assert.ok(await works());

  const readable = async (made: { outputs: Record<string, string> }) => {
    const there = client(() => urlOf(made.outputs), issuer.token);
    const { body } = await there.send<{ title: string }>('GET', `/v1/clues/${result.owed.clueId}`, undefined, {
      as: housing,
    });
    assert.equal(body.title, '某工地强揽土方工程');
  };
  await readable(await makeAgain(stacks, records, stack));
  say('destroyed and made again beside its records, which nobody can destroy below it: the clue is read');
  await readable(await takeBack(stacks, { records, stack, kept }));
  say('destroyed with its records; table and key were kept, and taken back: the clue is read');

  const local = await startLocal({
    limits: unbounded,
    ...{ port: 0, mailPort: 0, dynamoDbPort: 0, stepFunctionsPort: 0, dataDir: join(work, 'local') },
    clockStart: new Date(moment.at.getTime() - 60_000),
  });
  closers.push(local.close);
  const said = { mailAt: moment.mailAt, overrides: [withinTheHour] };
  await local.putSettings(said);
  const here = client(() => local.url);
  if (!moment.works) await workToday(here, moment.today);
  const { story } = await play(
    {
      api: here,
      mails: here.everyMail,
      settled: async (look) => {
        await local.engine.settled();
        assert.ok(await look());
      },
      morning: async () => {
        await here.advanceTo(moment.at.toISOString());
      },
    },
    moment.days,
  );
  assert.deepEqual(result.story, story);
  say('the local engine tells the same story, event by event and mail by mail');
};

try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const close of closers.reverse()) await close().catch((error) => console.error(error));
}
