import { Refusal } from '../errors.ts';
import { type FiledCase, noticeOf, requireFiledAt } from '../transfer/case.ts';
import type { Circumstances, Decision, Event } from '../transfer/transfer.ts';
import { receiverOf } from '../units/routing.ts';
import type { Clue } from './clue.ts';

/** R3 on a clue that public security found itself. */

/**
 * The case of a clue that public security found itself: no transfer was made of it, so that the case goes on the clue.
 * @throws Refusal `wrong-status` for any other clue, and for a second case; `bad-input` as fileCase does.
 */
export const fileCaseOfOwn = (
  clue: Clue,
  filed: FiledCase,
  c: Circumstances,
): { event: Event; notice: [Decision, Decision] } => {
  const { clueId, reference, channel, replyId, unitId, regionCode, regionPath, kinds, case: before } = clue;
  if (!kinds.includes('organised-crime') || receiverOf('organised-crime', regionCode) !== unitId) {
    throw new Refusal(
      'wrong-status',
      'Only on a clue of organised crime that public security registered itself; any other case is filed on its transfer: POST /v1/transfers/{id}/case.',
    );
  }
  if (before) {
    throw new Refusal(
      'wrong-status',
      `The case ${before.caseNumber} was filed on it already. Its notice is transfer ${before.transferId}.`,
    );
  }
  requireFiledAt(filed, clue, c);
  const { caseNumber, filedAt, transferId } = filed;
  return {
    event: {
      event: 'case-filed',
      at: c.now.toISOString(),
      by: c.by,
      detail: { caseNumber, filedAt, notice: transferId },
    },
    notice: noticeOf({ clueId, reference, channel, replyId, from: unitId, regionCode, regionPath }, filed, null, c),
  };
};
