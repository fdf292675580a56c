import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { choosePorts, startProcess } from '../../process.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-start-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('npm start', () => {
  it('answers nothing before everything is in its place, and prints a curl line that works as printed', async () => {
    const environment = { ...(await choosePorts()), DATA_DIR: dataDir };
    const url = `http://127.0.0.1:${environment.PORT}`;
    const firstAnswer = async (): Promise<number> => {
      for (;;) {
        try {
          const body = JSON.stringify({ unitId: '371402-housing', role: 'clerk' });
          return (await fetch(`${url}/_local/token`, { method: 'POST', body })).status;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    };
    const [running, status] = await Promise.all([startProcess(environment), firstAnswer()]);
    try {
      expect(status).toBe(200);
      const line = running
        .output()
        .split('\n')
        .find((one) => one.startsWith('curl '));
      const { stdout } = spawnSync('sh', ['-c', line ?? ''], { encoding: 'utf8' });
      expect(JSON.parse(stdout).transfers).toHaveLength(1);
    } finally {
      await running.kill('SIGTERM');
    }
  });

  it.each([
    ['CLOCK_START', 'yesterday'],
    ['PORT', 'http'],
    ['STORE', 'sqlite'],
  ])('with a wrong %s says so and ends', (variable, value) => {
    const main = fileURLToPath(new URL('../../../infra/local/main.ts', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [main], {
      env: { ...process.env, DATA_DIR: dataDir, [variable]: value },
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`${variable}: `);
  });

  it('on an old Node says which one it needs', () => {
    const check = fileURLToPath(new URL('../../../infra/local/require-node24.js', import.meta.url));
    const old = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('${check}')`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', old], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('20.20.2');
  });
});
