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
import { asRead, broughtUpToDate, type Given, planOf } from './planning.ts';
import { sharesMail, tellTogether } from './together.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  milestone: z.object({ key: z.string() }).optional(),
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

/** What is next, if its time has come, the office is open, and this execution is the newest. */
const stillDue = ({ transfer }: Stored, attempt: number, c: Given): Telling | undefined => {
  const { calendar, settings, now } = asRead(transfer, c);
  return transfer.attempt === attempt ? dueNow(transfer, calendar, settings, now) : undefined;
};

/** A task of the workflow, and what it was given. */
type Asked = z.output<typeof input>;

/**
 * Tells the people of a milestone, each at most once whatever is retried, or once more where nobody knows whether what must not be lost
 * was told, and puts it on the record, together with when the workflow acts next. A mail that may still be sent later does not hold up the
 * others: it fails the task at the end, which is retried and then raises an alarm. Gives the transfer as it stands in the end.
 */
const tellDue = async (stored: Stored, telling: Telling, { attempt }: Asked, given: Given): Promise<Stored> => {
  const c = asRead(stored.transfer, given);
  const { calendar, now } = c;
  const { transferId } = stored.transfer;
  const [own] = await withPeople([{ stored, telling }], now);
  if (!own) return stored;
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
    logger.error('nobody is left who may be told', { alarm: 'nobody-told', transferId, milestone: telling.key });
  }
  const outcome = await recordOnTransfer(stored, now, (current) => {
    if (stillDue(current, attempt, c)?.key !== telling.key) return undefined;
    const decision = told(current.transfer, telling, own.people, c);
    return { ...decision, wakeAt: planOf(decision.record, c).milestone.at };
  });
  return outcome.stored;
};

/** What is told at one time of one transfer: a notice or some, and what is due behind them. */
const atMost = 10;

/**
 * Tells all that is due on a transfer, and says what is to be awaited then. An execution of a release before names the one milestone that it
 * was sent to tell of, and plans for itself.
 */
export const handler = withSettings(async (event: unknown) => {
  const asked = input.parse(event);
  const { transferId, attempt, milestone, now } = asked;
  const [read, calendar] = await Promise.all([getTransfer(transferId), readCalendar()]);
  if (milestone) {
    const c = { now, calendar, settings: settings() };
    const telling = stillDue(read, attempt, c);
    // What was planned, if it is still next.
    if (telling?.key === milestone.key) await tellDue(read, telling, asked, c);
    return {};
  }
  const isVoid = read.transfer.attempt !== attempt;
  const known = { stored: read, c: { now, calendar, settings: settings() } };
  const { c, ...current } = isVoid ? known : await broughtUpToDate(read, calendar, now);
  let { stored } = current;
  for (let told = 0; told < atMost; told += 1) {
    const telling = stillDue(stored, attempt, c);
    if (!telling) break;
    stored = await tellDue(stored, telling, asked, c);
  }
  const plan = planOf(stored.transfer, c);
  // Whoever owes nothing, or is void, hears that as it begins to wait.
  return { ...plan, waitSeconds: Math.max(plan.waitSeconds, 1) };
});
