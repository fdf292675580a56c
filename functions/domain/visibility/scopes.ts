import { unitIdSays } from '../units/forms.ts';
import type { Actor } from './actor.ts';
import { oversees, refuse, unitOf } from './place.ts';

/** Whose records a caller may ask for at all; of these, what `sight` shows. */

/** The unit that a clue is submitted for. @throws Refusal `forbidden` to those who administer. */
export const submittingUnit = (actor: Actor): string => unitOf(actor);

/**
 * Whose numbers the caller watches: of the whole region where it is a leading group office of it or above (null), else of
 * its own unit. @throws Refusal `forbidden` for a region that the caller does not oversee.
 */
export const regionWatched = (actor: Actor, path: readonly string[], wanted: string): string | null => {
  const own = unitOf(actor);
  if (oversees(own, { regionPath: path })) return null;
  if (wanted === unitIdSays(own).regionCode) return own;
  return refuse({
    zh: '领导小组办公室可以查看本地区及所辖地区，其他单位只能查看本单位，请不填行政区划（region）。',
    en: 'A leading group office asks for its region and those below; any other unit for its own. Leave region out.',
  });
};

/** The unit whose ledger is read: the caller's own, or for a leading group office one of its region or below. @throws Refusal `forbidden` */
export const ledgerUnit = (actor: Actor, wanted: { unitId: string; regionPath: readonly string[] } | null): string => {
  const own = unitOf(actor);
  if (wanted === null || wanted.unitId === own) return own;
  if (!oversees(own, wanted)) {
    refuse({
      zh: '各单位只能查看本单位台账，领导小组办公室还可以查看本地区及所辖地区单位的台账；请不填单位（unit），或改填可以查看的单位。',
      en: 'A unit reads its own ledger; a leading group office also those of its region and below. Leave unit out, or name such a unit.',
    });
  }
  return wanted.unitId;
};

/** Calendars, units and workflows are the operators'. @throws Refusal `forbidden` */
export const mustOperate = (actor: Actor): void => {
  if (actor.role === 'operator') return;
  refuse({
    zh: '此项只能由系统管理员办理，请转由系统管理员办理。',
    en: 'Only operators may do this. Ask with the token of an operator.',
  });
};

/** Who stands in for whom is said by operators and by the unit's own supervisors. @throws Refusal `forbidden` */
export const mayDelegate = (actor: Actor, unitId: string): void => {
  if (actor.role === 'operator' || (actor.role === 'supervisor' && actor.unitId === unitId)) return;
  refuse({
    zh: `此项只能由系统管理员或 ${unitId} 的负责人办理，请转由其办理。`,
    en: `Only operators and supervisors of ${unitId} may do this. Ask with the token of one.`,
  });
};
