import { badField, Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import { handlingNames } from '../names.ts';
import type { Organ } from '../organs.ts';
import { unitIdOf, unitIdSays } from '../units/forms.ts';
import { canTake, type Recused } from '../units/recusal.ts';
import { decidingOffice, noOffice } from '../units/routing.ts';
import type { Register } from '../units/units.ts';
import { type Circumstances, type Decision, decided, doneNow, inOrder, madeBy, officeFact } from './decision.ts';
import { type Duty, timeTold } from './duties.ts';
import { requireStatus } from './status.ts';
import { cameBy, type Successor, successorOf } from './successors.ts';
import type { Notice, Proposal, ProposalKind, Transfer } from './transfer.ts';

/** R8: who has a clue proposes that others deal with it; the leading group office one level up decides, for `joint` that of the same level. */

const fault = (message: Text): never => {
  throw badField('units', message);
};

const isSender = (id: string): Text => ({
  zh: `${id} 是移送单位，不能同时作为接收单位，请另填其他单位`,
  en: `${id} sent the clue: it cannot be its receiver too. Name another`,
});

const organOf = (unitId: string) => unitIdSays(unitId).organ as Organ;
const regionOf = (unitId: string) => unitIdSays(unitId).regionCode;

/**
 * The units that a proposal means, from those that it names. `elevate` means the same organ one level up and need not name it.
 * @throws Refusal `bad-input` that says which units fit; `no-receiver` where the register lacks one.
 */
const proposedUnits = (
  { kind, units }: { kind: ProposalKind; units: readonly string[] },
  { to: holder, from, rule }: Pick<Transfer, 'from' | 'to' | 'rule'>,
  register: Register,
): string[] => {
  if (kind === 'elevate') {
    const parent = register.regions.get(regionOf(holder))?.parent;
    if (!parent) {
      return fault({
        zh: `${holder} 已是全省最高层级，没有上级可提，请改提其他处理意见`,
        en: `${holder} stands at the top of the province: there is no level above. Propose another way`,
      });
    }
    const above = unitIdOf(parent, organOf(holder));
    if (units.some((id) => id !== above)) {
      fault({
        zh: `提级办理即由 ${above} 办理，请填写该单位，或不填`,
        en: `elevate means ${above}: name that, or none`,
      });
    }
    if (above === from) fault(isSender(above));
    if (register.units.has(above)) return [above];
    throw new Refusal('no-receiver', {
      zh: `单位 ${above} 尚未登记，请系统管理员先行登记。`,
      en: `There is no unit ${above}. An operator must register it first.`,
    });
  }
  requireFitting(kind, units);
  for (const id of units) {
    const wrong = faultOf(id, kind, { holder, from, rule }, register);
    if (wrong) fault(wrong);
  }
  return [...units];
};

/** How many units a kind of proposal takes, each once. @throws Refusal `bad-input` */
const requireFitting = (kind: ProposalKind, units: readonly string[]): void => {
  if (units.length === 0) {
    fault({ zh: '请填写应当办理该线索的单位', en: 'name the unit that should deal with the clue' });
  }
  if (kind !== 'joint' && units.length > 1) {
    fault({
      zh: `${handlingNames[kind].zh}只能填写一个单位，请删去其余单位`,
      en: `${handlingNames[kind].en} takes one unit: strike the others`,
    });
  }
  if (new Set(units).size < units.length) fault({ zh: '同一单位请只填写一次', en: 'name each unit once' });
};

/** Why a unit cannot be proposed; undefined where it can. */
const faultOf = (
  id: string,
  kind: ProposalKind,
  { holder, from, rule }: Pick<Transfer, 'from' | 'rule'> & { holder: string },
  register: Register,
): Text | undefined => {
  if (!register.units.has(id)) {
    return { zh: `没有编号为 ${id} 的单位，请核对编号`, en: `there is no unit ${id}: check its id` };
  }
  if (id === holder) {
    return { zh: `线索已由 ${id} 办理，请另填其他单位`, en: `${id} has the clue already: name another` };
  }
  if (rule === 'case-notice' && organOf(id) !== organOf(holder)) {
    return {
      zh: `立案通报只能移送纪检监察机关，不能移送 ${id}，请另填其他单位`,
      en: `a case notice goes to discipline inspection, not ${id}: name another`,
    };
  }
  if (id === from) return isSender(id);
  if (kind === 'elsewhere' && (organOf(id) !== organOf(holder) || regionOf(id) === regionOf(holder))) {
    return {
      zh: `异地办理须由其他地区的同类机关办理，不能填写 ${id}，请另填其他单位`,
      en: `elsewhere means the same organ of another region, not ${id}: name another`,
    };
  }
  return undefined;
};

/**
 * Id of the office that decides a proposal of this kind; undefined where none is left: one level above the holder's region
 * it begins, for `joint` in that region itself.
 */
export const proposalOffice = (
  { to, regionPath }: Pick<Transfer, 'to' | 'regionPath'>,
  kind: ProposalKind,
  { units }: Register,
  recused: Recused,
  applicant: readonly string[] = [],
): string | undefined => decidingOffice(to, regionPath.slice(kind === 'joint' ? 0 : 1), units, recused, applicant);

/**
 * The receiver proposes; nothing changes until it is decided. `reason` is secret.
 * @throws Refusal `wrong-status`; `bad-input` for units that do not fit or must not hear of the clue; `no-receiver` where
 * nobody could decide.
 */
export const propose = (
  transfer: Transfer,
  made: {
    proposalId: string;
    kind: ProposalKind;
    units: readonly string[];
    reason: string;
    applicant: readonly string[];
  },
  register: Register,
  recused: Recused,
  given: Circumstances,
): Decision => {
  const { proposalId, kind, reason, applicant } = made;
  requireStatus(transfer, ['dispatched', 'acknowledged'], 'proposals');
  const units = proposedUnits(made, transfer, register);
  const barred = units.find((id) => !canTake(recused, register.units.get(id) ?? { unitId: id, name: id }));
  if (barred !== undefined) {
    fault({ zh: `${barred} 不能接收该线索，请另填其他单位`, en: `${barred} cannot take this clue: name another` });
  }
  const office = proposalOffice(transfer, kind, register, recused, applicant);
  if (office === undefined) {
    throw new Refusal('no-receiver', noOffice);
  }
  if (transfer.proposal) {
    throw new Refusal('wrong-status', {
      zh: '已有一项处理意见待审批，请等待领导小组办公室审批。',
      en: 'A proposal waits for its decision already. Wait until it is decided.',
    });
  }
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const notice: Notice = {
    key: `proposal-made-${proposalId}`,
    kind: 'proposal-made',
    at,
    to: ['decider'],
    facts: { kind, units },
  };
  return decided(
    transfer,
    { event: 'proposal-made', at, by: c.by, detail: { proposalId, kind, units }, texts: { reason } },
    { notices: [notice], application: { id: proposalId, office, applicant } },
    [{ fact: 'application', id: proposalId, transferId: transfer.transferId }],
  );
};

const requireUndecided = ({ proposal }: Transfer, proposalId: string): Proposal => {
  if (proposal?.proposalId === proposalId) return proposal;
  throw new Refusal('wrong-status', {
    zh: '该处理意见已经审批，或线索已由其他单位办理，请重新查看移送件。',
    en: 'This proposal was decided already, or the transfer went on meanwhile. Read the transfer again.',
  });
};

/** The day, and the time where the window is in hours. */
const toldDate = (duty: Duty, { settings }: Circumstances): string =>
  duty.unit === 'hours' ? timeTold(duty, settings.timeZone) : duty.dueDate;

/**
 * The office decides. Approved, each successor is dispatched with a window of its own; but for `joint` the transfer itself
 * ends as rerouted and says where it went. `note` is secret.
 * @throws Refusal `wrong-status`
 */
export const decideProposal = (
  transfer: Transfer,
  decision: { proposalId: string; approve: boolean; note: string; successors: readonly Successor[] },
  register: Register,
  given: Circumstances,
): Decision => {
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const { approve, note } = decision;
  const { proposalId, kind, units } = requireUndecided(transfer, decision.proposalId);
  const result = approve ? 'proposal-approved' : 'proposal-refused';
  const made = approve
    ? decision.successors.map((one) =>
        madeBy([successorOf(transfer, one, register, c, { came: cameBy(transfer, kind, c) })]),
      )
    : [];
  const duty = made[0]?.transfer.duty;
  const notice: Notice = {
    key: `${result}-${proposalId}`,
    kind: result,
    at,
    to: ['sender', 'receiver'],
    facts: { kind, units, ...(duty ? { dueDate: toldDate(duty, c) } : {}), ...officeFact(c) },
  };
  const facts = { proposalId, kind, units };
  const event = { at, by: c.by, texts: { note } };
  const told = { notices: [notice] };
  if (!approve) return decided(transfer, { ...event, event: 'proposal-refused', detail: facts }, told);

  const detail = { ...facts, successors: decision.successors.map(({ transferId }) => transferId) };
  return kind === 'joint'
    ? decided(transfer, { ...event, event: 'proposal-approved', detail }, told, made)
    : decided(transfer, { ...event, event: 'rerouted', detail }, { ...doneNow(transfer, c), ...told }, made);
};
