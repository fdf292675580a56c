import {
  begin,
  type Circumstances,
  type Decision,
  dutyFacts,
  inOrder,
  type Notice,
  next,
  type ReturnReason,
  requireStatus,
  type Transfer,
} from './transfer.ts';

/** How a transfer goes back to its sender, and how a sender takes it back. */

/** The receiver sends it back, and names the unit that should have it where it knows; the sender has to correct it, counted from today. */
export const returnTransfer = (
  transfer: Transfer,
  { reason, suggested }: { reason: ReturnReason; suggested: string | null },
  asked: Circumstances,
): Decision => {
  requireStatus(transfer, ['dispatched'], 'returned');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const duty = begin(transfer, 'correct', c.now, c);
  const facts = { reason, ...(suggested ? { suggested } : {}) };
  const notice: Notice = { key: `returned-${transfer.version + 1}`, kind: 'returned', at, to: ['sender'], facts };
  const returned = next(transfer, c, { status: 'returned', returned: { reason, suggested }, duty });
  return {
    transfer: { ...returned, notices: [...returned.notices, notice] },
    event: { event: 'returned', at, by: c.by, detail: { ...dutyFacts(duty), ...facts } },
  };
};

/** The sender takes back what nobody has in hand: nothing is owed any more. */
export const withdraw = (transfer: Transfer, asked: Circumstances): Decision => {
  requireStatus(transfer, ['registered', 'returned'], 'withdrawn');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  return {
    transfer: next(transfer, c, { status: 'withdrawn', closedAt: at, duty: null }),
    event: { event: 'withdrawn', at, by: c.by, detail: {} },
  };
};
