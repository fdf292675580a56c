import * as z from 'zod';
import type { Schedule } from '../adapters/declarations.ts';
import { loggable, logger } from '../adapters/log.ts';
import { sendOnce } from '../adapters/mail/send-once.ts';
import { looksUp, queries, sendsOnce } from '../adapters/rights.ts';
import { settings } from '../adapters/settings.ts';
import { beat } from '../adapters/table/beats.ts';
import { readCalendar } from '../adapters/table/calendar.ts';
import { keys } from '../adapters/table/schema.ts';
import { withSettings } from '../adapters/table/settings.ts';
import { type Kept, readUnit } from '../adapters/table/unit-changes.ts';
import { readWhoIsWho } from '../adapters/table/units.ts';
import { opensAt } from '../domain/calendar/office-hours.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { type Absence, absencesOf, lasts, standInNamed } from '../domain/mail/absences.ts';
import type { Unit } from '../domain/units/forms.ts';
import { each } from './each.ts';

/**
 * Absent supervisors hear who stands in for them: at once from whoever named the stand-in, and where that came to nothing (a crash in
 * between, a mail service that was down, an hour at which no mails go out) from the schedule. The register says what is to be told, and
 * the claims of the mails what was: nothing else has to be kept.
 */

/** Units that are read at once, and mails of one unit that are sent at once. */
const unitsAtOnce = 10;
const mailsAtOnce = 10;

/** Milliseconds that one run may take: within the function's timeout, with time for the mails that are under way. */
const patience = 240_000;

const tell = async ({ name, nameEn, language, unitId }: Unit, absence: Absence, now: Date): Promise<void> => {
  const { delegation, version, email } = absence;
  const facts = { unitId, version, as: 'absent-supervisor' };
  const key = keys.absenceMail(unitId, version, delegation.from, email);
  const unitName = language === 'en' ? (nameEn ?? name) : name;
  const today = dateIn(settings().timeZone, now);
  await sendOnce({ key, facts, now }, email, () => standInNamed(absence, unitName, settings(), language, today));
};

const notYet = (unitId: string, error: unknown) => ({ unitId, ...loggable(error) });

/** Of a unit as it was put just now. What fails, and what follows it, is left to the schedule: the change stands. */
export const tellAbsentAtOnce = async ({ record, history }: Kept<Unit>, now: Date): Promise<void> => {
  let fails = false;
  const attempt = async (run: () => Promise<void>) => {
    if (fails) return;
    try {
      await run();
    } catch (error) {
      fails = true;
      logger.warn('an absent supervisor is told later', notYet(record.unitId, error));
    }
  };
  await attempt(async () => {
    const absences = absencesOf(record, history, dateIn(settings().timeZone, now));
    if (absences.length === 0 || opensAt(await readCalendar(), settings(), now) > now) return;
    // Each waits for all that were begun: a mail that is left under way would be one of which nobody knows whether it went out.
    await each(absences, mailsAtOnce, (absence) => attempt(() => tell(record, absence, now)));
  });
};

/** The scheduled event of EventBridge; `time` is when it was due. */
const input = z.object({ time: z.coerce.date() });

export const schedule: Schedule = {
  description: 'Tells absent supervisors who stands in for them, where that was not told at once',
  everyMinutes: 15,
  timeoutSeconds: 290,
  rights: [sendsOnce, queries, looksUp],
  mails: true,
};

/** Tells what was not told yet of all absences that last. @throws the first error, when all were tried that there was time for. */
export const handler = withSettings(async (event: unknown) => {
  const now = input.parse(event).time;
  const today = dateIn(settings().timeZone, now);
  const absent = (await readWhoIsWho()).filter(({ delegations }) => delegations.some((one) => lasts(one, today)));
  const units = absent.length;
  const done = () => beat('tell-absent', now, { units });
  const opens = units === 0 ? now : opensAt(await readCalendar(), settings(), now);
  if (units === 0 || opens > now) {
    await done();
    return units === 0 ? { units } : { units, resumeAt: opens.toISOString() };
  }
  const until = Date.now() + patience;
  const failures: unknown[] = [];
  const attempt = async (unitId: string, run: () => Promise<void>) => {
    if (Date.now() > until) return;
    try {
      await run();
    } catch (error) {
      logger.error('an absent supervisor was not told', notYet(unitId, error));
      failures.push(error);
    }
  };
  await each(absent, unitsAtOnce, ({ unitId }) =>
    attempt(unitId, async () => {
      const unit = await readUnit(unitId);
      if (!unit) return;
      for (const absence of absencesOf(unit.record, unit.history, today)) {
        await attempt(unitId, () => tell(unit.record, absence, now));
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
  await done();
  return { units };
});
