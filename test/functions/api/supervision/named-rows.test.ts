import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serveKeys } from '../../../../infra/local/aws/key-service.ts';
import { createTable } from '../../../../infra/local/aws/table.ts';
import { plant } from '../../../../infra/local/plant.ts';
import { type FaultProxy, faultProxy } from '../../../faults/proxy.ts';
import { settingsWith } from '../../domain/settings.ts';

const script = fileURLToPath(new URL('read-all.ts', import.meta.url));
const count = 1_500;

let folder = '';
let keyService: Awaited<ReturnType<typeof serveKeys>> | undefined;
let kms: FaultProxy | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clue-transfer-named-'));
  keyService = await serveKeys({ port: 0, keyFile: join(folder, 'key') });
  kms = await faultProxy(keyService.endpoint);
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
    AWS_ENDPOINT_URL_KMS: kms.url,
    SEAL_KEY_ARN: keyService.keyArn,
    TABLE_NAME: `named-${randomUUID()}`,
  });
  const client = new DynamoDBClient();
  const tableName = process.env.TABLE_NAME ?? '';
  await createTable(client, tableName);
  await plant(client, tableName, new Date('2026-01-01T00:00:00Z'));
  client.destroy();
  const { putSettings } = await import('../../../../functions/adapters/table/settings.ts');
  await putSettings({ settings: settingsWith(), at: '2026-01-01T00:00:00.000Z', by: 'clock' });
  const { plantRows } = await import('../../../planted-ledger.ts');
  // Of the last ten rows five are open and five are closed.
  await plantRows(count, (n) => [`张某${n}`, n < count - 10 ? `李某${n}` : '经办人']);
}, 120_000);
afterAll(async () => {
  await kms?.close();
  await keyService?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('rows that all name subjects', () => {
  it('cost a process one call of KMS, in pages, files, statistics and overdue lists', async () => {
    const calls = () => ['Decrypt', 'GenerateDataKey', 'Encrypt'].map((verb) => kms?.calls(verb) ?? 0);
    const before = calls();
    const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script]);
    // The caller of both units bears the name that ten rows have.
    expect(JSON.parse(stdout)).toEqual({
      ledger: count - 10,
      overdue: count / 2 - 5,
      total: count - 10,
      csv: count - 10,
      book: true,
    });
    expect(calls().map((made, n) => made - (before[n] ?? 0))).toEqual([1, 0, 0]);
  });
});
