import { Refusal } from '../errors.ts';
import { duties } from '../settings.ts';
import type { Parties } from '../transfer/transfer.ts';
import { unitIdSays } from '../units/forms.ts';
import { isRecused } from '../units/recusal.ts';
import type { Actor } from './actor.ts';

/**
 * Who may do and see what. Every read and every command passes through here, and nothing else decides rights
 * (domain.md, "Confidentiality" and "Recusal").
 */

/** Which side does what: a duty is done by the side that owes it. */
const doneBy = {
  dispatch: duties.dispatch.owedBy,
  acknowledge: duties.acknowledge.owedBy,
  feedback: duties.feedback.owedBy,
  reply: duties.outcome.owedBy,
  withdraw: 'from',
  return: 'to',
  case: 'to',
  propose: 'to',
} as const satisfies Readonly<Record<string, 'from' | 'to'>>;

type Act = keyof typeof doneBy;

/** What a supervisor of the leading group office does for a unit that it supervises. */
const forSubordinates: ReadonlySet<Act> = new Set(['acknowledge', 'return']);

/** True for a leading group office of one of the regions. */
const oversees = (actor: Actor, regionPath: readonly string[]): boolean => {
  const { regionCode, organ } = unitIdSays(actor.unitId ?? '');
  return organ === 'leading-group-office' && regionPath.includes(regionCode);
};

const refuse = (message: string): never => {
  throw new Refusal('forbidden', message);
};

const unitOf = (actor: Actor): string =>
  actor.unitId !== null && actor.role !== 'operator'
    ? actor.unitId
    : refuse(
        'An operator manages units and calendars and sees no clue. Ask with the token of a clerk or a supervisor.',
      );

/** The unit that a clue is submitted for. @throws Refusal `forbidden` to operators. */
export const submittingUnit = (actor: Actor): string => unitOf(actor);

const sees = (actor: Actor, parties: Parties, recused: readonly string[]): boolean => {
  const unit = unitOf(actor);
  if (isRecused(recused, unit, actor.sub)) return false;
  if (unit === parties.from) return true;
  // Before dispatch the receiver has nothing yet; what it had once stays in its ledger, whatever became of it.
  if (unit === parties.to) return parties.dispatchedAt !== null;
  return oversees(actor, parties.regionPath);
};

const seeOnly =
  'Only the unit that sent it, the unit that received it and the leading group offices of its region and above may see it. Ask with the token of one of them.';

/** @throws Refusal `forbidden` */
export const mayReadTransfer = (actor: Actor, parties: Parties, recused: readonly string[]): void => {
  if (!sees(actor, parties, recused)) refuse(seeOnly);
};

/** A clue may be read by whoever may read one of its transfers, and by the unit that registered it. @throws Refusal `forbidden` */
export const mayReadClue = (
  actor: Actor,
  clue: { unitId: string; regionPath: readonly string[] },
  transfers: readonly Parties[],
  recused: readonly string[],
): void => {
  const self: Parties = { from: clue.unitId, to: clue.unitId, dispatchedAt: null, regionPath: clue.regionPath };
  if (![self, ...transfers].some((parties) => sees(actor, parties, recused))) refuse(seeOnly);
};

/** @throws Refusal `forbidden` to all but the unit that registered the clue. */
export const mayFileOnClue = (
  actor: Actor,
  clue: { unitId: string; regionPath: readonly string[] },
  recused: readonly string[],
): void => {
  mayReadClue(actor, clue, [], recused);
  if (unitOf(actor) !== clue.unitId) refuse(`Only ${clue.unitId} may do this. Ask with a token of that unit.`);
};

/**
 * Who acts, for the record: the unit itself, or a supervisor of its leading group office on its behalf.
 * @throws Refusal `forbidden`; its text names the unit that may.
 */
export const mayAct = (
  actor: Actor,
  act: Act,
  parties: Parties,
  recused: readonly string[],
): Actor & { onBehalfOf?: string } => {
  mayReadTransfer(actor, parties, recused);
  const due = parties[doneBy[act]];
  if (unitOf(actor) === due) return actor;
  const supervises = actor.role === 'supervisor' && oversees(actor, parties.regionPath);
  if (supervises && forSubordinates.has(act)) return { ...actor, onBehalfOf: due };
  return refuse(`Only ${due} may do this. Ask with a token of that unit.`);
};

/** A longer window is asked for by the unit that owes the duty. @throws Refusal `forbidden` */
export const mayAskExtension = (
  actor: Actor,
  parties: Parties,
  owedBy: string | undefined,
  recused: readonly string[],
): void => {
  mayReadTransfer(actor, parties, recused);
  if (owedBy !== undefined && unitOf(actor) !== owedBy)
    refuse(`Only ${owedBy}, which owes the duty, may ask for an extension.`);
};

/** @throws Refusal `forbidden`; its text names the office that decides. */
export const mayDecide = (
  actor: Actor,
  parties: Parties,
  office: string | undefined,
  recused: readonly string[],
): void => {
  mayReadTransfer(actor, parties, recused);
  if (unitOf(actor) !== office)
    refuse(
      office
        ? `${office} decides this. Ask with a token of that office.`
        : 'No leading group office is left to decide this.',
    );
};

/**
 * Whose numbers the caller watches: of the whole region where it is a leading group office of it or above (null), else of
 * its own unit. @throws Refusal `forbidden` for a region that the caller does not oversee.
 */
export const regionWatched = (actor: Actor, path: readonly string[], wanted: string): string | null => {
  const own = unitOf(actor);
  if (oversees(actor, path)) return null;
  if (wanted === unitIdSays(own).regionCode) return own;
  return refuse(
    'A leading group office asks for its region and those below; any other unit for its own. Leave `region` out.',
  );
};

/** Calendars, units and workflows are the operators'. @throws Refusal `forbidden` */
export const mustOperate = (actor: Actor): void => {
  if (actor.role !== 'operator') refuse('Only operators may do this. Ask with the token of an operator.');
};

/** Who stands in for whom is said by operators and by the unit's own supervisors. @throws Refusal `forbidden` */
export const mayDelegate = (actor: Actor, unitId: string): void => {
  if (actor.role === 'operator' || (actor.role === 'supervisor' && actor.unitId === unitId)) return;
  refuse(`Only operators and supervisors of ${unitId} may do this. Ask with the token of one.`);
};

/** The unit whose ledger is read: the caller's own, or for a leading group office one of its region or below. @throws Refusal `forbidden` */
export const ledgerUnit = (actor: Actor, wanted: { unitId: string; regionPath: readonly string[] } | null): string => {
  const own = unitOf(actor);
  if (wanted === null || wanted.unitId === own) return own;
  if (!oversees(actor, wanted.regionPath)) {
    refuse(
      'A unit reads its own ledger; a leading group office also those of its region and below. Leave `unit` out, or name such a unit.',
    );
  }
  return wanted.unitId;
};

/** Whether a row of a ledger may be shown to the caller: a recused unit does not even see that there is one. */
export const showsInLedger = (actor: Actor, recused: readonly string[]): boolean =>
  !isRecused(recused, unitOf(actor), actor.sub);
