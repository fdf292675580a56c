import { type Duty, overdueFrom } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { DutyName } from '../windows.ts';

/** What counts as late, in ledgers and statistics alike. Instants are UTC texts. */

/** What of a duty its lateness goes by. */
type Due = Pick<Duty, 'name' | 'dueAt' | 'ends' | 'pauses'>;

type Dated = Pick<Transfer, 'late' | 'done'> & { duty: Due | null };

export const isOverdueNow = ({ duty }: { duty: Omit<Due, 'name'> | null }, now: string): boolean => {
  const from = duty && overdueFrom(duty);
  return from !== null && from < now;
};

/**
 * Whether it was registered or dispatched after a window of its own. A successor never owed its dispatch: one of before has it on its
 * record that its predecessor was late.
 */
export const wasSentLate = ({ late, done, duty }: Dated): boolean =>
  late && (done.dispatch !== undefined || duty?.name === 'dispatch' || done.correct?.overdue === true);

/** Whether anything of it was late. */
export const wasLate = (shown: Dated): boolean =>
  wasSentLate(shown) || Object.values(shown.done).some(({ overdue }) => overdue);

/** What the sender of a transfer owes on it; all else its receiver owes. */
const sendersDuties: ReadonlySet<DutyName> = new Set(['dispatch', 'correct']);

const inOrder = ['dispatch', 'acknowledge', 'correct', 'feedback'] as const satisfies readonly DutyName[];

/** A duty of a transfer that was late, by whose it is; `now`: still owed, and overdue. */
interface Lateness {
  name: DutyName;
  side: 'sent' | 'received';
  now: boolean;
}

/** Everything that was late about it, each duty once, in the order of its life. */
export const latenessOf = (shown: Dated, now: string): readonly Lateness[] => {
  const { done, duty } = shown;
  const open = duty && isOverdueNow(shown, now) ? duty.name : null;
  // The record's own word that it was sent late goes by its dispatch, where no correction was what was late.
  const sentLate = wasSentLate(shown) && done.correct?.overdue !== true;
  return inOrder
    .filter((name) => done[name]?.overdue || name === open || (name === 'dispatch' && sentLate))
    .map((name) => ({ name, side: sendersDuties.has(name) ? 'sent' : 'received', now: name === open }));
};
