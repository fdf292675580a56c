import * as z from 'zod';
import { readCalendar } from './adapters/calendar.ts';
import { settings } from './adapters/environment.ts';
import { loggable, logger } from './adapters/log.ts';
import { readRegister } from './adapters/register.ts';
import { sendOnce } from './adapters/send-once.ts';
import { keys } from './adapters/table.ts';
import type { Stored } from './adapters/transfer-item.ts';
import { getTransfer, recordOnTransfer, recusedOf } from './adapters/transfers.ts';
import type { Calendar } from './domain/calendar.ts';
import { explainDuty } from './domain/duties.ts';
import { letter } from './domain/letters.ts';
import { isOpen } from './domain/office-hours.ts';
import { officesOf, recipientsOf } from './domain/routing.ts';
import { planned, type Telling, told } from './domain/telling.ts';
import { dateIn } from './domain/time.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  milestone: z.object({ key: z.string() }),
  now: z.coerce.date(),
});
type Input = z.output<typeof input>;

/** What was planned, if it is still next, its time has come, the office is open, and this execution is the newest. */
const stillDue = (
  { transfer }: Stored,
  { attempt, milestone, now }: Input,
  calendar: Calendar,
): Telling | undefined => {
  const next = planned(transfer, calendar, settings());
  const due = next?.key === milestone.key && Date.parse(next.at) <= now.getTime() && isOpen(calendar, settings(), now);
  return due && transfer.attempt === attempt ? next : undefined;
};

/** Units that a notice speaks of beside the parties. */
const namedIn = (telling: Telling): string[] => {
  const suggested = 'facts' in telling ? telling.facts?.suggested : undefined;
  return typeof suggested === 'string' ? [suggested] : [];
};

/**
 * Tells the people of a milestone, each at most once whatever is retried, and puts it on the record. A mail that may still
 * be sent later does not hold up the others: it fails the task at the end, which is retried and then raises an alarm.
 */
export const handler = async (event: unknown) => {
  const asked = input.parse(event);
  const { transferId, attempt, now } = asked;
  const [stored, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  const telling = stillDue(stored, asked, calendar);
  if (!telling) return {};

  const { duty, from, to, regionPath } = stored.transfer;
  const owedBy = duty?.owedBy ?? from;
  const known = await readRegister(
    [owedBy, ...officesOf(regionPath), from, to, ...namedIn(telling)],
    [owedBy.slice(0, 6)],
  );
  const people = recipientsOf(
    telling.to,
    { owedBy, from, to },
    known,
    await recusedOf(stored),
    dateIn(settings().timeZone, now),
  );
  const names = new Map([...known.units.values()].map(({ unitId, name }) => [unitId, name]));
  const count = duty ? explainDuty(calendar, duty) : [];
  const facts = { transfer: stored.transfer, duty, telling, names, now, count, calendar: calendar.version };
  // A notice is told once on its transfer, a milestone once for each due date of its duty.
  const milestone = telling.kind === 'reminder' || telling.kind === 'escalation';
  const about = milestone && duty ? `${duty.name}@${duty.countedAt}` : 'notice';
  const outcomes = await Promise.allSettled(
    people.recipients.map(({ email, unitId, as, ...reader }) =>
      sendOnce(
        {
          key: keys.mail(transferId, about, telling.key, email),
          facts: { transferId, duty: about, milestone: telling.key, unitId, as },
          holder: String(attempt),
          now,
        },
        email,
        letter({ ...facts, settings: settings() }, reader),
      ),
    ),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    const { key } = telling;
    logger.warn('a mail was not sent and will be tried again', {
      transferId,
      milestone: key,
      ...loggable(failed.reason),
    });
    throw failed.reason;
  }
  await recordOnTransfer(stored, now, (current) =>
    stillDue(current, asked, calendar) ? told(current.transfer, telling, people, now) : undefined,
  );
  return {};
};
