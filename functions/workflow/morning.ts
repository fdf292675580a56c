import type { Mailing } from '../adapters/mail/claims.ts';
import { sendTogether } from '../adapters/mail/send-together.ts';
import { settings } from '../adapters/settings.ts';
import { keys } from '../adapters/table/schema.ts';
import { getTransfers } from '../adapters/table/transfers.ts';
import { owingTransfers } from '../adapters/table/waiting.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { morningDigest } from '../domain/mail/digests.ts';
import type { Recipient } from '../domain/mail/recipients.ts';
import { dueNow, ownerOf, type Telling } from '../domain/transfer/telling.ts';
import { type Due, letterOf, mailingOf, withPeople } from './due.ts';

/** One mail to one address for all that one unit is to be reminded of, or is overdue with, at one time. */

/** Transfers that one digest takes. */
const digestTakes = 300;

/** What many are told of together. */
export type Morning = Telling & { kind: 'reminder' | 'escalation' };

/** The telling as one that may go together with others; undefined for a notice, which goes alone. */
export const morningOf = (telling: Telling): Morning | undefined =>
  telling.kind === 'reminder' || telling.kind === 'escalation' ? { ...telling, kind: telling.kind } : undefined;

/** A mailing with what it is about. */
type Member = Mailing & { due: Due };

/** All of the same kind that one address is to be told at this time of one unit's duties, `own` first. */
const membersOf = async (
  own: Due,
  morning: Morning,
  to: Recipient,
  calendar: Calendar,
  now: Date,
): Promise<Member[]> => {
  const owedBy = ownerOf(own.stored.transfer);
  const ownId = own.stored.transfer.transferId;
  const others = (await owingTransfers(owedBy, now, digestTakes)).filter((id) => id !== ownId);
  const read = await getTransfers([ownId, ...others].slice(0, digestTakes));
  const due = read.flatMap((stored) => {
    const telling = dueNow(stored.transfer, calendar, settings(), now);
    const same = telling?.kind === morning.kind && telling.at === morning.at && ownerOf(stored.transfer) === owedBy;
    return telling && same ? [{ stored, telling }] : [];
  });
  return (await withPeople(due, now)).flatMap((one) => {
    const recipient = one.people.recipients.find(({ email }) => email === to.email);
    return recipient ? [{ ...mailingOf(one, recipient, now), due: one }] : [];
  });
};

const digestOf = (members: readonly Member[], morning: Morning, reader: Recipient) => {
  const items = members.flatMap(({ due: { stored } }) => {
    const { transferId, reference, rule, from, to, duty } = stored.transfer;
    return duty ? [{ transferId, reference, rule, from, to, duty }] : [];
  });
  const names = new Map(members.flatMap(({ due }) => [...due.names]));
  const owedBy = items[0]?.duty.owedBy ?? '';
  return morningDigest({ kind: morning.kind, owedBy, items }, names, settings(), reader);
};

/** Whether a unit has so much to be told of at this time that one mail does for all. */
export const isMany = async (own: Due, now: Date): Promise<boolean> => {
  const { digestFrom } = settings();
  return (await owingTransfers(ownerOf(own.stored.transfer), now, digestFrom)).length >= digestFrom;
};

/**
 * Tells an address of all that is due together with `own`, in whosever mail. `holder`: the execution that does it.
 * @throws as sendTogether does.
 */
export const tellTogether = (
  own: Due,
  mailing: Mailing,
  {
    morning,
    recipient,
    calendar,
    holder,
  }: { morning: Morning; recipient: Recipient; calendar: Calendar; holder: string },
): Promise<void> => {
  const { email } = recipient;
  const { now } = mailing;
  return sendTogether<Member>({
    key: keys.morning(ownerOf(own.stored.transfer), morning.kind, morning.at, email),
    holder,
    email,
    own: { ...mailing, due: own },
    members: () => membersOf(own, morning, recipient, calendar, now),
    letter: (members) => {
      const [first] = members;
      return first && members.length === 1
        ? letterOf(first.due, recipient, calendar, now)
        : digestOf(members, morning, recipient);
    },
    now,
  });
};
