import type { Text } from '../languages.ts';
import type { Unit } from '../units/forms.ts';
import { deskOf, type Recused } from '../units/recusal.ts';
import { officesOf, type Register } from '../units/units.ts';

/** Names of units in each language, by id. */
export type Names = ReadonlyMap<string, Text>;

/** The names of units: in English the Chinese one stands in where there is none. */
export const namesOf = (units: Iterable<Pick<Unit, 'unitId' | 'name' | 'nameEn'>>): Names =>
  new Map([...units].map(({ unitId, name, nameEn }) => [unitId, { zh: name, en: nameEn ?? name }]));

/** Whom a mail lets its reader call, and on whose behalf it may be: nobody from whom the clue is kept. */
export interface Contacts {
  /** The leading group office that oversees the transfer, the nearest that may hear of it; null where there is none. */
  office: string | null;
  /** Those of the units concerned whose desks may hear of it, and so may be called or sign; by id, with their telephones where the register has one. */
  phones: ReadonlyMap<string, string | null>;
}

/** What of a transfer decides who may be called about it. `others`: units that its mail speaks of beside. */
interface Concerned {
  owedBy: string;
  from: string;
  to: string;
  regionPath: readonly string[];
  others: readonly string[];
}

/**
 * Whom the mails about a transfer may lead to. As for an escalation, an office that is missing, owes the duty itself or is recused is passed
 * over for the next one up.
 */
export const contactsOf = (
  { owedBy, from, to, regionPath, others }: Concerned,
  { units }: Pick<Register, 'units'>,
  recused: Recused,
): Contacts => {
  const offices = officesOf(regionPath);
  const concerned = [...new Set([owedBy, from, to, ...offices, ...others])].flatMap((id) => units.get(id) ?? []);
  const phones = new Map(
    concerned
      .filter((unit) => deskOf(unit, recused).length > 0)
      .map(({ unitId, phone }): [string, string | null] => [unitId, phone ?? null]),
  );
  return { office: offices.find((id) => id !== owedBy && phones.has(id)) ?? null, phones };
};
