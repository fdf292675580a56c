import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Clue, type Content, contentVersionOf, recusalEntries, type Secret } from '../../domain/clue/clue.ts';
import type { ContentDecision } from '../../domain/clue/content.ts';
import type { KeptRecusal } from '../recusal.ts';
import { seal } from '../seal.ts';
import {
  changedRecord,
  clueState,
  type Sealed,
  type StoredClue,
  sealedFields,
  sealedInVersions,
} from './clue-record.ts';
import { Damaged, opened } from './damaged.ts';
import { keys } from './schema.ts';
import { fresh, put, table, tableName, type Write } from './table.ts';
import { append } from './timeline.ts';
import { rewritten, type Stored } from './transfer-item.ts';

/**
 * What a clue says, as the table keeps it: secret fields sealed one by one on the record, and beside the record an item for each former
 * version of what can be corrected, sealed as it was.
 */

/** These fields of a secret part, sealed. KMS: one call each. */
const sealFields = async (
  clueId: string,
  secret: Partial<Secret>,
  fields: readonly (keyof Secret)[],
): Promise<Partial<Sealed>> =>
  Object.fromEntries(
    await Promise.all(fields.map(async (field) => [field, await seal(clueId, field, secret[field])] as const)),
  );

export const sealAll = async (clueId: string, secret: Secret): Promise<Sealed> =>
  (await sealFields(clueId, secret, sealedFields)) as Sealed;

const openFields = async <F extends keyof Secret>(
  clueId: string,
  sealed: Partial<Sealed>,
  fields: readonly F[],
): Promise<Pick<Secret, F>> =>
  Object.fromEntries(
    await Promise.all(
      fields.map(async (field) => {
        const bytes = sealed[field];
        if (bytes === undefined && field !== 'annexes') throw new Damaged(keys.clue(clueId).pk, `it has no ${field}`);
        return [field, bytes === undefined ? [] : await opened(keys.clue(clueId), clueId, field, bytes)] as const;
      }),
    ),
  ) as unknown as Pick<Secret, F>;

/** Whom a clue names, as it was written. KMS: two calls. */
export const openEntries = async (clueId: string, sealed: Sealed): Promise<string[]> =>
  recusalEntries(await openFields(clueId, sealed, ['recuse', 'subjects']));

/** What can be corrected, as it stands now. KMS: a call for each field. */
export const openContent = async ({ clue, sealed }: { clue: Clue; sealed: Sealed }): Promise<Content> => ({
  ...(await openFields(clue.clueId, sealed, sealedInVersions)),
  categories: [...clue.categories],
});

/** A former version. @throws Error where it is missing: it is kept for good. */
const getFormer = async (
  clueId: string,
  version: number,
): Promise<{ categories: string[]; sealed: Pick<Sealed, (typeof sealedInVersions)[number]> }> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.clueContent(clueId, version), ConsistentRead: true }),
  );
  if (!Item) throw new Damaged(keys.clue(clueId).pk, `version ${version} of its content is missing`);
  return Item as { categories: string[]; sealed: Pick<Sealed, (typeof sealedInVersions)[number]> };
};

/** The secret part with a version of the content, and the categories of that version. KMS: a call for each field. */
export const openClue = async (
  { clue, sealed }: { clue: Clue; sealed: Sealed },
  version: number,
): Promise<Secret & Content> => {
  const { clueId } = clue;
  if (version === contentVersionOf(clue)) {
    return { ...(await openFields(clueId, sealed, sealedFields)), categories: [...clue.categories] };
  }
  const former = await getFormer(clueId, version);
  const [content, rest] = await Promise.all([
    openFields(clueId, former.sealed, sealedInVersions),
    openFields(clueId, sealed, ['reporter', 'recuse']),
  ]);
  return { ...content, ...rest, categories: former.categories };
};

/** The title in a version of the content. KMS: one call. */
export const openTitle = async ({ clue, sealed }: { clue: Clue; sealed: Sealed }, version: number): Promise<string> => {
  const current = version === contentVersionOf(clue);
  const content = current ? sealed : (await getFormer(clue.clueId, version)).sealed;
  return (await openFields(clue.clueId, content, ['title'])).title;
};

/** What is handed over on paper, by a version of the content. KMS: a call for each field. */
export const openHandedOver = async (
  { clue, sealed }: { clue: Clue; sealed: Sealed },
  version: number,
): Promise<Content> => {
  const current = version === contentVersionOf(clue);
  const kept = current ? { sealed, categories: clue.categories } : await getFormer(clue.clueId, version);
  return { ...(await openFields(clue.clueId, kept.sealed, sealedInVersions)), categories: [...kept.categories] };
};

/** Number of the newest version; 1 where there is no such clue. */
export const readContentVersion = async (clueId: string): Promise<number> => {
  const { Item = {} } = await table.send(
    new GetCommand({
      TableName: tableName(),
      Key: keys.clue(clueId),
      ProjectionExpression: 'corrections',
      ConsistentRead: true,
    }),
  );
  return contentVersionOf(Item);
};

/** That the content of a clue is still that version. */
export const contentIs = (clueId: string, version: number): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.clue(clueId),
    ...(version === 1
      ? { ConditionExpression: 'attribute_not_exists(corrections)' }
      : {
          ConditionExpression: 'size(corrections) = :count',
          ExpressionAttributeValues: { ':count': version - 1 },
        }),
  },
});

/**
 * That a transfer is still as it was read: what allowed a correction allows it, and what saw the clue sees it. From then on it is kept from
 * those in `recused`; undefined: from the same as before.
 */
const heldTransfer = (stored: Stored, recused: KeptRecusal | undefined): Write => {
  if (recused !== undefined) return put(...rewritten(stored, { recused }));
  const { transfer, revision } = stored;
  return {
    ConditionCheck: {
      TableName: tableName(),
      Key: keys.transfer(transfer.transferId),
      ConditionExpression: 'revision = :revision',
      ExpressionAttributeValues: { ':revision': revision },
    },
  };
};

/** Who must not hear of it from here on: of the clue, and of each of its transfers and the reply by their ids. */
export interface Heeded {
  clue: KeptRecusal;
  others: ReadonlyMap<string, KeptRecusal>;
}

/**
 * The writes of a correction, on condition that neither the clue nor one of its transfers changed since. `others`: its transfers, and its
 * reply. `heeded`: null where nobody was named.
 */
export const correctedClue = async (
  stored: StoredClue,
  { record, changed, event }: ContentDecision,
  others: readonly Stored[],
  heeded: Heeded | null,
): Promise<Write[]> => {
  if (event === null) return [];
  const { clue, sealed } = stored;
  const { clueId, transferIds } = clue;
  const fields = sealedInVersions.filter((field) => field in changed);
  const after = { ...sealed, ...(await sealFields(clueId, changed, fields)) };
  const { categories, corrections } = record;
  const state = clueState({ clue: { ...clue, categories, ...(corrections ? { corrections } : {}) }, sealed: after });
  const { writes, head } = await append(keys.clue(clueId).pk, stored.head, [event], async () => undefined, state);
  const { title, text, subjects, annexes } = sealed;
  const version = contentVersionOf(clue);
  return [
    changedRecord(
      stored,
      { ...head, categories, corrections, sealed: after, ...(heeded ? { recused: heeded.clue } : {}) },
      { condition: 'size(transferIds) = :count', values: { ':count': transferIds.length } },
    ),
    fresh({
      ...keys.clueContent(clueId, version),
      version,
      categories: clue.categories,
      sealed: { title, text, subjects, ...(annexes ? { annexes } : {}) },
    }),
    ...writes,
    ...others.map((one) => heldTransfer(one, heeded?.others.get(one.transfer.transferId))),
  ];
};
