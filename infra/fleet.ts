import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { alarmsOf } from './fleet/account.ts';
import { deploy, showDiff, synthesise } from './fleet/cdk.ts';
import { loadPlan, type Plan } from './fleet/plan.ts';
import { rollOut } from './fleet/roll-out.ts';
import { loadState, type State, saveState } from './fleet/state.ts';

/** `npm run fleet`: deploys a release to many provinces, wave by wave. */

const usage = `npm run fleet -- <plan.json> [--dry-run] [--release <name>] [--state <file>] [--assembly <folder>]

Deploys both stacks of each province of the plan, in waves, from one synthesis. After each wave it watches the wave's alarms for
the plan's minutes. It stops at the first deployment that fails and at the first alarm that begins to ring; run again for the
same release, it goes on there.

  --dry-run    shows which province gets what in which wave, with the differences to what is deployed; changes nothing
  --release    what is rolled out: the commit, if nothing is said, whose files must not be changed
  --state      where it keeps how far it came: <plan>.state.json
  --assembly   deploys what was synthesised into that folder before, as in another job

Environment: credentials that the accounts of the provinces trust, as for cdk. infra/README.md, "Many provinces", says how.

It exits 0 when every wave is done, 1 when it stopped, 2 when it was called wrongly or the plan or a province file is wrong.`;

/** Ends the run before anything was done. */
class Wrong extends Error {}

/** npm runs scripts in the project's folder; paths are seen from where the operator stands. */
const here = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

const git = async (...args: string[]): Promise<string> => (await promisify(execFile)('git', args)).stdout.trim();

const releaseOf = async (named: string | undefined, isDry: boolean): Promise<string> => {
  if (named !== undefined) return named;
  try {
    const changed = await git('status', '--porcelain');
    if (changed && !isDry) throw new Wrong(`A release is a commit, and files differ from it: commit them.\n${changed}`);
    return await git('rev-parse', 'HEAD');
  } catch (error) {
    if (error instanceof Wrong) throw error;
    throw new Wrong(`This is no clone of a repository: name the release with --release. ${(error as Error).message}`);
  }
};

interface Asked {
  plan: Plan;
  isDry: boolean;
  release: string;
  stateFile: string;
  state: State;
  assembly: string | undefined;
}

const read = async (): Promise<Asked> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      release: { type: 'string' },
      state: { type: 'string' },
      assembly: { type: 'string' },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Wrong(usage);
  const plan = await loadPlan(here(file));
  const isDry = values['dry-run'];
  const release = await releaseOf(values.release, isDry);
  const stateFile = here(values.state ?? `${file.replace(/\.json$/, '')}.state.json`);
  const assembly = values.assembly === undefined ? undefined : here(values.assembly);
  return { plan, isDry, release, stateFile, state: await loadState(stateFile, release), assembly };
};

const asked = async (): Promise<Asked> => {
  try {
    return await read();
  } catch (error) {
    throw new Wrong((error as Error).message);
  }
};

const labelled = (name: string) => (line: string) => console.log(`[${name}] ${line}`);

const preview = async ({ waves }: Plan, { deployed }: State, assembly: string): Promise<void> => {
  for (const { name, provinces, soakMinutes, atOnce } of waves) {
    console.log(`Wave ${name}: ${provinces.size} provinces, ${atOnce} at once, then ${soakMinutes} minutes of quiet`);
    for (const [province, file] of provinces) {
      const since = deployed[province]?.since;
      const { account, region } = file;
      console.log(`${province}: account ${account}, ${region}${since ? `; has this release since ${since}` : ''}`);
      if (!since) await showDiff(assembly, file, labelled(province));
    }
  }
};

const run = async ({ plan, isDry, release, stateFile, state, assembly }: Asked): Promise<void> => {
  console.log(`Release ${release}`);
  const made = await mkdtemp(join(tmpdir(), 'clue-transfer-fleet-'));
  try {
    if (!assembly) await synthesise(made, plan.folder, labelled('synth'));
    const from = assembly ?? made;
    if (isDry) return await preview(plan, state, from);
    await rollOut(plan, state, {
      deploy: (province) => deploy(from, province, labelled(province.code)),
      alarms: alarmsOf,
      save: (reached) => saveState(stateFile, reached),
      now: () => new Date(),
      sleep: async (milliseconds) => {
        await sleep(milliseconds);
      },
      say: (text) => console.log(`${new Date().toISOString()} ${text}`),
    });
    console.log('Every wave is done.');
  } finally {
    await rm(made, { recursive: true, force: true });
  }
};

try {
  await run(await asked());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Wrong ? 2 : 1;
}
