import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTable } from '../../infra/local/aws/table.ts';
import { plantTransfers } from '../open-transfers.ts';
import { runCommand } from './command.ts';

/** `npm run settings`, as an operator runs it. */

const environment = {
  TABLE_NAME: `settings-${randomUUID()}`,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
};
Object.assign(process.env, environment);
const root = fileURLToPath(new URL('../..', import.meta.url));
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-settings-'));
  const client = new DynamoDBClient();
  await createTable(client, environment.TABLE_NAME);
  client.destroy();
  await plantTransfers(20, ['2026-12-22', '2026-12-24']);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const run = (args: string[], different: Record<string, string | undefined> = {}, byNpm = false) =>
  runCommand('settings', args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment, ...different },
    cwd: dir,
    byNpm,
  });

/** The file of a province in China with other settings, where the operator stands. */
const file = async (name: string, different: object): Promise<string> => {
  const province = JSON.parse(await readFile(join(root, 'infra/provinces/shandong.json'), 'utf8'));
  const { $schema: _schema, settings, ...others } = province;
  await writeFile(join(dir, name), JSON.stringify({ ...others, settings: { ...settings, ...different } }));
  return name;
};

const windows = { dispatch: 5, acknowledge: 3, correct: 3, feedback: 20 };

describe('npm run settings', () => {
  it('says what it wants, and where', async () => {
    for (const args of [[], ['shandong', 'training'], ['shandong', '--versions']]) {
      expect(await run(args)).toMatchObject({
        code: 1,
        err: expect.stringContaining('npm run settings -- <province>'),
      });
    }
    const nowhere = await run(['shandong'], { TABLE_NAME: undefined });
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringMatching(/^Set TABLE_NAME\./) });
    expect((await run(['nowhere'], {}, true)).err).toContain('name one of shandong, training');
    expect((await run(['nowhere.json'])).err).toContain('nowhere.json cannot be read');
  });

  it('puts a province in by its name, and nothing a second time', async () => {
    const first = await run(['shandong']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Version 1 is in force within a minute.');
    expect((await run(['shandong'])).out).toContain('Nothing changes.');
  });

  it('shows field by field what a file would change, and from which date to which deadlines would move', async () => {
    const name = await file('shorter.json', { windows: { ...windows, feedback: 15 }, digestFrom: 7 });
    const { code, out, err } = await run([name, '--preview']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^In force: version 1, put at \S+ by \S+@\S+$/m);
    expect(out).toMatch(/^ {2}windows\.acknowledge: 5 → 3$/m);
    expect(out).toMatch(/^ {2}digestFrom: \d → 7$/m);
    expect(out).toMatch(/^Open deadlines: 20\. Due earlier: 20 \(before now: 0\); due later: 0\.$/m);
    expect(out).toMatch(/^ {2}acknowledge: 2026-12-29 → 2026-12-25 {2}\d+$/m);
    expect(out).toContain('Nothing was written.');
    expect((await run(['--versions'])).out.trim().split('\n')).toHaveLength(1);
    const other = await file('digest.json', { digestFrom: 7 });
    expect((await run([other, '--preview'])).out).toContain('No open deadline is counted again.');
  });

  it('keeps each version with who put it, and shows each again', async () => {
    const put = await run([await file('shorter.json', { windows })]);
    expect(put.out).toContain('Version 2 is in force within a minute. Open deadlines are counted again.');
    expect((await run(['--versions'])).out).toMatch(/^version 1, put at .+\nversion 2, put at .+\n$/);
    const shown = await run(['--version', '2']);
    expect(JSON.parse(shown.out)).toMatchObject({ windows: { acknowledge: 3, feedback: 20 } });
    expect((await run(['--version', '3'])).err).toContain('There is no version 3');
  });

  it('refuses a wrong file by field and mend, and leaves in force what was', async () => {
    const wrong = await run([await file('wrong.json', { mailAt: '9 Uhr' })]);
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^wrong\.json: settings\.mailAt: write a time/),
    });
    expect((await run(['--versions'])).out.trim().split('\n')).toHaveLength(2);
  });
});
