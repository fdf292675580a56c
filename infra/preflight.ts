import { parseArgs } from 'node:util';
import { reportOf } from './preflight/report.ts';
import { preflight } from './preflight/run.ts';
import { loadProvince, type Province } from './province.ts';

/** `npm run preflight`: what an account lacks before a province is deployed to it. It reads and changes nothing. */

const usage = `npm run preflight -- <province>

Says of the account, the identity provider and the mail server that infra/provinces/<province>.json names what a first
deployment would fail at, each with its mend. It only reads. infra/README.md has the IAM rights that it takes.

Environment: credentials as for any AWS tool; the region is the province's.
  AWS_PROFILE=<profile> npm run preflight -- shandong

It exits 0 when all is good, 1 when something is lacking or could not be found out, 2 when it was called wrongly or the
province file is wrong.`;

/** Ends the run before anything was looked at. */
class Wrong extends Error {}

const provinceAsked = async (): Promise<Province | null> => {
  const { values, positionals } = (() => {
    try {
      return parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', default: false } } });
    } catch (error) {
      throw new Wrong(`${(error as Error).message}\n\n${usage}`);
    }
  })();
  if (values.help) return null;
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Wrong(usage);
  return loadProvince(name).catch((error: Error) => {
    throw new Wrong(error.message);
  });
};

const run = async (): Promise<number> => {
  const province = await provinceAsked();
  if (province === null) {
    console.log(usage);
    return 0;
  }
  const { text, isGood } = reportOf(province, await preflight(province, new Date()));
  console.log(text);
  return isGood ? 0 : 1;
};

try {
  // A check that was given up may still wait for its answer.
  process.exit(await run());
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  console.error(error.message);
  process.exit(2);
}
