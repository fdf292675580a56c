import { Refusal } from './errors.ts';
import { dispatch, registerTransfer } from './life.ts';
import { receiverOf } from './routing.ts';
import { dateIn } from './time.ts';
import { type Circumstances, type Decision, inOrder, requireStatus, seatOf, type Transfer } from './transfer.ts';

/** R3: public security files a case on a clue, and tells the discipline inspection organ of its own level and region. */

export interface FiledCase {
  caseNumber: string;
  /** Instant (UTC); the window to dispatch the notice counts from its day. */
  filedAt: string;
  /** Id of the notice. */
  transferId: string;
}

/** Callers' clocks are not exact: so much of the future, in milliseconds, still counts as now. */
const clockSkew = 60_000;

/**
 * The case goes on the transfer, and its notice is registered and dispatched at once.
 * @throws Refusal `wrong-status`; `bad-input` for a filing in the future or before the clue was found.
 */
export const fileCase = (
  transfer: Transfer,
  filed: FiledCase,
  seat: { regionCode: string; regionPath: readonly string[] },
  asked: Circumstances,
): { decision: Decision; notice: [Decision, Decision] } => {
  const { rule, clueId, reference, channel, replyId, to, case: before } = transfer;
  if (rule !== 'organised-crime') {
    throw new Refusal('wrong-status', `A case is filed on a clue of organised crime; this transfer is a ${rule}.`);
  }
  requireStatus(transfer, ['acknowledged'], 'taken as the ground of a case');
  if (before) {
    throw new Refusal(
      'wrong-status',
      `The case ${before.caseNumber} was filed on it already. Its notice is transfer ${before.transferId}.`,
    );
  }
  const c = inOrder(transfer, asked);
  const future = Date.parse(filed.filedAt) > c.now.getTime() + clockSkew;
  const dayOf = (instant: string) => dateIn(c.settings.timeZone, new Date(instant));
  if (future || dayOf(filed.filedAt) < dayOf(transfer.discoveredAt)) {
    const message = future ? 'lies in the future: give the day of the filing' : 'lies before the clue was found';
    throw new Refusal('bad-input', `filedAt ${message}.`, [{ path: 'filedAt', message }]);
  }
  const made = registerTransfer(
    {
      seat: seatOf(seat.regionPath),
      ...{ clueId, reference, channel, replyId, ...seat },
      transferId: filed.transferId,
      rule: 'case-notice',
      from: to,
      to: receiverOf('case-notice', seat.regionCode),
      discoveredAt: filed.filedAt,
    },
    c,
  );
  const { caseNumber, filedAt } = filed;
  const notice = { ...made.transfer, case: { caseNumber, filedAt, transferId: transfer.transferId } };
  const at = c.now.toISOString();
  return {
    decision: {
      transfer: { ...transfer, case: filed, changedAt: at, version: transfer.version + 1 },
      event: { event: 'case-filed', at, by: c.by, detail: { caseNumber, filedAt, notice: filed.transferId } },
    },
    notice: [made, dispatch(notice, c)],
  };
};
