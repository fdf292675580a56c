import { type KeptRecusal, keptRecusal } from '../adapters/recusal.ts';
import type { StoredClue } from '../adapters/table/clue-record.ts';
import { getClue } from '../adapters/table/clues.ts';
import { Damaged } from '../adapters/table/damaged.ts';
import { entriesOfBefore, type FoundRecusals, keepOnClue, keepOnTransfer } from '../adapters/table/recusals.ts';
import { keys } from '../adapters/table/schema.ts';
import { untilWon } from '../adapters/table/table.ts';
import type { Stored } from '../adapters/table/transfer-item.ts';
import { getTransfer, getTransfers } from '../adapters/table/transfers.ts';
import { Refusal } from '../domain/errors.ts';
import { resolved, type WhoIsWho } from '../domain/units/recusal.ts';

/**
 * One clue of before, with its transfers and its reply: whom it names is resolved against the register as it is now, and kept as hashes
 * on all of them. The clue comes first and the others follow it, so that whatever ends the work in between, what is left shows.
 */

/** All units with their people: read where a clue of before names somebody. */
export type ReadWho = () => Promise<readonly WhoIsWho[]>;

/** A bare name means people of the clue's region and those above it, as it does in a new clue, and of the regions where its transfers lie. */
const keptNow = async (stored: StoredClue, records: readonly Stored[], who: ReadWho): Promise<KeptRecusal> => {
  const entries = await entriesOfBefore(stored);
  if (entries.length === 0) return null;
  const { clueId, regionPath } = stored.clue;
  const regions = new Set([...regionPath, ...records.flatMap(({ transfer }) => transfer.regionPath)]);
  return keptRecusal(clueId, resolved(entries, await who(), [...regions]).forms);
};

/** What the clue keeps from here on; undefined where it is changed by others all the time. */
const keptOnClue = async (stored: StoredClue, records: readonly Stored[], who: ReadWho) => {
  if (stored.recused !== undefined) return stored.recused;
  const kept = await keptNow(stored, records, who);
  let known = stored;
  return untilWon(async () => {
    if (await keepOnClue(known, kept)) return kept;
    known = await getClue(stored.clue.clueId);
    return known.recused;
  });
};

const hashesOf = (kept: KeptRecusal): readonly string[] =>
  kept === null || kept instanceof Uint8Array ? [] : kept.hashes;

/** What a transfer should keep of what its clue does, with what it has itself; undefined where it does. @throws Damaged */
const keptLike = (clueId: string, clue: KeptRecusal, own: KeptRecusal): KeptRecusal | undefined => {
  const sealed = own instanceof Uint8Array;
  if (sealed && clue === null) throw new Damaged(keys.clue(clueId).pk, 'a transfer names whom its clue does not');
  const [had, all] = [hashesOf(own), [...new Set([...hashesOf(own), ...hashesOf(clue)])]];
  return sealed || all.length > had.length ? { hashes: all } : undefined;
};

/** False where others wrote on it again and again. */
const followClue = async (read: Stored, clue: KeptRecusal): Promise<boolean> => {
  let known: Stored | undefined = read;
  const done = await untilWon(async () => {
    const stored = known ?? (await getTransfer(read.transfer.transferId));
    known = undefined;
    const kept = keptLike(read.transfer.clueId, clue, stored.recused);
    return kept === undefined || (await keepOnTransfer(stored, kept)) || undefined;
  });
  return done === true;
};

/** Whether something of it is of before. Of a clue that is missing, its transfers say so. */
export const isOfBefore = ({ clueId, clue, transfers }: FoundRecusals): boolean => {
  if (clue === null) return transfers.some((own) => own instanceof Uint8Array);
  const { recused } = clue;
  return recused === undefined || transfers.some((own) => own instanceof Uint8Array || keptLike(clueId, recused, own));
};

/** @throws Damaged */
const requireClue = async (clueId: string): Promise<StoredClue> => {
  try {
    return await getClue(clueId);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Damaged(keys.clue(clueId).pk, 'transfers of before have no clue', { cause: error });
  }
};

/**
 * False where others wrote on it again and again. `transferIds`: its transfers, and its reply.
 * @throws Damaged where it cannot be known whom the clue names; other errors where a service gives no answer.
 */
export const carryOverClue = async (
  { clueId, transferIds }: Pick<FoundRecusals, 'clueId' | 'transferIds'>,
  who: ReadWho,
): Promise<boolean> => {
  const stored = await requireClue(clueId);
  const records = await getTransfers(transferIds);
  const kept = await keptOnClue(stored, records, who);
  if (kept === undefined) return false;
  return !(await Promise.all(records.map((one) => followClue(one, kept)))).includes(false);
};
