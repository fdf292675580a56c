import * as z from 'zod';
import { settings } from './adapters/environment.ts';
import { loggable, logger } from './adapters/log.ts';
import { type Sent, sendMail } from './adapters/mail.ts';
import { claimMail, type Mailing, releaseMail, settleMail } from './adapters/mail-claims.ts';
import { readRegister } from './adapters/register.ts';
import { getTransfer, recordOnTransfer, recusedOf, type Stored } from './adapters/transfers.ts';
import { stateCouncil } from './domain/calendar.ts';
import type { Milestone } from './domain/duties.ts';
import { type Letter, letter } from './domain/letters.ts';
import { chainUnits, type Recipient, recipientsOf } from './domain/routing.ts';
import { planned, told } from './domain/transfer.ts';

const input = z.object({
  transferId: z.uuid(),
  attempt: z.int(),
  milestone: z.object({ key: z.string() }),
  now: z.coerce.date(),
});
type Input = z.output<typeof input>;

/** The milestone, if it is still the next one, its time has come, and this execution is the newest. */
const stillDue = ({ transfer }: Stored, { attempt, milestone, now }: Input): Milestone | undefined => {
  const next = planned(transfer, stateCouncil, settings());
  const due = next?.key === milestone.key && Date.parse(next.at) <= now.getTime();
  return due && transfer.attempt === attempt ? next : undefined;
};

const sendOnce = async (mailing: Mailing, to: Recipient, text: Letter): Promise<void> => {
  const claim = await claimMail(mailing, to);
  if (claim === 'done') return;
  let sent: Sent = 'uncertain';
  if (claim !== 'uncertain') {
    try {
      sent = await sendMail({ to: to.email, ...text });
    } catch (error) {
      await releaseMail(claim);
      throw error;
    }
    await settleMail(claim, sent);
  }
  if (sent === 'sent') return;
  const { transferId, milestone } = mailing;
  logger.error('a mail did not surely arrive', {
    alarm: `mail-${sent}`,
    transferId,
    milestone,
    unitId: to.unitId,
    as: to.as,
  });
};

/**
 * Tells the people of a milestone, each at most once whatever is retried, and puts it on the record. A mail that may still
 * be sent later does not hold up the others: it fails the task at the end, which is retried and then raises an alarm.
 */
export const handler = async (event: unknown) => {
  const asked = input.parse(event);
  const { transferId, attempt, now } = asked;
  const stored = await getTransfer(transferId);
  const milestone = stillDue(stored, asked);
  const { duty, ...transfer } = stored.transfer;
  if (!milestone || !duty) return {};

  const seat = transfer.regionPath.map((code) => ({ code }));
  const known = await readRegister(
    [...chainUnits(duty.owedBy, seat), transfer.from, transfer.to],
    [duty.owedBy.slice(0, 6)],
  );
  const people = recipientsOf(
    milestone.to,
    { owedBy: duty.owedBy, from: transfer.from },
    known,
    await recusedOf(stored),
  );
  const names = new Map([...known.units.values()].map(({ unitId, name }) => [unitId, name]));
  const text = letter({ transfer: stored.transfer, duty, milestone, names, settings: settings(), now });
  const mailing = { transferId, duty: `${duty.name}@${duty.since}`, milestone: milestone.key, attempt, now };
  const outcomes = await Promise.allSettled(people.recipients.map((to) => sendOnce(mailing, to, text)));
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
    stillDue(current, asked) ? told(current.transfer, milestone, people, now) : undefined,
  );
  return {};
};
