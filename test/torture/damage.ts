import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Attack, findings } from './attack.ts';

/** The full form of a test: every kind of damage to every kind of record, and each of them is found by verification. */

const project = fileURLToPath(new URL('../..', import.meta.url));
const file = 'test/faults/damage.test.ts';

interface Report {
  numTotalTests: number;
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
}

export const damage: Attack = {
  title: 'every kind of damage to every kind of record',
  run: async () => {
    const found = findings();
    if (!existsSync(`${project}/${file}`)) throw new Error(`there is no ${file}`);
    // Its command is none of what the package exports.
    const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
    const folder = await mkdtemp(join(tmpdir(), 'clue-transfer-damage-'));
    const outcome = join(folder, 'outcome.json');
    const args = [vitest, 'run', '--project', 'store', '--reporter', 'json', '--outputFile', outcome, file];
    const env = { ...process.env, DAMAGE: process.env.DAMAGE ?? 'all' };
    // A test that fails ends it with an error; which one, the report says.
    await new Promise((resolve) => execFile(process.execPath, args, { cwd: project, env }, resolve));
    const report: Report = JSON.parse(await readFile(outcome, 'utf8'));
    await rm(folder, { recursive: true });
    found.rounds = report.numTotalTests;
    for (const { fullName, status, failureMessages } of report.testResults.flatMap((one) => one.assertionResults)) {
      if (status === 'failed') found.wrong.push(`${fullName}: ${failureMessages.join().slice(0, 500)}`);
    }
    if (found.rounds === 0) found.wrong.push('no test ran');
    return found;
  },
};
