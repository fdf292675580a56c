import { Refusal } from '../errors.ts';
import { begin, type Circumstances, type Decision, decided, doneNow, dutyFacts, inOrder } from './decision.ts';
import { requireStatus } from './status.ts';
import type { Notice, ReturnReason, Transfer } from './transfer.ts';

/** How a transfer goes back to its sender, and how a sender takes it back. */

/** @throws Refusal `bad-input` where a return names a unit that is not registered. */
export const requireSuggested = (suggested: string | null, registered: ReadonlyMap<string, unknown>): void => {
  if (suggested === null || registered.has(suggested)) return;
  const message = `there is no unit ${suggested}: check its id, or leave it out`;
  throw new Refusal('bad-input', `suggested: ${message}.`, [{ path: 'suggested', message }]);
};

/**
 * The receiver sends it back, and names the unit that should have it where it knows; the sender has to correct it, counted
 * from today. `note` is secret.
 */
export const returnTransfer = (
  transfer: Transfer,
  { reason, suggested, note }: { reason: ReturnReason; suggested: string | null; note: string },
  given: Circumstances,
): Decision => {
  requireStatus(transfer, ['dispatched'], 'returned');
  const c = inOrder(transfer, given);
  const at = c.now.toISOString();
  const duty = begin(transfer, 'correct', c.now, c);
  const facts = { reason, ...(suggested ? { suggested } : {}) };
  const notice: Notice = { key: `returned-${transfer.version + 1}`, kind: 'returned', at, to: ['sender'], facts };
  return decided(
    transfer,
    { event: 'returned', at, by: c.by, detail: { ...dutyFacts(duty), ...facts }, texts: { note } },
    { ...doneNow(transfer, c), duty, notices: [notice] },
  );
};

/** The sender takes back what nobody has in hand: nothing is owed any more. `reason` is secret. */
export const withdraw = (transfer: Transfer, reason: string, given: Circumstances): Decision => {
  requireStatus(transfer, ['registered', 'returned'], 'withdrawn');
  const c = inOrder(transfer, given);
  return decided(
    transfer,
    { event: 'withdrawn', at: c.now.toISOString(), by: c.by, detail: {}, texts: { reason } },
    doneNow(transfer, c),
  );
};
