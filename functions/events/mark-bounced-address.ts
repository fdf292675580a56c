import * as z from 'zod';
import type { Listener } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { looksUp, sendsOnce } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { markAddress } from '../adapters/table/addresses.ts';
import { keys } from '../adapters/table/schema.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { readRegister } from '../adapters/table/units.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { addressReturned } from '../domain/mail/operators.ts';

/** What SES puts on the event bus when a mail comes back; the tag `unit` is ours (adapters/mail.ts). */
const input = z.object({
  time: z.coerce.date(),
  detail: z.discriminatedUnion('eventType', [
    z.object({
      eventType: z.literal('Bounce'),
      mail: z.object({ tags: z.object({ unit: z.array(z.string()).optional() }) }),
      bounce: z.object({
        bounceType: z.string(),
        bouncedRecipients: z.array(z.object({ emailAddress: z.string() })),
      }),
    }),
    z.object({
      eventType: z.literal('Complaint'),
      mail: z.object({ tags: z.object({ unit: z.array(z.string()).optional() }) }),
      complaint: z.object({ complainedRecipients: z.array(z.object({ emailAddress: z.string() })) }),
    }),
  ]),
});

type Detail = z.output<typeof input>['detail'];

/** Those that will not take mails: a mailbox that is full for the moment will. */
const returnedBy = (detail: Detail) => {
  if (detail.eventType === 'Complaint') {
    return { reason: 'complained' as const, recipients: detail.complaint.complainedRecipients };
  }
  const { bounceType, bouncedRecipients } = detail.bounce;
  return { reason: 'bounced' as const, recipients: bounceType === 'Permanent' ? bouncedRecipients : [] };
};

export const listener: Listener = {
  constructId: 'mark-address',
  hears: 'returned-mails',
  rights: [sendsOnce, looksUp],
  mails: true,
};

/** Marks an address from which a mail came back, and warns the operators, once until they say its unit anew. */
export const handler = withSettings(async (event: unknown): Promise<void> => {
  const { time, detail } = input.parse(event);
  const unitId = detail.mail.tags.unit?.[0] ?? '';
  const { reason, recipients } = returnedBy(detail);
  for (const { emailAddress } of recipients) {
    const found = { email: emailAddress.toLowerCase(), reason, at: time.toISOString() };
    const mark = await markAddress(found, unitId === '' ? null : unitId);
    logger.error('an address takes no mails', { alarm: `address-${mark.reason}`, unitId });
    // A warning that comes back itself warns nobody: the alarm has rung.
    if (settings().operators.some((email) => email.toLowerCase() === mark.email)) continue;
    const unit = (await readRegister([unitId], [])).units.get(unitId)?.name ?? unitId;
    const today = dateIn(settings().timeZone, time);
    for (const email of settings().operators) {
      await sendOnce(
        { key: keys.addressMail(mark.email, mark.at, email), facts: { unitId, as: 'operator' }, now: time },
        email,
        () => addressReturned({ ...mark, unitId, unit }, today),
      );
    }
  }
});
