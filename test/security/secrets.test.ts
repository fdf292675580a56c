import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { choosePorts, type Running, startProcess } from '../process.ts';
import { client, clueWith, discipline, housing, only, police } from '../province.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-secrets-'));
const environment = {
  ...(await choosePorts()),
  DATA_DIR: dataDir,
  CLOCK_START: '2026-09-24T10:00:00+08:00',
  // All that could ever be logged.
  POWERTOOLS_LOG_LEVEL: 'DEBUG',
};
let running: Running | undefined;

afterAll(async () => {
  await running?.kill('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

/** Each stands where a secret stands, and nowhere else in the world. */
const secrets = {
  title: 'S3CR3T-TITLE-标题',
  text: 'S3CR3T-TEXT-正文',
  subject: 'S3CR3T-SUBJECT-对象',
  idNumber: 'S3CR3T-ID-371402199001011234',
  note: 'S3CR3T-NOTE-备注',
  reporter: 'S3CR3T-REPORTER-举报人',
  phone: 'S3CR3T-PHONE-13800000000',
  recuse: 'S3CR3T-RECUSE-回避',
  feedback: 'S3CR3T-FEEDBACK-反馈',
  annex: 'S3CR3T-ANNEX-附件',
  corrected: 'S3CR3T-CORRECTED-补正',
  missing: 'S3CR3T-MISSING-所缺',
  supplied: 'S3CR3T-SUPPLIED-补充',
  recall: 'S3CR3T-RECALL-撤回',
};

/** As text, and as the bytes of it that a hex or base64 dump would show. */
const traces = Object.values(secrets).flatMap((secret) => [
  secret,
  JSON.stringify(secret)
    .slice(1, -1)
    .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  secret.slice(0, 'S3CR3T-'.length + 3),
  Buffer.from(secret.slice(0, 9)).toString('base64').slice(0, 12),
]);

const findsNone = (where: string, text: string) => {
  for (const trace of traces) expect(text.includes(trace), `${trace} in ${where}`).toBe(false);
};

describe('a secret', () => {
  it('stands in no mail, no log line, no attribute of the table, no file', { timeout: 120_000 }, async () => {
    running = await startProcess(environment);
    const { send, submit, command, read } = client(() => `http://127.0.0.1:${environment.PORT}`);
    const secretClue = {
      title: secrets.title,
      text: secrets.text,
      kinds: ['organised-crime', 'misconduct'],
      subjects: [{ name: secrets.subject, kind: 'person', idNumber: secrets.idNumber, note: secrets.note }],
      reporter: { anonymous: false, name: secrets.reporter, phone: secrets.phone },
      recuse: [secrets.recuse],
      annexes: [{ name: secrets.annex, copies: 1 }],
    };
    const { body } = await submit(secretClue, { headers: { 'idempotency-key': 'secret' } });
    const crime = body.transfers.find(({ rule }) => rule === 'organised-crime');
    if (!crime) throw new Error('no transfer');

    // Requests that go wrong with secrets in them, in each way that they can.
    const raw = JSON.stringify(clueWith(secretClue));
    await send('POST', '/v1/clues', undefined, { as: housing, raw: raw.slice(0, -5) });
    await send('POST', '/v1/clues', undefined, { as: housing, raw: `${secrets.text} is no JSON` });
    await submit({ ...secretClue, kinds: [secrets.title], regionCode: secrets.text, [secrets.note]: secrets.note });
    await submit({ ...secretClue, subjects: secrets.subject, reporter: secrets.reporter });
    await submit({ ...secretClue, text: secrets.text.repeat(40_000) });
    await submit({ ...secretClue, classification: 'secret' });

    // And what is corrected, or not.
    const waiting = (await submit({ ...secretClue, dispatch: false })).body.clueId;
    const corrected = { text: secrets.corrected, annexes: [{ name: secrets.corrected, copies: 2 }] };
    const subjects = [{ name: secrets.corrected, kind: 'person' }];
    for (const [clueId, said, status] of [
      [waiting, { ...corrected, subjects }, 200],
      [waiting, { ...corrected, annexes: secrets.annex }, 422],
      [body.clueId, corrected, 409],
    ] as const) {
      const headers = { 'idempotency-key': `correct-${status}` };
      const answer = await send('PATCH', `/v1/clues/${clueId}`, said, { as: housing, headers });
      expect(answer.status).toBe(status);
      if (status !== 200) expect(JSON.stringify(answer.body)).not.toContain('S3CR3T');
    }

    // The whole life of it, so that every kind of mail is sent.
    await send('POST', '/_local/clock', { advanceTo: '2026-10-15T12:00:00+08:00' });
    await command('supplement', crime.transferId, { items: [secrets.missing] });
    await send('POST', `/v1/transfers/${crime.transferId}/supplied`, { note: secrets.supplied }, { as: housing });
    const other = body.transfers.find(({ rule }) => rule === 'misconduct')?.transferId;
    await send('POST', `/v1/transfers/${other}/supplement`, { items: [secrets.missing] }, { as: discipline });
    await send('POST', `/v1/transfers/${other}/recall`, { reason: secrets.recall }, { as: housing });
    await command('acknowledge', crime.transferId);
    await command('feedback', crime.transferId, { final: false, outcome: '核查中', text: secrets.feedback });
    await command('feedback', crime.transferId, { final: true, outcome: 7, text: secrets.feedback });
    const shown = await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: police });
    expect(JSON.stringify(shown.body)).toContain(secrets.text);
    const timeline = JSON.stringify((await read(crime.transferId)).body);
    for (const text of [secrets.feedback, secrets.missing, secrets.supplied]) expect(timeline).toContain(text);

    const mails = (await send<unknown[]>('GET', '/_local/mail')).body;
    expect(mails.length).toBeGreaterThan(10);
    findsNone('the mails', JSON.stringify(mails));
    findsNone('the web mailbox', await (await fetch(`http://127.0.0.1:${environment.MAIL_PORT}/store`)).text());

    const table = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${environment.DYNAMODB_PORT}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    let items = 0;
    for await (const { Items = [] } of paginateScan({ client: table }, { TableName: 'clue-transfer' })) {
      items += Items.length;
      const plain = JSON.stringify(Items, (_, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      );
      findsNone('the table', plain);
    }
    table.destroy();
    expect(items).toBeGreaterThan(50);

    await running.kill('SIGTERM');
    expect(running.output()).toContain('submit-clue');
    findsNone('the log', running.output());
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      findsNone(entry.name, (await readFile(join(entry.parentPath, entry.name))).toString('latin1'));
      findsNone(entry.name, (await readFile(join(entry.parentPath, entry.name))).toString('utf8'));
    }
    expect(only([crime]).reference).not.toBe('');
  });
});
