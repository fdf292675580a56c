import { Refusal } from '../errors.ts';
import type { Ruled } from '../settings.ts';
import { type Organ, type Region, type Unit, unitIdOf } from './forms.ts';
import { deskOf } from './recusal.ts';
import { officesOf } from './units.ts';

/** Which organ gets a clue, and which office decides. */

/** The rules by which a clue is transferred (R1 to R3), each with the organ that receives. */
const receivers = {
  'organised-crime': 'public-security',
  misconduct: 'discipline-inspection',
  'case-notice': 'discipline-inspection',
} as const satisfies Record<Exclude<Ruled, 'reply'>, Organ>;
export type Rule = keyof typeof receivers;
export const rules = Object.keys(receivers) as Rule[];

/** Id that the receiver of a rule has in a region: the organ of the same level and region (R1–R3). */
export const receiverOf = (rule: Rule, regionCode: string): string => unitIdOf(regionCode, receivers[rule]);

/** Ids of the units that the kinds of a clue go to. */
export const receiversAsked = (kinds: readonly Rule[], regionCode: string): string[] =>
  kinds.map((kind) => receiverOf(kind, regionCode));

/** @throws Refusal `no-receiver` that names the unit which the register of units lacks. */
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
    return id !== unitId && office !== undefined && deskOf(office, recused).length > 0;
  });
