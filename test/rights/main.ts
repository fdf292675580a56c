import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { functions } from '../../infra/functions.ts';
import { mailing } from '../../infra/local/roles.ts';
import { partsOf } from '../../infra/rights.ts';
import { readWitnesses, type Witness } from './witnesses.ts';

/**
 * `npm run test:rights [-- function…]`: takes each right of each function away, alone, and runs the test that used it soonest: it must
 * fail. Which test that is, a run of all tests says first (`RIGHTS_USED` names the folder of one that was made before).
 */

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Runs vitest, with its report. */
const run = async (args: readonly string[], variables: Record<string, string>) => {
  const folder = await mkdtemp(join(tmpdir(), 'rights-'));
  const outputFile = join(folder, 'report.json');
  try {
    const child = spawn(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${outputFile}`, ...args],
      { env: { ...process.env, ...variables }, stdio: 'ignore' },
    );
    await once(child, 'exit');
    return reportSchema.parse(JSON.parse(await readFile(outputFile, 'utf8'))).testResults;
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The witnesses of a run that was made before, or of one made now. */
const witnesses = async (): Promise<Witness[]> => {
  const before = process.env.RIGHTS_USED;
  if (before !== undefined) return readWitnesses(before);
  const folder = await mkdtemp(join(tmpdir(), 'rights-used-'));
  console.log(`every test runs once, and leaves in ${folder} which rights it used`);
  await run([], { RIGHTS_USED: folder });
  return readWitnesses(folder);
};

const named = 'http/ names units in the answer of any route, and this one’s names none';

/** Rights that no test uses, and why they stay. */
const untested: Readonly<Record<string, string>> = {
  'read-calendar dynamodb:BatchGetItem on table': named,
  'read-calendar-version dynamodb:BatchGetItem on table': named,
  'restart-workflow dynamodb:BatchGetItem on table': named,
  'read-sent-ledger dynamodb:Query on table':
    'for the title of a clue that was corrected after whoever filed a case on it had lost it',
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !functions.some((one) => one.name === name));
if (unknown.length > 0) throw new Error(`there is no function ${unknown.join(', ')}`);
const wanted = functions
  .filter(({ name }) => asked.length === 0 || asked.includes(name))
  .flatMap(({ name, grants, mails }) =>
    [...partsOf(grants).keys(), ...(mails ? [mailing] : [])].map((right) => ({ name, right })),
  )
  .filter(({ name, right }) => !Object.hasOwn(untested, `${name} ${right}`));

/** The first test that fails without the right, or why there is none. */
const failing = async ({ file, name, right }: Witness): Promise<{ test?: string; why: string }> => {
  const results = await run(['--bail=1', file], { RIGHT_TAKEN: `${name} ${right}` });
  const [test] = results.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === 'failed' ? [fullName] : [])),
  );
  return test === undefined ? { why: `${file} passes without it` } : { test, why: `${file}: ${test}` };
};

const known = await witnesses();
const left = [...wanted];
const missed: string[] = [];
let done = 0;
const worker = async () => {
  for (let one = left.shift(); one !== undefined; one = left.shift()) {
    const { name, right } = one;
    const witness = known.find((some) => some.name === name && some.right === right);
    const { test, why } = witness ? await failing(witness) : { why: 'no test uses it' };
    if (test === undefined) missed.push(`${name} ${right}: ${why}`);
    done += 1;
    console.log(`${done} of ${wanted.length} ${test === undefined ? 'MISSED' : 'fails'} ${name} ${right}: ${why}`);
  }
};
await Promise.all([worker(), worker()]);
console.log(
  missed.length === 0
    ? `each of ${wanted.length} rights is missed by a test`
    : `${missed.length} of ${wanted.length} rights are missed by no test:\n${missed.join('\n')}`,
);
for (const [right, why] of Object.entries(untested)) console.log(`not tried: ${right}: ${why}`);
process.exitCode = missed.length === 0 ? 0 : 1;
