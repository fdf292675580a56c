import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Clue, recusalEntries, type Secret } from '../../domain/clue/clue.ts';
import type { ClueDecision, ClueEvent, Registration } from '../../domain/clue/decision.ts';
import { noSuch, Refusal } from '../../domain/errors.ts';
import type { Head } from '../../domain/transfer/timeline.ts';
import { type Recused, recusedAs } from '../../domain/units/recusal.ts';
import { formsAsWritten, type KeptRecusal, keptRecusal, recusedOf } from '../recusal.ts';
import { seal, unseal } from '../seal.ts';
import { keys, lineageAttribute } from './schema.ts';
import { fresh, readPartition, table, tableName, untilWon, type Write, writeAll } from './table.ts';
import { append } from './timeline.ts';

/** Clues as the table keeps them: the record, its secret fields sealed one by one, and a timeline of who read them. */

const secretFields = ['title', 'text', 'subjects', 'reporter', 'recuse'] as const;

export interface StoredClue {
  clue: Clue;
  sealed: Readonly<Record<keyof Secret, Uint8Array>>;
  head: Head;
  /** Those who must not hear of it; undefined on records of before, which say so in `recuse` and `subjects` only. */
  recused: KeptRecusal | undefined;
}

const sealAll = async (clueId: string, secret: Secret): Promise<StoredClue['sealed']> =>
  Object.fromEntries(
    await Promise.all(secretFields.map(async (field) => [field, await seal(clueId, field, secret[field])] as const)),
  ) as StoredClue['sealed'];

/** Events of a clue have no secret texts. */
const noTexts = async () => undefined;

/** The writes of a clue that begins: its record and its first events. One that stayed with its unit is listed by its month. */
export const newClue = async (
  { record, secret, events, month }: Registration,
  recused: KeptRecusal,
): Promise<Write[]> => {
  const { clueId, transferIds } = record;
  const recordKey = keys.clue(clueId).pk;
  const [sealed, { writes, head }] = await Promise.all([
    sealAll(clueId, secret),
    append(recordKey, null, events, noTexts),
  ]);
  return [
    fresh({ ...keys.clue(clueId), ...record, sealed, ...head, recused }),
    ...writes,
    ...(transferIds.length === 0 ? [fresh(keys.ownClue(month, clueId))] : []),
  ];
};

/** The writes of a case that was filed on a clue, on condition that its timeline is still the one that was read. */
export const changedClue = async (
  { clue: { clueId, transferIds }, head: before }: Pick<StoredClue, 'clue' | 'head'>,
  { record, event }: ClueDecision,
): Promise<Write[]> => {
  const { writes, head } = await append(keys.clue(clueId).pk, before, [event], noTexts);
  return [
    {
      Update: {
        TableName: tableName(),
        Key: keys.clue(clueId),
        UpdateExpression:
          'SET events = :events, #head = :head, #case = :case, transferIds = list_append(transferIds, :ids)',
        ConditionExpression: 'events = :before AND attribute_not_exists(#case)',
        ExpressionAttributeNames: { '#head': 'head', '#case': 'case' },
        ExpressionAttributeValues: {
          ':events': head.events,
          ':head': head.head,
          ':case': record.case,
          ':ids': record.transferIds.slice(transferIds.length),
          ':before': before.events,
        },
      },
    },
    ...writes,
  ];
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

const notFound = (id: string): never => {
  throw noSuch.clue(id);
};

/** @throws Refusal `not-found` */
export const getClue = async (clueId: string): Promise<StoredClue> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.clue(clueId), ConsistentRead: true }),
  );
  if (!Item) return notFound(clueId);
  // Clues were once kept with their region's lineage, as transfers are.
  const { pk: _pk, sk: _sk, [lineageAttribute]: _lineage, sealed, events, head, recused, ...clue } = Item;
  return { clue: clue as Clue, sealed, head: { events, head }, recused };
};

/** All secret fields, unsealed. */
export const openClue = async ({ clue, sealed }: Pick<StoredClue, 'clue' | 'sealed'>): Promise<Secret> =>
  Object.fromEntries(
    await Promise.all(
      secretFields.map(async (field) => [field, await unseal(clue.clueId, field, sealed[field])] as const),
    ),
  ) as unknown as Secret;

/** Forms of those whom a record of before names, by its entries. KMS: two calls. */
const formsOfOld = async ({ clue: { clueId, regionPath }, sealed }: Pick<StoredClue, 'clue' | 'sealed'>) => {
  const [recuse, subjects] = await Promise.all(
    (['recuse', 'subjects'] as const).map((field) => unseal(clueId, field, sealed[field])),
  );
  return formsAsWritten(recusalEntries({ recuse, subjects } as Pick<Secret, 'recuse' | 'subjects'>), regionPath);
};

/** Those who must not hear of the clue. */
export const recusedFromClue = async (stored: StoredClue): Promise<Recused> =>
  stored.recused === undefined
    ? recusedAs(await formsOfOld(stored))
    : recusedOf(stored.clue.clueId, stored.recused, stored.clue.regionPath);

/** What a transfer that is made of the clue keeps of them. */
export const keptOfClue = async (stored: StoredClue): Promise<KeptRecusal> =>
  stored.recused === undefined ? keptRecusal(stored.clue.clueId, await formsOfOld(stored)) : stored.recused;

/** Puts an event on the clue's own timeline: who read the secret part, and when. @throws Refusal `lost-race`, `not-found`. */
export const recordOnClue = async (clueId: string, event: ClueEvent): Promise<void> => {
  const done = await untilWon(async () => {
    const { head: before } = await getClue(clueId);
    const { writes, head } = await append(keys.clue(clueId).pk, before, [event], noTexts);
    const { refused } = await writeAll([
      {
        Update: {
          TableName: tableName(),
          Key: keys.clue(clueId),
          UpdateExpression: 'SET events = :events, #head = :head',
          ConditionExpression: 'events = :before',
          ExpressionAttributeNames: { '#head': 'head' },
          ExpressionAttributeValues: { ':events': head.events, ':head': head.head, ':before': before.events },
        },
      },
      ...writes,
    ]);
    return refused.length === 0 ? true : undefined;
  });
  if (!done) throw new Refusal('lost-race', 'Many read the clue at the same time. Ask again.');
};

/** Ids of the clues of a month that stayed with their unit. */
export const ownClueIds = async (month: string): Promise<string[]> =>
  (await readPartition(keys.ownClue(month, '').pk)).map(({ sk }) => String(sk));
