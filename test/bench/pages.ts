import { ready } from './bare.ts';
import type { BenchProvince } from './bench-province.ts';
import { contest, listsOf, rowOf } from './contest.ts';
import type { Step } from './lists.ts';
import type { Row } from './report.ts';
import type { Call } from './seen.ts';

/** Reads over HTTP as what they read grows, each against its bare calls. */

export interface Read {
  what: string;
  path: string;
  as: string;
  rounds: number;
  /** In the place of the least of what it was seen to call. */
  leastOf?: (calls: readonly Call[]) => Step[];
}

export const readRow = async ({ province, ground, seen }: BenchProvince, read: Read): Promise<Row> => {
  const run = async () => {
    const { status } = await province.send('GET', read.path, undefined, { as: read.as });
    if (status !== 200) throw new Error(`${read.path} was answered ${status}`);
  };
  // First, what remembers for a while has to remember.
  await run();
  const lists = listsOf(await seen(run), read.leastOf);
  const contenders = {
    ours: async () => run,
    seen: () => ready(ground, lists.seen()),
    least: () => ready(ground, lists.least()),
  };
  return rowOf(read.what, await contest(contenders, { rounds: read.rounds, clients: 1 }), lists.text);
};

/** Numbers of rows, the fewest first. */
export const sizesIn = (text: string): number[] =>
  text
    .split(',')
    .map(Number)
    .sort((a, b) => a - b);
