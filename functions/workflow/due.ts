import { settings } from '../adapters/settings.ts';
import { keys } from '../adapters/table/schema.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recusedFrom } from '../adapters/table/transfers.ts';
import { readRegister } from '../adapters/table/units.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { letter } from '../domain/mail/letters.ts';
import { type Recipient, recipientsOf, type Told } from '../domain/mail/recipients.ts';
import { explainDuty } from '../domain/transfer/duties.ts';
import { ownerOf, type Telling } from '../domain/transfer/telling.ts';
import { officesOf } from '../domain/units/units.ts';

/** What is due to be told, the people whom it is told, and the mail about one transfer. */

/** One thing to be told, with all that its mail says, and the people. */
export interface Due {
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

/** Whom to tell of each, and by which names. */
export const withPeople = async (due: readonly Pick<Due, 'stored' | 'telling'>[], now: Date): Promise<Due[]> => {
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
      const { from, to, regionPath } = stored.transfer;
      const parties = { owedBy: ownerOf(stored.transfer), from, to, regionPath };
      return {
        stored,
        telling,
        names,
        people: recipientsOf(telling.to, parties, known, await recusedFrom(stored), today),
      };
    }),
  );
};

/** A mail about one transfer to one address. A notice is told once on its transfer, a milestone once for each due date of its duty. */
export const mailingOf = ({ stored, telling }: Due, { email, unitId, as }: Recipient, now: Date) => {
  const { transferId, duty } = stored.transfer;
  const milestone = telling.kind === 'reminder' || telling.kind === 'escalation';
  const about = milestone && duty ? `${duty.name}@${duty.countedAt}` : 'notice';
  return {
    key: keys.mail(transferId, about, telling.key, email),
    facts: { transferId, duty: about, milestone: telling.key, unitId, as },
    now,
  };
};

export const letterOf = ({ stored, telling, names }: Due, reader: Recipient, calendar: Calendar, now: Date) => {
  const { transfer } = stored;
  const { duty } = transfer;
  const count = duty ? explainDuty(calendar, duty) : [];
  const facts = { transfer, duty, telling, names, now, count, calendar: calendar.version };
  return letter({ ...facts, settings: settings() }, reader);
};
