import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('large-ledger.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clue-transfer-ledger-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a ledger of 50,000 rows', () => {
  it('is written in bounded memory, and fits into one answer', { timeout: 120_000 }, async () => {
    const file = join(folder, 'ledger.xlsx');
    // With all rows in memory at once, this heap would not do.
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=100', script, 'xlsx', file]);
    const { bytes, grown } = JSON.parse(stdout);
    expect(grown).toBeLessThan(200_000_000);
    expect(bytes).toBeLessThan(4_300_000);
    const text = await promisify(execFile)(process.execPath, ['--max-old-space-size=100', script, 'csv', `${file}.gz`]);
    expect(JSON.parse(text.stdout).grown).toBeLessThan(200_000_000);
    expect(
      gunzipSync(await readFile(`${file}.gz`))
        .toString()
        .split('\r\n'),
    ).toHaveLength(50_002);
    let rows = 0;
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {});
    for await (const sheet of reader) for await (const row of sheet) rows = row.number;
    expect(rows).toBe(50_002);
  });
});
