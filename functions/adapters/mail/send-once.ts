import type { Letter } from '../../domain/mail/page.ts';
import { logger } from '../log.ts';
import { claimMail, type Mailing, releaseMail, settleMail } from './claims.ts';
import { sendMail } from './mail.ts';

/**
 * Sends one mail at most once under its key, or once more where it may be lost and a second copy is due. `letter` is told whether it is
 * that one. What was refused or may be lost rings an alarm with the claim's facts.
 * @throws the transport's error when it surely was not sent and may be tried again.
 */
export const sendOnce = async (mailing: Mailing, email: string, letter: (again: boolean) => Letter): Promise<void> => {
  const { unitId } = mailing.facts;
  for (;;) {
    const claimed = await claimMail(mailing);
    if (claimed === 'done') return;
    if (claimed === 'lost') return rings('uncertain', mailing);
    const { claim, again } = claimed;
    let sent: Awaited<ReturnType<typeof sendMail>>;
    try {
      const address = { to: email, unitId: unitId === undefined ? undefined : String(unitId) };
      sent = await sendMail({ ...address, ...letter(again) });
    } catch (error) {
      await releaseMail(claim);
      throw error;
    }
    await settleMail(claim, sent);
    if (sent === 'sent') return;
    if (sent === 'refused' || again || !mailing.again) return rings(sent, mailing);
  }
};

const rings = (sent: 'refused' | 'uncertain', { facts }: Mailing): void =>
  logger.error('a mail did not surely arrive', { alarm: `mail-${sent}`, ...facts });
