import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { billOf, type Prices } from './cost/bill.ts';
import { amountsOf, type Counts, type Load, nightly, usual } from './cost/load.ts';
import { type Quotas, scenes, usesIn } from './cost/quotas.ts';
import { billText, loadText, quotaText } from './cost/report.ts';
import { schedules, tasks } from './functions.ts';

/** `npm run cost`: a month's bill of a province, and which quota binds next. */

const usage = `npm run cost -- --clues-per-day <number> [--region <region>] …

A month's bill of a province by service, what a clue costs, and which quota is the next to bind: for this province, thirty-one such, and a
hundred times that. From what each kind of life takes of AWS (test/counts/pinned.json), the prices of infra/cost/prices.json and the quotas
of infra/cost/quotas.json, each with its date. It asks nobody.

  --region            cn-north-1 (default) or ap-southeast-1
  --reminded          share of lives that are reminded twice: ${usual.reminded}
  --escalated         share of lives that meet four milestones: ${usual.escalated}; the rest is on time
  --reads-per-clue    pages and records that people look at for each clue: ${usual.readsPerClue}
  --months            for which the province has run: ${usual.months}
  --milliseconds      of an invocation: ${usual.milliseconds}
  --days-open         from submission to closing: ${usual.daysOpen}
  --peak              the busiest second against the mean of eight working hours: ${usual.peak}
  --morning-minutes   within which all that is due of a morning is told: ${usual.morningMinutes}

It exits 0, or 2 when it was called wrongly.`;

/** Ends the run; its message is all that the operator needs. */
class Wrong extends Error {}

interface Range {
  field: keyof Load;
  least: number;
  most: number;
}

/** The flags that take a number. */
const numbers: Readonly<Record<string, Range>> = {
  'clues-per-day': { field: 'cluesPerDay', least: 1, most: 10_000_000 },
  reminded: { field: 'reminded', least: 0, most: 1 },
  escalated: { field: 'escalated', least: 0, most: 1 },
  'reads-per-clue': { field: 'readsPerClue', least: 0, most: 10_000 },
  months: { field: 'months', least: 1, most: 600 },
  milliseconds: { field: 'milliseconds', least: 1, most: 900_000 },
  'days-open': { field: 'daysOpen', least: 0, most: 3660 },
  peak: { field: 'peak', least: 1, most: 1000 },
  'morning-minutes': { field: 'morningMinutes', least: 1, most: 1440 },
};

const parsed = () => {
  const flags = Object.fromEntries(Object.keys(numbers).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ options: { ...flags, region: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new Wrong(`${(error as Error).message}\n\n${usage}`);
  }
};

const numberOf = (flag: string, text: string, { least, most }: Range): number => {
  const found = text.trim() === '' ? Number.NaN : Number(text);
  if (found >= least && found <= most) return found;
  throw new Wrong(`--${flag} ${text}: write a number from ${least} to ${most}, as --${flag} ${Math.max(least, 1)}.`);
};

/** @throws Wrong that says what to write instead. */
const loadOf = (values: Readonly<Record<string, unknown>>): Load => {
  const said = Object.entries(numbers).flatMap(([flag, range]) => {
    const text = values[flag];
    return text === undefined ? [] : [[range.field, numberOf(flag, String(text), range)] as const];
  });
  const { cluesPerDay, ...rest }: Partial<Load> = Object.fromEntries(said);
  if (cluesPerDay === undefined) throw new Wrong(`--clues-per-day is missing.\n\n${usage}`);
  const load: Load = { ...usual, cluesPerDay, ...rest };
  if (load.reminded + load.escalated > 1)
    throw new Wrong('--reminded and --escalated are shares of all lives: together they may be 1 at the most.');
  return load;
};

const read = async <T>(path: string): Promise<T> =>
  JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as T;

const run = async (): Promise<void> => {
  const { help, region: name = 'cn-north-1', ...values } = parsed();
  if (help) return console.log(usage);
  const load = loadOf(values);
  const prices = await read<Prices>('cost/prices.json');
  const region = prices.regions[String(name)];
  if (!region)
    throw new Wrong(`--region ${name}: infra/cost/prices.json has ${Object.keys(prices.regions).join(' and ')}.`);
  const counts = await read<Counts>('../test/counts/pinned.json');
  const quotas = await read<Quotas>('cost/quotas.json');
  const functions = { schedules, tasks };
  const billWith = (those: typeof schedules) =>
    billOf(amountsOf(counts, { ...functions, schedules: those }, load), region);
  const bill = billWith(schedules);
  const withoutNightly = billWith(schedules.filter((one) => one.name !== nightly)).total;
  // Where the region has no SES, mails go by a server of the province, which has no such quota.
  const there = quotas.quotas.filter(({ id }) => !id.startsWith('mail') || region.prices.mails !== undefined);
  const found = scenes.map((scene) => ({
    ...scene,
    uses: usesIn(scene, { ...quotas, quotas: there }, counts, functions, load),
  }));
  console.log(`${name}\n${loadText(load)}\n`);
  console.log(billText(bill, load, prices.date));
  console.log(`The nightly ${nightly} takes ${(bill.total - withoutNightly).toFixed(2)} of it.\n`);
  console.log(quotaText(found, quotas.date));
};

try {
  await run();
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
