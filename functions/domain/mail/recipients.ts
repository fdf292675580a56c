import type { MilestoneTarget } from '../transfer/duties.ts';
import type { ToldPeople } from '../transfer/telling.ts';
import type { Overseen } from '../transfer/transfer.ts';
import { sameAddress, standInOf } from '../units/delegations.ts';
import type { Language, Person, Unit } from '../units/forms.ts';
import { unitIdOf } from '../units/forms.ts';
import { deskOf, isRecusedPerson, isRecusedUnit, type Recused } from '../units/recusal.ts';
import { type Register, regionPath } from '../units/units.ts';

/** Which people a mail about a transfer goes to. */

/** One address that a mail goes to, and in which capacity it is told. */
export interface Recipient {
  email: string;
  unitId: string;
  as: 'unit' | 'supervisor' | 'stand-in';
  /** The unit's. */
  language: Language;
  /** Name of the absent supervisor whom a stand-in stands for. */
  insteadOf: string | null;
}

/** Who is told, and why it is somebody else than the chain's own where it is. */
export interface Told extends ToldPeople {
  recipients: Recipient[];
}

const desk = (unit: Unit, recused: Recused): Recipient[] =>
  deskOf(unit, recused).map((email) => ({
    email,
    unitId: unit.unitId,
    as: 'unit',
    language: unit.language,
    insteadOf: null,
  }));

const supervisorsOf = (unit: Unit, recused: Recused, today: string): Recipient[] => {
  const { unitId, language } = unit;
  if (isRecusedUnit(recused, unit)) return [];
  const mustNotHear = (person: Person) => isRecusedPerson(recused, person);
  return unit.supervisors
    .filter((supervisor) => !mustNotHear(supervisor))
    .map((supervisor) => {
      const told = standInOf(supervisor, unit.delegations, today, mustNotHear);
      const absent = !sameAddress(told.email, supervisor.email);
      return {
        email: told.email,
        unitId,
        as: absent ? 'stand-in' : 'supervisor',
        language,
        insteadOf: absent ? supervisor.name : null,
      };
    });
};

/** What of a transfer decides who is told of it: its sides, the unit that it is about, and the regions whose offices oversee it. */
export interface Addressed extends Overseen {
  owedBy: string;
  from: string;
  to: string;
}

const partyOf = (target: MilestoneTarget, { owedBy, from, to }: Addressed): string => {
  if (target === 'sender-supervisors' || target === 'sender') return from;
  if (target === 'receiver') return to;
  if (target === 'other-side') return owedBy === from ? to : from;
  return owedBy;
};

/** Where in the chain each target begins. */
const firstLinks = { owner: 0, 'sender-supervisors': 0, supervisors: 0, office: 1, 'office-above': 2 } as const;

/**
 * The people behind a milestone's targets, seen from the unit that owes the duty. The chain runs: the unit's supervisors,
 * the leading group office of its region, those above. A link that is missing, is the unit itself, does not oversee the transfer or
 * is recused is passed over for the next one up; where the chain ends, nobody is left and `ended` says so. An absent supervisor's
 * stand-in of `today`, a date of the province, is told instead.
 */
export const recipientsOf = (
  targets: readonly MilestoneTarget[],
  parties: Addressed,
  register: Register,
  recused: Recused,
  today: string,
): Told => {
  const told: Told = { recipients: [], passed: [], ended: false };
  const add = (found: Recipient[]) => {
    for (const one of found) if (!told.recipients.some(({ email }) => email === one.email)) told.recipients.push(one);
  };
  for (const target of targets) {
    const id = partyOf(target, parties);
    const unit = register.units.get(id);
    if (!unit) {
      told.passed.push(`${id}: not registered`);
      continue;
    }
    if (target === 'owner' || target === 'other-side' || target === 'sender' || target === 'receiver') {
      const found = desk(unit, recused);
      add(found);
      if (found.length === 0) told.passed.push(`${id}: recused`);
      // A duty is not left in silence: where its unit's desk must not hear of it, whoever would be next does.
      if (found.length > 0 || target !== 'owner') continue;
    }
    const path = regionPath(register.regions, unit.regionCode);
    const links: { name: string; found: () => Recipient[] }[] = [
      { name: `${id}: supervisors`, found: () => supervisorsOf(unit, recused, today) },
      ...path.map((region) => {
        const officeId = unitIdOf(region.code, 'leading-group-office');
        const office = register.units.get(officeId);
        const oversees = officeId !== id && parties.regionPath.includes(region.code);
        return { name: officeId, found: () => (office && oversees ? desk(office, recused) : []) };
      }),
    ];
    const first = firstLinks[target];
    const chain = links.slice(first);
    const reached = chain.findIndex((link) => link.found().length > 0);
    told.passed.push(...chain.slice(0, reached < 0 ? chain.length : reached).map((link) => link.name));
    if (reached < 0) told.ended = true;
    else add(chain[reached]?.found() ?? []);
  }
  return told;
};
