import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Calendar, dayOf, stateCouncil, subtractWorkingDays } from '../../functions/domain/calendar/calendar.ts';
import { addDays, dateIn, instantAt, weekday } from '../../functions/domain/calendar/time.ts';
import { startLocal } from '../../infra/local/runtime.ts';
import { regions, units } from '../../infra/local/seed.ts';
import { loadProvince, settingsOf } from '../../infra/province.ts';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { packed } from '../../infra/stack/settings.ts';
import { cdkApp } from '../cdk-app.ts';
import { client } from '../client.ts';
import { failFirst, makeAgain, takeBack } from './again.ts';
import { serveIssuer, startEmulator } from './emulator.ts';
import { housing, play, refuseTokens } from './play.ts';
import { until } from './until.ts';

/** `npm run test:deploy`: deploys the synthesised template to an emulator of AWS and plays a transfer's life over the deployed API. */

const run = promisify(execFile);
/** Tokens are proved by our function and pinned keys, in the place of API Gateway's own authorizer. */
const pinned = process.env.AUTHORIZER === 'lambda';
const closers: (() => Promise<unknown>)[] = [];
const began = Date.now();
const say = (text: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);

/** A morning that comes in a minute or two, on a day that is a working day here. */
const momentOf = (timeZone: string) => {
  const at = new Date(Math.ceil((Date.now() + 75_000) / 60_000) * 60_000);
  const today = dateIn(timeZone, at);
  const works = dayOf(stateCouncil, today).works;
  const calendar: Calendar = works
    ? stateCouncil
    : { ...stateCouncil, days: new Map([...stateCouncil.days, [today, { works: true, holiday: null }]]) };
  const minutes = Math.round((at.getTime() - instantAt(timeZone, today, '00:00').getTime()) / 60_000);
  const mailAt = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const before = subtractWorkingDays(calendar, today, 1).date;
  const days = {
    dueToday: subtractWorkingDays(calendar, today, 5).date,
    overdue: subtractWorkingDays(calendar, before, 5).date,
    passing: new Date(at.getTime() - 3_602_000).toISOString(),
  };
  return { at, today, works, mailAt, days };
};

/** Misconduct goes out within an hour, so that a deadline can be seen to pass while the test runs. */
const withinTheHour = {
  rule: 'misconduct' as const,
  windows: {
    dispatch: { amount: 1, unit: 'hours' as const, run: 'always' as const, basis: { zh: '演练', en: 'Exercise' } },
  },
};

const csv = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Puts the register in as an operator does: `npm run units`. */
const importUnits = async (work: string, environment: Record<string, string>): Promise<void> => {
  const files = [join(work, 'regions.csv'), join(work, 'units.csv')];
  const [regionsFile = '', unitsFile = ''] = files;
  await writeFile(
    regionsFile,
    csv([
      ['code', 'name', 'level', 'parent'],
      ...regions.map((one) => [one.code, one.name, one.level, one.parent ?? '']),
    ]),
  );
  await writeFile(
    unitsFile,
    csv([
      ['unitId', 'name', 'organ', 'regionCode', 'emails', 'supervisors', 'desks'],
      ...units.map((one) => [
        one.unitId,
        one.name,
        one.organ,
        one.regionCode,
        one.emails.join(';'),
        ...[one.supervisors, one.desks].map((people) =>
          people.map(({ name, email }) => `${name} <${email}>`).join(';'),
        ),
      ]),
    ]),
  );
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', 'infra/units.ts', ...files, '--apply'], {
    env: { ...process.env, ...environment },
  });
};

/** The first weekday behind the last holiday of a year: that holiday goes on over it. */
const dayAfter = (holidays: readonly string[]): string => {
  let date = addDays([...holidays].sort().at(-1) ?? '', 1);
  while (weekday(date) % 6 === 0) date = addDays(date, 1);
  return date;
};

/**
 * A day off is worked today, as an operator could put it in: a day of a weekend for another day off, a day of a holiday for one
 * make-up day less. The statutory holidays themselves are refused.
 */
const workToday = async (api: ReturnType<typeof client>, today: string): Promise<void> => {
  const year = Number(today.slice(0, 4));
  const { body } = await api.send<{ holidays: string[]; names: object; workdays: string[] }>(
    'GET',
    `/v1/calendar/${year}`,
    undefined,
    { as: 'operator', role: 'operator' },
  );
  const isWeekend = weekday(today) % 6 === 0;
  const others = body.holidays.filter((date) => date !== today);
  const workdays = isWeekend ? [...body.workdays, today] : body.workdays.slice(0, -1);
  const holidays = isWeekend ? [...others, dayAfter(others)] : others;
  const { status, body: said } = await api.publish(year, { holidays, names: body.names, workdays });
  assert.equal(status, 200, `${today} is no working day, and the calendar does not take it: ${JSON.stringify(said)}`);
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
  say('synthesised');
  const { stacks } = emulator;
  const { kept, gone } = await failFirst(stacks, records, stack);
  say(`failed to create both stacks half-way, and nothing is left of ${gone.join(' and ')} resources`);

  const moment = momentOf(settings.timeZone);
  assert.equal(dateIn(settings.timeZone, new Date()), moment.today, 'midnight is near: run it again in a few minutes');
  // The bundles are there: only the time of the mails changes.
  const untimed = await readFile(stack.template, 'utf8');
  const withMails = (mailAt: string) => packed(settingsOf(provinceWith(mailAt)));
  assert.ok(untimed.includes(withMails('00:00')));
  await writeFile(stack.template, untimed.replaceAll(withMails('00:00'), withMails(moment.mailAt)));
  const { outputs, resources, lacking } = await stacks.deploy(stack);
  const lacks = [...kept.lacking, ...lacking].join(', ');
  say(`deployed ${kept.resources.size} and ${resources.size} resources; ministack lacks ${lacks || 'none'}`);

  const urlOf = ({ ApiUrl = '' }: Record<string, string>) =>
    `${emulator.url}/_aws/execute-api/${/https?:\/\/([^.]+)\./.exec(ApiUrl)?.[1]}/$default`;
  const deployed = client(() => urlOf(outputs), issuer.token);
  const tableName = kept.outputs.TableName ?? '';
  const options = { endpoint: emulator.url, region, credentials: { accessKeyId: account, secretAccessKey: 'x' } };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  const sfn = new SFNClient(options);
  const stateMachineArn = [...resources.values()].find((id) => id.includes(':stateMachine:')) ?? '';
  await importUnits(work, {
    TABLE_NAME: tableName,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'x',
  });
  say('units imported');
  if (!moment.works) await workToday(deployed, moment.today);

  await refuseTokens(deployed, await issuer.token(housing, 'operator'), pinned ? 403 : 401);
  const tokenOf = async (transferId: string): Promise<string | undefined> => {
    const { Item } = await table.send(
      new GetCommand({ TableName: tableName, Key: { pk: `TRANSFER#${transferId}`, sk: 'RECORD' } }),
    );
    return Item?.token ?? undefined;
  };
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
  assert.equal(executions.length, 3);

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

  await sfn.send(new StopExecutionCommand({ executionArn: executionOf(result.late.transferId) }));
  // The event of its end comes to the watchdog by the stack's own rule.
  await until('the watchdog starts another workflow', 60, async () => {
    const running = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
    return running.executions?.find(({ name }) => name === `${result.late.transferId}-2`);
  });
  say('a workflow that was stopped by hand is timed again as the watchdog hears of it');

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
