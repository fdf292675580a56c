import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { endsExecutions, gets, puts, signals, updates } from '../adapters/rights.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { awaitOn } from '../adapters/table/waiting.ts';
import { nothingOwed, signal } from '../adapters/workflow.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  version: z.int(),
  calendar: z.string(),
  milestone: z.object({ at: z.iso.datetime() }),
  token: z.string(),
  /** When the task began to wait, and for how long; executions of a release before say neither. */
  now: z.coerce.date().optional(),
  waitSeconds: z.int().optional(),
});

export const task: Task = {
  placeholder: 'AwaitFunctionArn',
  rights: [gets, puts, updates, signals, endsExecutions],
};

/**
 * Milliseconds by which a wait may end after its milestone: as long as a function may take to plan it, and a second of rounding. With less, a
 * slow one would be sent back again and again; only a plan that was tried again is older.
 */
const tolerated = 31_000;

/**
 * Leaves the task's token beside the transfer; where the transfer or the calendar changed since it was planned, or so much time went by since
 * that the task would wait for too long, sends the workflow back at once, and ends it where nothing is owed.
 */
export const handler = withSettings(async (event: unknown) => {
  const { token, milestone, calendar, now, waitSeconds = 0, ...planned } = input.parse(event);
  const task = { token, since: now?.toISOString() ?? '', ...(now ? { overBy: nothingOwed } : {}) };
  const outcome = await awaitOn(planned, task, milestone.at);
  const endsLate = now !== undefined && now.getTime() + waitSeconds * 1000 > Date.parse(milestone.at) + tolerated;
  // In this order: a calendar that is put in after this look finds the token.
  if (outcome !== 'waits' || endsLate || (await readCalendar()).version !== calendar) {
    await signal(task, outcome === 'over');
  }
  return {};
});
