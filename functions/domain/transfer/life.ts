import { Refusal } from '../errors.ts';
import {
  bareTransfer,
  begin,
  type Circumstances,
  type Decision,
  dutyFacts,
  inOrder,
  isLate,
  type Made,
  type Notice,
  next,
  requireStatus,
  type Transfer,
} from './transfer.ts';

/** The life of a transfer from its registration to its closing: each decision takes the record and what is asked, and gives the new record with its event. */

/** The sender was late: its supervisors are told at once, and once. */
export const tellLate = (at: string): Notice => ({ key: 'late', kind: 'late', at, to: ['sender-supervisors'] });

/** R1 to R3: a clue is registered for one receiver; the window to dispatch it began on the day of discovery, or of filing. */
export const registerTransfer = (made: Made, c: Circumstances): Decision => {
  const at = c.now.toISOString();
  const bare = bareTransfer(made, 'registered', c);
  const duty = begin(bare, 'dispatch', new Date(made.discoveredAt), c);
  const late = isLate(duty, c.now);
  return {
    transfer: { ...bare, late, duty, notices: late ? [tellLate(at)] : [] },
    event: { event: 'registered', at, by: c.by, detail: { ...dutyFacts(duty), late } },
  };
};

/** The sender hands the clue over, or again and corrected; R4 starts: the receiver has to acknowledge, counted from today. */
export const dispatch = (transfer: Transfer, asked: Circumstances): Decision => {
  requireStatus(transfer, ['registered', 'returned'], 'dispatched');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const late = transfer.late || isLate(transfer.duty, c.now);
  const duty = begin(transfer, 'acknowledge', c.now, c);
  const newlyLate = late && !transfer.late ? { notices: [...transfer.notices, tellLate(at)] } : {};
  const corrected = transfer.status === 'returned' ? { corrected: true } : {};
  return {
    transfer: next(transfer, c, {
      status: 'dispatched',
      late,
      dispatchedAt: at,
      returned: null,
      duty,
      ...newlyLate,
    }),
    event: { event: 'dispatched', at, by: c.by, detail: { ...dutyFacts(duty), late, ...corrected } },
  };
};

/** R7: who acknowledges a case notice names the officers that follow the case. */
const requireOfficers = ({ rule }: Transfer, officers: readonly string[]): void => {
  if ((rule === 'case-notice') === officers.length > 0) return;
  const message =
    rule === 'case-notice'
      ? 'name the officers assigned for early involvement'
      : 'belong to the acknowledgement of a case notice only: leave them out';
  throw new Refusal('bad-input', `officers: ${message}.`, [{ path: 'officers', message }]);
};

/** The receiver takes it; R5 starts: feedback, counted from today. */
export const acknowledge = (transfer: Transfer, asked: Circumstances, officers: readonly string[] = []): Decision => {
  requireStatus(transfer, ['dispatched'], 'acknowledged');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  requireOfficers(transfer, officers);
  const duty = begin(transfer, 'feedback', c.now, c);
  const named = officers.length > 0 ? { officers } : {};
  const overdue = isLate(transfer.duty, c.now);
  return {
    transfer: next(transfer, c, {
      status: 'acknowledged',
      acknowledgedAt: at,
      acknowledgedBy: c.by.sub,
      officers,
      duty,
    }),
    event: { event: 'acknowledged', at, by: c.by, detail: { ...dutyFacts(duty), overdue, ...named } },
  };
};

/** R5: interim feedback leaves the duty as it is, final feedback closes the transfer. */
export const feedback = (
  transfer: Transfer,
  { final, outcome }: { final: boolean; outcome: string },
  asked: Circumstances,
): Decision => {
  requireStatus(transfer, ['acknowledged'], 'reported back on');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const detail = { outcome, overdue: isLate(transfer.duty, c.now) };
  const version = transfer.version + 1;
  const notice: Notice = { key: `feedback-${version}`, kind: 'feedback', at, to: ['sender'], facts: { final } };
  const notices = [...transfer.notices, notice];
  if (!final) {
    return {
      transfer: { ...transfer, outcome, feedbackAt: at, notices, changedAt: at, version },
      event: { event: 'interim-feedback', at, by: c.by, detail },
    };
  }
  return {
    transfer: next({ ...transfer, notices }, c, {
      status: 'closed',
      closedAt: at,
      feedbackAt: at,
      outcome,
      duty: null,
    }),
    event: { event: 'closed', at, by: c.by, detail },
  };
};
