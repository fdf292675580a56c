import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { loadProvince, settingsOf } from '../../infra/province.ts';
import { plotsOf, reportOf } from './report.ts';
import { type Tally, together } from './tally.ts';
import type { Simulated } from './year.ts';

/** `npm run simulate`: a year of a province, played by the domain's own code, as a table and as plots. */

const usage = `npm run simulate [-- --clues-per-day 2000 --days 365 --from 2026-01-01 --seed 1 --out <folder>]

Plays every clue of a province's year by the code that decides in the functions: mails a day and an hour, open workflows, escalations, state
entries, and the bill. How people behave is assumed (test/simulate/behaviour.ts) and printed. The same seed gives the same year.

  --clues-per-day   of a working day (2000)
  --days            from the first day on (365)
  --from            the first day (2026-01-01)
  --seed            a whole number (1)
  --province        whose settings hold (shandong)
  --region          whose prices hold: cn-north-1 or ap-southeast-1
  --out             where the table and the plots are put (.local/simulation)`;

const wrong = (message: string): never => {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
};

const text = (usual: string) => ({ type: 'string' as const, default: usual });
const options = {
  'clues-per-day': text('2000'),
  days: text('365'),
  from: text('2026-01-01'),
  seed: text('1'),
  province: text('shandong'),
  region: text('cn-north-1'),
  out: text('.local/simulation'),
  help: { type: 'boolean' as const, default: false },
};

const asked = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return wrong((error as Error).message);
  }
};

const whole = (name: string, text: string, least: number, most: number): number => {
  const found = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return found >= least && found <= most
    ? found
    : wrong(`--${name} ${text}: write a whole number from ${least} to ${most}`);
};

const isDate = (text: string): boolean => {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : Number.NaN);
  return Number.isFinite(at.getTime()) && at.toISOString().startsWith(text);
};

const bar = (done: number, all: number, began: number): string => {
  const share = done / all;
  const left = done === 0 ? '' : `, ${Math.ceil(((performance.now() - began) / 1000) * (1 / share - 1))} s left`;
  return `\r[${'#'.repeat(Math.round(share * 40)).padEnd(40, '.')}] ${done} of ${all} days${left}   `;
};

/** Each core plays its share of the days. */
const play = async (simulated: Simulated): Promise<Tally> => {
  const began = performance.now();
  const parts = Math.min(availableParallelism(), simulated.days);
  let done = 0;
  const tallies = await Promise.all(
    Array.from(
      { length: parts },
      (_, part) =>
        new Promise<Tally>((resolve, reject) => {
          const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { simulated, part, parts } });
          worker.on('message', (message: 'day' | Tally) => {
            if (message !== 'day') return resolve(message);
            done += 1;
            if (process.stderr.isTTY || done % 20 === 0) process.stderr.write(bar(done, simulated.days, began));
          });
          worker.once('error', reject);
        }),
    ),
  );
  process.stderr.write(`${bar(done, simulated.days, began)}\n`);
  const [first, ...others] = tallies;
  if (!first) throw new Error('nobody played a day');
  return together([first, ...others]);
};

const values = asked();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (!isDate(values.from)) wrong(`--from ${values.from}: write a date as 2026-01-01`);
const simulated: Simulated = {
  cluesPerDay: whole('clues-per-day', values['clues-per-day'], 1, 1_000_000),
  days: whole('days', values.days, 2, 3_660),
  from: values.from,
  seed: whole('seed', values.seed, 0, 1_000_000),
  settings: settingsOf(await loadProvince(values.province).catch((error: Error) => wrong(error.message))),
};
const tally = await play(simulated);
const report = await reportOf(simulated, tally, values.region).catch((error: Error) => wrong(error.message));
await mkdir(values.out, { recursive: true });
await writeFile(join(values.out, 'year.md'), report);
const plots = Object.entries(plotsOf(simulated, tally));
for (const [name, svg] of plots) await writeFile(join(values.out, `${name}.svg`), svg);
console.log(report);
console.log(`${values.out}: year.md, ${plots.map(([name]) => `${name}.svg`).join(', ')}`);
