import {
  bareTransfer,
  begin,
  type Circumstances,
  type Decision,
  dutyFacts,
  hasEnded,
  inOrder,
  type Made,
  next,
  requireStatus,
  type Transfer,
} from './transfer.ts';

/**
 * R6: the unit that took a report under the reporter's own name answers that person, once for the clue, however many
 * transfers it made: first that it was accepted, then, when every transfer has ended, what came of it.
 */

/** The reply begins with the clue; the window to tell of the acceptance counts from the day of the report. */
export const beginReply = (made: Omit<Made, 'rule' | 'to'>, c: Circumstances): Decision => {
  const at = c.now.toISOString();
  const bare = bareTransfer({ ...made, rule: 'reply', to: made.from }, 'owed-acceptance', c);
  const duty = begin(bare, 'acceptance', new Date(made.discoveredAt), c);
  return { transfer: { ...bare, duty }, event: { event: 'registered', at, by: c.by, detail: dutyFacts(duty) } };
};

/** The reporter was told. `alone`: the clue made no transfer, so that nothing has to end before the outcome is told. */
export const tellReporter = (
  reply: Transfer,
  { kind, alone }: { kind: 'acceptance' | 'outcome'; alone: boolean },
  asked: Circumstances,
): Decision => {
  const c = inOrder(reply, asked);
  const at = c.now.toISOString();
  if (kind === 'acceptance') {
    requireStatus(reply, ['owed-acceptance'], 'told of again');
    return {
      transfer: next(reply, c, { status: 'waiting', duty: null }),
      event: { event: 'acceptance-told', at, by: c.by, detail: {} },
    };
  }
  requireStatus(reply, alone ? ['owed-outcome', 'waiting'] : ['owed-outcome'], 'answered');
  return {
    transfer: next(reply, c, { status: 'done', closedAt: at, repliedAt: at, duty: null }),
    event: { event: 'outcome-told', at, by: c.by, detail: {} },
  };
};

/** Where every transfer of the clue has ended, the outcome is owed, counted from the day on which the last one did. */
export const settleReply = (
  reply: Transfer,
  transfers: readonly Transfer[],
  asked: Omit<Circumstances, 'by'>,
): Decision | undefined => {
  const settled = transfers.length > 0 && transfers.every(hasEnded);
  if (reply.rule !== 'reply' || reply.status !== 'waiting' || !settled) return undefined;
  const c = inOrder(reply, { ...asked, by: { sub: 'clock', role: 'operator' as const, unitId: null } });
  const last = transfers.map(({ closedAt }) => closedAt ?? '').reduce((a, b) => (a > b ? a : b));
  const duty = begin(reply, 'outcome', new Date(last), c);
  return {
    transfer: next(reply, c, { status: 'owed-outcome', duty }),
    event: { event: 'outcome-owed', at: c.now.toISOString(), by: 'clock', detail: dutyFacts(duty) },
  };
};
