import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { sendsOnce } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { keys } from '../adapters/table/schema.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { addWorkingDays, askingBegins, dayOf, missingYears } from '../domain/calendar/calendar.ts';
import { isOpen } from '../domain/calendar/office-hours.ts';
import { dateIn, instantAt } from '../domain/calendar/time.ts';
import { calendarMissing } from '../domain/mail/operators.ts';

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

export const schedule: Schedule = {
  constructId: 'watch-calendar',
  description: 'Asks the operators for the calendar of next year until it is in',
  everyMinutes: 15,
  timeoutSeconds: 60,
  rights: [sendsOnce],
  mails: true,
};

/**
 * Asks the operators for next year's calendar, by mail and alarm, on every working day from 1 November on until it is in;
 * for a year that has begun without one, all the same.
 */
export const handler = withSettings(async (event: unknown) => {
  const now = input.parse(event).time;
  const { timeZone, mailAt, operators } = settings();
  const calendar = await readCalendar();
  const today = dateIn(timeZone, now);
  const missing = missingYears(calendar, today);
  const at = (date: string) => instantAt(timeZone, date, mailAt);
  const asks = dayOf(calendar, today).works;
  if (missing.length > 0 && asks && at(today) <= now && isOpen(calendar, settings(), now)) {
    for (const one of missing) {
      logger.error('the calendar of a year is missing', { alarm: 'calendar-missing', year: one });
    }
    for (const email of operators) {
      const facts = { years: missing.join(), as: 'operator' };
      await sendOnce({ key: keys.calendarMail(today, email), facts, now }, email, () =>
        calendarMissing(missing, today),
      );
    }
  }
  await beat('ask-for-calendar', now, { missing: missing.length });
  const next = asks && at(today) > now ? today : addWorkingDays(calendar, today, 1).date;
  return {
    missing,
    resumeAt: at(missing.length > 0 || next > askingBegins(today) ? next : askingBegins(today)).toISOString(),
  };
});
