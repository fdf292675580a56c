import { type Duty, dutyAsKept, dutyToKeep, overdueFrom } from '../../domain/transfer/duties.ts';
import type { Head } from '../../domain/transfer/timeline.ts';
import { holdsPlace, isOpen, standsBeside, type Transfer } from '../../domain/transfer/transfer.ts';
import { type Basis, defaultWindow } from '../../domain/windows.ts';
import type { KeptRecusal } from '../recusal.ts';
import { digestAttribute } from './digest.ts';
import { type Key, keys, lineageAttribute, shardOf } from './schema.ts';
import { type Condition, ifStill } from './table.ts';

/** A transfer as the table has it. */

export interface Stored {
  transfer: Transfer;
  /** Grows with every write of the record: each write is on condition that nobody wrote in between. */
  revision: number;
  head: Head;
  /** Token of the task that waits for the next milestone. */
  token: string | null;
  /** Instant (UTC) at which the workflow should act next; null where nothing is to be told any more. */
  wakeAt: string | null;
  /** Those who must not hear of it. */
  recused: KeptRecusal;
}

/** Attributes that are null on the record and left out of the item: an index key may not be null. */
const leftOut = [
  ...(['dispatchedAt', 'acknowledgedAt', 'acknowledgedBy', 'closedAt'] as const),
  ...(['acknowledgedByName', 'acknowledgedByOffice'] as const),
  ...(['feedbackAt', 'outcome', 'repliedAt'] as const),
] satisfies (keyof Transfer)[];
const nulls = Object.fromEntries(leftOut.map((name) => [name, null]));

/** Of the mechanism's own window, which a duty keeps no basis of. */
const usualBasis = ({ name }: Pick<Duty, 'name'>, rule: Transfer['rule']): Basis =>
  defaultWindow(name, rule === 'supplement' ? 'organised-crime' : rule).basis;

/** The item of a record. */
export const itemOf = ({ transfer: { lineage, ...transfer }, revision, head, token, recused, wakeAt }: Stored) => ({
  ...keys.transfer(transfer.transferId),
  [lineageAttribute]: lineage,
  ...Object.fromEntries(Object.entries(transfer).filter(([name, value]) => value !== null || !(name in nulls))),
  revision,
  ...head,
  token,
  recused,
  // Under other names, so that it is in no ledger and in no statistics.
  ...(standsBeside(transfer)
    ? { from: undefined, heldBy: transfer.from, month: undefined, inMonth: transfer.month }
    : {}),
  // Overdue, it is listed with the unit that owes it.
  ...(transfer.rule === 'supplement'
    ? { to: transfer.from, neededBy: transfer.to, dispatchedAt: undefined, knownFrom: transfer.dispatchedAt }
    : {}),
  // What cannot become overdue now is not among the overdue.
  ...(transfer.duty
    ? {
        duty: dutyToKeep(transfer.duty, usualBasis(transfer.duty, transfer.rule)),
        dueAt: overdueFrom(transfer.duty) ?? undefined,
        owedBy: transfer.duty.owedBy,
      }
    : {}),
  // Only what is open is watched.
  ...(isOpen(transfer) ? { shard: shardOf(transfer.transferId), wakeAt } : {}),
});

type Kept = Parameters<typeof dutyAsKept>[0];

/** Where a transfer is dealt with. Records of before name the regions that oversaw a predecessor as well. */
const seatOfLineage = (lineage: string) => ({ lineage, regionPath: lineage.split('/').reverse() });

export const fromItem = (item: Record<string, unknown>): Stored => {
  const {
    pk: _pk,
    sk: _sk,
    [digestAttribute]: _digest,
    revision,
    events,
    head,
    token,
    recused,
    shard: _shard,
    wakeAt,
    heldBy,
    inMonth,
    neededBy,
    knownFrom,
    duty,
    dueAt: _dueAt,
    owedBy: _owedBy,
    [lineageAttribute]: lineage,
    ...transfer
  } = item;
  return {
    transfer: {
      ...nulls,
      ...(heldBy ? { from: heldBy, month: inMonth } : {}),
      ...transfer,
      ...(neededBy ? { to: neededBy, dispatchedAt: knownFrom } : {}),
      duty: duty ? dutyAsKept(duty as Kept, usualBasis(duty as Kept, transfer.rule as Transfer['rule'])) : null,
      ...(lineage === undefined ? {} : seatOfLineage(String(lineage))),
    } as unknown as Transfer,
    revision: revision as number,
    head: { events: events as number, head: head as string },
    token: (token as string | null) ?? null,
    wakeAt: (wakeAt as string | undefined) ?? null,
    recused: (recused as KeptRecusal | undefined) ?? null,
  };
};

/** A record as it is from here on, on condition that it is still the one that was read: nobody writes one without having read it. */
export const rewritten = (before: Stored, after: Partial<Omit<Stored, 'revision'>>): [item: object, Condition] => [
  itemOf({ ...before, ...after, revision: before.revision + 1 }),
  ifStill('revision', before.revision),
];

/** What the newest event of its timeline proves: all that changes by events alone. A reply is woken without one, and so grows older. */
export const stateOf = (transfer: Transfer): object => {
  const { attempt: _, repliedAt: __, version, ...said } = transfer;
  return standsBeside(transfer) ? said : { ...said, version };
};

/** Key of the place that an open transfer holds; null where it holds none. */
export const placeOf = (transfer: Transfer): Key | null =>
  holdsPlace(transfer) ? keys.place(transfer.clueId, transfer.rule, transfer.to) : null;
