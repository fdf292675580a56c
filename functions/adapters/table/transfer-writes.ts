import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import type { Decision, Made } from '../../domain/transfer/decision.ts';
import type { Event } from '../../domain/transfer/events.ts';
import { type Transfer, undecidedOf } from '../../domain/transfer/transfer.ts';
import type { KeptRecusal } from '../recusal.ts';
import { seal } from '../seal.ts';
import { Damaged } from './damaged.ts';
import { keys } from './schema.ts';
import { fresh, put, table, tableName, untilWon, type Write, writeAll } from './table.ts';
import { append, type SealTexts, type StoredEvent } from './timeline.ts';
import { itemOf, placeOf, rewritten, type Stored, stateOf } from './transfer-item.ts';
import { eventField, findTransfer, getTransfer, getTransfers } from './transfers.ts';

/** Decisions on transfers as writes of one transaction. */

const sealTexts =
  ({ clueId, transferId }: Transfer): SealTexts<Event> =>
  async ({ texts }, seq): Promise<StoredEvent['sealed']> => {
    const all = Object.entries(texts ?? {});
    if (all.length === 0) return undefined;
    const sealing = all.map(
      async ([field, text]) => [field, await seal(clueId, eventField(transferId, seq, field), text)] as const,
    );
    return Object.fromEntries(await Promise.all(sealing));
  };

/**
 * The writes of a new transfer with the events that made it. It is due for its workflow at once: should the start of the
 * workflow be lost, the watchdog finds it by that.
 */
export const newTransfer = async ({ transfer, events }: Omit<Made, 'fact'>, recused: KeptRecusal): Promise<Write[]> => {
  const { writes, head } = await append(
    keys.transfer(transfer.transferId).pk,
    null,
    events,
    sealTexts(transfer),
    stateOf(transfer),
  );
  const record: Stored = { transfer, revision: 1, head, token: null, wakeAt: transfer.registeredAt, recused };
  const place = placeOf(transfer);
  return [fresh(itemOf(record)), ...writes, ...(place ? [fresh({ ...place, transferId: transfer.transferId })] : [])];
};

/** Gives up the place that a transfer held, and takes the one that it holds now. */
const placeWrites = (before: Transfer, after: Transfer): Write[] => {
  const [left, taken] = [placeOf(before), placeOf(after)];
  if (left?.sk === taken?.sk) return [];
  return [
    ...(left ? [{ Delete: { TableName: tableName(), Key: left } }] : []),
    ...(taken ? [fresh({ ...taken, transferId: after.transferId })] : []),
  ];
};

/** Lists what an office has to decide from now on, and takes off the list what it has not any more. */
const decisionWrites = (before: Transfer, after: Transfer): Write[] => {
  const [were, are] = [undecidedOf(before), undecidedOf(after)];
  const without = (all: typeof are, others: typeof are) => all.filter(({ id }) => !others.some((one) => one.id === id));
  return [
    ...without(were, are).map(({ office, id }) => ({
      Delete: { TableName: tableName(), Key: keys.decision(office, id) },
    })),
    ...without(are, were).map(({ office, id }) =>
      fresh({ ...keys.decision(office, id), transferId: after.transferId }),
    ),
  ];
};

/** A decision of the workflow's own: it says the instant (UTC) at which it acts next. */
export type Timed = Decision & { wakeAt?: string };

/**
 * The writes of a decision on a stored transfer: the new record, on condition that it is still the one that was read, and its
 * event. The workflow should look at it from now on, if it does not say another time: where no signal reaches it, the watchdog sees that by
 * `wakeAt`. A new attempt has no task yet that waits.
 */
export const changedTransfer = async (
  before: Stored,
  { record, event, wakeAt }: Timed,
  now: Date,
): Promise<Write[]> => {
  const recordKey = keys.transfer(record.transferId).pk;
  const { writes, head } = await append(recordKey, before.head, [event], sealTexts(record), stateOf(record));
  const token = record.attempt === before.transfer.attempt ? before.token : null;
  return [
    put(...rewritten(before, { transfer: record, head, token, wakeAt: wakeAt ?? now.toISOString() })),
    ...writes,
    ...placeWrites(before.transfer, record),
    ...decisionWrites(before.transfer, record),
  ];
};

/** @throws Refusal `duplicate` when one of the refused writes wants a place that another open transfer holds. */
export const requirePlace = async (writes: readonly Write[], refused: readonly number[]): Promise<void> => {
  for (const index of refused) {
    const { pk, sk, transferId } = writes[index]?.Put?.Item ?? {};
    if (!String(pk).startsWith(keys.place('', '', '').pk)) continue;
    const { Item } = await table.send(
      new GetCommand({ TableName: tableName(), Key: { pk, sk }, ConsistentRead: true }),
    );
    if (Item && Item.transferId !== transferId) {
      throw new Refusal('duplicate', {
        zh: '该线索已有一件同类移送正由同一接收单位办理，请在原移送件上继续办理。',
        en: 'A transfer of the same clue, rule and receiver is open already. Go on with that one.',
      });
    }
  }
};

/** Puts on transfers when their reporter was told of the outcome, for the ledgers. Instant (UTC). @throws Damaged where one is missing. */
export const markReplied = async (transferIds: readonly string[], repliedAt: string): Promise<Write[]> => {
  const found = await getTransfers(transferIds);
  const missing = transferIds.find((id) => !found.some(({ transfer }) => transfer.transferId === id));
  if (missing !== undefined) throw new Damaged(keys.transfer(missing).pk, 'a clue names a transfer that is missing');
  return found.map((one) => put(...rewritten(one, { transfer: { ...one.transfer, repliedAt } })));
};

/** The reply that waits for a transfer looks again: its plan is void, and where no signal reaches it, the watchdog does. @throws Damaged */
export const wakeReply = async (replyId: string, now: Date): Promise<Write> => {
  const reply = await findTransfer(replyId);
  if (!reply) throw new Damaged(keys.transfer(replyId).pk, 'a transfer names a reply that is missing');
  const transfer = { ...reply.transfer, version: reply.transfer.version + 1 };
  return put(...rewritten(reply, { transfer, wakeAt: now.toISOString() }));
};

/** What the clock decides changes a record and nothing else: whatever more came of it would be lost here. */
const requireNoFacts = ({ facts, event }: Decision): void => {
  if (facts.length > 0) throw new Error(`the clock's decision ${event.event} has facts: let the shell carry it out`);
};

/** A transfer with what is decided on it. */
export interface DecidedOn {
  stored: Stored;
  decision: Decision;
}

/** Writes that stand beside changes of transfers, in their transaction; one at the most. */
type Beside = (decided: readonly DecidedOn[]) => Write[];

const nothingBeside: Beside = () => [];

/**
 * What the clock decides on a transfer (no command, no answer), first on the record as it was read, and on the newer one
 * where somebody wrote in between. `decide` gives undefined when there is nothing to do any more. Gives the transfer as it
 * stands in the end, and whether this call changed it.
 */
export const recordOnTransfer = async (
  read: Stored,
  now: Date,
  decide: (stored: Stored) => Timed | undefined,
  beside = nothingBeside,
): Promise<{ stored: Stored; changed: boolean }> => {
  const { transferId } = read.transfer;
  let known: Stored | undefined = read;
  const done = await untilWon(async () => {
    const before = known ?? (await getTransfer(transferId));
    known = undefined;
    const decision = decide(before);
    if (!decision) return { stored: before, changed: false };
    requireNoFacts(decision);
    const writes = await changedTransfer(before, decision, now);
    const { refused } = await writeAll([...writes, ...beside([{ stored: before, decision }])]);
    return refused.length === 0 ? { stored: { ...before, transfer: decision.record }, changed: true } : undefined;
  });
  if (!done) throw new Error(`transfer ${transferId} is changed by others all the time`);
  return done;
};

/** Transfers whose changes go into one transaction: two writes each, of the hundred that TransactWriteItems takes. */
const together = 40;

/**
 * The same on many transfers, many in a transaction; where one of them meets another writer, each on its own. Gives the ids
 * of those that this call changed.
 */
export const recordOnTransfers = async (
  read: readonly Stored[],
  now: Date,
  decide: (stored: Stored) => Decision | undefined,
  beside = nothingBeside,
): Promise<Set<string>> => {
  const changed = new Set<string>();
  const each = async (some: readonly Stored[]) => {
    const decided = some.flatMap((stored) => {
      const decision = decide(stored);
      if (!decision) return [];
      requireNoFacts(decision);
      return [{ stored, decision }];
    });
    if (decided.length === 0) return;
    const writes = await Promise.all(decided.map(({ stored, decision }) => changedTransfer(stored, decision, now)));
    const { refused } = await writeAll([...writes.flat(), ...beside(decided)]);
    for (const { stored } of decided) {
      if (refused.length === 0 || (await recordOnTransfer(stored, now, decide, beside)).changed) {
        changed.add(stored.transfer.transferId);
      }
    }
  };
  const parts = Array.from({ length: Math.ceil(read.length / together) }, (_, n) =>
    read.slice(n * together, (n + 1) * together),
  );
  await Promise.all(parts.map(each));
  return changed;
};
