import type { Mailing } from '../adapters/mail/claims.ts';
import { sendTogether } from '../adapters/mail/send-together.ts';
import { settings } from '../adapters/settings.ts';
import { keys } from '../adapters/table/schema.ts';
import { readableTransfers } from '../adapters/table/transfers.ts';
import { dueForWaking } from '../adapters/table/waiting.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { digest } from '../domain/mail/digests.ts';
import { dueOfKind, gathered } from '../domain/mail/gathering.ts';
import { letter } from '../domain/mail/letters.ts';
import type { Recipient } from '../domain/mail/recipients.ts';
import { sameAddress } from '../domain/units/delegations.ts';
import { type Due, letterFactsOf, mailingOf, withPeople } from './due.ts';

/** One mail to one address for all of one kind that it is to be told at one time, whichever unit owes it. */

/** Due transfers of a shard that are looked at for one mail; what is due beyond goes into the next. */
const ofShard = 1000;

/** A mailing with what it is about. */
type Member = Mailing & { due: Due };

/** All others of the same kind that are due now in the province. */
const othersOf = async (own: Due, calendar: Calendar, now: Date): Promise<Due[]> => {
  const ownId = own.stored.transfer.transferId;
  const ids = (await dueForWaking(now, ofShard)).filter((id) => id !== ownId);
  const same = (await readableTransfers(ids)).flatMap((stored) =>
    dueOfKind(stored.transfer, own.telling.kind, calendar, settings(), now).map((telling) => ({ stored, telling })),
  );
  return withPeople(same, now);
};

/** All of them that one address is to be told, `own` first. */
const membersOf = (own: Due, others: readonly Due[], to: Recipient, now: Date): Member[] =>
  gathered(own, others, to.email, settings().digestFrom).flatMap((due) => {
    const recipient = due.people.recipients.find(({ email }) => sameAddress(email, to.email));
    return recipient ? [{ ...mailingOf(due, recipient, now), due }] : [];
  });

/**
 * Says of an address whether it is to be told of others together with `own`. Where nothing else is due in the whole province, that is
 * seen at a glance.
 */
export const sharesMail = async (
  own: Due,
  calendar: Calendar,
  now: Date,
): Promise<(recipient: Recipient) => boolean> => {
  const areMany = (await dueForWaking(now, 2)).length > 1;
  const others = areMany ? await othersOf(own, calendar, now) : [];
  return (recipient) => membersOf(own, others, recipient, now).length > 1;
};

/**
 * Tells an address of all that is due together with `own`, in whosever mail. `holder`: the execution that does it.
 * @throws as sendTogether does.
 */
export const tellTogether = (
  own: Due,
  mailing: Mailing,
  { recipient, calendar, holder }: { recipient: Recipient; calendar: Calendar; holder: string },
): Promise<void> => {
  const { email } = recipient;
  const { now } = mailing;
  return sendTogether<Member>({
    key: keys.together(own.telling.kind, email),
    holder,
    email,
    own: { ...mailing, due: own },
    members: async () => membersOf(own, await othersOf(own, calendar, now), recipient, now),
    letter: (members, again) => {
      const items = members.map(({ due }) => ({ ...letterFactsOf(due, calendar, now), again }));
      const [first] = items;
      return first && items.length === 1 ? letter(first, recipient) : digest(items, recipient);
    },
    now,
  });
};
