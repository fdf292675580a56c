import * as z from 'zod';
import { loggable, logger } from '../adapters/log.ts';
import { shards } from '../adapters/table/schema.ts';
import { countOverdue } from '../adapters/table/supervision.ts';
import { nextAttempt, openTransfers, overdueForWaking, type Waiting } from '../adapters/table/waiting.ts';
import { runningWorkflows, startWorkflow } from '../adapters/workflow.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

/**
 * Milliseconds that a workflow may take to act on what is due before it counts as lost: longer than any task's retries
 * last, so that an attempt that fails has rung its alarm before a new one makes it void.
 */
export const grace = 10 * 60_000;

/** Revivals at once: far below the quota of StartExecution. */
const atOnce = 25;

/** A new execution takes the place of the one there was. */
const replace = async ({ transferId, attempt }: Waiting, now: Date): Promise<boolean> => {
  if (!(await nextAttempt(transferId, attempt, now))) return false;
  await startWorkflow(transferId, attempt + 1);
  return true;
};

/** What has no live execution: its start was lost and is made up for, or it ended and gets a new one. */
const startAgain = async (waiting: Waiting, now: Date): Promise<boolean> => {
  const state = await startWorkflow(waiting.transferId, waiting.attempt);
  return state === 'over' ? replace(waiting, now) : state === 'runs';
};

const reviveAll = async (
  found: readonly Waiting[],
  revive: (waiting: Waiting) => Promise<boolean>,
): Promise<number> => {
  let revived = 0;
  const one = async (waiting: Waiting) => {
    const { transferId } = waiting;
    try {
      if (!(await revive(waiting))) return;
      revived += 1;
      logger.warn('a workflow was revived', { transferId });
    } catch (error) {
      // One that fails must not keep the others asleep; it is found again in the next round.
      logger.error('a workflow was not revived', { alarm: 'revival-failed', transferId, ...loggable(error) });
    }
  };
  for (let from = 0; from < found.length; from += atOnce) await Promise.all(found.slice(from, from + atOnce).map(one));
  return revived;
};

/** Open transfers without a live execution. Those in a state of change may be among them: starting again does no harm. */
const withoutExecution = async (): Promise<Waiting[]> => {
  const runs = await runningWorkflows();
  const ofShard = async (shard: string) => {
    const found: Waiting[] = [];
    let after: Record<string, unknown> | undefined;
    do {
      const { waiting, next } = await openTransfers(shard, 1000, after);
      found.push(...waiting.filter(({ transferId, attempt }) => !runs(transferId, attempt)));
      after = next;
    } while (after);
    return found;
  };
  return (await Promise.all(shards.map(ofShard))).flat();
};

/**
 * The watchdog: every open transfer has a live workflow, and was woken by it when its milestone came or a command changed it.
 * Where one of both fails, whatever the reason, it gets a new workflow, and an old one is void.
 */
export const handler = async (event: unknown) => {
  const now = input.parse(event).time;
  const overdue = await overdueForWaking(new Date(now.getTime() - grace));
  const replaced = await reviveAll(overdue, (waiting) => replace(waiting, now));
  const lost = await withoutExecution();
  const started = await reviveAll(lost, (waiting) => startAgain(waiting, now));
  const revived = replaced + started;
  // What the dashboard and its alarm read (infra/stack/monitoring.ts).
  logger.info('the timers were looked at', { revived, overdue: await countOverdue(now) });
  return { overdue: overdue.length, lost: lost.length, revived };
};
