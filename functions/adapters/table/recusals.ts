import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { KeptRecusal } from '../recusal.ts';
import { openEntries } from './clue-content.ts';
import { changedRecord, type StoredClue } from './clue-record.ts';
import { Damaged, isService } from './damaged.ts';
import { digestAttribute } from './digest.ts';
import { keys } from './schema.ts';
import { ifStill, onIndex, put, putItem, readItems, table, tableName, writeAll } from './table.ts';
import { rewritten, type Stored } from './transfer-item.ts';
import { getTransfers } from './transfers.ts';

/** Recusals of before, which clues and their transfers keep sealed: found by month, opened, replaced by hashes. */

/** Where a page of a month's clues ended. Nobody else looks into it. */
interface MonthPosition {
  /** Clues of which there are transfers come first, then those that stayed with their unit. */
  part: 'transferred' | 'own';
  after: Record<string, unknown> | null;
}

const beforeTheFirst: MonthPosition = { part: 'transferred', after: null };

/** A clue, and those of its transfers that led to it. */
interface FoundClue {
  clueId: string;
  transferIds: readonly string[];
}

const pageOf = ({ part, after }: MonthPosition, month: string, limit: number) =>
  new QueryCommand({
    ...(part === 'transferred'
      ? { ...onIndex('regions'), ExpressionAttributeValues: { ':partition': month } }
      : {
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.ownClue(month, '').pk },
          ConsistentRead: true,
        }),
    Limit: limit,
    ExclusiveStartKey: after ?? undefined,
  });

/**
 * A page of the clues that have a transfer of the month, or stayed with their unit in it: each once a page, and again where a later page
 * has another transfer of it. `next` is null after the last page.
 */
export const cluesOfMonth = async (
  month: string,
  position: MonthPosition | null,
  limit: number,
): Promise<{ clues: FoundClue[]; next: MonthPosition | null }> => {
  const { part, after } = position ?? beforeTheFirst;
  const { Items = [], LastEvaluatedKey } = await table.send(pageOf({ part, after }, month, limit));
  const found = Items.map(({ clueId, transferId, sk }) =>
    part === 'own' ? { clueId: String(sk), ids: [] } : { clueId: String(clueId), ids: [String(transferId)] },
  );
  const clues = [...Map.groupBy(found, ({ clueId }) => clueId)].map(([clueId, some]) => ({
    clueId,
    transferIds: some.flatMap(({ ids }) => ids),
  }));
  const nextPart: MonthPosition | null = part === 'transferred' ? { part: 'own', after: null } : null;
  return { clues, next: LastEvaluatedKey ? { part, after: LastEvaluatedKey } : nextPart };
};

/** What a clue and its transfers, its reply among them, keep; of a clue undefined where it is of before, and null where there is none. */
export interface FoundRecusals {
  clueId: string;
  transferIds: readonly string[];
  clue: { recused: KeptRecusal | undefined } | null;
  transfers: readonly KeptRecusal[];
}

/** Of all of them, by one call for a hundred records. */
export const readRecusals = async (found: readonly FoundClue[]): Promise<FoundRecusals[]> => {
  const clues = new Map(
    (await readItems(found.map(({ clueId }) => keys.clue(clueId)))).map((one) => [one.clueId, one]),
  );
  const all = found.map(({ clueId, transferIds }) => {
    const { transferIds: known = [], replyId } = clues.get(clueId) ?? {};
    return { clueId, transferIds: [...transferIds, ...(known as string[]), ...(replyId ? [String(replyId)] : [])] };
  });
  const read = await getTransfers(all.flatMap(({ transferIds }) => transferIds));
  const transfers = new Map(read.map((one) => [one.transfer.transferId, one]));
  return all.map(({ clueId, transferIds }) => {
    const clue = clues.get(clueId);
    return {
      ...{ clueId, transferIds },
      clue: clue ? { recused: clue.recused as KeptRecusal | undefined } : null,
      transfers: transferIds.flatMap((id) => {
        const stored = transfers.get(id);
        return stored ? [stored.recused] : [];
      }),
    };
  });
};

/** Entries of a clue of before, as they were written. KMS: two calls. @throws Damaged; KMS's error where it gives no answer. */
export const entriesOfBefore = async ({ clue, sealed }: StoredClue): Promise<string[]> => {
  try {
    return await openEntries(clue.clueId, sealed);
  } catch (error) {
    if (isService(error)) throw error;
    throw new Damaged(keys.clue(clue.clueId).pk, 'what a clue of before names cannot be opened', { cause: error });
  }
};

/** Keeps on a clue of before who must not hear of it; false where it says so already, or was changed since it was read. */
export const keepOnClue = async (stored: StoredClue, recused: KeptRecusal): Promise<boolean> => {
  const { refused } = await writeAll([
    changedRecord(stored, { recused }, { condition: 'attribute_not_exists(recused)' }),
  ]);
  return refused.length === 0;
};

/** The same on a transfer, on condition that nobody wrote in between: no command, so its version stays. */
export const keepOnTransfer = async (stored: Stored, recused: KeptRecusal): Promise<boolean> => {
  const { refused } = await writeAll([put(...rewritten(stored, { recused }))]);
  return refused.length === 0;
};

/** How far all clues are gone through: in passes, until one finds nothing of before. */
export interface CarryOver {
  pass: number;
  /** Month that is looked at, and how far in it; null: from its beginning. */
  month: string;
  position: MonthPosition | null;
  /** Clues of before that this pass found, and those of them that are so still. */
  found: number;
  left: number;
  /** Instants (UTC): before the first, this pass does not begin; the second is null until all is done. */
  beginsAt: string;
  doneAt: string | null;
  /** Grows with every write: of two runs that work at once, one gives up. */
  step: number;
}

export const readCarryOver = async (): Promise<CarryOver | undefined> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.carryOver, ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { pk: _pk, sk: _sk, [digestAttribute]: _digest, ...state } = Item;
  return state as CarryOver;
};

/** The state as it is from here on; undefined when another run went on meanwhile. */
export const saveCarryOver = async (state: CarryOver): Promise<CarryOver | undefined> => {
  const next = { ...state, step: state.step + 1 };
  const done = await putItem(
    { ...keys.carryOver, ...next },
    ifStill('step', state.step === 0 ? undefined : state.step),
  );
  return done ? next : undefined;
};
