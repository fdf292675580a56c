import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { streamXlsxRows } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serveKeys } from '../../../../infra/local/aws/key-service.ts';
import { openRoles } from '../../../../infra/local/roles.ts';
import { units } from '../../../../infra/local/seed.ts';
import { useRights } from '../../../rights/use-rights.ts';
import { settingsWith } from '../../domain/settings.ts';

const script = fileURLToPath(new URL('export-ledger.ts', import.meta.url));
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** `LEDGER_ROWS=50000` measures the full size, which takes a minute to plant. */
const count = Number(process.env.LEDGER_ROWS ?? 5_000);

/** Bytes that the process may have at most, and may grow by. */
const most = 200_000_000;
const growth = 100_000_000;

let folder = '';
let keyService: Awaited<ReturnType<typeof serveKeys>> | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clue-transfer-ledger-'));
  keyService = await serveKeys({ port: 0, keyFile: join(folder, 'key') });
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
    AWS_ENDPOINT_URL_KMS: keyService.endpoint,
    SEAL_KEY_ARN: keyService.keyArn,
    TABLE_NAME: `ledger-${randomUUID()}`,
  });
  const { plantLedger } = await import('../../../planted-ledger.ts');
  await plantLedger(count);
  const { putSettings } = await import('../../../../functions/adapters/table/settings.ts');
  await putSettings({ settings: settingsWith(), at: '2026-01-01T00:00:00.000Z', by: 'clock' });
  const { keys } = await import('../../../../functions/adapters/table/schema.ts');
  const { table, tableName } = await import('../../../../functions/adapters/table/table.ts');
  // Whoever asks belongs to a registered unit.
  const unit = units.find(({ unitId }) => unitId === '371402-housing');
  await table.send(new PutCommand({ TableName: tableName(), Item: { ...keys.unit('371402-housing'), ...unit } }));
}, 240_000);
afterAll(async () => {
  await keyService?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The whole ledger by the function itself, in a process whose heap would not hold all rows at once. */
const exported = async (accept: string, file: string, query = {}) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=60', '--disable-warning=ExperimentalWarning', script, accept, JSON.stringify(query), file],
    // As the stack sets it for the ledgers.
    { env: { ...process.env, NODE_OPTIONS: '--max-semi-space-size=4' } },
  );
  if (process.env.LEDGER_ROWS) console.log(accept, stdout);
  return JSON.parse(stdout);
};

describe('a ledger of very many rows', () => {
  const rights = useRights();

  it('costs one query a page and the calendar wherever the page stands, with or without a month', async () => {
    const { handler } = await import('../../../../functions/api/supervision/read-sent-ledger.ts');
    const { table, tableName } = await import('../../../../functions/adapters/table/table.ts');
    const { eventOf } = await import('./ledger-event.ts');
    // Read before the first page, and kept for those that follow.
    const { registeredUnit } = await import('../../../../functions/adapters/table/units.ts');
    await registeredUnit('371402-housing');
    const roles = openRoles({ tableName: tableName(), from: settingsWith().mailFrom }, rights);
    const sent: string[] = [];
    table.middlewareStack.add(
      (next, context) => (args) => {
        sent.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize', name: 'counted' },
    );
    const ask = (query: Record<string, string>) =>
      roles.as('read-sent-ledger', () =>
        handler(eventOf('application/json', query), {} as Parameters<typeof handler>[1]),
      );
    // The calendar, by which days are left, is read each time; names are read once.
    await ask({ limit: '200' });
    const page = async (query: Record<string, string>) => {
      sent.length = 0;
      const { body = '' } = await ask(query);
      expect(sent.toSorted()).toEqual(['GetItemCommand', 'QueryCommand']);
      return JSON.parse(body) as { items: { reference: string }[]; cursor: string };
    };
    for (const more of [{}, { month: '2026-01' }]) {
      let cursor: string | undefined;
      const seen = new Set<string>();
      for (let n = 0; n < 12; n += 1) {
        const { items, cursor: next } = await page({ ...more, limit: '200', ...(cursor ? { cursor } : {}) });
        for (const { reference } of items) seen.add(reference);
        cursor = next;
      }
      expect(seen.size).toBe(2_400);
    }
  });

  it('is written in bounded memory, oldest first, from many pages of the index', { timeout: 240_000 }, async () => {
    const file = join(folder, 'ledger');
    const book = await exported(xlsx, `${file}.xlsx`);
    expect(book).toMatchObject({ statusCode: 200 });
    expect([book.peak < most, book.grown < growth]).toEqual([true, true]);
    const text = await exported('text/csv', `${file}.csv.gz`);
    expect([text.peak < most, text.grown < growth]).toEqual([true, true]);
    const lines = gunzipSync(await readFile(`${file}.csv.gz`))
      .toString()
      .split('\r\n');
    expect(lines).toHaveLength(count + 2);
    expect(lines[1]).toMatch(/^1,371402-20260917-00000000,/);
    expect(lines[count]).toMatch(new RegExp(`^${count},371402-20260917-${String(count - 1).padStart(8, '0')},`));
    let rows = 0;
    for await (const { index } of streamXlsxRows(await readFile(`${file}.xlsx`))) rows = index + 1;
    expect(rows).toBe(count + 3);
  });

  it('that does not fit into one answer is refused, and the refusal says what to choose', async () => {
    const file = join(folder, 'refused.json');
    const { csvOf } = await import('../../../../functions/api/supervision/ledger-files.ts');
    const rows = async function* () {
      for (let n = 0; n < 50_000; n += 1) yield [n, '办理结果'.repeat(20)];
    };
    await expect(csvOf([], rows(), false)).rejects.toMatchObject({
      refusal: 'too-large',
      message: expect.stringContaining('month=2026-09'),
    });
    const { workbookOf } = await import('../../../../functions/api/supervision/workbook.ts');
    const { frameOf, printedColumns } = await import('../../../../functions/domain/reports/printed.ts');
    const frame = frameOf('台账', '德城区公安局', 'Asia/Shanghai', new Date('2026-10-08T00:00:00Z'));
    const unlike = async function* () {
      for (let n = 0; n < 100_000; n += 1) yield [n, randomUUID(), randomUUID(), randomUUID()];
    };
    await expect(workbookOf(frame, printedColumns('sent', false), unlike())).rejects.toMatchObject({
      refusal: 'too-large',
    });
    expect(await exported('text/csv', file, { cursor: 'x' })).toMatchObject({ statusCode: 422 });
  });
});
