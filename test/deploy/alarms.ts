import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Province } from '../../infra/province.ts';
import type { Emulator } from './emulator.ts';
import { type Slim, withAlarmsOnly } from './slim.ts';
import { until } from './until.ts';

/** `npm run alarms` against the alarms of both stacks, on the emulator. */

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

interface Told {
  AlarmName: string;
  NewStateValue: string;
  NewStateReason: string;
}

/** Somebody who is subscribed and keeps what comes. */
const recipient = async () => {
  const told: Told[] = [];
  let link = '';
  const server = createServer(async (request, response) => {
    const { Type, Message, SubscribeURL } = JSON.parse(await text(request));
    if (Type === 'SubscriptionConfirmation') link = SubscribeURL;
    else told.push(JSON.parse(Message));
    response.end();
  });
  const url = await listen(server);
  return { url, told, link: () => link || undefined, close: () => server.close() };
};

/** What AWS says and ministack does not. */
interface Said {
  /** The history of an alarm's actions: how each of them ended. */
  actions?: (alarm: string) => readonly string[];
  /** The endpoint of a subscription that is not confirmed. */
  unconfirmed?: string;
}

const isAskOfHistory = ({ headers }: IncomingMessage): boolean =>
  String(headers['x-amz-target']).endsWith('.DescribeAlarmHistory');

/** The emulator, and beside what it says what AWS would say. */
const beside = async (url: string, { actions, unconfirmed }: Said) => {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (actions && isAskOfHistory(request)) {
      const items = actions(JSON.parse(body).AlarmName).map((HistorySummary) => ({
        ...{ HistoryItemType: 'Action', HistorySummary, Timestamp: Date.now() / 1000 },
      }));
      response
        .setHeader('content-type', 'application/x-amz-json-1.0')
        .end(JSON.stringify({ AlarmHistoryItems: items }));
      return;
    }
    const { host: _, 'content-length': __, connection: ___, ...headers } = request.headers;
    const answer = await fetch(`${url}${request.url}`, {
      ...{ method: request.method ?? 'POST', headers: headers as Record<string, string>, body },
    });
    const type = answer.headers.get('content-type') ?? 'application/json';
    const members = (await answer.text()).split(/(?=<member>)/);
    const said = members.map((member) =>
      unconfirmed && member.includes(`<Endpoint>${unconfirmed}</Endpoint>`)
        ? member.replace(/(<SubscriptionArn>)[^<]*/, '$1PendingConfirmation')
        : member,
    );
    response.writeHead(answer.status, { 'content-type': type }).end(said.join(''));
  });
  return { url: await listen(server), close: () => server.close() };
};

interface Options {
  emulator: Emulator;
  province: Province;
  work: string;
  say: (what: string) => void;
  /** Sees to it that it is closed in the end, whatever happens. */
  opened: <T extends { close: () => void }>(one: T) => T;
}

/** The command as an operator runs it. */
const commandOf = (account: string) => (url: string, asked: readonly string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const environment = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'x' };
    const args = ['--disable-warning=ExperimentalWarning', 'infra/alarms.ts', ...asked];
    execFile(process.execPath, args, { env: { ...process.env, ...environment } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr });
    });
  });

export const playAlarms = async ({ emulator, province, work, say, opened }: Options): Promise<void> => {
  const { stacks, url } = emulator;
  const { account, region, alarmEmails } = province;
  const run = commandOf(account);
  const asAws = async (said: Said) => opened(await beside(url, said)).url;
  const missing = await run(url, ['training']);
  assert.equal(missing.code, 2, missing.said);
  assert.match(missing.said, /ClueTransfer-990000.* does not exist/);

  const { records, stack } = await withAlarmsOnly(join(work, 'alarms'), [province]).then(([one]) => one as Slim);
  const { outputs } = await stacks.deploy(records);
  const { resources, lacking } = await stacks.deploy(stack);
  say(`deployed the records and ${resources.size} alarms; ministack lacks ${lacking.join(', ') || 'none'}`);

  const listed = await run(url, ['training']);
  assert.equal(listed.code, 0, listed.said);
  for (const name of resources.values()) assert.ok(listed.said.includes(name), `${name} is not listed`);
  for (const email of alarmEmails) assert.ok(listed.said.includes(`email ${email}: confirmed`), listed.said);

  const options = { endpoint: url, region, credentials: { accessKeyId: account, secretAccessKey: 'x' } };
  const who = opened(await recipient());
  const subscription = { TopicArn: outputs.AlarmTopicArn, Protocol: 'http', Endpoint: who.url };
  await new SNSClient(options).send(new SubscribeCommand(subscription));
  const unconfirmed = await run(await asAws({ unconfirmed: who.url }), ['training']);
  assert.equal(unconfirmed.code, 1, unconfirmed.said);
  assert.match(unconfirmed.said, new RegExp(`http ${who.url}: gets nothing.*\\n {2}mend: follow the link`));
  await fetch(await until('the subscription can be confirmed', 10, async () => who.link()));
  say('listed with who gets them; a subscription that nobody confirmed is named with its mend');

  const cloudWatch = new CloudWatchClient(options);
  const statesOf = async () => {
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    return Object.fromEntries(MetricAlarms.map(({ AlarmName = '', StateValue }) => [AlarmName, StateValue]));
  };
  const [ringing = '', ...others] = [...resources.values()].sort();
  const ring = { AlarmName: ringing, StateValue: 'ALARM' as const, StateReason: 'It rings by itself.' };
  await cloudWatch.send(new SetAlarmStateCommand(ring));
  await until('it rang', 10, async () => (who.told.length === 1 ? true : undefined));
  who.told.length = 0;
  const before = await statesOf();

  const untold = await run(url, ['training', '--try', '--patience', '0']);
  assert.equal(untold.code, 1, untold.said);
  assert.match(untold.said, /CloudWatch says nothing of having rung it/);
  assert.match(untold.said, new RegExp(`${ringing}: it rings already and is not tried`));
  await until('all have rung', 10, async () => (who.told.length >= others.length ? true : undefined));
  assert.deepEqual(who.told.map(({ AlarmName }) => AlarmName).sort(), others);
  for (const { NewStateValue, NewStateReason } of who.told) {
    assert.equal(NewStateValue, 'ALARM');
    assert.match(NewStateReason, /^A trial by .*: nothing is wrong\.$/);
  }
  assert.deepEqual(await statesOf(), before);
  say(`tried ${others.length} alarms: each was told once and set back; the one that rang already was left alone`);

  const topic = outputs.AlarmTopicArn ?? '';
  const good = await asAws({ actions: () => [`Successfully executed action ${topic}`] });
  const rang = await run(good, ['training', '--try']);
  assert.equal(rang.code, 0, rang.said);
  assert.ok(rang.said.includes(`http ${who.url}: was sent ${others.length} of them`), rang.said);
  const refused = `Failed to execute action ${topic}. Received error: "CloudWatch Alarms is not authorized to perform: SNS:Publish"`;
  const bad = await asAws({
    actions: (name) => [name === others[0] ? refused : `Successfully executed action ${topic}`],
  });
  const failed = await run(bad, ['training', '--try']);
  assert.equal(failed.code, 1, failed.said);
  assert.match(failed.said, /was not told\. Failed to execute action .*SNS:Publish"\n {2}mend: deploy/);
  assert.ok(failed.said.includes(`was sent ${others.length - 1} of them`), failed.said);
  say('told what CloudWatch keeps of its actions, it says who was sent what, and which alarm was not let ring');
};
