import * as z from 'zod';
import { instantOrDate } from '../calendar/moments.ts';
import { dateIn } from '../calendar/time.ts';
import { Refusal } from '../errors.ts';
import { receiverOf } from '../units/routing.ts';
import { dispatch, registerTransfer } from './life.ts';
import {
  type Circumstances,
  type Decision,
  inOrder,
  type Made,
  requireStatus,
  seatOf,
  type Transfer,
} from './transfer.ts';

/** R3: public security files a case on a clue, and tells the discipline inspection organ of its own level and region. */

/** The body of a request that files a case. */
export const filing = z.strictObject({
  filedAt: instantOrDate,
  caseNumber: z.string().trim().min(1, 'must not be empty').max(100),
});

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
  requireFiledAt(filed, transfer, c);
  const notice = noticeOf({ clueId, reference, channel, replyId, from: to, ...seat }, filed, transfer.transferId, c);
  const { caseNumber, filedAt } = filed;
  const at = c.now.toISOString();
  return {
    decision: {
      transfer: { ...transfer, case: filed, changedAt: at, version: transfer.version + 1 },
      event: { event: 'case-filed', at, by: c.by, detail: { caseNumber, filedAt, notice: filed.transferId } },
    },
    notice,
  };
};

/** @throws Refusal `bad-input` */
export const requireFiledAt = (
  { filedAt }: FiledCase,
  { discoveredAt }: { discoveredAt: string },
  c: Circumstances,
): void => {
  const future = Date.parse(filedAt) > c.now.getTime() + clockSkew;
  const dayOf = (instant: string) => dateIn(c.settings.timeZone, new Date(instant));
  if (!future && dayOf(filedAt) >= dayOf(discoveredAt)) return;
  const message = future ? 'lies in the future: give the day of the filing' : 'lies before the clue was found';
  throw new Refusal('bad-input', `filedAt ${message}.`, [{ path: 'filedAt', message }]);
};

/** The notice, registered and dispatched. `origin`: the transfer on which the case was filed, if there is one. */
export const noticeOf = (
  about: Pick<Made, 'clueId' | 'reference' | 'channel' | 'replyId' | 'from' | 'regionCode' | 'regionPath'>,
  { caseNumber, filedAt, transferId }: FiledCase,
  origin: string | null,
  c: Circumstances,
): [Decision, Decision] => {
  const made = registerTransfer(
    {
      ...about,
      seat: seatOf(about.regionPath),
      transferId,
      rule: 'case-notice',
      to: receiverOf('case-notice', about.regionCode),
      discoveredAt: filedAt,
    },
    c,
  );
  return [made, dispatch({ ...made.transfer, case: { caseNumber, filedAt, transferId: origin } }, c)];
};
