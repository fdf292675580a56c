import { settings } from '../adapters/settings.ts';
import { keepMoving, type RecountState, saveRecount } from '../adapters/table/recounts.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recordOnTransfers } from '../adapters/table/transfer-writes.ts';
import { getTransfers } from '../adapters/table/transfers.ts';
import { openTransfers } from '../adapters/table/waiting.ts';
import { signal } from '../adapters/workflow.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { recounted } from '../domain/transfer/deadlines.ts';
import { nextTellingAt } from '../domain/transfer/telling.ts';
import { each } from './each.ts';

/** The first half of a recount: each open deadline is counted again. */

/** Transfers that are counted together (BatchGetItem takes 100), and workflows that are woken at once. */
const pageSize = 100;
const atOnce = 20;

/** Whether the workflow waits for another time than the calendar now gives. */
const waitsWrongly = ({ transfer, wakeAt }: Stored, calendar: Calendar, now: Date): boolean => {
  const next = nextTellingAt(transfer, calendar, settings(), now);
  return next !== undefined && next.at.toISOString() !== wakeAt;
};

/**
 * One page of open transfers: counts each again, and wakes the workflow of each whose time changed. Gives the state after
 * it; undefined when another run went on meanwhile.
 */
export const countPage = async (
  state: RecountState,
  calendar: Calendar,
  now: Date,
): Promise<RecountState | undefined> => {
  const c = { now, calendar, settings: settings() };
  const { waiting, next } = await openTransfers(state.position, pageSize);
  const read = await getTransfers(waiting.map(({ transferId }) => transferId));
  const count = ({ transfer }: Stored) => recounted(transfer, c, state);
  const moving = read.filter((stored) => count(stored) !== undefined);
  if (moving.length > 0) {
    await keepMoving(
      state.id,
      moving.map(({ transfer }) => transfer.transferId),
      now,
    );
  }
  const moved = await recordOnTransfers(moving, now, count);
  const woken = read.filter((stored) => moved.has(stored.transfer.transferId) || waitsWrongly(stored, calendar, now));
  await each(woken, atOnce, ({ transfer: { transferId }, token }) => signal(transferId, token));
  return saveRecount(state, {
    ...state,
    phase: next ? 'counting' : 'telling',
    position: next ?? state.position,
    open: state.open + waiting.length,
    moved: state.moved + moved.size,
  });
};
