import { execFile, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
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

it('waits after each step for whoever looks at the pages', async () => {
  const { POWERTOOLS_LOG_LEVEL: _, ...env } = process.env;
  const args = ['--disable-warning=ExperimentalWarning', demo, '--pages'];
  const child = spawn(process.execPath, args, { env: { ...env, PORT: '0' }, stdio: ['pipe', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  child.stdin.end('\n'.repeat(6));
  const looks = (await said).split('\n').filter((line) => line.includes('look: '));
  expect(looks).toHaveLength(6);
  expect(looks[0]).toMatch(
    /look: http:\/\/127\.0\.0\.1:\d+\/console\/tasks as clerk of 371402-public-security; Enter goes on$/,
  );
});
