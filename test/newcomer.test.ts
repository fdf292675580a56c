import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { useProvince } from './province.ts';

/** newcomer.ts runs as it stands, in a process of its own. */

const { local } = useProvince('2026-09-24T10:00:00+08:00');
const program = fileURLToPath(new URL('newcomer.ts', import.meta.url));

it('a first program saves the receipt of a clue', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clue-transfer-newcomer-'));
  const file = join(folder, 'receipt.docx');
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', program, file], {
    env: { ...process.env, BASE_URL: local().url },
  });
  const { 'word/document.xml': document } = unzipSync(await readFile(file));
  expect(document && strFromU8(document)).toContain('移送回执');
  await rm(folder, { recursive: true });
});
