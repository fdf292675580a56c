import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { bundleFunction } from '../../infra/function-bundle.ts';
import { authorizers, functions } from '../../infra/functions.ts';
import { entryOf } from '../../infra/stack/entry.ts';

/** What it takes to load bundles as they are deployed, each time in a fresh process, one after the other, run by run. */

const run = promisify(execFile);
const load = fileURLToPath(new URL('./load.js', import.meta.url));
/** A function with the clients of a command and nothing else, bundled as ours are; and as CDK's own construct bundles: into one file. */
export const bare = { asOurs: 'bare', inOne: 'bare, in one file' };

/** Milliseconds, medians. */
export interface Measured {
  name: string;
  /** Of the processor, all threads of Node together. */
  processor: number;
  /** The middle half of the runs lies between them. */
  quartiles: readonly [number, number];
  wall: number;
}

/** What Lambda gives every function. */
const environment = {
  PATH: process.env.PATH,
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  TABLE_NAME: 'none',
  SEAL_KEY_ARN: 'arn:aws-cn:kms:cn-north-1:111122223333:key/none',
  MAIL: JSON.stringify({ transport: 'ses' }),
  POWERTOOLS_SERVICE_NAME: 'clue-transfer',
};

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.floor((sorted.length - 1) * q)] ?? Number.NaN;

const bareFile = fileURLToPath(new URL('./bare.ts', import.meta.url));

const bundleInOne = (outfile: string): void => {
  buildSync({
    ...{ entryPoints: [bareFile], outfile, bundle: true, minify: true, logLevel: 'error' },
    ...{ platform: 'node', format: 'esm', target: 'node24', mainFields: ['module', 'main'] },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
};

const entryNamed = (folder: string, name: string): string => {
  if (name === bare.asOurs) return bareFile;
  const declared = [...functions, ...authorizers].find((one) => one.name === name);
  if (!declared) throw new Error(`there is no function ${name}`);
  return entryOf(folder, declared);
};

/** Loads each of the functions, and of the bare ones, so many times; the first time, which warms the disk's cache, does not count. */
export const measured = async (names: readonly string[], runs: number): Promise<Measured[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'initialisation-'));
  try {
    const taken = names.map((name) => ({ name, processor: [] as number[], wall: [] as number[] }));
    for (const { name } of taken) {
      if (name === bare.inOne) bundleInOne(join(folder, name, 'index.mjs'));
      else bundleFunction(entryNamed(join(folder, 'entries'), name), join(folder, name));
    }
    for (let n = 0; n <= runs; n += 1) {
      for (const { name, processor, wall } of taken) {
        const file = join(folder, name, 'index.mjs');
        const { stdout } = await run(process.execPath, [load, file], { env: environment });
        const took = JSON.parse(stdout) as { processor: number; wall: number };
        if (n === 0) continue;
        processor.push(took.processor);
        wall.push(took.wall);
      }
    }
    return taken.map(({ name, processor, wall }) => {
      const [sorted, walls] = [processor, wall].map((all) => [...all].sort((a, b) => a - b)) as [number[], number[]];
      return {
        name,
        processor: quantile(sorted, 0.5),
        quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
        wall: quantile(walls, 0.5),
      };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
};
