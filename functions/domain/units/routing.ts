import { Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import { organNames, ruleNames } from '../names.ts';
import type { Organ } from '../organs.ts';
import type { Ruled } from '../windows.ts';
import { type Region, type Unit, unitIdOf } from './forms.ts';
import { canTake, deskOf, formsOfPerson, isRecusedPerson, type Recused } from './recusal.ts';
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

/** Ids of the units that could receive by these rules in these regions. */
export const receiversAsked = (some: readonly Rule[], regionCodes: readonly string[]): string[] =>
  regionCodes.flatMap((code) => some.map((rule) => receiverOf(rule, code)));

/** Where a clue belongs that concerns even the organ at the top of the province. */
const beyond = {
  'public-security': { zh: '公安部', en: 'the Ministry of Public Security (“公安部”)' },
  'discipline-inspection': {
    zh: '中央纪委国家监委',
    en: 'the Central Commission for Discipline Inspection and the National Commission of Supervision (“中央纪委国家监委”)',
  },
} as const satisfies Record<(typeof receivers)[Rule], Text>;

/** A unit that receives, and the codes of its region and of those above it. */
export interface Receiver {
  to: string;
  regionPath: string[];
}

/**
 * The unit that receives by a rule: the organ of the first region of `path`, or where that must not hear of the clue the same organ
 * one level up, as reports about an organ's own leaders go (纪检监察机关处理检举控告工作规则).
 * @throws Refusal `no-receiver` that names the unit which the register of units lacks or, past the top, says where the clue belongs.
 */
export const requireReceiver = (
  rule: Rule,
  path: readonly Region[],
  units: ReadonlyMap<string, Pick<Unit, 'unitId' | 'name' | 'supervisors' | 'desks'>>,
  recused: Recused,
): Receiver => {
  for (const [level, region] of path.entries()) {
    const unit = units.get(receiverOf(rule, region.code)) ?? refuseMissing(rule, region);
    if (canTake(recused, unit)) {
      return { to: unit.unitId, regionPath: path.slice(level).map(({ code }) => code) };
    }
  }
  const organ = receivers[rule];
  const message = {
    zh: `线索涉及全省各级${organNames[organ].zh}，请不通过本系统，直接移送${beyond[organ].zh}`,
    en: `it concerns ${organNames[organ].en} at every level of the province: hand it to ${beyond[organ].en}, not through this system`,
  };
  const text = {
    zh: `该线索不能在本系统移送：${message.zh}。`,
    en: `This clue cannot be transferred here: ${message.en}.`,
  };
  throw new Refusal('no-receiver', text, [{ path: 'kinds', message }]);
};

const refuseMissing = (rule: Rule, region: Region): never => {
  const id = receiverOf(rule, region.code);
  const organ = organNames[receivers[rule]];
  const text = {
    zh: `${ruleNames[rule].zh}应移送${region.name}（${region.code}）的${organ.zh}，该单位尚未登记，请系统管理员先行登记 ${id}。`,
    en: `A clue of kind ${rule} goes to ${organ.en} of region ${region.code} (“${region.name}”), and no such unit is registered. An operator must register ${id} first.`,
  };
  const message = {
    zh: `接收单位 ${id} 尚未登记，请系统管理员先行登记`,
    en: `no unit ${id} for ${rule}: an operator must register it first`,
  };
  throw new Refusal('no-receiver', text, [{ path: 'kinds', message }]);
};

/** What is said where no office is left. */
export const noOffice: Text = {
  zh: '没有可以审批的领导小组办公室：上级办公室均未登记，或者均不能审批。请继续办理，或向系统管理员了解已登记的办公室。',
  en: 'No leading group office is left that could decide: none is registered above, or none may. Go on without, or ask an operator which are registered.',
};

/** Whether somebody of an office can decide: a supervisor who may hear of the clue, and did not ask themselves. */
const hasDecider = ({ supervisors }: Unit, recused: Recused, applicant: readonly string[]): boolean =>
  supervisors.length === 0 ||
  supervisors.some(
    (person) => !isRecusedPerson(recused, person) && !formsOfPerson(person).some((form) => applicant.includes(form)),
  );

/**
 * The leading group office that decides what a unit asks for: that of its region, or where that is the unit itself, is
 * missing or recused, or nobody of it can decide, the next one up; undefined where the chain ends. `applicant`: forms of who asks.
 */
export const decidingOffice = (
  unitId: string,
  path: readonly string[],
  units: ReadonlyMap<string, Unit>,
  recused: Recused,
  applicant: readonly string[],
): string | undefined =>
  officesOf(path).find((id) => {
    const office = units.get(id);
    return (
      id !== unitId &&
      office !== undefined &&
      deskOf(office, recused).length > 0 &&
      hasDecider(office, recused, applicant)
    );
  });
