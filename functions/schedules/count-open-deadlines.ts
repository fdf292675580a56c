import { settings } from '../adapters/settings.ts';
import { keepMoved, type RecountState, readMoves, saveRecount } from '../adapters/table/recounts.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { type DecidedOn, recordOnTransfers } from '../adapters/table/transfer-writes.ts';
import { readableTransfers } from '../adapters/table/transfers.ts';
import { beforeTheFirst, type OpenPosition, openTransfers } from '../adapters/table/waiting.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { countOf, type Moves, moveOf, noMoves, sumOf } from '../domain/calendar/moves.ts';
import { recounted } from '../domain/transfer/deadlines.ts';
import type { Circumstances } from '../domain/transfer/decision.ts';
import { nextTellingAt } from '../domain/transfer/telling.ts';
import { wakeAll } from './wake-all.ts';

/** The first half of a recount: each open deadline is counted again. */

/** Transfers that are counted together: so many as BatchGetItem takes. */
const pageSize = 100;

/** Whether the workflow waits for another time than the calendar now gives. */
const waitsWrongly = ({ transfer, wakeAt }: Stored, calendar: Calendar, now: Date): boolean => {
  const next = nextTellingAt(transfer, calendar, settings(), now);
  return next !== undefined && next.at.toISOString() !== wakeAt;
};

/** What the recount of one transfer does to its deadline. */
const moveOn = ({ stored: { transfer }, decision: { record } }: DecidedOn, now: Date): Moves =>
  transfer.duty && record.duty ? moveOf(transfer.duty, record.duty, now) : noMoves;

const movesOf = (decided: readonly DecidedOn[], now: Date): Moves => sumOf(decided.map((one) => moveOn(one, now)));

/** What has moved up to now, with what this run moved on its last page. */
const movedBy = async (state: RecountState, onPage: readonly Moves[], isLast: boolean): Promise<Moves | undefined> => {
  if (!state.moves) return undefined;
  // Added up anew in the end: another run may have moved some of the same pages, or one that was interrupted.
  return isLast ? readMoves(state.id) : sumOf([state.moves, ...onPage]);
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
  const read = await readableTransfers(waiting.map(({ transferId }) => transferId));
  const moves = new Map<string, Moves>();
  const keep = (decided: readonly DecidedOn[]) => {
    for (const one of decided) moves.set(one.decision.record.transferId, moveOn(one, now));
    const ids = decided.map(({ decision: { record } }) => record.transferId);
    return [keepMoved(state.id, ids, movesOf(decided, now), now)];
  };
  const moved = await recordOnTransfers(read, now, ({ transfer }) => recounted(transfer, c, state), keep);
  const woken = read.filter((stored) => moved.has(stored.transfer.transferId) || waitsWrongly(stored, calendar, now));
  await wakeAll(woken);
  const onPage = [...moved].flatMap((id) => moves.get(id) ?? []);
  const all = await movedBy(state, onPage, next === null);
  return saveRecount(state, {
    ...state,
    phase: next ? 'counting' : 'telling',
    position: next ?? state.position,
    open: state.open + waiting.length,
    moved: all ? countOf(all) : state.moved + moved.size,
    ...(all ? { moves: all } : {}),
  });
};

/** What a calendar, or settings, would do to the open deadlines, before they are in force. */
export interface Preview {
  /** Open transfers that were looked at. */
  open: number;
  moves: Moves;
  /** Whether that is all of them. */
  complete: boolean;
}

/** Counts every open deadline anew, as a recount would, as long as it may go on; writes nothing. `look`: at each that would change. */
export const previewOf = async (
  c: Omit<Circumstances, 'by'>,
  mayGoOn: () => boolean,
  look: (one: DecidedOn) => void = () => {},
): Promise<Preview> => {
  let preview: Preview = { open: 0, moves: noMoves, complete: false };
  for (let position: OpenPosition | null = beforeTheFirst; position; ) {
    if (!mayGoOn()) return preview;
    const { waiting, next } = await openTransfers(position, pageSize);
    const read = await readableTransfers(waiting.map(({ transferId }) => transferId));
    const decided = read.flatMap((stored) => {
      const decision = recounted(stored.transfer, c, null);
      return decision ? [{ stored, decision }] : [];
    });
    for (const one of decided) look(one);
    const moves = sumOf([preview.moves, movesOf(decided, c.now)]);
    preview = { open: preview.open + waiting.length, moves, complete: next === null };
    position = next;
  }
  return preview;
};
