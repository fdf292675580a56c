import { createHash } from 'node:crypto';
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../domain/errors.ts';
import type { Decision, Event, Transfer } from '../domain/transfer.ts';
import { type Answer, keep, type Repeatable, recall } from './answers.ts';
import { seal, unseal } from './seal.ts';
import { fresh, keys, readPartition, table, tableName, untilWon, type Write, writeAll } from './table.ts';
import { emptyHead, follow, type Head, headAfter, type StoredEvent } from './timeline.ts';

/** Transfers as the table keeps them: the record, its lock, what its workflow waits for, and its timeline. */

/** Partitions of the index of open transfers by their next milestone. */
export const shards = ['open#0', 'open#1', 'open#2', 'open#3'] as const;

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

const shardOf = (transferId: string) =>
  shards[(createHash('sha256').update(transferId).digest()[0] ?? 0) % shards.length] ?? shards[0];

const itemOf = ({ transfer, revision, head, token, recused, wakeAt }: Stored) => ({
  ...keys.transfer(transfer.transferId),
  ...Object.fromEntries(Object.entries(transfer).filter(([name, value]) => value !== null || !(name in nullable))),
  revision,
  ...head,
  token,
  recused,
  // Only what has something left to tell is watched.
  ...(transfer.duty || transfer.notices.length > 0 ? { shard: shardOf(transfer.transferId), wakeAt } : {}),
});

export const fromItem = (item: Record<string, unknown>): Stored => {
  const { pk: _pk, sk: _sk, revision, events, head, token, recused, shard: _shard, wakeAt, ...transfer } = item;
  return {
    transfer: { ...nullable, ...transfer } as Transfer,
    revision: revision as number,
    head: { events: events as number, head: head as string },
    token: (token as string | null) ?? null,
    wakeAt: (wakeAt as string | undefined) ?? null,
    recused: (recused as Uint8Array | null) ?? null,
  };
};

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
export const newTransfer = (transfer: Transfer, events: readonly Event[], recused: Uint8Array | null): Write[] => {
  const recordKey = keys.transfer(transfer.transferId).pk;
  let head = emptyHead(recordKey);
  const writes = events.map((event) => {
    const stored = follow(head, event);
    head = headAfter(stored);
    return fresh({ ...keys.event(recordKey, stored.seq), ...stored });
  });
  const record: Stored = { transfer, revision: 1, head, token: null, wakeAt: transfer.registeredAt, recused };
  return [fresh(itemOf(record)), ...writes];
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
  const sealed = secret
    ? Object.fromEntries(
        await Promise.all(
          Object.entries(secret).map(
            async ([field, text]) =>
              [
                field,
                await seal(transfer.clueId, eventField(transfer.transferId, before.head.events + 1, field), text),
              ] as const,
          ),
        ),
      )
    : undefined;
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
  ];
};

/** Name under which a secret text of an event is sealed. */
const eventField = (transferId: string, seq: number, field: string) => `${transferId}/${seq}/${field}`;

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
  seen: number | null;
  /** Other writes of the same transaction. */
  alongside?: readonly Write[];
}

/** A changed record with the answer that was given, now or when the command first came; `token` is the task to signal, if any waited. */
export interface Changed {
  answer: Answer;
  token: string | null;
}

const requireSeen = ({ seen }: Pick<Command, 'seen'>, { version }: Transfer): void => {
  if (seen === null || seen === version) return;
  throw new Refusal(
    'version-mismatch',
    `The transfer is at version ${version}, not ${seen}. Read it again, then decide.`,
  );
};

/**
 * One command on one transfer: read, decide, and write the record, its event and the answer in one transaction. Lost
 * against another writer, it decides again on the newer record.
 * @throws Refusal of `decide`; `version-mismatch` (If-Match), `lost-race`, `not-found`, `key-reused`.
 */
export const changeTransfer = async (
  command: Command,
  decide: (transfer: Transfer, recused: readonly string[]) => Decision & { secret?: Readonly<Record<string, string>> },
  answerWith: (transfer: Transfer) => Answer,
): Promise<Changed> => {
  const changed = await untilWon(async () => {
    const [answered, before] = await Promise.all([recall(command.repeatable), getTransfer(command.transferId)]);
    if (answered) return { answer: answered, token: null };
    const recused = await recusedOf(before);
    let decided: ReturnType<typeof decide>;
    try {
      decided = decide(before.transfer, recused);
      requireSeen(command, before.transfer);
    } catch (error) {
      // The same request may have been carried out between the two reads: then it has its answer.
      const meanwhile = await recall(command.repeatable);
      if (meanwhile) return { answer: meanwhile, token: null };
      // Whoever lost a race and said what they had seen hears that it is outdated, not what it became.
      if (error instanceof Refusal && error.refusal === 'wrong-status') requireSeen(command, before.transfer);
      throw error;
    }
    const { secret, ...decision } = decided;
    const answer = answerWith(decision.transfer);
    const writes = [...(await changeWrites(before, decision, command.now, secret)), ...(command.alongside ?? [])];
    if (command.repeatable) writes.push(keep(command.repeatable, answer, command.now));
    const { refused } = await writeAll(writes);
    return refused.length === 0 ? { answer, token: before.token } : undefined;
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
