import * as z from 'zod';
import { readCalendar } from './adapters/calendar.ts';
import { settings } from './adapters/environment.ts';
import { getTransfer, recordOnTransfer } from './adapters/transfers.ts';
import { recounted } from './domain/deadlines.ts';
import { opensAt } from './domain/office-hours.ts';
import { planned } from './domain/telling.ts';

const input = z.object({ transferId: z.uuid(), attempt: z.int(), now: z.coerce.date() });

/** Seconds: well below the year that an execution may last; what is further off is planned again on the way. */
const longestWait = 250 * 24 * 3600;

/**
 * Says what the workflow does next: await what is to be told, tell it, or be done. A deadline that was counted by a calendar
 * or windows of before is counted again first: whatever a recount of all may have missed, no mail speaks of an old date.
 */
export const handler = async (event: unknown) => {
  const { transferId, attempt, now } = input.parse(event);
  const [read, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  const done = { action: 'done', milestone: null, waitSeconds: 0, version: read.transfer.version, calendar: '' };
  if (read.transfer.attempt !== attempt) return done;
  const c = { now, calendar, settings: settings() };
  const { stored } = await recordOnTransfer(read, now, ({ transfer }) => recounted(transfer, c, null));
  const { transfer } = stored;
  if (!transfer.duty && transfer.notices.length === 0) return done;

  const telling = planned(transfer, calendar, c.settings);
  // With nobody left to tell, it waits for a command or a recount all the same.
  const due = telling
    ? opensAt(calendar, c.settings, new Date(Math.max(now.getTime(), Date.parse(telling.at))))
    : new Date(now.getTime() + longestWait * 1000);
  // Step Functions counts whole seconds: rounded up, so that a timer never fires before its milestone.
  const waitSeconds = Math.min(longestWait, Math.ceil((due.getTime() - now.getTime()) / 1000));
  return {
    action: waitSeconds > 0 ? 'await' : 'notify',
    milestone: { key: telling?.key ?? 'none', at: due.toISOString() },
    waitSeconds,
    version: transfer.version,
    calendar: calendar.version,
  };
};
