import type { Letter } from '../../domain/mail/letters.ts';
import { logger } from '../log.ts';
import { claimMail, type Mailing, releaseMail, settleMail } from './claims.ts';
import { type Sent, sendMail } from './mail.ts';

/**
 * Sends one mail at most once under its key. What was refused or may be lost rings an alarm with the claim's facts.
 * @throws the transport's error when it surely was not sent and may be tried again.
 */
export const sendOnce = async (mailing: Mailing, email: string, letter: Letter): Promise<void> => {
  const claim = await claimMail(mailing);
  if (claim === 'done') return;
  let sent: Sent = 'uncertain';
  if (claim !== 'uncertain') {
    try {
      const { unitId } = mailing.facts;
      sent = await sendMail({ to: email, ...letter, unitId: unitId === undefined ? undefined : String(unitId) });
    } catch (error) {
      await releaseMail(claim);
      throw error;
    }
    await settleMail(claim, sent);
  }
  if (sent === 'sent') return;
  logger.error('a mail did not surely arrive', { alarm: `mail-${sent}`, ...mailing.facts });
};
