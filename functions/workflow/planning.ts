import { settings } from '../adapters/settings.ts';
import { getClue } from '../adapters/table/clues.ts';
import { readSettings } from '../adapters/table/settings.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recordOnTransfer } from '../adapters/table/transfer-writes.ts';
import { getTransfers } from '../adapters/table/transfers.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { recounted } from '../domain/transfer/deadlines.ts';
import { type Circumstances, inOrder } from '../domain/transfer/decision.ts';
import { settleReply } from '../domain/transfer/reply.ts';
import { nextTellingAt } from '../domain/transfer/telling.ts';
import type { Transfer } from '../domain/transfer/transfer.ts';

/** What the workflow does next on a transfer. */

/** By what the clock decides. */
export type Given = Omit<Circumstances, 'by'>;

/** What an execution awaits. */
export interface Plan {
  milestone: { key: string; at: string };
  /** Whole. */
  waitSeconds: number;
  /** Of the transfer and the calendar: where one of them changed, the plan is void. */
  version: number;
  calendar: string;
}

/** Seconds: well below the year that an execution may last; what is further off is planned again on the way. */
const longestWait = 250 * 24 * 3600;

/** A deadline that seems to be counted by other settings is judged by those of this moment: it may be newer than what this container knows. */
const circumstances = async ({ transfer }: Stored, calendar: Calendar, now: Date): Promise<Given> => {
  const c = { now, calendar, settings: settings() };
  return recounted(transfer, c, null) ? { ...c, settings: (await readSettings()).settings } : c;
};

/**
 * Counts the deadline anew where calendar or windows have changed, and lets a waiting reply go on where all that it waits for has ended:
 * whatever a recount of all may have missed, no mail speaks of an old date. Gives by what it was judged, too.
 */
export const broughtUpToDate = async (
  read: Stored,
  calendar: Calendar,
  now: Date,
): Promise<{ stored: Stored; c: Given }> => {
  const c = await circumstances(read, calendar, now);
  if (read.transfer.status !== 'waiting') {
    const { stored } = await recordOnTransfer(read, now, ({ transfer }) => recounted(transfer, c, null));
    return { stored, c };
  }
  const { clue } = await getClue(read.transfer.clueId);
  const transfers = (await getTransfers(clue.transferIds)).map(({ transfer }) => transfer);
  const { stored } = await recordOnTransfer(read, now, ({ transfer }) => settleReply(transfer, transfers, c));
  return { stored, c };
};

/** Milliseconds that may go by from when a state is entered until its function reads the record. */
const longestStart = 60_000;

/**
 * By what the clock decides on a record as it was read: at the instant at which the state was entered or, where the record was changed just
 * after that, as of then. A clock that stood further ahead was wrong.
 */
export const asRead = (transfer: Transfer, c: Given): Given => {
  const later = inOrder(transfer, c);
  return later.now.getTime() - c.now.getTime() <= longestStart ? later : c;
};

/** What comes next on a transfer, and the instant (UTC) of it; `waitSeconds` is not above 0 where that has come. */
export const planOf = (transfer: Transfer, given: Given): Plan => {
  const { calendar, settings, now } = asRead(transfer, given);
  const next = nextTellingAt(transfer, calendar, settings, now);
  // With nobody left to tell, it waits for a command or a recount all the same.
  const due = next?.at ?? new Date(now.getTime() + longestWait * 1000);
  return {
    milestone: { key: next?.telling.key ?? 'none', at: due.toISOString() },
    // Step Functions counts whole seconds: rounded up, so that a timer never fires before its milestone.
    waitSeconds: Math.min(longestWait, Math.ceil((due.getTime() - now.getTime()) / 1000)),
    version: transfer.version,
    calendar: calendar.version,
  };
};
