import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { gets, looksUp, puts } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { getClue } from '../adapters/table/clues.ts';
import { readSettings, withSettings } from '../adapters/table/settings.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recordOnTransfer } from '../adapters/table/transfer-writes.ts';
import { getTransfer, getTransfers } from '../adapters/table/transfers.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { recounted } from '../domain/transfer/deadlines.ts';
import type { Circumstances } from '../domain/transfer/decision.ts';
import { settleReply } from '../domain/transfer/reply.ts';
import { nextTellingAt } from '../domain/transfer/telling.ts';
import { isOpen } from '../domain/transfer/transfer.ts';

const input = z.object({ transferId: z.uuid(), attempt: z.int(), now: z.coerce.date() });

/** Seconds: well below the year that an execution may last; what is further off is planned again on the way. */
const longestWait = 250 * 24 * 3600;

/** A deadline that seems to be counted by other settings is judged by those of this moment: it may be newer than what this container knows. */
const circumstances = async (
  { transfer }: Stored,
  calendar: Calendar,
  now: Date,
): Promise<Omit<Circumstances, 'by'>> => {
  const c = { now, calendar, settings: settings() };
  return recounted(transfer, c, null) ? { ...c, settings: (await readSettings()).settings } : c;
};

/** Counts the deadline anew where calendar or windows have changed, and lets a waiting reply go on where all that it waits for has ended. */
const broughtUpToDate = async (read: Stored, c: Omit<Circumstances, 'by'>): Promise<Stored> => {
  if (read.transfer.status !== 'waiting') {
    return (await recordOnTransfer(read, c.now, ({ transfer }) => recounted(transfer, c, null))).stored;
  }
  const { clue } = await getClue(read.transfer.clueId);
  const transfers = (await getTransfers(clue.transferIds)).map(({ transfer }) => transfer);
  return (await recordOnTransfer(read, c.now, ({ transfer }) => settleReply(transfer, transfers, c))).stored;
};

export const task: Task = {
  placeholder: 'PlanFunctionArn',
  rights: [gets, looksUp, puts],
};

/**
 * Says what the workflow does next: await what is to be told, tell it, or be done. A deadline that was counted by a calendar
 * or windows of before is counted again first: whatever a recount of all may have missed, no mail speaks of an old date.
 */
export const handler = withSettings(async (event: unknown) => {
  const { transferId, attempt, now } = input.parse(event);
  const [read, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  const done = { action: 'done', milestone: null, waitSeconds: 0, version: read.transfer.version, calendar: '' };
  if (read.transfer.attempt !== attempt) return done;
  const c = await circumstances(read, calendar, now);
  const { transfer } = await broughtUpToDate(read, c);
  if (!isOpen(transfer)) return done;

  const next = nextTellingAt(transfer, calendar, c.settings, now);
  // With nobody left to tell, it waits for a command or a recount all the same.
  const due = next?.at ?? new Date(now.getTime() + longestWait * 1000);
  // Step Functions counts whole seconds: rounded up, so that a timer never fires before its milestone.
  const waitSeconds = Math.min(longestWait, Math.ceil((due.getTime() - now.getTime()) / 1000));
  return {
    action: waitSeconds > 0 ? 'await' : 'notify',
    milestone: { key: next?.telling.key ?? 'none', at: due.toISOString() },
    waitSeconds,
    version: transfer.version,
    calendar: calendar.version,
  };
});
