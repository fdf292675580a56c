import { badField, Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import { canTake, type Recused } from '../units/recusal.ts';
import { type Register, regionPath } from '../units/units.ts';
import { type Circumstances, type Decision, decided, doneNow, inOrder, madeBy, officeFact } from './decision.ts';
import { isLate } from './duties.ts';
import { type Came, dispatch, tellLate } from './life.ts';
import { requireStatus } from './status.ts';
import { bareTransfer, type ProposalKind, seatOf, type Transfer } from './transfer.ts';

/** How a clue goes on with another receiver: in a transfer of its own, so that each receiver keeps what it had in its ledger. */

/** The transfer that goes on, and the unit that gets it. */
export interface Successor {
  transferId: string;
  to: string;
}

/** What its receiver is told of the proposal by which it gets the clue: who approved it, and who handled the clue before. */
export const cameBy = ({ to: former }: Pick<Transfer, 'to'>, kind: ProposalKind, c: Circumstances): Came => ({
  kind,
  former,
  ...officeFact(c),
});

/**
 * Dispatched at once, with windows of its own: what its predecessor was late by is not its delay. `note` is secret; `came`: by which
 * proposal, if by one.
 */
export const successorOf = (
  transfer: Transfer,
  { transferId, to }: Successor,
  register: Register,
  c: Circumstances,
  { note = '', came }: { note?: string; came?: Came } = {},
): Decision => {
  const { clueId, reference, rule, from, channel, replyId, discoveredAt } = transfer;
  const seat = seatOf(regionPath(register.regions, to.slice(0, 6)).map(({ code }) => code));
  const bare = bareTransfer(
    { transferId, clueId, reference, rule, from, to, channel, replyId, discoveredAt, ...seat },
    c,
  );
  return dispatch(
    {
      ...bare,
      predecessor: transfer.transferId,
      case: transfer.case,
      ...(transfer.notice ? { notice: transfer.notice } : {}),
    },
    c,
    note,
    came,
  );
};

const requireNamed = ({ from, to, returned }: Transfer, wanted: string, register: Register, recused: Recused): void => {
  const fault = (message: Text): never => {
    throw badField('to', message);
  };
  if (wanted !== returned?.suggested) {
    fault(
      returned?.suggested
        ? {
            zh: `该移送件只能移送 ${to}，或者退回时建议的 ${returned.suggested}`,
            en: `this transfer goes to ${to} or, as its return says, to ${returned.suggested}`,
          }
        : {
            zh: `该移送件只能移送 ${to}，退回时未建议其他单位；应由其他单位接收的，请撤销后重新登记线索`,
            en: `this transfer goes to ${to}: its return names no other unit; withdraw it and submit the clue anew where it belongs elsewhere`,
          },
    );
  }
  const unit =
    register.units.get(wanted) ??
    fault({
      zh: `单位 ${wanted} 已不在单位名册中，请与系统管理员联系`,
      en: `there is no unit ${wanted} any more: ask an operator`,
    });
  if (wanted === from || !canTake(recused, unit)) {
    fault({
      zh: `${wanted} 不能接收该线索，请移送 ${to}`,
      en: `${wanted} cannot take this clue: dispatch it to ${to}`,
    });
  }
};

/** Whoever dispatches a clue for the first time names no receiver. @throws Refusal `wrong-status` */
const requireSentBefore = ({ status }: Transfer): void => {
  if (status !== 'registered') return;
  throw new Refusal('wrong-status', {
    zh: '首次移送由系统确定接收单位，请去掉接收单位（to）后再提交。',
    en: 'The system chooses the receiver of a first dispatch: leave to out, and send it again.',
  });
};

/**
 * A transfer that came back is dispatched to the unit that its return named: it ends as rerouted, its successor goes on.
 * `note`, secret: what was corrected.
 * @throws Refusal `wrong-status`; `bad-input` where the return names another unit or none, or a recused one.
 */
const redirect = (
  transfer: Transfer,
  { note, ...successor }: Successor & { note: string },
  register: Register,
  recused: Recused,
  given: Circumstances,
): Decision => {
  requireSentBefore(transfer);
  requireStatus(transfer, ['returned'], 'redirect');
  requireNamed(transfer, successor.to, register, recused);
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const late = transfer.late || isLate(transfer.duty, c.now);
  const goesOn = successorOf(transfer, successor, register, c, { note });
  const told = late && !transfer.late ? [tellLate(transfer, transfer.duty, c)] : [];
  return decided(
    transfer,
    {
      event: 'rerouted',
      at,
      by: c.by,
      detail: { units: [successor.to], successors: [successor.transferId], late },
      ...(note === '' ? {} : { texts: { note } }),
    },
    doneNow(transfer, c),
    [madeBy([{ ...goesOn, record: { ...goesOn.record, notices: [...told, ...goesOn.record.notices] } }])],
  );
};

/** A returned transfer goes to its receiver again, corrected, or to the unit that its return named; a registered one for the first time. */
export const dispatchTo = (
  transfer: Transfer,
  { to, note, successorId }: { to: string | null; note: string; successorId: string },
  register: Register,
  recused: Recused,
  c: Circumstances,
): Decision =>
  to === null || to === transfer.to
    ? dispatch(transfer, c, note)
    : redirect(transfer, { to, note, transferId: successorId }, register, recused, c);
