import { Refusal } from '../errors.ts';
import { type FiledCase, noticeOf, requireFiledAt, requireNoCase, requireNoticeReceiver } from '../transfer/case.ts';
import type { Circumstances } from '../transfer/decision.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Recused } from '../units/recusal.ts';
import type { Register } from '../units/units.ts';
import { type Clue, keptKinds } from './clue.ts';
import type { ClueDecision } from './decision.ts';

/** R3 on a clue that public security found itself. */

/**
 * The case of a clue that public security found itself: no transfer was made of it, so that the case goes on the clue.
 * `notice`: as it was dispatched.
 * @throws Refusal `wrong-status` for any other clue, and for a second case; `bad-input`, `no-receiver` as fileCase does.
 */
export const fileCaseOfOwn = (
  clue: Clue,
  filed: FiledCase,
  register: Register,
  recused: Recused,
  c: Circumstances,
): ClueDecision & { notice: Transfer } => {
  const { clueId, reference, channel, replyId, unitId, regionCode } = clue;
  if (!keptKinds(clue).includes('organised-crime')) {
    throw new Refusal('wrong-status', {
      zh: '仅公安机关自行登记的涉黑涉恶线索可以在此登记立案；其他线索请在其移送件上登记立案。',
      en: 'Only on a clue of organised crime that public security registered itself; any other case is filed on its transfer.',
    });
  }
  requireNoCase(clue.case, true);
  requireFiledAt(filed, clue, c);
  const receiver = requireNoticeReceiver(regionCode, register, recused);
  const { caseNumber, filedAt, transferId } = filed;
  const about = { clueId, reference, channel, replyId, from: unitId };
  const { fact, notice } = noticeOf(about, filed, receiver, null, c);
  return {
    record: { ...clue, case: filed, transferIds: [...clue.transferIds, transferId] },
    event: {
      event: 'case-filed',
      at: c.now.toISOString(),
      by: c.by,
      detail: { caseNumber, filedAt, notice: transferId },
    },
    facts: [fact],
    notice,
  };
};
