import { ready } from './bare.ts';
import type { BenchProvince } from './bench-province.ts';
import { contest, listsOf, rowOf } from './contest.ts';
import type { Step } from './lists.ts';
import { median } from './reckoning.ts';
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

/** Measures reads, and says of each how much longer it takes than the first of its kind. */
export const reader = ({ province, ground, seen }: BenchProvince) => {
  const firsts = new Map<string, number>();
  return async (read: Read): Promise<Row> => {
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
    const taken = await contest(contenders, { rounds: read.rounds, clients: 1 });
    const middle = median(taken.ours.flat());
    const first = firsts.get(read.path);
    firsts.set(read.path, first ?? middle);
    const grown = first === undefined ? '' : `${(middle / first).toFixed(2)} times the first; `;
    return rowOf(read.what, taken, `${grown}${lists.text}`);
  };
};

/** Numbers of rows, the fewest first. */
export const sizesIn = (text: string): number[] =>
  text
    .split(',')
    .map(Number)
    .sort((a, b) => a - b);
