import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
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
    const args = [vitest, 'run', '--project', 'store', '--reporter', 'json', file];
    const output = await new Promise<string>((resolve) =>
      execFile(
        process.execPath,
        args,
        { cwd: project, env: { ...process.env, DAMAGE: process.env.DAMAGE ?? 'all' }, maxBuffer: 2 ** 28 },
        (_, stdout) => resolve(stdout),
      ),
    );
    const report: Report = JSON.parse(output.slice(output.indexOf('{"')));
    found.rounds = report.numTotalTests;
    for (const { fullName, status, failureMessages } of report.testResults.flatMap((one) => one.assertionResults)) {
      if (status === 'failed') found.wrong.push(`${fullName}: ${failureMessages.join().slice(0, 500)}`);
    }
    if (found.rounds === 0) found.wrong.push('no test ran');
    return found;
  },
};
