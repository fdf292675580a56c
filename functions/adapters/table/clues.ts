import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { dateIn } from '../../domain/calendar/time.ts';
import { type Clue, recusedBy, type Secret } from '../../domain/clue/clue.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Decision, Event, Transfer } from '../../domain/transfer/transfer.ts';
import { seal, unseal } from '../seal.ts';
import { settings } from '../settings.ts';
import { type Answer, keep, type Repeatable, recall } from './idempotency.ts';
import { keys } from './schema.ts';
import { fresh, table, tableName, untilWon, type Write, writeAll } from './table.ts';
import { emptyHead, follow, type Head, headAfter } from './timeline.ts';
import { newTransfer } from './transfers.ts';

/** Clues as the table keeps them: the record, its secret fields sealed one by one, and a timeline of who read them. */

const secretFields = ['title', 'text', 'subjects', 'reporter', 'recuse'] as const;

interface StoredClue {
  clue: Clue;
  sealed: Readonly<Record<keyof Secret, Uint8Array>>;
  head: Head;
}

const sealAll = async (clueId: string, secret: Secret): Promise<StoredClue['sealed']> =>
  Object.fromEntries(
    await Promise.all(secretFields.map(async (field) => [field, await seal(clueId, field, secret[field])] as const)),
  ) as StoredClue['sealed'];

const monthOf = (instant: string) => dateIn(settings().timeZone, new Date(instant)).slice(0, 7);

/** What a submission makes. */
export interface Registration {
  clue: Clue;
  secret: Secret;
  /** Names that must not hear of it. */
  recused: readonly string[];
  /** The clue's first events. */
  events: readonly Event[];
  /** Each transfer's decisions, in their order. */
  transfers: readonly (readonly [Decision, ...Decision[]])[];
  reply: Decision | null;
}

/**
 * The clue, its transfers, all their events and the answer, in one transaction: all of it stands, or nothing.
 * Gives the answer that stands: this one, or that of the same request where that came first.
 * @throws Refusal `key-reused`.
 */
export const storeRegistration = async (
  { clue, secret, recused, events, transfers, reply }: Registration,
  answer: Answer,
  repeatable: Repeatable | null,
): Promise<{ answer: Answer; stored: boolean }> => {
  const recordKey = keys.clue(clue.clueId).pk;
  const [sealed, recusedSealed] = await Promise.all([
    sealAll(clue.clueId, secret),
    recused.length > 0 ? seal(clue.clueId, 'recused', recused) : null,
  ]);
  let head = emptyHead(recordKey);
  const eventWrites = events.map((event) => {
    const stored = follow(head, event);
    head = headAfter(stored);
    return fresh({ ...keys.event(recordKey, stored.seq), ...stored });
  });
  const writes = [
    fresh({ ...keys.clue(clue.clueId), ...clue, sealed, ...head }),
    ...eventWrites,
    ...transfers.flatMap((decisions) => {
      const last = decisions[decisions.length - 1] ?? decisions[0];
      return newTransfer(
        last.transfer,
        decisions.map(({ event }) => event),
        recusedSealed,
      );
    }),
    ...(transfers.length === 0 ? [fresh(keys.ownClue(monthOf(clue.registeredAt), clue.clueId))] : []),
    ...(reply ? newTransfer(reply.transfer, [reply.event], recusedSealed) : []),
    ...(repeatable ? [keep(repeatable, answer, new Date(clue.registeredAt))] : []),
  ];
  const outcome = await untilWon(async () => {
    const { refused } = await writeAll(writes);
    if (refused.length === 0) return { answer, stored: true };
    const earlier = await recall(repeatable);
    return earlier ? { answer: earlier, stored: false } : undefined;
  });
  if (outcome) return outcome;
  throw new Error('a registration was refused again and again, with no earlier answer under its key');
};

const notFound = (id: string): never => {
  throw new Refusal(
    'not-found',
    `There is no clue ${id}. Take its id from a ledger or from the answer to the submission.`,
  );
};

/** @throws Refusal `not-found` */
export const getClue = async (clueId: string): Promise<StoredClue> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.clue(clueId), ConsistentRead: true }),
  );
  if (!Item) return notFound(clueId);
  const { pk: _pk, sk: _sk, sealed, events, head, ...clue } = Item;
  return { clue: clue as Clue, sealed, head: { events, head } };
};

/** The write that adds transfers to a clue: the notice of a case, the successors of one that was rerouted. */
export const addTransfers = (clueId: string, transferIds: readonly string[]): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.clue(clueId),
    UpdateExpression: 'SET transferIds = list_append(transferIds, :ids)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':ids': [...transferIds] },
  },
});

/** All secret fields, unsealed. */
export const openClue = async ({ clue, sealed }: Pick<StoredClue, 'clue' | 'sealed'>): Promise<Secret> =>
  Object.fromEntries(
    await Promise.all(
      secretFields.map(async (field) => [field, await unseal(clue.clueId, field, sealed[field])] as const),
    ),
  ) as unknown as Secret;

/**
 * A case on a clue of which no transfer was made: decided on the clue as it stands, written with its event, its notice and
 * the answer in one transaction. `made`: this call made the notice.
 * @throws Refusal of `decide`; `lost-race`, `not-found`, `key-reused`.
 */
export const storeCase = async (
  clueId: string,
  repeatable: Repeatable | null,
  now: Date,
  decide: (
    clue: Clue,
    recused: readonly string[],
  ) => { filed: NonNullable<Clue['case']>; event: Event; notice: [Decision, Decision] },
  answerWith: (notice: Transfer) => Answer,
): Promise<{ answer: Answer; made: boolean }> => {
  const recordKey = keys.clue(clueId).pk;
  const done = await untilWon(async () => {
    const [answered, stored] = await Promise.all([recall(repeatable), getClue(clueId)]);
    if (answered) return { answer: answered, made: false };
    const recused = recusedBy(await openClue(stored));
    const { filed, event, notice } = decide(stored.clue, recused);
    const following = follow(stored.head, event);
    const answer = answerWith(notice[1].transfer);
    const sealed = recused.length > 0 ? await seal(clueId, 'recused', recused) : null;
    const events = notice.map((decision) => decision.event);
    const { refused } = await writeAll([
      {
        Update: {
          TableName: tableName(),
          Key: keys.clue(clueId),
          UpdateExpression:
            'SET events = :events, #head = :head, #case = :case, transferIds = list_append(transferIds, :ids)',
          ConditionExpression: 'events = :before AND attribute_not_exists(#case)',
          ExpressionAttributeNames: { '#head': 'head', '#case': 'case' },
          ExpressionAttributeValues: {
            ':events': following.seq,
            ':head': following.hash,
            ':case': filed,
            ':ids': [filed.transferId],
            ':before': stored.head.events,
          },
        },
      },
      fresh({ ...keys.event(recordKey, following.seq), ...following }),
      ...newTransfer(notice[1].transfer, events, sealed),
      ...(repeatable ? [keep(repeatable, answer, now)] : []),
    ]);
    return refused.length === 0 ? { answer, made: true } : undefined;
  });
  if (done) return done;
  throw new Refusal('lost-race', 'Others changed the clue at the same time. Read it again, then decide.');
};

/** Puts an event on the clue's own timeline: who read the secret part, and when. */
export const recordOnClue = async (clueId: string, event: Event): Promise<void> => {
  const recordKey = keys.clue(clueId).pk;
  const done = await untilWon(async () => {
    const { head } = await getClue(clueId);
    const stored = follow(head, event);
    const { refused } = await writeAll([
      {
        Update: {
          TableName: tableName(),
          Key: keys.clue(clueId),
          UpdateExpression: 'SET events = :events, #head = :head',
          ConditionExpression: 'events = :before',
          ExpressionAttributeNames: { '#head': 'head' },
          ExpressionAttributeValues: { ':events': stored.seq, ':head': stored.hash, ':before': head.events },
        },
      },
      fresh({ ...keys.event(recordKey, stored.seq), ...stored }),
    ]);
    return refused.length === 0 ? true : undefined;
  });
  if (!done) throw new Refusal('lost-race', 'Many read the clue at the same time. Ask again.');
};
