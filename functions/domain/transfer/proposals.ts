import { Refusal } from '../errors.ts';
import type { Organ } from '../organs.ts';
import { unitIdOf, unitIdSays } from '../units/forms.ts';
import { canTake, type Recused } from '../units/recusal.ts';
import { decidingOffice, noOffice } from '../units/routing.ts';
import type { Register } from '../units/units.ts';
import { type Circumstances, type Decision, decided, doneNow, inOrder, madeBy, officeFact } from './decision.ts';
import { requireStatus } from './status.ts';
import { type Successor, successorOf } from './successors.ts';
import type { Notice, Proposal, ProposalKind, Transfer } from './transfer.ts';

/** R8: who has a clue proposes that others deal with it; the leading group office one level up decides, for `joint` that of the same level. */

const fault = (message: string): never => {
  throw new Refusal('bad-input', `units: ${message}.`, [{ path: 'units', message }]);
};

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
    if (!parent) return fault(`${holder} stands at the top of the province: there is no level above`);
    const above = unitIdOf(parent, organOf(holder));
    if (units.some((id) => id !== above)) fault(`elevate means ${above}: name that, or none`);
    if (above === from) fault(`${above} sent the clue: it cannot be its receiver too`);
    if (register.units.has(above)) return [above];
    throw new Refusal('no-receiver', `There is no unit ${above}. An operator must register it first.`);
  }
  if (units.length === 0) fault('name the unit that should deal with the clue');
  if (kind !== 'joint' && units.length > 1) fault(`${kind} takes one unit`);
  if (new Set(units).size < units.length) fault('name each unit once');
  for (const id of units) {
    if (!register.units.has(id)) fault(`there is no unit ${id}: check its id`);
    if (id === holder) fault(`${id} has the clue already`);
    if (rule === 'case-notice' && organOf(id) !== organOf(holder))
      fault(`a case notice goes to discipline inspection, not ${id}`);
    if (id === from) fault(`${id} sent the clue: it cannot be its receiver too`);
    if (kind === 'elsewhere' && (organOf(id) !== organOf(holder) || regionOf(id) === regionOf(holder)))
      fault(`elsewhere means the same organ of another region, not ${id}`);
  }
  return [...units];
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
  requireStatus(transfer, ['dispatched', 'acknowledged'], 'proposed on');
  const units = proposedUnits(made, transfer, register);
  const barred = units.find((id) => !canTake(recused, register.units.get(id) ?? { unitId: id, name: id }));
  if (barred !== undefined) fault(`${barred} cannot take this clue: name another`);
  const office = proposalOffice(transfer, kind, register, recused, applicant);
  if (office === undefined) {
    throw new Refusal('no-receiver', noOffice);
  }
  if (transfer.proposal) {
    throw new Refusal('wrong-status', 'A proposal waits for its decision already. Wait until it is decided.');
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
  throw new Refusal(
    'wrong-status',
    'This proposal was decided already, or the transfer went on meanwhile. Read the transfer again.',
  );
};

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
  const made = approve ? decision.successors.map((one) => madeBy([successorOf(transfer, one, register, c)])) : [];
  const { dueDate } = made[0]?.transfer.duty ?? {};
  const notice: Notice = {
    key: `${result}-${proposalId}`,
    kind: result,
    at,
    to: ['sender', 'receiver'],
    facts: { kind, units, ...(dueDate ? { dueDate } : {}), ...officeFact(c) },
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
