import { type Event, hasEnded, type Status, type Transfer } from './transfer.ts';

/** What a record says against its own timeline: the proof that a ledger shows what happened. */

/** The status that an event leaves a transfer in, where it changes it. */
const statusAfter: Partial<Record<Event['event'], Status>> = {
  registered: 'registered',
  dispatched: 'dispatched',
  returned: 'returned',
  acknowledged: 'acknowledged',
  closed: 'closed',
  withdrawn: 'withdrawn',
  rerouted: 'rerouted',
};

/** The same of a reply to a reporter (R6). */
const replyStatusAfter: typeof statusAfter = {
  registered: 'owed-acceptance',
  'acceptance-told': 'waiting',
  'outcome-owed': 'owed-outcome',
  'outcome-told': 'done',
};

/** Contradictions, in words that name what does not fit; empty where record and timeline agree. Timeline in its order. */
export const contradictions = (transfer: Transfer, timeline: readonly Event[]): string[] => {
  const faults: string[] = [];
  const after = transfer.rule === 'reply' ? replyStatusAfter : statusAfter;
  const status = timeline.reduce<Status | undefined>((last, { event }) => after[event] ?? last, undefined);
  if (status !== transfer.status)
    faults.push(`the record is ${transfer.status}, its timeline ends as ${status ?? 'nothing'}`);
  const due = timeline.reduce<string | undefined>((last, { event, detail }) => {
    const set = detail.newDueDate ?? (event in after ? detail.dueDate : undefined);
    return typeof set === 'string' ? set : last;
  }, undefined);
  if (transfer.duty && transfer.duty.dueDate !== due) {
    faults.push(`the record is due on ${transfer.duty.dueDate}, its timeline says ${due ?? 'nothing'}`);
  }
  if (hasEnded(transfer) && transfer.duty) faults.push('the record has ended and still owes a duty');
  const last = timeline.at(-1)?.at;
  if (last !== undefined && last !== transfer.changedAt)
    faults.push('the record was changed at another time than its timeline');
  return faults;
};
