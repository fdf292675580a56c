import { owesContent } from '../clue/content.ts';
import { reasonsLeft } from '../transfer/corrections.ts';
import type { Duty } from '../transfer/duties.ts';
import type { By } from '../transfer/events.ts';
import type { Status } from '../transfer/status.ts';
import { type Application, standsBeside, type Transfer } from '../transfer/transfer.ts';
import { formsOfId, type Recused } from '../units/recusal.ts';
import { officesOf } from '../units/units.ts';
import { duties } from '../windows.ts';
import { type Actor, callerOf } from './actor.ts';
import { oversees, refuse, unitOf } from './place.ts';

/** What a caller may do on a transfer that they see: the side that owes it, or a supervisor of an office for it. */

interface Act {
  /** A duty is done by the side that owes it. */
  by: 'from' | 'to';
  in: readonly Status[];
  /** A supervisor of a leading group office may do it for a unit that it supervises. */
  forSubordinates?: true;
  unless?: (transfer: Transfer, recused: Recused, actor: Actor) => boolean;
}

/** The notice of a case is owed as long as the case stands (R3). */
const isOwed = ({ rule }: Transfer): boolean => rule === 'case-notice';

const acts = {
  dispatch: { by: duties.dispatch.owedBy, in: ['registered', 'returned'] },
  acknowledge: { by: duties.acknowledge.owedBy, in: ['dispatched'], forSubordinates: true },
  return: {
    by: 'to',
    in: ['dispatched'],
    forSubordinates: true,
    // A sender that must not hear of the clue could correct nothing; a province may leave an organ no reason.
    unless: ({ from, to }, recused, { returnReasons }) =>
      recused.meets(formsOfId(from)) || reasonsLeft(to, returnReasons).length === 0,
  },
  feedback: { by: duties.feedback.owedBy, in: ['acknowledged'] },
  withdraw: { by: 'from', in: ['registered', 'returned'], unless: isOwed },
  recall: { by: 'from', in: ['dispatched'], unless: isOwed },
  supplement: {
    by: duties.acknowledge.owedBy,
    in: ['dispatched', 'acknowledged'],
    forSubordinates: true,
    unless: ({ from, supplement }, recused) => Boolean(supplement) || recused.meets(formsOfId(from)),
  },
  supplied: {
    by: duties.supplement.owedBy,
    in: ['dispatched', 'acknowledged'],
    unless: ({ supplement }) => !supplement,
  },
  case: {
    by: 'to',
    in: ['acknowledged'],
    unless: (transfer) => transfer.rule !== 'organised-crime' || transfer.case !== null,
  },
  proposals: { by: 'to', in: ['dispatched', 'acknowledged'], unless: ({ proposal }) => proposal !== null },
  reply: { by: duties.outcome.owedBy, in: ['owed-acceptance', 'owed-outcome'] },
} as const satisfies Readonly<Record<string, Act>>;
type ActName = keyof typeof acts;

/**
 * What can be allowed on a transfer, by the last part of its route: an office decides on what was asked for, and `correct` is the PATCH of
 * its clue.
 */
export const actions = [
  ...(Object.keys(acts) as ActName[]),
  'correct',
  'extension',
  'extension-decision',
  'proposal-decision',
] as const;
export type Action = (typeof actions)[number];

/** For which unit a caller does it: its own, or one that it supervises; null where it may not. */
const actsFor = (actor: Actor, name: ActName, transfer: Transfer): string | null => {
  const act: Act = acts[name];
  const due = transfer[act.by];
  if (actor.unitId === due) return due;
  // Nobody takes on another's behalf what they sent themselves.
  const watches = actor.unitId !== null && actor.unitId !== transfer.from && oversees(actor.unitId, transfer);
  const supervises = actor.role === 'supervisor' && watches;
  return supervises && act.forSubordinates ? due : null;
};

/**
 * Who acts, for the record: the unit itself, or a supervisor of its leading group office on its behalf. For whoever sees the transfer.
 * @throws Refusal `forbidden`; its text names the unit that may.
 */
export const mayAct = (actor: Actor, name: ActName, transfer: Transfer): Exclude<By, 'clock'> => {
  const unitId = actsFor(actor, name, transfer);
  if (unitId === null) {
    const owner = transfer[acts[name].by];
    return refuse({
      zh: `此项只能由 ${owner} 办理，请转由该单位办理。`,
      en: `Only ${owner} may do this. Ask with a token of that unit.`,
    });
  }
  return unitId === actor.unitId ? callerOf(actor) : { ...callerOf(actor), onBehalfOf: unitId };
};

/** A longer window is asked for by the unit that owes the duty. @throws Refusal `forbidden` */
export const mayAskExtension = (actor: Actor, { duty }: Transfer): void => {
  if (duty && unitOf(actor) !== duty.owedBy) {
    refuse({
      zh: `只有应办单位 ${duty.owedBy} 可以申请延期，请转由该单位申请。`,
      en: `Only ${duty.owedBy}, which owes the duty, may ask for an extension.`,
    });
  }
};

const isApplicant = ({ person }: Actor, applicant: readonly string[]): boolean =>
  person.some((form) => applicant.includes(form));

/** Who asked, as records of before have it. */
const formerly = ({ extension, proposal }: Transfer, id: string): Partial<Application> | undefined => {
  if (extension?.extensionId === id) return { applicant: formsOfId(extension.askedBy) };
  return proposal?.proposalId === id ? { applicant: formsOfId(proposal.madeBy) } : undefined;
};

/** An office that was named since it was asked decides nothing any more. */
const hears = (office: string | undefined, recused: Recused): string | undefined =>
  office !== undefined && recused.meets(formsOfId(office)) ? undefined : office;

/**
 * An office decides by its supervisor, on what somebody else asked for (domain.md, "People"). `office`: where the record does not say.
 * @throws Refusal `forbidden`; its text names who decides.
 */
export const mayDecide = (
  actor: Actor,
  transfer: Transfer,
  id: string,
  recused: Recused,
  office: string | undefined,
): void => {
  const application = transfer.applications?.[id] ?? formerly(transfer, id);
  const decides = hears(application?.office, recused) ?? office;
  if (decides === undefined) {
    refuse({
      zh: '没有可以审批此项的领导小组办公室，请与系统管理员联系。',
      en: 'No leading group office is left to decide this. Ask an operator which are registered.',
    });
  }
  if (unitOf(actor) !== decides) {
    refuse({
      zh: `此项由 ${decides} 审批，请转由该办公室负责人审批。`,
      en: `${decides} decides this. Ask with the token of a supervisor of that office.`,
    });
  }
  if (actor.role !== 'supervisor') {
    refuse({
      zh: `经办人只能拟办，由 ${decides} 的负责人审批，请转由负责人审批。`,
      en: `A clerk prepares, and a supervisor of ${decides} decides. Ask with the token of a supervisor.`,
    });
  }
  if (isApplicant(actor, application?.applicant ?? [])) {
    refuse({
      zh: '本人提出的申请不能由本人审批，请转由本办公室其他负责人审批。',
      en: 'Nobody decides what they themselves asked for. Ask another supervisor of the office to decide.',
    });
  }
};

/** The office that decides now: the one that was asked or, where it was named since, the next one up that was not. */
const officeNow = ({ office }: Application, { regionPath }: Transfer, recused: Recused): string | undefined => {
  const all = officesOf(regionPath);
  return all.slice(Math.max(0, all.indexOf(office))).find((one) => hears(one, recused));
};

const decides = (actor: Actor, transfer: Transfer, id: string | undefined, recused: Recused): boolean => {
  const application = transfer.applications?.[id ?? ''];
  return (
    application !== undefined &&
    officeNow(application, transfer, recused) === actor.unitId &&
    actor.role === 'supervisor' &&
    !isApplicant(actor, application.applicant)
  );
};

/** A clue is corrected by the unit that registered it: its sender or, of the notice of a case, nobody but who found the clue itself. */
const mayCorrect = ({ unitId }: Actor, transfer: Transfer): boolean =>
  unitId === transfer.from &&
  (transfer.rule !== 'case-notice' || transfer.case?.transferId === null) &&
  !standsBeside(transfer) &&
  owesContent(transfer);

const mayBeExtended = ({ ladder, extended }: Duty): boolean => (ladder.at(-1)?.upTo ?? 0) > extended;

/**
 * What the caller may do now on a transfer that they see. `late`: the deadline of its duty has passed. `settled`: of a reply to a
 * reporter, that every transfer of the clue has ended.
 */
export const actionsOf = (
  actor: Actor,
  transfer: Transfer,
  recused: Recused,
  { late, settled }: { late: boolean; settled: boolean },
): Action[] => {
  const names = (Object.entries(acts) as [ActName, Act][]).flatMap(([name, act]) =>
    (act.in.includes(transfer.status) || (settled && name === 'reply' && transfer.status === 'waiting')) &&
    !act.unless?.(transfer, recused, actor) &&
    actsFor(actor, name, transfer) !== null
      ? [name]
      : [],
  );
  const { duty, extension, proposal } = transfer;
  return [
    ...names,
    ...(mayCorrect(actor, transfer) ? (['correct'] as const) : []),
    ...(duty && !late && !extension && duty.owedBy === actor.unitId && mayBeExtended(duty)
      ? (['extension'] as const)
      : []),
    ...(decides(actor, transfer, extension?.extensionId, recused) ? (['extension-decision'] as const) : []),
    ...(decides(actor, transfer, proposal?.proposalId, recused) ? (['proposal-decision'] as const) : []),
  ];
};
