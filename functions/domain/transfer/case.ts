import * as z from 'zod';
import { instantOrDate } from '../calendar/moments.ts';
import { dateIn } from '../calendar/time.ts';
import { badField, Refusal } from '../errors.ts';
import { ruleNames } from '../names.ts';
import type { Recused } from '../units/recusal.ts';
import { type Receiver, requireReceiver } from '../units/routing.ts';
import { type Register, regionPath } from '../units/units.ts';
import { type Circumstances, type Decision, decided, type Fact, inOrder, madeBy } from './decision.ts';
import { beginTransfer, dispatch } from './life.ts';
import { requireStatus } from './status.ts';
import { type Made, seatOf, type Transfer } from './transfer.ts';

/** R3: public security files a case on a clue, and tells the discipline inspection organ of its own level and region. */

/** The body of a request that files a case. */
export const filing = z.strictObject({
  filedAt: instantOrDate,
  caseNumber: z.string().trim().min(1).max(100),
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
 * Who is told of a case that a unit of the region filed: the discipline inspection organ there, or above where that must not hear of it.
 * @throws Refusal `no-receiver` where the region or that organ is not registered, or none may hear of it.
 */
export const requireNoticeReceiver = (regionCode: string, { regions, units }: Register, recused: Recused): Receiver => {
  const path = regionPath(regions, regionCode);
  if (path.length > 0) return requireReceiver('case-notice', path, units, recused);
  throw new Refusal('no-receiver', {
    zh: `行政区划 ${regionCode} 尚未登记，请系统管理员先行登记。`,
    en: `The region ${regionCode} is not registered. An operator must register it first.`,
  });
};

/** `isOwn`: the unit that files knows of the notice. @throws Refusal `wrong-status` for a second case. */
export const requireNoCase = (
  before: { caseNumber: string; transferId: string | null } | null | undefined,
  isOwn: boolean,
): void => {
  if (!before) return;
  const { caseNumber, transferId } = before;
  throw new Refusal('wrong-status', {
    zh: `该线索已登记立案（${caseNumber}），无须再次登记。${isOwn ? `立案通报的移送编号为 ${transferId}。` : ''}`,
    en: `The case “${caseNumber}” was filed on it already: nothing more is to be done.${isOwn ? ` Its notice is transfer ${transferId}.` : ''}`,
  });
};

/**
 * The case goes on the transfer, and its notice is registered and dispatched at once.
 * @throws Refusal `no-receiver`; `wrong-status`; `bad-input` for a filing in the future or before the clue was found.
 */
export const fileCase = (
  transfer: Transfer,
  filed: FiledCase,
  register: Register,
  recused: Recused,
  given: Circumstances,
): Decision => {
  const { rule, clueId, reference, channel, replyId, to, case: before } = transfer;
  if (rule !== 'organised-crime') {
    throw new Refusal('wrong-status', {
      zh: `仅涉黑涉恶线索可以登记立案，该移送件属于${ruleNames[rule].zh}。`,
      en: `A case is filed on a clue of organised crime only, and the kind of this transfer is ${ruleNames[rule].en}.`,
    });
  }
  requireStatus(transfer, ['acknowledged'], 'case');
  requireNoCase(before, transfer.notice?.from === to);
  const receiver = requireNoticeReceiver(to.slice(0, 6), register, recused);
  const c = inOrder(transfer, given);
  requireFiledAt(filed, transfer, c);
  const about = { clueId, reference, channel, replyId, from: to };
  const { fact, notice } = noticeOf(about, filed, receiver, transfer, c);
  const { caseNumber, filedAt, transferId } = filed;
  return decided(
    transfer,
    {
      event: 'case-filed',
      at: c.now.toISOString(),
      by: c.by,
      detail: { caseNumber, filedAt, notice: transferId },
    },
    { notice: { from: notice.from, to: notice.to, regionPath: notice.regionPath } },
    [fact],
  );
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
  throw badField(
    'filedAt',
    future
      ? { zh: '晚于当前时间，请填写实际立案的日期', en: 'lies in the future: give the day of the filing' }
      : { zh: '早于发现线索的日期，请核对立案日期', en: 'lies before the clue was found: check the day of the filing' },
  );
};

/** The notice, registered and dispatched, as a fact of the filing. `origin`: the transfer on which the case was filed, if there is one. */
export const noticeOf = (
  about: Pick<Made, 'clueId' | 'reference' | 'channel' | 'replyId' | 'from'>,
  { caseNumber, filedAt, transferId }: FiledCase,
  { to, regionPath: path }: Receiver,
  origin: Transfer | null,
  c: Circumstances,
): { fact: Fact; notice: Transfer } => {
  const made = beginTransfer(
    {
      ...about,
      ...seatOf(path),
      transferId,
      rule: 'case-notice',
      to,
      discoveredAt: filedAt,
    },
    c,
  );
  const filed = { caseNumber, filedAt, transferId: origin?.transferId ?? null };
  const dispatched = dispatch({ ...made.record, case: filed }, c);
  return { fact: madeBy([made, dispatched]), notice: dispatched.record };
};
