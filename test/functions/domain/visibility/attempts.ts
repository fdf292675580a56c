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
import { type Action, mayAct, mayAskExtension, mayDecide } from '../../../../functions/domain/visibility/acts.ts';
import { registerOf, unitWith } from '../records.ts';
import * as steps from '../steps.ts';

/** What each allowed action's route does, tried on records. */

export const court = '371402-court';
export const top = '370000-leading-group-office';
export const register = registerOf(...steps.register.units.values(), ...[court, top].map((id) => unitWith(id)));

/** `all`: every transfer of the clue. */
type Attempt = (
  transfer: Transfer,
  actor: Actor,
  recused: Recused,
  c: Circumstances,
  all: readonly Transfer[],
) => unknown;

/** What each route does. */
export const attempts: Readonly<Record<Action, readonly Attempt[]>> = {
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
      (reply, actor, _, c, all) => {
        mayAct(actor, 'reply', reply);
        return tellReporter(reply, { kind, note: '', transfers: all }, c);
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
