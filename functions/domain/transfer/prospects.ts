import { workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import { unitIdSays } from '../units/forms.ts';
import { begin, type Circumstances, inOrder } from './decision.ts';
import type { Duty } from './duties.ts';
import { ifGranted } from './extensions.ts';
import type { Transfer } from './transfer.ts';

/** What an action would begin, were it done now: said before it is done, and counted as it is when it is. */

type Given = Pick<Circumstances, 'now' | 'calendar' | 'settings'>;

/** The duty of another receiver to which the clue would go in a transfer of its own. */
const dutyOf = (to: string, transfer: Transfer, c: Given): Duty =>
  begin({ ...transfer, to, regionCode: unitIdSays(to).regionCode, supplement: null }, 'acknowledge', c.now, c);

/** What actions begin a duty on a record that is there, and which. */
const begun = {
  dispatch: 'acknowledge',
  acknowledge: 'feedback',
  return: 'correct',
} as const satisfies Readonly<Record<string, Duty['name']>>;

const ofSupplement = (transfer: Transfer, c: Given): Duty =>
  begin({ ...transfer, supplement: null }, 'supplement', c.now, c);

/** A duty that an action would begin. */
interface Prospect {
  action: string;
  duty: Duty;
}

/** Of these actions those that begin a duty, with it; a dispatch after a return also to the unit that the return named. */
export const prospectsOf = (transfer: Transfer, actions: readonly string[], given: Given): Prospect[] => {
  const c = inOrder(transfer, given);
  const suggested = transfer.returned?.suggested;
  return actions.flatMap((action): Prospect[] => {
    if (action === 'supplement') return [{ action, duty: ofSupplement(transfer, c) }];
    const name = Object.hasOwn(begun, action) ? begun[action as keyof typeof begun] : undefined;
    if (name === undefined) return [];
    const elsewhere = action === 'dispatch' && suggested ? [{ action, duty: dutyOf(suggested, transfer, c) }] : [];
    return [{ action, duty: begin(transfer, name, c.now, c) }, ...elsewhere];
  });
};

/** Working days since something was asked for. @param at Instant. */
export const undecidedFor = (at: string, { now, calendar, settings: { timeZone } }: Given): number =>
  workingDaysBetween(calendar, dateIn(timeZone, new Date(at)), dateIn(timeZone, now));

/** When its duty would be due, were the extension granted now; null where none is asked for. */
export const dueIfGranted = (transfer: Transfer, given: Given): Duty | null =>
  transfer.extension && ifGranted(transfer, inOrder(transfer, given));

/** To whom the clue would go, were the proposal approved now, with the duty of each. */
export const dutiesIfApproved = (transfer: Transfer, given: Given): Duty[] =>
  (transfer.proposal?.units ?? []).map((to) => dutyOf(to, transfer, inOrder(transfer, given)));
