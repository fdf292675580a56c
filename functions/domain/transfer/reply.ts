import { Refusal } from '../errors.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder } from './decision.ts';
import { hasEnded, requireStatus } from './status.ts';
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
  throw new Refusal('wrong-status', 'Nobody reported this clue under their own name: no reply is owed.');
};

/** The reporter was told, and what (`note`, secret). `transferIds`: of the clue; where it made none, nothing has to end before the outcome is told. */
export const tellReporter = (
  reply: Transfer,
  { kind, note, transferIds }: { kind: 'acceptance' | 'outcome'; note: string; transferIds: readonly string[] },
  given: Circumstances,
): Decision => {
  const c = inOrder(reply, given);
  const event = { at: c.now.toISOString(), by: c.by, detail: {}, texts: { note } };
  const done = doneNow(reply, c);
  if (kind === 'acceptance') {
    requireStatus(reply, ['owed-acceptance'], 'told of again');
    return decided(reply, { ...event, event: 'acceptance-told' }, done);
  }
  requireStatus(reply, transferIds.length === 0 ? ['owed-outcome', 'waiting'] : ['owed-outcome'], 'answered');
  return decided(reply, { ...event, event: 'outcome-told' }, done, [{ fact: 'told', transferIds, at: event.at }]);
};

/** Where every transfer of the clue has ended, the outcome is owed, counted from the day on which the last one did. */
export const settleReply = (
  reply: Transfer,
  transfers: readonly Transfer[],
  given: Omit<Circumstances, 'by'>,
): Decision | undefined => {
  const settled = transfers.length > 0 && transfers.every(hasEnded);
  if (reply.rule !== 'reply' || reply.status !== 'waiting' || !settled) return undefined;
  const c = inOrder(reply, { ...given, by: { sub: 'clock', role: 'operator' as const, unitId: null } });
  const last = transfers.map(({ closedAt }) => closedAt ?? '').reduce((a, b) => (a > b ? a : b));
  const duty = begin(reply, 'outcome', new Date(last), c);
  return decided(
    reply,
    { event: 'outcome-owed', at: c.now.toISOString(), by: 'clock', detail: dutyFacts(duty) },
    { ...doneNow(reply, c), duty },
  );
};
