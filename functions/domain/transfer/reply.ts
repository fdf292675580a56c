import { Refusal } from '../errors.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder } from './decision.ts';
import type { Duty } from './duties.ts';
import { hasEnded, requireStatus, type Status } from './status.ts';
import { bareTransfer, type Made, type Transfer } from './transfer.ts';

/**
 * R6: the unit that took a report under the reporter's own name answers that person, once for the clue, however many
 * transfers it made: first that it was accepted, then, when every transfer has ended, what came of it.
 */

/** The reply begins with the clue; the window to tell of the acceptance counts from the day of the report. */
export const beginReply = (made: Omit<Made, 'rule' | 'to'>, c: Circumstances): Decision => {
  const bare = bareTransfer({ ...made, rule: 'reply', to: made.from }, c);
  const duty = begin(bare, 'acceptance', new Date(made.discoveredAt), c);
  return decided(bare, { event: 'registered', at: c.now.toISOString(), by: c.by, detail: dutyFacts(duty) }, { duty });
};

/** Id of the reply that a clue owes. @throws Refusal `wrong-status` for a clue that nobody reported under their own name. */
export const requireReply = ({ replyId }: { replyId: string | null }): string => {
  if (replyId !== null) return replyId;
  throw new Refusal('wrong-status', {
    zh: '该线索不是实名举报，无须答复举报人。',
    en: 'Nobody reported this clue under their own name: no reply is owed.',
  });
};

/** Counted from the day on which the last transfer ended; null where there was none, or one goes on. */
const outcomeOwed = (reply: Transfer, transfers: readonly Transfer[], c: Circumstances): Duty | null => {
  if (transfers.length === 0 || !transfers.every(hasEnded)) return null;
  const last = transfers.map(({ closedAt }) => closedAt ?? '').reduce((a, b) => (a > b ? a : b));
  return begin(reply, 'outcome', new Date(last), c);
};

/** Whether the outcome may be told: it is owed or, of a clue that its unit kept or whose transfers have all ended, waited for. */
const mayTellOutcome = ({ status }: Transfer, transfers: readonly { status: Status }[]): boolean =>
  status === 'owed-outcome' || (status === 'waiting' && transfers.every(hasEnded));

/** The reporter was told, and what (`note`, secret). `transfers`: all of the clue. */
export const tellReporter = (
  reply: Transfer,
  { kind, note, transfers }: { kind: 'acceptance' | 'outcome'; note: string; transfers: readonly Transfer[] },
  given: Circumstances,
): Decision => {
  const c = inOrder(reply, given);
  const event = { at: c.now.toISOString(), by: c.by, detail: {}, texts: { note } };
  if (kind === 'acceptance') {
    requireStatus(reply, ['owed-acceptance'], 'acceptance');
    return decided(reply, { ...event, event: 'acceptance-told' }, doneNow(reply, c));
  }
  if (!mayTellOutcome(reply, transfers)) requireStatus(reply, ['owed-outcome'], 'outcome');
  // Its workflow may not have looked yet: then the window has only begun.
  const owing = reply.status === 'waiting' ? { ...reply, duty: outcomeOwed(reply, transfers, c) } : reply;
  const transferIds = transfers.map(({ transferId }) => transferId);
  return decided(owing, { ...event, event: 'outcome-told' }, doneNow(owing, c), [
    { fact: 'told', transferIds, at: event.at },
  ]);
};

/** Where every transfer of the clue has ended, the outcome is owed, counted from the day on which the last one did. */
export const settleReply = (
  reply: Transfer,
  transfers: readonly Transfer[],
  given: Omit<Circumstances, 'by'>,
): Decision | undefined => {
  if (reply.rule !== 'reply' || reply.status !== 'waiting') return undefined;
  const c = inOrder(reply, { ...given, by: { sub: 'clock', role: 'operator' as const, unitId: null } });
  const duty = outcomeOwed(reply, transfers, c);
  if (!duty) return undefined;
  return decided(
    reply,
    { event: 'outcome-owed', at: c.now.toISOString(), by: 'clock', detail: dutyFacts(duty) },
    { ...doneNow(reply, c), duty },
  );
};
