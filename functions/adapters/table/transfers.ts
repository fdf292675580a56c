import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import { type Decision, type Event, hasEnded, type Transfer } from '../../domain/transfer/transfer.ts';
import { loggable, logger } from '../log.ts';
import { seal, unseal } from '../seal.ts';
import { type Answer, keep, type Repeatable, recall } from './idempotency.ts';
import { keys } from './schema.ts';
import { fresh, readPartition, table, tableName, untilWon, type Write, writeAll } from './table.ts';
import { emptyHead, follow, headAfter, type StoredEvent } from './timeline.ts';
import { fromItem, itemOf, placeOf, type Stored } from './transfer-item.ts';

/** Transfers as the table keeps them: the record, its lock, what its workflow waits for, and its timeline. */

const notFound = (id: string): never => {
  throw new Refusal(
    'not-found',
    `There is no transfer ${id}. Take its id from a ledger or from the answer to the submission.`,
  );
};

/** @throws Refusal `not-found` */
export const getTransfer = async (transferId: string): Promise<Stored> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.transfer(transferId), ConsistentRead: true }),
  );
  return Item ? fromItem(Item) : notFound(transferId);
};

/** Those of the transfers that there are; 100 ids at the most (BatchGetItem). */
export const getTransfers = async (transferIds: readonly string[]): Promise<Stored[]> => {
  const found: Stored[] = [];
  for (let left: Record<string, unknown>[] = transferIds.map(keys.transfer); left.length > 0; ) {
    const { Responses, UnprocessedKeys } = await table.send(
      new BatchGetCommand({ RequestItems: { [tableName()]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName()] ?? []).map(fromItem));
    left = UnprocessedKeys?.[tableName()]?.Keys ?? [];
  }
  return found;
};

/** State of one mail on the transfer. */
export interface MailState {
  duty: string;
  milestone: string;
  unitId: string;
  as: string;
  state: 'sending' | 'sent' | 'refused' | 'uncertain';
  at: string;
}

/** The record with its timeline and its mails, by one query a page. @throws Refusal `not-found` */
export const getTransferWithTimeline = async (
  transferId: string,
): Promise<Stored & { timeline: StoredEvent[]; mails: MailState[] }> => {
  const timeline: StoredEvent[] = [];
  const mails: MailState[] = [];
  let record: Stored | undefined;
  for (const { pk, sk, ...rest } of await readPartition(keys.transfer(transferId).pk)) {
    if (sk === 'RECORD') record = fromItem({ pk, sk, ...rest });
    else if (String(sk).startsWith('EVENT#')) timeline.push(rest as unknown as StoredEvent);
    else mails.push(rest as unknown as MailState);
  }
  return record ? { ...record, timeline, mails } : notFound(transferId);
};

/** Names that must not hear of the transfer, unsealed. */
export const recusedOf = async ({ transfer, recused }: Pick<Stored, 'transfer' | 'recused'>): Promise<string[]> =>
  recused ? ((await unseal(transfer.clueId, 'recused', recused)) as string[]) : [];

/**
 * The writes of a new transfer with the events that made it. It is due for its workflow at once: should the start of the
 * workflow be lost, the watchdog finds it by that.
 */
export const newTransfer = (
  transfer: Transfer,
  events: readonly (Event & Pick<StoredEvent, 'sealed'>)[],
  recused: Uint8Array | null,
): Write[] => {
  const recordKey = keys.transfer(transfer.transferId).pk;
  let head = emptyHead(recordKey);
  const writes = events.map(({ sealed, ...event }) => {
    const stored = follow(head, event, sealed);
    head = headAfter(stored);
    return fresh({ ...keys.event(recordKey, stored.seq), ...stored });
  });
  const record: Stored = { transfer, revision: 1, head, token: null, wakeAt: transfer.registeredAt, recused };
  const place = placeOf(transfer);
  return [fresh(itemOf(record)), ...writes, ...(place ? [fresh({ ...place, transferId: transfer.transferId })] : [])];
};

/**
 * The writes of a decision on a stored transfer: the new record, on condition that it is still the one that was read, and its
 * event. The workflow should look at it from now on: where no signal reaches it, the watchdog sees that by `wakeAt`.
 */
const changeWrites = async (
  before: Stored,
  { transfer, event }: Decision,
  now: Date,
  secret?: Readonly<Record<string, string>>,
): Promise<Write[]> => {
  const recordKey = keys.transfer(transfer.transferId).pk;
  const sealed = secret ? await sealEvent(transfer, before.head.events + 1, secret) : undefined;
  const stored = follow(before.head, event, sealed);
  const revision = before.revision + 1;
  const next: Stored = { ...before, transfer, revision, head: headAfter(stored), wakeAt: now.toISOString() };
  return [
    {
      Put: {
        TableName: tableName(),
        Item: itemOf(next),
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': before.revision },
      },
    },
    fresh({ ...keys.event(recordKey, stored.seq), ...stored }),
    ...placeWrites(before.transfer, transfer),
  ];
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

/** @throws Refusal `duplicate` when one of the refused writes wants a place that another open transfer holds. */
const requirePlace = async (writes: readonly Write[], refused: readonly number[]): Promise<void> => {
  for (const index of refused) {
    const { pk, sk, transferId } = writes[index]?.Put?.Item ?? {};
    if (!String(pk).startsWith(keys.place('', '', '').pk)) continue;
    const { Item } = await table.send(
      new GetCommand({ TableName: tableName(), Key: { pk, sk }, ConsistentRead: true }),
    );
    if (Item && Item.transferId !== transferId) {
      throw new Refusal(
        'duplicate',
        `Transfer ${Item.transferId} of the same clue, rule and receiver is open. Go on with that one.`,
      );
    }
  }
};

/** Name under which a secret text of an event is sealed. */
const eventField = (transferId: string, seq: number, field: string) => `${transferId}/${seq}/${field}`;

/** Secret texts of the event that stands at `seq` of a transfer's timeline, sealed. */
export const sealEvent = async (
  { clueId, transferId }: Pick<Transfer, 'clueId' | 'transferId'>,
  seq: number,
  secret: Readonly<Record<string, string>>,
): Promise<StoredEvent['sealed']> => {
  const texts = Object.entries(secret);
  if (texts.length === 0) return undefined;
  const sealing = texts.map(
    async ([field, text]) => [field, await seal(clueId, eventField(transferId, seq, field), text)] as const,
  );
  return Object.fromEntries(await Promise.all(sealing));
};

/** The secret texts of an event, unsealed. */
export const openEvent = async (transfer: Transfer, { seq, sealed }: StoredEvent): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(sealed ?? {}).map(
        async ([field, bytes]) =>
          [field, await unseal(transfer.clueId, eventField(transfer.transferId, seq, field), bytes)] as const,
      ),
    ),
  );

export interface Command {
  transferId: string;
  now: Date;
  repeatable: Repeatable | null;
  /** Version that the caller saw (If-Match). */
  ifMatch: number | null;
}

/** The answer that was given, now or when the command first came, and the tasks that have to look at what changed. */
export interface Changed {
  answer: Answer;
  woken: { transferId: string; token: string | null }[];
}

const requireSeen = ({ ifMatch }: Pick<Command, 'ifMatch'>, { version }: Transfer): void => {
  if (ifMatch === null || ifMatch === version) return;
  throw new Refusal(
    'version-mismatch',
    `The transfer is at version ${version}, not ${ifMatch}. Read it again, then decide.`,
  );
};

/** The write by which the reply that waits for a transfer looks again: its plan is void, and where no signal reaches it, the watchdog does. */
const wakeReply = (replyId: string, now: Date): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.transfer(replyId),
    UpdateExpression: 'SET wakeAt = :now, revision = revision + :one, version = version + :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':now': now.toISOString(), ':one': 1 },
  },
});

/** The command stands whatever becomes of this read: a reply that is not woken at once is found by the watchdog. */
const waitingReply = async (replyId: string): Promise<{ transferId: string; token: string | null }> => {
  try {
    return { transferId: replyId, token: (await getTransfer(replyId)).token };
  } catch (error) {
    logger.warn('a reply was not woken; the watchdog will', { transferId: replyId, ...loggable(error) });
    return { transferId: replyId, token: null };
  }
};

/** A decision with the texts to seal in its event, and other writes of the same transaction. */
export type Decided = Decision & { secret?: Readonly<Record<string, string>>; alongside?: readonly Write[] };

/**
 * One command on one transfer: read, decide, and write the record, its event and the answer in one transaction. Lost
 * against another writer, it decides again on the newer record.
 * @throws Refusal of `decide`; `version-mismatch` (If-Match), `lost-race`, `not-found`, `key-reused`.
 */
export const changeTransfer = async (
  command: Command,
  decide: (transfer: Transfer, recused: readonly string[], sealedRecused: Uint8Array | null) => Decided,
  answerWith: (transfer: Transfer) => Answer,
): Promise<Changed> => {
  const changed = await untilWon(async () => {
    const [answered, before] = await Promise.all([recall(command.repeatable), getTransfer(command.transferId)]);
    if (answered) return { answer: answered, woken: [] };
    const recused = await recusedOf(before);
    let decided: ReturnType<typeof decide>;
    try {
      decided = decide(before.transfer, recused, before.recused);
      requireSeen(command, before.transfer);
    } catch (error) {
      // The same request may have been carried out between the two reads: then it has its answer.
      const meanwhile = await recall(command.repeatable);
      if (meanwhile) return { answer: meanwhile, woken: [] };
      // Whoever lost a race and said what they had seen hears that it is outdated, not what it became.
      if (error instanceof Refusal && error.refusal === 'wrong-status') requireSeen(command, before.transfer);
      throw error;
    }
    const { secret, alongside = [], ...decision } = decided;
    const ended = hasEnded(decision.transfer) && !hasEnded(before.transfer) ? decision.transfer.replyId : null;
    const answer = answerWith(decision.transfer);
    const writes = [
      ...(await changeWrites(before, decision, command.now, secret)),
      ...alongside,
      ...(ended ? [wakeReply(ended, command.now)] : []),
    ];
    if (command.repeatable) writes.push(keep(command.repeatable, answer, command.now));
    const { refused } = await writeAll(writes);
    await requirePlace(writes, refused);
    if (refused.length > 0) return undefined;
    const woken = [{ transferId: command.transferId, token: before.token }];
    return { answer, woken: ended ? [...woken, await waitingReply(ended)] : woken };
  });
  if (changed) return changed;
  throw new Refusal('lost-race', 'Others changed the transfer at the same time. Read it again, then decide.');
};

/**
 * What the clock decides on a transfer (no command, no answer), first on the record as it was read, and on the newer one
 * where somebody wrote in between. `decide` gives undefined when there is nothing to do any more. Gives the transfer as it
 * stands in the end, and whether this call changed it.
 */
export const recordOnTransfer = async (
  read: Stored,
  now: Date,
  decide: (stored: Stored) => Decision | undefined,
): Promise<{ stored: Stored; changed: boolean }> => {
  const { transferId } = read.transfer;
  let known: Stored | undefined = read;
  const done = await untilWon(async () => {
    const before = known ?? (await getTransfer(transferId));
    known = undefined;
    const decision = decide(before);
    if (!decision) return { stored: before, changed: false };
    const { refused } = await writeAll(await changeWrites(before, decision, now));
    return refused.length === 0 ? { stored: { ...before, transfer: decision.transfer }, changed: true } : undefined;
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
): Promise<Set<string>> => {
  const changed = new Set<string>();
  const each = async (some: readonly Stored[]) => {
    const decided = some.flatMap((stored) => {
      const decision = decide(stored);
      return decision ? [{ stored, decision }] : [];
    });
    if (decided.length === 0) return;
    const writes = await Promise.all(decided.map(({ stored, decision }) => changeWrites(stored, decision, now)));
    const { refused } = await writeAll(writes.flat());
    for (const { stored } of decided) {
      if (refused.length === 0 || (await recordOnTransfer(stored, now, decide)).changed) {
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
