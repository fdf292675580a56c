import type { Calendar } from '../calendar/calendar.ts';
import type { Settings } from '../settings.ts';
import { allDueNow, dueNow, type Telling } from '../transfer/telling.ts';
import type { Transfer } from '../transfer/transfer.ts';

import { sameAddress } from '../units/delegations.ts';

/** Which of all that is due goes into one mail (domain.md, "Life of a transfer"): what one address is to be told, of one kind. */

/** Something due, and the people whom it is told. */
interface Due {
  telling: Pick<Telling, 'kind'>;
  people: { recipients: readonly { email: string }[] };
}

const isFor =
  (email: string) =>
  ({ people }: Due): boolean =>
    people.recipients.some((recipient) => sameAddress(recipient.email, email));

/** Things that one mail takes: what is more goes into the next. */
const mailTakes = 1000;

/** What of a kind is due on a transfer now: what waits behind others too. */
export const dueOfKind = (
  transfer: Transfer,
  kind: Telling['kind'],
  calendar: Calendar,
  settings: Settings,
  now: Date,
): Telling[] => {
  if (transfer.notices.length === 0) {
    return allDueNow(transfer, calendar, settings, now).filter((one) => one.kind === kind);
  }
  if (!dueNow(transfer, calendar, settings, now)) return [];
  return transfer.notices
    .filter((one) => one.kind === kind && Date.parse(one.at) <= now.getTime())
    .map((one) => ({ ...one, distance: 0 }));
};

/**
 * Of all that is due now, what goes into one mail to `email` with `own`, that itself included; `own` alone where it is fewer than
 * `digestFrom` of its kind.
 */
export const gathered = <D extends Due>(own: D, others: readonly D[], email: string, digestFrom: number): D[] => {
  const all = [own, ...others.filter((one) => one.telling.kind === own.telling.kind).filter(isFor(email))];
  return all.length < digestFrom ? [own] : all.slice(0, mailTakes);
};
