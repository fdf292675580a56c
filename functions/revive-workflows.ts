import * as z from 'zod';
import { loggable, logger } from './adapters/log.ts';
import { getTransfer, nextAttempt, overdueForWaking } from './adapters/transfers.ts';
import { startWorkflow } from './adapters/workflow.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

/**
 * Milliseconds that a workflow may take to act on what is due before it counts as lost: longer than any task's retries
 * last, so that an attempt that fails has rung its alarm before a new one makes it void.
 */
export const grace = 10 * 60_000;

/**
 * The watchdog: every open transfer should have been woken by its workflow when its milestone came or a command changed it.
 * One that was not has lost its workflow, whatever the reason: it gets a new one, and the old one is void.
 */
export const handler = async (event: unknown) => {
  const now = input.parse(event).time;
  const overdue = await overdueForWaking(new Date(now.getTime() - grace));
  let revived = 0;
  for (const transferId of overdue) {
    try {
      const { attempt } = (await getTransfer(transferId)).transfer;
      if (!(await nextAttempt(transferId, attempt, now))) continue;
      await startWorkflow(transferId, attempt + 1);
      revived += 1;
      logger.warn('a workflow was revived', { transferId, attempt: attempt + 1 });
    } catch (error) {
      // One that fails must not keep the others asleep; it is found again in the next round.
      logger.error('a workflow was not revived', { alarm: 'revival-failed', transferId, ...loggable(error) });
    }
  }
  return { found: overdue.length, revived };
};
