import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { gets, looksUp, puts } from '../adapters/rights.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { getTransfer } from '../adapters/table/transfers.ts';
import { isOpen } from '../domain/transfer/transfer.ts';
import { broughtUpToDate, planOf } from './planning.ts';

const input = z.object({ transferId: z.uuid(), attempt: z.int(), now: z.coerce.date() });

export const task: Task = {
  former: 'its executions plan before they tell and after it',
  placeholder: 'PlanFunctionArn',
  rights: [gets, looksUp, puts],
};

/** Says what an execution of a release before does next: await what is to be told, tell it, or be done. */
export const handler = withSettings(async (event: unknown) => {
  const { transferId, attempt, now } = input.parse(event);
  const [read, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  const done = { action: 'done', milestone: null, waitSeconds: 0, version: read.transfer.version, calendar: '' };
  if (read.transfer.attempt !== attempt) return done;
  const { stored, c } = await broughtUpToDate(read, calendar, now);
  if (!isOpen(stored.transfer)) return done;
  const plan = planOf(stored.transfer, c);
  return { action: plan.waitSeconds > 0 ? 'await' : 'notify', ...plan };
});
