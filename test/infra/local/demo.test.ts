import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const demo = fileURLToPath(new URL('../../../infra/local/demo.ts', import.meta.url));

it('plays one transfer from submission to closing, and checks its mails', async () => {
  // As in a newcomer's shell: the tests' own level is not set there.
  const { POWERTOOLS_LOG_LEVEL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', demo], {
    env,
  });
  for (const part of [
    '2026-10-10 09:00',
    'supervisor.public-security@371402.example',
    '【反馈】',
    'The record:',
    'closed',
  ]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).not.toContain('【日历】');
  expect(stdout).not.toContain('"level":');
});
