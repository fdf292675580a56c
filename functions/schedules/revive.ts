import { loggable, logger } from '../adapters/log.ts';
import { markUntimed, nextAttempt, type Waiting } from '../adapters/table/waiting.ts';
import { startWorkflow } from '../adapters/workflow.ts';

/** New executions for old ones. */

/**
 * Milliseconds that a workflow may take to act on what is due before it counts as lost: longer than any task's retries
 * last, so that an attempt that fails has rung its alarm before a new one makes it void.
 */
export const grace = 10 * 60_000;

/**
 * A new execution takes the place of the one there was; gives whether it runs. Nothing happens where there is a newer one
 * already, or nothing is owed any more. One that could not be started is due from now on, and so found by a later round.
 */
export const replace = async ({ transferId, attempt }: Waiting, now: Date): Promise<boolean> => {
  if (!(await nextAttempt(transferId, attempt, now))) return false;
  const { state } = await startWorkflow(transferId, attempt + 1);
  if (state !== 'runs') return false;
  logger.warn('a workflow was revived', { transferId });
  return true;
};

/** One that fails must not keep the others asleep: it rings, and is undefined. */
export const tryTo = async <T>({ transferId }: Waiting, revive: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await revive();
  } catch (error) {
    logger.error('a workflow was not revived', { alarm: 'revival-failed', transferId, ...loggable(error) });
    return undefined;
  }
};

/** How an execution ended. Instants are milliseconds. */
export interface Ended {
  status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  startDate: number;
  stopDate: number;
}

/**
 * In place of an execution that ended otherwise than in success: at once. Only what failed as soon as it had begun, with all its
 * tasks' retries, would do so again and again: the rounds take that up, which leave it some minutes each time.
 */
export const replaceEnded = async (
  waiting: Waiting,
  { status, startDate, stopDate }: Ended,
  now: Date,
): Promise<boolean> => {
  if (status !== 'FAILED' || stopDate - startDate >= grace) return replace(waiting, now);
  await markUntimed(waiting.transferId, waiting.attempt, now);
  return false;
};
