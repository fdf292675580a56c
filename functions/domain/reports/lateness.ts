import { type Duty, overdueFrom } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';

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
