import type { Mailing } from '../adapters/mail/claims.ts';
import { settings } from '../adapters/settings.ts';
import { keys } from '../adapters/table/schema.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { recusedFrom } from '../adapters/table/transfers.ts';
import { readRegister } from '../adapters/table/units.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { dateIn } from '../domain/calendar/time.ts';
import { type Contacts, contactsOf, type Names, namesOf } from '../domain/mail/contacts.ts';
import { type LetterFacts, passedTo } from '../domain/mail/facts.ts';
import { type Recipient, recipientsOf, type Told } from '../domain/mail/recipients.ts';
import { ownerOf, type Telling } from '../domain/transfer/telling.ts';
import type { Transfer } from '../domain/transfer/transfer.ts';
import { unitIdSays } from '../domain/units/forms.ts';
import { officesOf, regionPath as pathOf, type Register } from '../domain/units/units.ts';

/** What is due to be told, the people whom it is told, and the mail about one transfer. */

/** One thing to be told, with all that its mail says, and the people. */
export interface Due {
  stored: Stored;
  telling: Telling;
  names: Names;
  contacts: Contacts;
  people: Told;
}

/** Units that a telling speaks of beside the parties: those that a notice or a return names, the office that decided, who handled it before, and those that were told before. */
const namedIn = ({ informed = [], proposal, returned }: Transfer, telling: Telling): string[] => {
  const { suggested, office, former, units } = 'facts' in telling ? (telling.facts ?? {}) : {};
  return [
    ...[suggested, returned?.suggested, office, former].filter((id) => typeof id === 'string'),
    ...(Array.isArray(units) ? (units as string[]) : (proposal?.units ?? [])),
    ...informed.map(({ unitId }) => unitId),
  ];
};

const regionOf = (unitId: string): string => unitIdSays(unitId).regionCode;

/** Regions whose offices are in charge of what a telling is about: of a clue that others have now, those of the first of them. */
const inCharge = ({ regionPath }: Transfer, telling: Telling, { regions }: Register): readonly string[] => {
  const [first] = passedTo(telling);
  return first === undefined ? regionPath : pathOf(regions, regionOf(first)).map(({ code }) => code);
};

/** The office that has to decide what is told of; undefined where nothing waits, and on records of before. */
const deciderOf = ({ applications = {}, extension, proposal }: Transfer, { kind }: Telling): string | undefined =>
  applications[(kind === 'proposal-made' ? proposal?.proposalId : extension?.extensionId) ?? '']?.office;

/** Whom to tell of each, by which names, and whom they may call. */
export const withPeople = async (due: readonly Pick<Due, 'stored' | 'telling'>[], now: Date): Promise<Due[]> => {
  const transfers = due.map(({ stored }) => stored.transfer);
  const units = transfers.flatMap((one) => [ownerOf(one), ...officesOf(one.regionPath), one.from, one.to]);
  const named = due.flatMap(({ stored, telling }) => namedIn(stored.transfer, telling));
  const passed = due.flatMap(({ telling }) => passedTo(telling)).map(regionOf);
  const deciders = due.flatMap(({ stored, telling }) => deciderOf(stored.transfer, telling) ?? []);
  const known = await readRegister(
    [...new Set([...units, ...named, ...deciders, ...officesOf(passed)])],
    [...new Set([...[...transfers.flatMap((one) => [ownerOf(one), one.from]), ...deciders].map(regionOf), ...passed])],
  );
  const names = namesOf(known.units.values());
  const today = dateIn(settings().timeZone, now);
  return Promise.all(
    due.map(async ({ stored, telling }) => {
      const { from, to, regionPath } = stored.transfer;
      const decider = deciderOf(stored.transfer, telling);
      const parties = { owedBy: ownerOf(stored.transfer), from, to, regionPath, ...(decider ? { decider } : {}) };
      const recused = await recusedFrom(stored);
      return {
        stored,
        telling,
        names,
        contacts: contactsOf(
          {
            ...parties,
            regionPath: inCharge(stored.transfer, telling, known),
            others: namedIn(stored.transfer, telling),
          },
          known,
          recused,
        ),
        people: recipientsOf(telling.to, parties, known, recused, today),
      };
    }),
  );
};

/**
 * A mail about one transfer to one address. A notice is told once on its transfer, a milestone once for each due date of its duty, and
 * what must not be lost a second time where nobody knows whether it was told.
 */
export const mailingOf = ({ stored, telling }: Due, { email, unitId, as }: Recipient, now: Date): Mailing => {
  const { transferId, duty } = stored.transfer;
  const milestone = telling.kind === 'reminder' || telling.kind === 'escalation';
  const about = milestone && duty ? `${duty.name}@${duty.countedAt}` : 'notice';
  const key = keys.mail(transferId, about, telling.key, email);
  return {
    key,
    again: telling.vital ? keys.mailAgain(key) : undefined,
    facts: { transferId, duty: about, milestone: telling.key, unitId, as },
    now,
  };
};

/** What a mail about it says, whoever reads it. */
export const letterFactsOf = (
  { stored, telling, names, contacts }: Due,
  calendar: Calendar,
  now: Date,
): LetterFacts => ({
  transfer: stored.transfer,
  telling,
  names,
  contacts,
  settings: settings(),
  now,
  calendar,
});
