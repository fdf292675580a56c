import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { gets, signals, updates } from '../adapters/rights.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { awaitOn } from '../adapters/table/waiting.ts';
import { signal } from '../adapters/workflow.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  version: z.int(),
  calendar: z.string(),
  milestone: z.object({ at: z.iso.datetime() }),
  token: z.string(),
});

export const task: Task = {
  placeholder: 'AwaitFunctionArn',
  rights: [gets, updates, signals],
};

/** Leaves the task's token on the transfer; where the transfer or the calendar changed since it was planned, sends the workflow back at once. */
export const handler = withSettings(async (event: unknown) => {
  const { token, milestone, calendar, ...planned } = input.parse(event);
  const waits = await awaitOn(planned, token, milestone.at);
  // In this order: a calendar that is put in after this look finds the token.
  if (!waits || (await readCalendar()).version !== calendar) await signal(planned.transferId, token);
  return {};
});
