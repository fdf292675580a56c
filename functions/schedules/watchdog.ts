import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { beat, loggable, logger } from '../adapters/log.ts';
import { listsExecutions, queriesDue, queriesMilestones, starts, updates } from '../adapters/rights.ts';
import { countOverdue } from '../adapters/table/supervision.ts';
import { nextAttempt, openTransfersWithout, overdueForWaking, type Waiting } from '../adapters/table/waiting.ts';
import { runningWorkflows, startWorkflow } from '../adapters/workflow.ts';
import { each } from './each.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

/**
 * Milliseconds that a workflow may take to act on what is due before it counts as lost: longer than any task's retries
 * last, so that an attempt that fails has rung its alarm before a new one makes it void.
 */
export const grace = 10 * 60_000;

/** Workflows that are started at once: far below the quota of StartExecution. */
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

/** Starts the workflow of each; gives how many were started. */
const startAll = async (found: readonly Waiting[], start: (waiting: Waiting) => Promise<boolean>): Promise<number> => {
  let started = 0;
  await each(found, atOnce, async (waiting) => {
    const { transferId } = waiting;
    try {
      if (!(await start(waiting))) return;
      started += 1;
      logger.warn('a workflow was revived', { transferId });
    } catch (error) {
      // One that fails must not keep the others asleep; it is found again in the next round.
      logger.error('a workflow was not revived', { alarm: 'revival-failed', transferId, ...loggable(error) });
    }
  });
  return started;
};

/** Open transfers without a live execution. Those in a state of change may be among them: starting again does no harm. */
const withoutExecution = async (): Promise<Waiting[]> => {
  const runs = await runningWorkflows();
  return openTransfersWithout(({ transferId, attempt }) => runs(transferId, attempt));
};

export const schedule: Schedule = {
  constructId: 'revive-workflows',
  description: 'Starts a new workflow for whatever has none, and for every milestone that nobody handled',
  everyMinutes: 15,
  timeoutSeconds: 300,
  beats: { silent: 'a workflow that is lost stays lost, and its deadline may pass in silence' },
  rights: [updates, queriesDue, queriesMilestones, starts, listsExecutions],
};

/**
 * The watchdog: every open transfer has a live workflow, and was woken by it when its milestone came or a command changed it.
 * Where one of both fails, whatever the reason, it gets a new workflow, and an old one is void.
 */
export const handler = async (event: unknown) => {
  const now = input.parse(event).time;
  const overdue = await overdueForWaking(new Date(now.getTime() - grace));
  const replaced = await startAll(overdue, (waiting) => replace(waiting, now));
  const lost = await withoutExecution();
  const started = await startAll(lost, (waiting) => startAgain(waiting, now));
  const revived = replaced + started;
  // What the dashboard and its alarm read (infra/stack/monitoring.ts).
  beat('watchdog', { revived, overdue: await countOverdue(now) });
  return { overdue: overdue.length, lost: lost.length, revived };
};
