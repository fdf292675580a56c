import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeclaredFunction, schedules, tasks } from '../../infra/functions.ts';
import { startLocal } from '../../infra/local/runtime.ts';
import { loadProvince, settingsOf } from '../../infra/province.ts';
import { packed } from '../../infra/stack/settings.ts';
import { client } from '../client.ts';
import { unbounded } from '../unbounded.ts';
import { folder, formOf, type Recording } from './recording.ts';

/** `npm run record`: plays lives on this machine, and keeps what the functions were sent under the version of package.json. */

const calls: Recording['calls'] = {};
const known = new Set<string>();
const wire = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

/** Of each form one: what a function did by it is a form of its own. */
const keep = (name: string, event: unknown, answer: unknown): void => {
  const action = (answer as { action?: string } | null)?.action ?? '';
  const form = [name, action, ...formOf(wire(event))].join('\n');
  if (known.has(form)) return;
  known.add(form);
  calls[name] = [...(calls[name] ?? []), { event: wire(event), answer: wire(answer) }];
};

/** A transfer whose notifier fails to the end, so that the alarm is raised. */
let failing = '';

const heard = new Set([...tasks, ...schedules].map(({ name }) => name));
const load = async (one: DeclaredFunction): Promise<DeclaredFunction['handler']> => {
  if (!heard.has(one.name)) return one.handler;
  return async (event, context) => {
    if (one.name === 'notify-milestone' && (event as { transferId: string }).transferId === failing) {
      throw new Error('a failure for the record');
    }
    const answer = await one.handler(event, context);
    if (one.name === 'raise-alarm') failing = '';
    keep(one.name, event, answer);
    return answer;
  };
};

const live = async (dataDir: string): Promise<void> => {
  const local = await startLocal({
    limits: unbounded,
    ...{ port: 0, mailPort: 0, dynamoDbPort: 0, stepFunctionsPort: 0, dataDir },
    clockStart: new Date('2026-09-24T10:00:00+08:00'),
    roles: { load },
  });
  try {
    const { submit, command, advanceTo } = client(() => local.url);
    const [closed, failed, stopped] = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const { body } = await submit({ discoveredAt: local.now().toISOString() });
        return body.transfers[0]?.transferId ?? '';
      }),
    );
    await local.engine.settled();
    const running = local.engine.list('RUNNING').find(({ name }) => name.startsWith(`${stopped}`));
    local.engine.stop(running?.arn ?? '');
    failing = failed ?? '';
    await advanceTo('2026-10-20T10:00:00+08:00');
    await command('acknowledge', closed ?? '');
    await command('feedback', closed ?? '', { final: true, outcome: '已办结', text: '已立案侦查。' });
    await local.engine.settled();
  } finally {
    await local.close();
  }
};

/** What AWS says to those that hear it: events that this machine does not make. */
const listened = async (): Promise<void> => {
  const mail = {
    tags: { 'ses:configuration-set': ['clue-transfer'], unit: ['371402-public-security'] },
    destination: ['a@b.example'],
  };
  const at = { version: '0', source: 'aws.ses', region: 'us-east-1', time: '2026-09-24T02:00:00Z' };
  const recipients = [{ emailAddress: 'a@b.example' }];
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: recipients };
  const complaint = { complainedRecipients: recipients, complaintFeedbackType: 'abuse' };
  keep('mark-bounced-address', { ...at, detail: { eventType: 'Bounce', mail, bounce } }, null);
  keep('mark-bounced-address', { ...at, detail: { eventType: 'Complaint', mail, complaint } }, null);
  const Settings = packed(settingsOf(await loadProvince('shandong')));
  const asked = {
    ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:put-settings',
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/ClueTransfer-990000/1',
    RequestId: '1',
    ResourceType: 'Custom::ProvinceSettings',
    LogicalResourceId: 'Settings',
    ResourceProperties: { ServiceToken: 'arn', ServiceTimeout: '300', Settings, Table: 'clues' },
  };
  keep('put-settings', { ...asked, RequestType: 'Create' }, null);
  const again = { ...asked, PhysicalResourceId: 'settings', OldResourceProperties: asked.ResourceProperties };
  keep('put-settings', { ...again, RequestType: 'Update' }, null);
};

const text = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-record-'));
try {
  await live(dataDir);
  await listened();
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
const { version } = JSON.parse(await text('../../package.json')) as { version: string };
const definition = await text('../../statemachines/transfer.asl.json');
await mkdir(folder, { recursive: true });
const recording: Recording = { definition, calls };
await writeFile(new URL(`${version}.json`, folder), `${JSON.stringify(recording, null, 2)}\n`);
for (const [name, some] of Object.entries(calls)) console.log(`${name}: ${some.length}`);
