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
import { actorOf, at, recusing } from '../records.ts';
import * as steps from '../steps.ts';
import { given } from '../stories.ts';
import { court, examples, lived, lives, recusals, register, top, twoPosts } from './lives.ts';

/** `allowedActions` is a promise: it says what is accepted, no more and no less, of whatever state and by whoever asks. */

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

/** A transfer that has ended. */
const over = given(steps.registered(), steps.withdrawn()).record;

type Attempt = (transfer: Transfer, actor: Actor, recused: Recused, c: Circumstances) => unknown;

/** What each route does. `settled`: of a reply, that the transfers of its clue have ended. */
const attemptsWhere = (settled: boolean): Readonly<Record<Action, readonly Attempt[]>> => ({
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
        return tellReporter(reply, { kind, note: '', transfers: [settled ? over : steps.goingOn] }, c);
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
});

const attempts = { settled: attemptsWhere(true), open: attemptsWhere(false) };

/** Refusals by which an action is not the caller's, or not now; others are about what was asked. */
const closing = ['forbidden', 'not-found', 'wrong-status', 'too-late'];

/** The record with what is known of its clue beside it. */
interface Asked {
  transfer: Transfer;
  settled: boolean;
}

const isAccepted = (action: Action, { transfer, settled }: Asked, actor: Actor, recused: Recused, now: Date): boolean =>
  attempts[settled ? 'settled' : 'open'][action].some((attempt) => {
    try {
      requireSeen(actor, transfer, recused, now, noSuch.transfer(transfer.transferId), settled);
      attempt(transfer, actor, recused, at(now.toISOString(), actor));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return !closing.includes(error.refusal);
    }
  });

const allowed = ({ transfer, settled }: Asked, actor: Actor, recused: Recused, now: Date): readonly Action[] => {
  try {
    return seen(actor, transfer, recused, now, settled)?.allowedActions ?? [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

describe('the allowed actions', () => {
  it('are those that are accepted, whoever asks, in whatever state', () => {
    const met = new Set<Action>();
    fc.assert(
      fc.property(lives, (life) => {
        const transfer = lived(life);
        const recused = recusing(recusals[life.recused] ?? [], register);
        const now = new Date(Date.parse(transfer.changedAt) + life.later * 3_600_000);
        for (const actor of callers) {
          const asked = { transfer, settled: life.settled };
          const promised = allowed(asked, actor, recused, now);
          const accepted = actions.filter((action) => isAccepted(action, asked, actor, recused, now));
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
