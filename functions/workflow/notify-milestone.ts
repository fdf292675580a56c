import * as z from 'zod';
import type { Task } from '../adapters/declarations.ts';
import { loggable, logger } from '../adapters/log.ts';
import { isSettled } from '../adapters/mail/claims.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { heedsRecusal, looksUp, queriesMilestones, sealsPassedOver, sendsOnce } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { withSettings } from '../adapters/table/settings.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recordOnTransfer } from '../adapters/table/transfer-writes.ts';
import { getTransfer } from '../adapters/table/transfers.ts';
import { letter } from '../domain/mail/letters.ts';
import type { Recipient } from '../domain/mail/recipients.ts';
import { dueNow, type Telling, told } from '../domain/transfer/telling.ts';
import { type Due, letterFactsOf, mailingOf, withPeople } from './due.ts';
import { sharesMail, tellTogether } from './together.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  milestone: z.object({ key: z.string() }),
  now: z.coerce.date(),
});

export const task: Task = {
  placeholder: 'NotifyFunctionArn',
  rights: [sendsOnce, looksUp, queriesMilestones, heedsRecusal, sealsPassedOver],
  mails: true,
};

/** @throws the first error of a mail that may still be sent later, when all were tried. */
const tellAll = async (
  { stored, telling, people }: Due,
  tell: (recipient: Recipient) => Promise<void>,
): Promise<void> => {
  const outcomes = await Promise.allSettled(people.recipients.map(tell));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return;
  const { transferId } = stored.transfer;
  logger.warn('a mail was not sent and will be tried again', {
    transferId,
    milestone: telling.key,
    ...loggable(failed.reason),
  });
  throw failed.reason;
};

/**
 * Tells the people of a milestone, each at most once whatever is retried, or once more where nobody knows whether what must not be lost
 * was told, and puts it on the record. A mail that may still be sent later does not hold up the others: it fails the task at the end,
 * which is retried and then raises an alarm.
 */
export const handler = withSettings(async (event: unknown) => {
  const { transferId, attempt, milestone, now } = input.parse(event);
  const [stored, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  // What was planned, if it is still next, its time has come, the office is open, and this execution is the newest.
  const stillDue = (current: Stored): Telling | undefined => {
    const due = current.transfer.attempt === attempt ? dueNow(current.transfer, calendar, settings(), now) : undefined;
    return due?.key === milestone.key ? due : undefined;
  };
  const telling = stillDue(stored);
  if (!telling) return {};

  const [own] = await withPeople([{ stored, telling }], now);
  if (!own) return {};
  // All that is due is looked at once, and only while somebody's mail is not out: of many, the first ones send for all.
  let looked: ReturnType<typeof sharesMail> | undefined;
  const facts = letterFactsOf(own, calendar, now);
  const tell = async (recipient: Recipient): Promise<void> => {
    const mailing = { ...mailingOf(own, recipient, now), holder: String(attempt) };
    if (await isSettled(mailing)) return;
    looked ??= sharesMail(own, calendar, now);
    const isShared = await looked;
    if (!isShared(recipient))
      return sendOnce(mailing, recipient.email, (again) => letter({ ...facts, again }, recipient));
    return tellTogether(own, mailing, { recipient, calendar, holder: `${transferId}/${attempt}` });
  };
  await tellAll(own, tell);
  if (own.people.ended && own.people.recipients.length === 0) {
    logger.error('nobody is left who may be told', { alarm: 'nobody-told', transferId, milestone: milestone.key });
  }
  await recordOnTransfer(stored, now, (current) =>
    stillDue(current)
      ? told(current.transfer, telling, own.people, { now, calendar, settings: settings() })
      : undefined,
  );
  return {};
});
