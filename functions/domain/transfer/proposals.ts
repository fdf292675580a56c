import { Refusal } from '../errors.ts';
import { type Organ, unitIdOf } from '../units/forms.ts';
import type { Register } from '../units/units.ts';
import { type Successor, successorOf } from './successors.ts';
import {
  type Circumstances,
  type Decision,
  inOrder,
  type Notice,
  next,
  type Proposal,
  requireStatus,
  type Transfer,
} from './transfer.ts';

/** R8: who has a clue proposes that others deal with it; the leading group office one level up decides, for `joint` that of the same level. */

type Kind = Proposal['kind'];

const fault = (message: string): never => {
  throw new Refusal('bad-input', `units: ${message}.`, [{ path: 'units', message }]);
};

/** Organ type in a unit's id; a second unit of an organ ends in a number. */
const organOf = (unitId: string) => unitId.slice(7).replace(/-\d+$/, '') as Organ;
const regionOf = (unitId: string) => unitId.slice(0, 6);

/**
 * The units that a proposal means, from those that it names. `elevate` means the same organ one level up and need not name it.
 * @throws Refusal `bad-input` that says which units fit; `no-receiver` where the register lacks one.
 */
export const proposedUnits = (
  { kind, units }: { kind: Kind; units: readonly string[] },
  holder: string,
  register: Register,
): string[] => {
  if (kind === 'elevate') {
    const parent = register.regions.get(regionOf(holder))?.parent;
    if (!parent) return fault(`${holder} stands at the top of the province: there is no level above`);
    const above = unitIdOf(parent, organOf(holder));
    if (units.some((id) => id !== above)) fault(`elevate means ${above}: name that, or none`);
    if (register.units.has(above)) return [above];
    throw new Refusal('no-receiver', `There is no unit ${above}. An operator must register it first.`);
  }
  if (units.length === 0) fault('name the unit that should deal with the clue');
  if (kind !== 'joint' && units.length > 1) fault(`${kind} takes one unit`);
  if (new Set(units).size < units.length) fault('name each unit once');
  for (const id of units) {
    if (!register.units.has(id)) fault(`there is no unit ${id}: check its id`);
    if (id === holder) fault(`${id} has the clue already`);
    if (kind === 'elsewhere' && (organOf(id) !== organOf(holder) || regionOf(id) === regionOf(holder)))
      fault(`elsewhere means the same organ of another region, not ${id}`);
  }
  return [...units];
};

/** How many levels above the holder's region the deciding office stands. */
export const levelsUp = (kind: Kind): 0 | 1 => (kind === 'joint' ? 0 : 1);

/** The receiver proposes; nothing changes until it is decided. */
export const propose = (
  transfer: Transfer,
  made: Pick<Proposal, 'proposalId' | 'kind' | 'units'>,
  asked: Circumstances,
): Decision => {
  requireStatus(transfer, ['dispatched', 'acknowledged'], 'proposed on');
  if (transfer.proposal) {
    throw new Refusal('wrong-status', 'A proposal waits for its decision already. Wait until it is decided.');
  }
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const { proposalId, kind } = made;
  const to = levelsUp(kind) === 0 ? (['office'] as const) : (['office-above'] as const);
  const notice: Notice = { key: `proposal-made-${proposalId}`, kind: 'proposal-made', at, to, facts: { kind } };
  return {
    transfer: {
      ...transfer,
      proposal: { ...made, madeAt: at, madeBy: c.by.sub },
      notices: [...transfer.notices, notice],
      changedAt: at,
      version: transfer.version + 1,
    },
    event: { event: 'proposal-made', at, by: c.by, detail: { ...made } },
  };
};

/**
 * The office decides. Approved, each successor is dispatched with a window of its own; but for `joint` the transfer itself
 * ends as rerouted and says where it went.
 */
export const decideProposal = (
  transfer: Transfer,
  { approve, ...asked }: { proposalId: string; approve: boolean; successors: readonly Successor[] },
  register: Register,
  circumstances: Circumstances,
): { decision: Decision; successors: Decision[] } => {
  const c = inOrder(transfer, circumstances);
  const at = c.now.toISOString();
  const { proposal } = transfer;
  if (proposal?.proposalId !== asked.proposalId) {
    throw new Refusal(
      'wrong-status',
      'This proposal was decided already, or the transfer went on meanwhile. Read the transfer again.',
    );
  }
  const { proposalId, kind, units } = proposal;
  const made = approve ? asked.successors : [];
  const ids = made.map(({ transferId }) => transferId);
  const result = approve ? 'proposal-approved' : 'proposal-refused';
  const notice: Notice = {
    key: `${result}-${proposalId}`,
    kind: result,
    at,
    to: ['sender', 'receiver'],
    facts: { kind },
  };
  const noted = { ...transfer, proposal: null, notices: [...transfer.notices, notice] };
  const successors = [...transfer.successors, ...ids];
  const goes = approve && kind !== 'joint';
  return {
    decision: {
      transfer: goes
        ? next(noted, c, { status: 'rerouted', closedAt: at, successors, duty: null })
        : { ...noted, successors, changedAt: at, version: transfer.version + 1 },
      event: {
        event: goes ? 'rerouted' : result,
        at,
        by: c.by,
        detail: { proposalId, kind, units, ...(approve ? { successors: ids } : {}) },
      },
    },
    successors: made.map((one) => successorOf(transfer, one, register, c)),
  };
};
