import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noSuch, Refusal } from '../../../../functions/domain/errors.ts';
import { fileCase } from '../../../../functions/domain/transfer/case.ts';
import { recall, returnTransfer, withdraw } from '../../../../functions/domain/transfer/corrections.ts';
import type { Circumstances } from '../../../../functions/domain/transfer/decision.ts';
import { askExtension, decideExtension, extensionOffice } from '../../../../functions/domain/transfer/extensions.ts';
import { acknowledge, feedback } from '../../../../functions/domain/transfer/life.ts';
import { decideProposal, proposalOffice, propose } from '../../../../functions/domain/transfer/proposals.ts';
import { tellReporter } from '../../../../functions/domain/transfer/reply.ts';
import { dispatchTo } from '../../../../functions/domain/transfer/successors.ts';
import { askSupplement, supply } from '../../../../functions/domain/transfer/supplement.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { Recused } from '../../../../functions/domain/units/recusal.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import {
  type Action,
  actions,
  mayAct,
  mayAskExtension,
  mayDecide,
} from '../../../../functions/domain/visibility/acts.ts';
import { requireSeen, seen } from '../../../../functions/domain/visibility/sight.ts';
import { actorOf, at, recusing, registerOf, unitWith } from '../records.ts';
import * as steps from '../steps.ts';
import { madeIn, type Step } from '../stories.ts';

/** `allowedActions` is a promise: it says what is accepted, no more and no less, of whatever state and by whoever asks. */

const court = '371402-court';
const top = '370000-leading-group-office';
const register = registerOf(...steps.register.units.values(), ...[court, top].map((id) => unitWith(id)));

const twoPosts = 'two-posts@person.example';
const units = [
  ...[steps.sender, steps.receiver, steps.discipline, steps.office, steps.officeAbove, top, court],
  ...['371400-public-security', '371403-public-security', '371403-leading-group-office'],
];
const callers: Actor[] = [
  ...units.flatMap((unitId) =>
    (['clerk', 'supervisor', 'operator', 'auditor'] as const).map((role) => actorOf(unitId, { role })),
  ),
  // One person with a post in several units.
  ...[steps.sender, steps.receiver, steps.office, steps.officeAbove].map((unitId) =>
    actorOf(unitId, { role: 'supervisor', sub: `two@${unitId}`, email: twoPosts }),
  ),
  actorOf(null, { role: 'operator' }),
];

type Attempt = (transfer: Transfer, actor: Actor, recused: Recused, c: Circumstances) => unknown;

/** What each route does. */
const attempts: Readonly<Record<Action, readonly Attempt[]>> = {
  dispatch: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'dispatch', transfer);
      return dispatchTo(transfer, { to: null, note: '', successorId: 'x' }, register, recused, c);
    },
  ],
  acknowledge: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'acknowledge', transfer);
      return acknowledge(transfer, c, transfer.rule === 'case-notice' ? ['孙某'] : []);
    },
  ],
  return: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'return', transfer);
      return returnTransfer(transfer, { reason: 'incomplete', suggested: null, note: '' }, register.units, recused, c);
    },
  ],
  feedback: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'feedback', transfer);
      return feedback(transfer, { final: true, outcome: '已立案' }, c);
    },
  ],
  withdraw: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'withdraw', transfer);
      return withdraw(transfer, '', c);
    },
  ],
  recall: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'recall', transfer);
      return recall(transfer, '', c);
    },
  ],
  supplement: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'supplement', transfer);
      return askSupplement(transfer, { supplementId: 'x', items: ['名单'] }, recused, c);
    },
  ],
  supplied: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'supplied', transfer);
      return supply(transfer, '', c);
    },
  ],
  case: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'case', transfer);
      const filed = { caseNumber: '1', filedAt: transfer.changedAt, transferId: 'x' };
      return fileCase(transfer, filed, register, recused, c);
    },
  ],
  proposals: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'proposals', transfer);
      const made = { proposalId: 'x', kind: 'joint' as const, units: [court], reason: '', applicant: [] };
      return propose(transfer, made, register, recused, c);
    },
  ],
  reply: (['acceptance', 'outcome'] as const).map(
    (kind): Attempt =>
      (reply, actor, _, c) => {
        mayAct(actor, 'reply', reply);
        return tellReporter(reply, { kind, note: '', transfers: [steps.goingOn] }, c);
      },
  ),
  extension: [
    (transfer, actor, recused, c) => {
      mayAskExtension(actor, transfer);
      const ask = { extensionId: 'x', workingDays: 1, reason: '', applicant: actor.person };
      return askExtension(transfer, ask, register, recused, c);
    },
  ],
  'extension-decision': [true, false].map(
    (approve): Attempt =>
      (transfer, actor, recused, c) => {
        const extensionId = transfer.extension?.extensionId ?? 'x';
        if (transfer.extension) mayDecide(actor, transfer, extensionId, extensionOffice(transfer, register, recused));
        return decideExtension(transfer, { extensionId, approve, note: '' }, c);
      },
  ),
  'proposal-decision': [true, false].map(
    (approve): Attempt =>
      (transfer, actor, recused, c) => {
        const { proposal } = transfer;
        const proposalId = proposal?.proposalId ?? 'x';
        if (proposal)
          mayDecide(actor, transfer, proposalId, proposalOffice(transfer, proposal.kind, register, recused));
        return decideProposal(transfer, { proposalId, approve, note: '', successors: [] }, register, c);
      },
  ),
};

/** Refusals by which an action is not the caller's, or not now; others are about what was asked. */
const closing = ['forbidden', 'not-found', 'wrong-status', 'too-late'];

const isAccepted = (action: Action, transfer: Transfer, actor: Actor, recused: Recused, now: Date): boolean =>
  attempts[action].some((attempt) => {
    try {
      requireSeen(actor, transfer, recused, now, noSuch.transfer(transfer.transferId));
      attempt(transfer, actor, recused, at(now.toISOString(), actor));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return !closing.includes(error.refusal);
    }
  });

const allowed = (transfer: Transfer, actor: Actor, recused: Recused, now: Date): readonly Action[] => {
  try {
    return seen(actor, transfer, recused, now)?.allowedActions ?? [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const two = (unitId: string) => actorOf(unitId, { role: 'supervisor', sub: `two@${unitId}`, email: twoPosts });
const supervisor = (unitId: string) => actorOf(unitId, { role: 'supervisor' });

type Happening = (n: number, when: steps.When) => Step;

/** What may happen next, whether or not it is accepted. */
const happenings: readonly Happening[] = [
  (_, when) => steps.dispatched(when),
  (_, when) => steps.dispatched({ ...when, to: '371403-public-security' }),
  (_, when) => steps.acknowledged(when),
  (_, when) => steps.acknowledged({ ...when, officers: ['孙某'] }),
  (_, when) => steps.returned(when),
  (_, when) => steps.returned({ ...when, suggested: '371403-public-security' }),
  (_, when) => steps.withdrawn(when),
  (_, when) => steps.recalled(when),
  (_, when) => steps.supplementAsked(when),
  (_, when) => steps.supplied(when),
  (_, when) => steps.interimFeedback(when),
  (_, when) => steps.closed(when),
  (n, when) => steps.caseFiled({ ...when, noticeId: `n${n}` }),
  (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}` }),
  (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}`, by: two(steps.receiver) }),
  (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}`, by: two(steps.sender) }),
  (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}` }),
  (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}`, by: two(steps.receiver) }),
  (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}`, kind: 'joint', units: [court] }),
  (n, when) =>
    steps.proposalMade({ ...when, proposalId: `p${n}`, kind: 'elsewhere', units: ['371403-public-security'] }),
  (_, when) => (before) =>
    steps.extensionGranted({ ...when, extensionId: before?.extension?.extensionId ?? '' })(before),
  (_, when) => (before) =>
    steps.extensionRefused({ ...when, extensionId: before?.extension?.extensionId ?? '' })(before),
  (_, when) => (before) =>
    steps.proposalApproved({
      ...when,
      proposalId: before?.proposal?.proposalId ?? '',
      by: supervisor(steps.officeAbove),
    })(before),
  (_, when) => (before) => steps.proposalRefused({ ...when, proposalId: before?.proposal?.proposalId ?? '' })(before),
  (_, when) => steps.acceptanceTold(when),
  (_, when) => steps.outcomeTold(when),
];

const beginnings: readonly (() => Step)[] = [
  () => steps.registered({ replyId: 'r1' }),
  () => steps.registered({ rule: 'misconduct', to: steps.discipline }),
  () => steps.replyBegun(),
];

/** Who must not hear of it: nobody, a unit or a person. */
const recusals: readonly string[][] = [[], [steps.sender], [steps.office], [twoPosts]];

interface Life {
  begin: number;
  recused: number;
  /** Each with the hours since the one before, and whether the tale goes on with what it made. */
  happen: readonly { which: number; hours: number; follow: boolean }[];
  /** Hours until somebody asks. */
  later: number;
}

/** Where such a life leads. */
const lived = ({ begin, recused, happen }: Life): Transfer => {
  const entries = recusals[recused] ?? [];
  let record = beginnings[begin]?.()(null)?.record;
  for (const [n, { which, hours, follow }] of happen.entries()) {
    const time = new Date(Date.parse(record?.changedAt ?? '') + hours * 3_600_000).toISOString();
    try {
      const decision = happenings[which]?.(n, { at: time, register, recused: entries })(record ?? null);
      const made = follow && decision ? madeIn(decision.facts).at(-1)?.transfer : undefined;
      record = made ?? decision?.record ?? record;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  if (!record) throw new Error('no life begins with nothing');
  return record;
};

const hours = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.integer({ min: 0, max: 1500 }));
const lives: fc.Arbitrary<Life> = fc.record({
  begin: fc.nat(beginnings.length - 1),
  recused: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(recusals.length - 1)),
  happen: fc.array(fc.record({ which: fc.nat(happenings.length - 1), hours, follow: fc.boolean() }), {
    maxLength: 14,
    size: 'max',
  }),
  later: hours,
});

const life = (begin: number, ...which: number[]): [Life] => [
  { begin, recused: 0, happen: which.map((one) => ({ which: one, hours: 1, follow: false })), later: 1 },
];

/** Between them they meet every action: registered, dispatched, taken, asked for more time, proposed on; a reply that is owed. */
const examples = [life(0), life(0, 0), life(0, 0, 2), life(0, 0, 2, 10), life(0, 0, 2, 13), life(2)];

describe('the allowed actions', () => {
  it('are those that are accepted, whoever asks, in whatever state', () => {
    const met = new Set<Action>();
    fc.assert(
      fc.property(lives, (life) => {
        const transfer = lived(life);
        const recused = recusing(recusals[life.recused] ?? [], register);
        const now = new Date(Date.parse(transfer.changedAt) + life.later * 3_600_000);
        for (const actor of callers) {
          const promised = allowed(transfer, actor, recused, now);
          const accepted = actions.filter((action) => isAccepted(action, transfer, actor, recused, now));
          expect({ status: transfer.status, who: [actor.role, actor.unitId], actions: promised }).toEqual({
            ...{ status: transfer.status, who: [actor.role, actor.unitId], actions: accepted },
          });
          for (const action of accepted) met.add(action);
        }
      }),
      { numRuns: 100, examples },
    );
    // No action was left out of the tale.
    expect([...met].sort()).toEqual([...actions].sort());
  });
});
