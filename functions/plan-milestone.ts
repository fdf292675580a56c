import * as z from 'zod';
import { settings } from './adapters/environment.ts';
import { getTransfer } from './adapters/transfers.ts';
import { stateCouncil } from './domain/calendar.ts';
import { planned } from './domain/transfer.ts';

const input = z.object({ transferId: z.uuid(), attempt: z.int(), now: z.coerce.date() });

/** Seconds: well below the year that an execution may last; what is further off is planned again on the way. */
const longestWait = 250 * 24 * 3600;

/** Says what the workflow does next: await a milestone, notify of one that has come, or be done. */
export const handler = async (event: unknown) => {
  const { transferId, attempt, now } = input.parse(event);
  const { transfer } = await getTransfer(transferId);
  const milestone = transfer.attempt === attempt ? planned(transfer, stateCouncil, settings()) : undefined;
  const { version } = transfer;
  if (!milestone) return { action: 'done', milestone: null, waitSeconds: 0, version };
  const { key, at } = milestone;
  // Step Functions counts whole seconds: rounded up, so that a timer never fires before its milestone.
  const waitSeconds = Math.min(longestWait, Math.ceil((Date.parse(at) - now.getTime()) / 1000));
  return { action: waitSeconds > 0 ? 'await' : 'notify', milestone: { key, at }, waitSeconds, version };
};
