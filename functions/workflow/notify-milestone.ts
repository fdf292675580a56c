import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { loggable, logger } from '../adapters/log.ts';
import type { Mailing } from '../adapters/mail/claims.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { sendTogether } from '../adapters/mail/send-together.ts';
import { looksUp, queriesOwing, sendsOnce, unseals } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { keys } from '../adapters/table/schema.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recordOnTransfer } from '../adapters/table/transfer-writes.ts';
import { getTransfer, getTransfers, recusedOf } from '../adapters/table/transfers.ts';
import { readRegister } from '../adapters/table/units.ts';
import { owingTransfers } from '../adapters/table/waiting.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { isOpen } from '../domain/calendar/office-hours.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { morningDigest } from '../domain/mail/digests.ts';
import { letter } from '../domain/mail/letters.ts';
import { type Recipient, recipientsOf, type Told } from '../domain/mail/recipients.ts';
import { explainDuty } from '../domain/transfer/duties.ts';
import { planned, type Telling, told } from '../domain/transfer/telling.ts';
import { officesOf } from '../domain/units/units.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  milestone: z.object({ key: z.string() }),
  now: z.coerce.date(),
});

/** Transfers that one digest takes, and that are read at once (BatchGetItem). */
const digestTakes = 300;
const pageSize = 100;

/** What is due to be told about a transfer. */
const dueOf = ({ transfer }: Stored, calendar: Calendar, now: Date): Telling | undefined => {
  const next = planned(transfer, calendar, settings());
  return next && Date.parse(next.at) <= now.getTime() && isOpen(calendar, settings(), now) ? next : undefined;
};

/** One thing to be told, with all that its mail says, and the people. */
interface Due {
  stored: Stored;
  telling: Telling;
  names: ReadonlyMap<string, string>;
  people: Told;
}

/** Units that a notice speaks of beside the parties. */
const namedIn = (telling: Telling): string[] => {
  const suggested = 'facts' in telling ? telling.facts?.suggested : undefined;
  return typeof suggested === 'string' ? [suggested] : [];
};

const ownerOf = ({ duty, from }: Stored['transfer']) => duty?.owedBy ?? from;

/** Whom to tell of each, and by which names. */
const withPeople = async (due: readonly Pick<Due, 'stored' | 'telling'>[], now: Date): Promise<Due[]> => {
  const transfers = due.map(({ stored }) => stored.transfer);
  const units = transfers.flatMap((one) => [ownerOf(one), ...officesOf(one.regionPath), one.from, one.to]);
  const known = await readRegister(
    [...new Set([...units, ...due.flatMap(({ telling }) => namedIn(telling))])],
    [...new Set(transfers.map((one) => ownerOf(one).slice(0, 6)))],
  );
  const names = new Map([...known.units.values()].map(({ unitId, name }) => [unitId, name]));
  const today = dateIn(settings().timeZone, now);
  return Promise.all(
    due.map(async ({ stored, telling }) => {
      const { from, to } = stored.transfer;
      const parties = { owedBy: ownerOf(stored.transfer), from, to };
      return {
        stored,
        telling,
        names,
        people: recipientsOf(telling.to, parties, known, await recusedOf(stored), today),
      };
    }),
  );
};

/** A mail about one transfer to one address. A notice is told once on its transfer, a milestone once for each due date of its duty. */
const mailingOf = ({ stored, telling }: Due, { email, unitId, as }: Recipient, now: Date) => {
  const { transferId, duty } = stored.transfer;
  const milestone = telling.kind === 'reminder' || telling.kind === 'escalation';
  const about = milestone && duty ? `${duty.name}@${duty.countedAt}` : 'notice';
  return {
    key: keys.mail(transferId, about, telling.key, email),
    facts: { transferId, duty: about, milestone: telling.key, unitId, as },
    now,
  };
};

const letterOf = ({ stored, telling, names }: Due, reader: Recipient, calendar: Calendar, now: Date) => {
  const { transfer } = stored;
  const { duty } = transfer;
  const count = duty ? explainDuty(calendar, duty) : [];
  const facts = { transfer, duty, telling, names, now, count, calendar: calendar.version };
  return letter({ ...facts, settings: settings() }, reader);
};

type Morning = Telling & { kind: 'reminder' | 'escalation' };

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
  const ids = [ownId, ...others].slice(0, digestTakes);
  const members: Member[] = [];
  for (let from = 0; from < ids.length; from += pageSize) {
    const read = await getTransfers(ids.slice(from, from + pageSize));
    const due = read.flatMap((stored) => {
      const telling = dueOf(stored, calendar, now);
      const same = telling?.kind === morning.kind && telling.at === morning.at && ownerOf(stored.transfer) === owedBy;
      return telling && same ? [{ stored, telling }] : [];
    });
    for (const one of due.length > 0 ? await withPeople(due, now) : []) {
      const recipient = one.people.recipients.find(({ email }) => email === to.email);
      if (recipient) members.push({ ...mailingOf(one, recipient, now), due: one });
    }
  }
  return members;
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
const isMany = async (own: Due, now: Date): Promise<boolean> => {
  const { digestFrom } = settings();
  return (await owingTransfers(ownerOf(own.stored.transfer), now, digestFrom)).length >= digestFrom;
};

export const task: Task = {
  placeholder: 'NotifyFunctionArn',
  rights: [sendsOnce, looksUp, queriesOwing, unseals],
  mails: true,
};

/**
 * Tells the people of a milestone, each at most once whatever is retried, and puts it on the record. A mail that may still
 * be sent later does not hold up the others: it fails the task at the end, which is retried and then raises an alarm.
 */
export const handler = async (event: unknown) => {
  const { transferId, attempt, milestone, now } = input.parse(event);
  const [stored, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  // What was planned, if it is still next, its time has come, the office is open, and this execution is the newest.
  const stillDue = (current: Stored): Telling | undefined => {
    const due = current.transfer.attempt === attempt ? dueOf(current, calendar, now) : undefined;
    return due?.key === milestone.key ? due : undefined;
  };
  const telling = stillDue(stored);
  if (!telling) return {};

  const [own] = await withPeople([{ stored, telling }], now);
  if (!own) return {};
  const { kind } = telling;
  const morning = kind === 'reminder' || kind === 'escalation' ? { ...telling, kind } : undefined;
  const many = morning !== undefined && (await isMany(own, now));
  const tell = async (recipient: Recipient): Promise<void> => {
    const mailing = { ...mailingOf(own, recipient, now), holder: String(attempt) };
    const { email } = recipient;
    if (!many) return sendOnce(mailing, email, letterOf(own, recipient, calendar, now));
    return sendTogether<Member>({
      key: keys.morning(ownerOf(stored.transfer), kind, telling.at, email),
      holder: `${transferId}/${attempt}`,
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
  const outcomes = await Promise.allSettled(own.people.recipients.map(tell));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    logger.warn('a mail was not sent and will be tried again', {
      transferId,
      milestone: milestone.key,
      ...loggable(failed.reason),
    });
    throw failed.reason;
  }
  await recordOnTransfer(stored, now, (current) =>
    stillDue(current) ? told(current.transfer, telling, own.people, now) : undefined,
  );
  return {};
};
