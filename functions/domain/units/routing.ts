import { Refusal } from '../errors.ts';
import type { MilestoneTarget } from '../transfer/duties.ts';
import { isRecused } from '../visibility/policy.ts';
import { sameAddress, standInOf } from './delegations.ts';
import { type Language, type Organ, type Person, type Region, type Unit, unitIdOf } from './units.ts';

/** Which organ gets a clue, and which people hear of a duty. */

export const rules = ['organised-crime', 'misconduct', 'case-notice'] as const;
export type Rule = (typeof rules)[number];

/** R1 to R3: the organ that receives. */
const receivers: Record<Rule, Organ> = {
  'organised-crime': 'public-security',
  misconduct: 'discipline-inspection',
  'case-notice': 'discipline-inspection',
};

/** Id that the receiver of a rule has in a region: the organ of the same level and region (R1–R3). */
export const receiverOf = (rule: Rule, regionCode: string): string => unitIdOf(regionCode, receivers[rule]);

/** Ids of the units that the kinds of a clue go to. */
export const receiversAsked = (kinds: readonly Rule[], regionCode: string): string[] =>
  kinds.map((kind) => receiverOf(kind, regionCode));

/** @throws Refusal `no-receiver` that names what the register lacks. */
export const requireReceiver = (rule: Rule, region: Region, units: ReadonlyMap<string, Unit>): Unit => {
  const id = receiverOf(rule, region.code);
  const unit = units.get(id);
  if (unit) return unit;
  throw new Refusal(
    'no-receiver',
    `A clue of kind ${rule} goes to ${receivers[rule]} of region ${region.code} (${region.name}), and no such unit is registered. An operator must register ${id} first.`,
    [{ path: 'kinds', message: `no unit ${id} for ${rule}` }],
  );
};

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

export interface Register {
  regions: ReadonlyMap<string, Region>;
  units: ReadonlyMap<string, Unit>;
}

/** Regions from this one upwards, itself first. */
export const regionPath = (regions: ReadonlyMap<string, Region>, code: string): Region[] => {
  const path: Region[] = [];
  for (let region = regions.get(code); region && !path.includes(region); region = regions.get(region.parent ?? '')) {
    path.push(region);
  }
  return path;
};

/** Who is told, and why it is somebody else than the chain's own where it is. */
export interface Told {
  recipients: Recipient[];
  /** Links of the chain that were passed over, for the record. */
  passed: string[];
}

const desk = ({ unitId, name, emails, language }: Unit, recused: readonly string[]): Recipient[] =>
  isRecused(recused, unitId, name)
    ? []
    : emails
        .filter((email) => !isRecused(recused, email))
        .map((email) => ({ email, unitId, as: 'unit', language, insteadOf: null }));

const supervisorsOf = (unit: Unit, recused: readonly string[], today: string): Recipient[] => {
  const { unitId, name, language } = unit;
  if (isRecused(recused, unitId, name)) return [];
  const mustNotHear = (person: Person) => isRecused(recused, person.name, person.email);
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

const partyOf = (
  target: MilestoneTarget,
  { owedBy, from, to }: { owedBy: string; from: string; to: string },
): string => {
  if (target === 'sender-supervisors' || target === 'sender') return from;
  if (target === 'receiver') return to;
  if (target === 'other-side') return owedBy === from ? to : from;
  return owedBy;
};

/** Ids of the leading group offices of these regions. */
export const officesOf = (regionCodes: readonly string[]): string[] =>
  regionCodes.map((code) => unitIdOf(code, 'leading-group-office'));

/** Ids of the same organ's units in these regions. */
export const siblingsOf = (unitId: string, regionCodes: readonly string[]): string[] =>
  regionCodes.map((code) => `${code}${unitId.slice(6).replace(/-\d+$/, '')}`);

/**
 * The leading group office that decides what a unit asks for: that of its region, or where that is the unit itself, is
 * missing or recused, the next one up; undefined where the chain ends.
 */
export const decidingOffice = (
  unitId: string,
  path: readonly string[],
  units: ReadonlyMap<string, Unit>,
  recused: readonly string[],
): string | undefined =>
  officesOf(path).find((id) => {
    const office = units.get(id);
    return id !== unitId && office !== undefined && desk(office, recused).length > 0;
  });

/**
 * The people behind a milestone's targets, seen from the unit that owes the duty. The chain runs: the unit's supervisors,
 * the leading group office of its region, those above. A link that is missing, is the unit itself or is recused is passed
 * over for the next one up; where the chain ends, nobody is left and `passed` says so. An absent supervisor's stand-in of
 * `today`, a date of the province, is told instead.
 */
export const recipientsOf = (
  targets: readonly MilestoneTarget[],
  parties: { owedBy: string; from: string; to: string },
  register: Register,
  recused: readonly string[],
  today: string,
): Told => {
  const told: Told = { recipients: [], passed: [] };
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
      if (found.length === 0) told.passed.push(`${id}: recused`);
      add(found);
      continue;
    }
    const path = regionPath(register.regions, unit.regionCode);
    const links: { name: string; found: () => Recipient[] }[] = [
      { name: `${id}: supervisors`, found: () => supervisorsOf(unit, recused, today) },
      ...path.map((region) => {
        const officeId = unitIdOf(region.code, 'leading-group-office');
        const office = register.units.get(officeId);
        return { name: officeId, found: () => (office && officeId !== id ? desk(office, recused) : []) };
      }),
    ];
    const first = { 'sender-supervisors': 0, supervisors: 0, office: 1, 'office-above': 2 }[target];
    const chain = links.slice(first);
    const reached = chain.findIndex((link) => link.found().length > 0);
    told.passed.push(...chain.slice(0, reached < 0 ? chain.length : reached).map((link) => link.name));
    if (reached < 0) told.passed.push('the chain ends here');
    else add(chain[reached]?.found() ?? []);
  }
  return told;
};
