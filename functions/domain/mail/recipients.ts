import type { Language } from '../languages.ts';
import type { MilestoneTarget } from '../transfer/milestones.ts';
import type { ToldPeople } from '../transfer/telling.ts';
import type { Overseen } from '../transfer/transfer.ts';
import { sameAddress, standInOf } from '../units/delegations.ts';
import type { Person, Unit } from '../units/forms.ts';
import { unitIdOf, unitIdSays } from '../units/forms.ts';
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

/** Whom a link of the chain tells. `reaches`: somebody of them is there to read it. */
interface Found {
  recipients: Recipient[];
  reaches: boolean;
}

const nobodyThere: Found = { recipients: [], reaches: false };

const supervisorsOf = (unit: Unit, recused: Recused, today: string): Found => {
  const { unitId, language } = unit;
  if (isRecusedUnit(recused, unit)) return nobodyThere;
  const mustNotHear = (person: Person) => isRecusedPerson(recused, person);
  const found = unit.supervisors
    .filter((supervisor) => !mustNotHear(supervisor))
    .map((supervisor) => {
      const { person: told, absent } = standInOf(supervisor, unit.delegations, today, mustNotHear);
      const isStandIn = !sameAddress(told.email, supervisor.email);
      const as = isStandIn ? ('stand-in' as const) : ('supervisor' as const);
      const recipient = { email: told.email, unitId, as, language, insteadOf: isStandIn ? supervisor.name : null };
      return { recipient, absent };
    });
  return { recipients: found.map(({ recipient }) => recipient), reaches: found.some(({ absent }) => !absent) };
};

/** What of a transfer decides who is told of it: its sides, the unit that it is about, and the regions whose offices oversee it. */
export interface Addressed extends Overseen {
  owedBy: string;
  from: string;
  to: string;
  /** The office that decides what is told, where it is about a decision. */
  decider?: string;
}

const partyOf = (target: MilestoneTarget, { owedBy, from, to }: Addressed): string => {
  if (target === 'sender-supervisors' || target === 'sender') return from;
  if (target === 'receiver') return to;
  if (target === 'other-side') return owedBy === from ? to : from;
  return owedBy;
};

const isDesk = (target: MilestoneTarget): boolean =>
  target === 'owner' || target === 'other-side' || target === 'sender' || target === 'receiver';

interface Link {
  name: string;
  found: () => Found;
}

const officeFound = (office: Unit, recused: Recused): Found => {
  const recipients = desk(office, recused);
  return { recipients, reaches: recipients.length > 0 };
};

/** The offices of these regions, from the inside out; `but`: the unit that is not told of its own delay. */
const officeLinks = (
  path: readonly { code: string }[],
  { regionPath: overseen }: Addressed,
  { units }: Register,
  recused: Recused,
  but: string,
): Link[] =>
  path.map(({ code }) => {
    const officeId = unitIdOf(code, 'leading-group-office');
    const office = units.get(officeId);
    const oversees = officeId !== but && overseen.includes(code);
    return { name: officeId, found: () => (office && oversees ? officeFound(office, recused) : nobodyThere) };
  });

/**
 * Where in the chain a target begins: with the first link, above the one that is reached first, or above the next. Where nobody is above
 * the office that was reached before, it has heard already: the chain has not ended, and it is told again.
 */
const firstLink = (target: MilestoneTarget, links: readonly Link[]): number => {
  const reachedFrom = (first: number) => links.findIndex(({ found }, n) => n >= first && found().reaches);
  const above = (first: number, usual: number) => {
    const reached = reachedFrom(first);
    return reached >= usual && reachedFrom(reached + 1) >= 0 ? reached + 1 : usual;
  };
  if (target !== 'office' && target !== 'office-above') return 0;
  const office = above(0, 1);
  return target === 'office' ? office : above(office, Math.max(office, 2));
};

/** The links of a target's chain, from the first one that it is for. */
const chainOf = (
  target: MilestoneTarget,
  id: string,
  parties: Addressed,
  register: Register,
  recused: Recused,
  today: string,
): Link[] => {
  if (target === 'decider') {
    const office = parties.decider ?? parties.owedBy;
    const path = regionPath(register.regions, unitIdSays(office).regionCode);
    return officeLinks(path, parties, register, recused, parties.owedBy);
  }
  const unit = register.units.get(id);
  if (!unit) return [];
  const links: Link[] = [
    { name: `${id}: supervisors`, found: () => supervisorsOf(unit, recused, today) },
    ...officeLinks(regionPath(register.regions, unit.regionCode), parties, register, recused, id),
  ];
  return links.slice(firstLink(target, links));
};

/**
 * The people behind a milestone's targets, seen from the unit that owes the duty. The chain runs: the unit's supervisors,
 * the leading group office of its region, those above; what is to be decided begins with the office that decides it. A link that is
 * missing, is the unit itself, does not oversee the transfer or is recused is passed over for the next one up; where the chain ends,
 * nobody is left and `ended` says so. An absent supervisor's stand-in of `today`, a date of the province, is told instead.
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
    for (const one of found)
      if (!told.recipients.some(({ email }) => sameAddress(email, one.email))) told.recipients.push(one);
  };
  for (const target of targets) {
    const id = partyOf(target, parties);
    const unit = register.units.get(id);
    if (!unit && target !== 'decider') {
      told.passed.push(`${id}: not registered`);
      continue;
    }
    if (unit && isDesk(target)) {
      const found = desk(unit, recused);
      add(found);
      if (found.length === 0) told.passed.push(`${id}: recused`);
      // A duty is not left in silence: where its unit's desk must not hear of it, whoever would be next does.
      if (found.length > 0 || target !== 'owner') continue;
    }
    const chain = chainOf(target, id, parties, register, recused, today);
    const reached = chain.findIndex((link) => link.found().reaches);
    const end = reached < 0 ? chain.length : reached;
    told.passed.push(...chain.slice(0, end).map((link) => link.name));
    // Whoever is absent on the way is told all the same: nothing of it is kept from them.
    for (const link of chain.slice(0, end + 1)) add(link.found().recipients);
    if (reached < 0) told.ended = true;
  }
  return told;
};
