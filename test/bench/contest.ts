import { asSeen, kindsOf, type Step, theLeast } from './lists.ts';
import { countText, type Round, ratioOf, ratioText, summaryOf, timeText } from './reckoning.ts';
import type { Row } from './report.ts';
import type { Call } from './seen.ts';

/** Work against its bare calls, in the same minutes: in each round all of them, and each first in turn, since who comes second finds things warm. */

/** Makes ready what is timed then. */
type Prepare = () => Promise<() => Promise<unknown>>;

/** Milliseconds of each of so many runs that as many clients make, who each begin their next as the last is through. */
const timed = async (prepare: Prepare, runs: number, clients: number): Promise<number[]> => {
  const left: (() => Promise<unknown>)[] = [];
  for (let n = 0; n < runs; n += 1) left.push(await prepare());
  const taken: number[] = [];
  const client = async () => {
    for (let run = left.pop(); run; run = left.pop()) {
      const from = performance.now();
      await run();
      taken.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return taken;
};

const names = ['ours', 'seen', 'least'] as const;
export type Contenders = Readonly<Record<(typeof names)[number], Prepare>>;
export type Taken = Record<(typeof names)[number], number[][]>;

/** Of each contender the times of each round. */
export const contest = async (
  contenders: Contenders,
  { rounds, clients, warmUp = 1 }: { rounds: number; clients: number; warmUp?: number },
): Promise<Taken> => {
  const taken: Taken = { ours: [], seen: [], least: [] };
  for (let round = -warmUp; round < rounds; round += 1) {
    for (let n = 0; n < names.length; n += 1) {
      const name = names[(n + round + warmUp) % names.length] ?? 'ours';
      const times = await timed(contenders[name], clients, clients);
      if (round >= 0) taken[name].push(times);
    }
  }
  return taken;
};

const against = (ours: readonly number[][], bare: readonly number[][]): string =>
  ratioText(ratioOf(ours.map((times, n): Round => ({ ours: times, bare: bare[n] ?? [] }))));

/** What both lists come to, of one call of ours. */
const listsText = (seen: readonly Step[], least: readonly Step[]): string =>
  `seen: ${countText(kindsOf(seen))}; the least: ${countText(kindsOf(least))}`;

export const rowOf = (what: string, { ours, seen, least }: Taken, note: string): Row => ({
  what,
  ours: timeText(summaryOf(ours.flat())),
  seen: timeText(summaryOf(seen.flat())),
  seenRatio: against(ours, seen),
  least: timeText(summaryOf(least.flat())),
  leastRatio: against(ours, least),
  note,
});

/** Lists of bare calls for invocations that were seen, taken in turn. */
export const listsOf = (invocations: readonly Call[][], leastOf: (calls: readonly Call[]) => Step[] = theLeast) => {
  if (invocations.length === 0) throw new Error('no invocation was seen: there is nothing to hold it against');
  const [seen, least] = [invocations.map(asSeen), invocations.map(leastOf)];
  const next = (lists: readonly Step[][]) => {
    let turn = 0;
    return (): Step[] => {
      turn += 1;
      return lists[turn % lists.length] ?? [];
    };
  };
  return { seen: next(seen), least: next(least), text: listsText(seen[0] ?? [], least[0] ?? []) };
};
