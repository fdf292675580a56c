import { monthsUntil } from '../calendar/time.ts';
import type { Event } from './events.ts';
import { changesDuty, evolve } from './evolve.ts';
import { hasEnded } from './status.ts';
import { type Transfer, untouched } from './transfer.ts';

/** What a record says against its own timeline: the proof that a ledger shows what happened. */

/** The record as nothing had happened to it. What came with it from elsewhere stays: parties, times, the case of a notice. */
const beginning = (transfer: Transfer): Transfer => ({
  ...transfer,
  ...untouched,
  status: 'registered',
  case: transfer.predecessor !== null || transfer.rule === 'case-notice' ? transfer.case : null,
  ...(transfer.rule === 'reply' ? {} : { repliedAt: transfer.repliedAt }),
  ...(transfer.rule === 'supplement' ? { dispatchedAt: transfer.registeredAt } : {}),
  ...(transfer.supplements || transfer.supplement ? { supplement: null, supplements: [] } : {}),
});

/** What of a record its timeline tells; the version of a reply grows without an event where a transfer that it waits for ends. */
const toldFields = [
  ...(['late', 'dispatchedAt', 'acknowledgedAt', 'acknowledgedBy', 'closedAt', 'feedbackAt', 'outcome'] as const),
  ...(['repliedAt', 'escalations', 'extension', 'proposal', 'returned', 'case', 'officers', 'successors'] as const),
  ...(['supplement', 'supplements'] as const),
  ...(['contentVersion', 'acknowledgedByName', 'acknowledgedByOffice'] as const),
] as const satisfies readonly (keyof Transfer)[];

/** Whether two plain values say the same, whatever the order of their fields. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(Reflect.get(a, key), Reflect.get(b, key)));
};

/** The due date after an event, as the event says it. */
const dueAfter = (due: string | undefined, { event, detail }: Event): string | undefined => {
  if ('newDueDate' in detail && detail.newDueDate !== undefined) return detail.newDueDate;
  return changesDuty(event) && 'dueDate' in detail ? detail.dueDate : due;
};

/** The record and the due date that the timeline leads to; null after the first event that lacks what makes it one. */
const followed = (transfer: Transfer, timeline: readonly Event[]) => {
  let [after, due, count]: [Transfer, string | undefined, number] = [beginning(transfer), undefined, 0];
  for (const event of timeline) {
    try {
      [after, due] = [evolve(after, event), dueAfter(due, event)];
    } catch {
      return { after: null, due, count };
    }
    count += 1;
  }
  return { after, due, count };
};

/** Contradictions, in words that name what does not fit; empty where record and timeline agree. Timeline in its order. */
export const contradictions = (transfer: Transfer, timeline: readonly Event[]): string[] => {
  const { after, due, count } = followed(transfer, timeline);
  if (!after) return [`its timeline cannot be followed beyond event ${count}`];
  const faults: string[] = [];
  if (timeline.length === 0 || after.status !== transfer.status) {
    faults.push(
      `the record is ${transfer.status}, its timeline ends as ${timeline.length === 0 ? 'nothing' : after.status}`,
    );
  }
  if (transfer.duty && transfer.duty.dueDate !== due) {
    faults.push(`the record is due on ${transfer.duty.dueDate}, its timeline says ${due ?? 'nothing'}`);
  }
  if (hasEnded(transfer) && transfer.duty) faults.push('the record has ended and still owes a duty');
  if (timeline.length > 0 && after.changedAt !== transfer.changedAt)
    faults.push('the record was changed at another time than its timeline');
  for (const field of toldFields) {
    if (!same(transfer[field] ?? null, after[field] ?? null))
      faults.push(`the record says another ${field} than its timeline`);
  }
  if (transfer.rule !== 'reply' && after.version !== transfer.version)
    faults.push(`the record is at version ${transfer.version}, its timeline counts ${after.version}`);
  return faults;
};

export type LedgerSide = 'sent' | 'received';

/** The transfers that each unit's ledger must show, by side: what was dispatched stands with its receiver too. */
export const expectedInLedgers = (
  transfers: readonly Transfer[],
): { side: LedgerSide; unitId: string; rows: { transferId: string; at: string }[] }[] => {
  const bySide = (side: LedgerSide, of: (transfer: Transfer) => string, at: (transfer: Transfer) => string | null) =>
    [...Map.groupBy(transfers, of)].map(([unitId, some]) => ({
      side,
      unitId,
      rows: some.flatMap((transfer) => {
        const time = at(transfer);
        return time === null ? [] : [{ transferId: transfer.transferId, at: time }];
      }),
    }));
  return [
    ...bySide(
      'sent',
      ({ from }) => from,
      ({ registeredAt }) => registeredAt,
    ),
    ...bySide(
      'received',
      ({ to }) => to,
      ({ dispatchedAt }) => dispatchedAt,
    ),
  ].filter(({ rows }) => rows.length > 0);
};

/** Months that are gone through in turn, besides the present one. */
const round = 24;

const dayNumber = (today: string): number => Math.floor(Date.parse(today) / 86_400_000);

/** Months that a province can have records of: ten years. */
export const everyMonth = (today: string): string[] => monthsUntil(today.slice(0, 7), 120);

/** The table is gone through in so many parts, one a day, beside the months. */
export const partsOfTable = 24;

/** The part of a day of the province. */
export const partToVerify = (today: string): number => dayNumber(today) % partsOfTable;

/** This month and, day by day, one of those before it: the whole of two years comes up every 24 days. A day of the province. */
export const monthsToVerify = (today: string): string[] => {
  const months = monthsUntil(today.slice(0, 7), round + 1);
  const older = months[dayNumber(today) % round];
  return [...new Set([months.at(-1) ?? '', older ?? ''])];
};
