import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

/**
 * `npm run demo`: one transfer from submission to closing across the National Day holiday of 2026, with a supplement that pauses the
 * receiver's clock, on the virtual clock. With `-- --pages` it waits after each step, so that one can look at the console.
 */

const onPages = process.argv.includes('--pages');

const sender = '371402-housing';
const receiver = '371402-public-security';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

interface SeenMail {
  to: string;
  subject: string;
  at: string;
}

// The functions' own log lines would stand between those of the story.
process.env.POWERTOOLS_LOG_LEVEL ??= 'CRITICAL';
// Only now, since the functions read that level when they are loaded.
const { startLocal } = await import('./runtime.ts');
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-demo-'));
const local = await startLocal({
  port: onPages ? Number(process.env.PORT ?? 3000) : 0,
  mailPort: 0,
  dynamoDbPort: 0,
  stepFunctionsPort: 0,
  dataDir,
  clockStart: new Date('2026-09-24T10:00:00+08:00'),
});

const call = async (method: string, path: string, token?: string, body?: unknown): Promise<Answer> => {
  const response = await fetch(`${local.url}${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = { status: response.status, body: (await response.json()) as Record<string, unknown> };
  if (!response.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
};

let seen = 0;
let reference = '';
const show = (at: string, what: string) => console.log(`${at.slice(0, 16).replace('T', ' ')}  ${what}`);
const now = async () => String((await call('GET', '/_local/clock')).body.now);

const keyboard = createInterface({ input: process.stdin });
const lines = keyboard[Symbol.asyncIterator]();

/** Where to look now, as whom; goes on at the next line, or where no more lines come. */
const look = async (unitId: string, role: string, where: string): Promise<void> => {
  if (!onPages) return;
  console.log(`${' '.repeat(18)}look: ${local.url}/console/${where} as ${role} of ${unitId}; Enter goes on`);
  await lines.next();
};

/** Moves the clock and prints the mails about the clue that came on the way; operators are asked for next year's calendar besides. */
const advanceTo = async (instant: string) => {
  await call('POST', '/_local/clock', undefined, { advanceTo: instant });
  const all = (await call('GET', '/_local/mail')).body as unknown as SeenMail[];
  const mails = all.filter(({ subject }) => subject.includes(reference));
  for (const mail of mails.slice(seen)) show(mail.at, `  mail → ${mail.to}\n${' '.repeat(20)}${mail.subject}`);
  seen = mails.length;
  return mails;
};

const expectMails = (mails: SeenMail[], expected: [at: string, to: string][]) => {
  const found = mails.map(({ at, to }) => `${at.slice(0, 16)} ${to}`).sort();
  const wanted = expected.map(([at, to]) => `${at} ${to}`).sort();
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`expected mails\n${wanted.join('\n')}\nbut saw\n${found.join('\n')}`);
  }
};

/** As a province would say it that lets the clock stand still while a receiver waits for what it lacks. */
const letPause = async () => {
  const { windows } = await local.settings();
  const feedback = { amount: 20, unit: 'working-days', pausable: true, basis: '《线索移送工作细则（演示）》第十二条' };
  await local.putSettings({ windows: { ...windows, feedback } });
};

interface Duty {
  dueDate: string;
  pausedSince: string | null;
  count: { date: string; reason: string; basis?: string }[];
}

const dutyOf = async (path: string, token: string): Promise<Duty> => (await call('GET', path, token)).body.duty as Duty;

try {
  await letPause();
  const from = await local.token(sender, 'clerk');
  const to = await local.token(receiver, 'clerk');
  const submitted = await call('POST', '/v1/clues', from, {
    title: '某工地强揽土方工程',
    text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
    kinds: ['organised-crime'],
    channel: 'daily-enforcement',
    discoveredAt: '2026-09-24T09:30:00+08:00',
  });
  const [transfer] = submitted.body.transfers as { transferId: string; duty: { dueDate: string } }[];
  if (!transfer) throw new Error('no transfer was made');
  reference = String(submitted.body.reference);
  const path = `/v1/transfers/${transfer.transferId}`;
  show(await now(), `${sender} submits clue ${submitted.body.reference}; it is dispatched to ${receiver}`);
  show(await now(), `acknowledgement is due on ${transfer.duty.dueDate}: 09-25 to 09-27 and 10-01 to 10-07 are off`);

  const page = `transfers/${transfer.transferId}`;
  await look(receiver, 'clerk', 'tasks');

  const mails = await advanceTo('2026-10-15T11:00:00+08:00');
  await look('371402-leading-group-office', 'supervisor', 'supervision');
  expectMails(mails, [
    ['2026-09-24T10:00', 'public-security@371402.example'],
    ['2026-09-30T09:00', 'public-security@371402.example'],
    ['2026-10-08T09:00', 'public-security@371402.example'],
    ['2026-10-09T09:00', 'public-security@371402.example'],
    // Saturday, a make-up working day: the first after the due date.
    ['2026-10-10T09:00', 'supervisor.public-security@371402.example'],
    ['2026-10-13T09:00', 'leading-group-office@371402.example'],
    ['2026-10-15T09:00', 'leading-group-office@371402.example'],
    ['2026-10-15T09:00', 'leading-group-office@371400.example'],
  ]);

  const acknowledged = await call('POST', `${path}/acknowledge`, to);
  const { dueDate } = acknowledged.body.duty as { dueDate: string };
  show(await now(), `${receiver} acknowledges; feedback is due on ${dueDate}`);
  await look(receiver, 'clerk', page);
  await advanceTo('2026-10-20T15:00:00+08:00');
  await call('POST', `${path}/supplement`, to, { items: ['涉案人员名单', '现场照片'] });
  const stands = await dutyOf(path, to);
  show(
    await now(),
    `${receiver} asks for a supplement and keeps the clue; its clock stands still: ${stands.pausedSince}`,
  );
  await look(sender, 'clerk', page);
  await advanceTo('2026-10-22T16:00:00+08:00');
  await call('PATCH', `/v1/clues/${submitted.body.clueId}`, from, {
    text: '巡查中发现有人以暴力相威胁，强揽土方运输。涉案人员名单、现场照片另附。',
    annexes: [{ name: '涉案人员名单', copies: 1 }],
  });
  await call('POST', `${path}/supplied`, from, { note: '名单已补充' });
  const goesOn = await dutyOf(path, to);
  const days = goesOn.count.filter(({ reason }) => reason === 'paused').map(({ date }) => date);
  show(await now(), `${sender} corrects the clue and says so; feedback is now due on ${goesOn.dueDate}`);
  show(await now(), `  not counted, since paused: ${days.join(', ')}; basis: ${goesOn.count.at(-1)?.basis}`);
  if (days.length !== 3 || goesOn.dueDate <= dueDate) throw new Error('the clock did not stand still');
  await look(receiver, 'clerk', page);
  await advanceTo('2026-10-23T15:00:00+08:00');
  await call('POST', `${path}/feedback`, to, { final: false, outcome: '核查中', text: '已走访工地。' });
  show(await now(), `${receiver} gives interim feedback: 核查中`);
  await advanceTo('2026-11-02T10:00:00+08:00');
  const closed = await call('POST', `${path}/feedback`, to, { final: true, outcome: '已立案', text: '已立案侦查。' });
  show(await now(), `${receiver} gives final feedback: 已立案; the transfer is ${closed.body.status}`);
  expectMails((await advanceTo('2027-01-04T10:00:00+08:00')).slice(mails.length), [
    ['2026-10-20T15:00', 'housing@371402.example'],
    ['2026-10-21T09:00', 'housing@371402.example'],
    ['2026-10-22T09:00', 'housing@371402.example'],
    ['2026-10-22T16:00', 'public-security@371402.example'],
    ['2026-10-23T15:00', 'housing@371402.example'],
    ['2026-11-02T10:00', 'housing@371402.example'],
  ]);
  show(await now(), 'nothing is owed, and nobody else was mailed');
  await look(sender, 'clerk', page);

  console.log('\nThe record:');
  const { timeline } = (await call('GET', path, from)).body as {
    timeline: { seq: number; at: string; event: string; hash: string }[];
  };
  for (const { seq, at, event, hash } of timeline)
    show(at, `${String(seq).padStart(2)}  ${event.padEnd(17)} ${hash.slice(0, 12)}…`);
} finally {
  keyboard.close();
  await local.close();
  await rm(dataDir, { recursive: true, force: true });
}
