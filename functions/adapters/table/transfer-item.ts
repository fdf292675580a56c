import { hasEnded, isOpen, type Transfer } from '../../domain/transfer/transfer.ts';
import { keys, shardOf } from './schema.ts';
import { tableName, type Write } from './table.ts';
import type { Head } from './timeline.ts';

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
  /** Sealed list of those who must not hear of it; null: nobody is named. */
  recused: Uint8Array | null;
}

/** Attributes that are null on the record and left out of the item: an index key may not be null. */
const nullable = {
  dispatchedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  closedAt: null,
  feedbackAt: null,
  outcome: null,
  repliedAt: null,
} as const;

/** The item of a record. */
export const itemOf = ({ transfer, revision, head, token, recused, wakeAt }: Stored) => ({
  ...keys.transfer(transfer.transferId),
  ...Object.fromEntries(Object.entries(transfer).filter(([name, value]) => value !== null || !(name in nullable))),
  revision,
  ...head,
  token,
  recused,
  // A reply to a reporter is in no ledger and in no statistics.
  ...(transfer.rule === 'reply'
    ? { from: undefined, heldBy: transfer.from, month: undefined, inMonth: transfer.month }
    : {}),
  ...(transfer.duty ? { dueAt: transfer.duty.dueAt, owedBy: transfer.duty.owedBy } : {}),
  // Only what is open is watched.
  ...(isOpen(transfer) ? { shard: shardOf(transfer.transferId), wakeAt } : {}),
});

export const fromItem = (item: Record<string, unknown>): Stored => {
  const {
    pk: _pk,
    sk: _sk,
    revision,
    events,
    head,
    token,
    recused,
    shard: _shard,
    wakeAt,
    heldBy,
    inMonth,
    dueAt: _dueAt,
    owedBy: _owedBy,
    ...transfer
  } = item;
  return {
    transfer: { ...nullable, ...(heldBy ? { from: heldBy, month: inMonth } : {}), ...transfer } as Transfer,
    revision: revision as number,
    head: { events: events as number, head: head as string },
    token: (token as string | null) ?? null,
    wakeAt: (wakeAt as string | undefined) ?? null,
    recused: (recused as Uint8Array | null) ?? null,
  };
};

/** The write that puts on a transfer when its reporter was told of the outcome, for the ledgers. */
export const markReplied = (transferId: string, repliedAt: string): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.transfer(transferId),
    UpdateExpression: 'SET repliedAt = :at, revision = revision + :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':at': repliedAt, ':one': 1 },
  },
});

/** The place that an open transfer holds: there is one at a time of each clue, rule and receiver. */
export const placeOf = (transfer: Transfer): { pk: string; sk: string } | null =>
  transfer.rule === 'reply' || hasEnded(transfer) ? null : keys.place(transfer.clueId, transfer.rule, transfer.to);
