import { day, openIn, readSwept, type Swept, saveSwept, stretchesOf, sweptTo } from '../adapters/table/sweeps.ts';
import { getTransfer } from '../adapters/table/transfers.ts';
import type { Waiting } from '../adapters/table/waiting.ts';
import { ensureWorkflow } from '../adapters/workflow.ts';
import { replace, tryTo } from './revive.ts';

/** The watchdog's slow round: once a day it asks of each open transfer whether its execution runs. */

/** Executions that are asked for together, and milliseconds that so many take at least. */
const atOnce = 25;
const pace = 500;

/** So many are asked for without a pause: less than the bucket of StartExecution holds (800), of which commands need some. */
const unpaced = 500;

/**
 * The most that one round asks for: by that pace (50 a second, a third of what StartExecution takes in most regions) three and a half
 * minutes; 96 rounds a day are more than the 1,000,000 executions that an account may have open.
 */
const mostOfRound = 10_500;

const pageSize = 500;

/** Milliseconds: longer than any command lasts that makes a transfer and then starts its workflow. */
const longestCommand = 60_000;

/** What a sweep has done; `answered`: not where it was broken off since Step Functions did not answer. */
export interface Sweep {
  asked: number;
  revived: number;
  answered: boolean;
}

/**
 * Whether an execution that began in this round was begun by asking: not by the command that made the transfer meanwhile, and not for
 * an attempt that the index still had.
 */
const wasLost = async ({ transferId, attempt }: Waiting, now: Date): Promise<boolean> => {
  const { transfer } = await getTransfer(transferId);
  return transfer.attempt === attempt && Date.parse(transfer.registeredAt) < now.getTime() - longestCommand;
};

/**
 * Starts the execution of what should have one: where it runs, nothing happens and nothing counts; where it never ran, it is made
 * up for; where it is over, another takes its place.
 */
const lookAfter = async (waiting: Waiting, now: Date): Promise<'runs' | 'revived' | 'unanswered'> => {
  const started = await ensureWorkflow(waiting.transferId, waiting.attempt);
  if (started.state === 'failed') return 'unanswered';
  const revived =
    started.state === 'runs' ? started.since >= now && (await wasLost(waiting, now)) : await replace(waiting, now);
  return revived ? 'revived' : 'runs';
};

/** Looks after those of a page, so many a second, and adds to what is done; breaks off where one is not answered. */
const lookAfterPage = async (page: readonly Waiting[], done: Sweep, now: Date): Promise<void> => {
  for (let from = 0; from < page.length && done.answered; from += atOnce) {
    const begun = performance.now();
    const some = page.slice(from, from + atOnce);
    const found = await Promise.all(some.map((waiting) => tryTo(waiting, () => lookAfter(waiting, now))));
    done.asked += some.length;
    done.revived += found.filter((one) => one === 'revived').length;
    done.answered = !found.includes('unanswered');
    const left = pace - (performance.now() - begun);
    if (done.asked > unpaced && left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }
};

/** From where the round before ended; from a day ago on, that is from all that there is, where that is unknown or longer ago. */
const goingOn = (swept: Swept | undefined, now: Date): Swept => {
  const isOfToday = swept && Math.abs(Date.parse(swept.until) - now.getTime()) < day;
  return isOfToday ? swept : { until: new Date(now.getTime() - day).toISOString(), after: null };
};

/**
 * Looks after all that has its moment of the day between the round before and now, but for what is taken care of already. How far it
 * is, is kept with each page: a round that is broken off, left out or too short is made up for by those after it.
 */
export const sweep = async (now: Date, without: ReadonlySet<string>, most = mostOfRound): Promise<Sweep> => {
  const done: Sweep = { asked: 0, revived: 0, answered: true };
  let swept = goingOn(await readSwept(), now);
  for (const stretch of stretchesOf(Date.parse(swept.until), now.getTime())) {
    for (let isOver = false; !isOver; ) {
      if (done.asked >= most) return done;
      const { waiting, last } = await openIn(stretch, swept.after, Math.min(pageSize, most - done.asked));
      await lookAfterPage(
        waiting.filter(({ transferId }) => !without.has(transferId)),
        done,
        now,
      );
      if (!done.answered) return done;
      isOver = last === null;
      swept = sweptTo(stretch, last);
      await saveSwept(swept);
    }
  }
  return done;
};
