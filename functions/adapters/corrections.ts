import { contentVersionOf } from '../domain/clue/clue.ts';
import type { ContentDecision, Correctable } from '../domain/clue/content.ts';
import type { ClueEvent } from '../domain/clue/decision.ts';
import { lostRace, Refusal, versionMismatch } from '../domain/errors.ts';
import { actOf, overseersOfClue } from '../domain/visibility/audit-sight.ts';
import type { Subject } from './commands.ts';
import { type KeptRecusal, keptRecusal } from './recusal.ts';
import { correctedClue, type Heeded, openContent, openEntries } from './table/clue-content.ts';
import type { StoredClue } from './table/clue-record.ts';
import { getClue, readFirstEvent, recusedFromClue } from './table/clues.ts';
import type { Stored } from './table/transfer-item.ts';
import { getTransfers } from './table/transfers.ts';

/** Corrections of a clue's content, as commands that the one shell (commands.ts) carries out. */

interface FoundContent extends Correctable {
  stored: StoredClue;
  /** Its transfers, and what stands beside them: its reply, and the supplements that were asked for. */
  others: readonly Stored[];
  /** When the first version came, and who sent it. */
  submitted: Pick<ClueEvent, 'at' | 'by'>;
}

const hashesOf = (kept: KeptRecusal | undefined): readonly string[] =>
  kept instanceof Uint8Array ? [] : (kept?.hashes ?? []);

/** Nothing ends a recusal. Of a record of before what it names was resolved with the rest, and stands in `hashes`. */
const joined = (kept: KeptRecusal | undefined, hashes: readonly string[]): KeptRecusal => {
  const all = [...new Set([...hashesOf(kept), ...hashes])];
  return all.length === 0 ? null : { hashes: all };
};

/** Hashes that a record has room for, beside what a clue says and how often it was corrected. */
const mostHashes = 2000;

/** Who must not hear of the clue from here on; null where the subjects are as they were. */
const heededFrom = async ({ stored, others }: FoundContent, { named }: ContentDecision): Promise<Heeded | null> => {
  if (named === null) return null;
  const added = hashesOf(await keptRecusal(stored.clue.clueId, named.forms));
  const clue = joined(stored.recused, added);
  if (hashesOf(clue).length > mostHashes) {
    throw new Refusal('too-large', {
      zh: '该线索各版本涉及的对象合计过多，请撤回后重新登记。',
      en: 'All versions of the clue name too many together. Withdraw it, and submit it anew.',
    });
  }
  return {
    clue,
    others: new Map(others.map(({ transfer, recused }) => [transfer.transferId, joined(recused, hashesOf(clue))])),
  };
};

/** Entries that are not resolved against the register, of a clue of before. */
const unresolvedOf = async ({ clue, sealed, recused }: StoredClue): Promise<string[]> =>
  recused === undefined ? openEntries(clue.clueId, sealed) : [];

const open = async (stored: StoredClue): Promise<FoundContent> => {
  const { clue } = stored;
  const [content, recused, unresolved, found, submitted] = await Promise.all([
    openContent(stored),
    recusedFromClue(stored),
    unresolvedOf(stored),
    getTransfers(clue.transferIds),
    readFirstEvent(clue.clueId),
  ]);
  const transfers = found.map(({ transfer }) => transfer);
  const beside = transfers.flatMap(({ supplements = [] }) => supplements);
  const others = [...found, ...(await getTransfers(clue.replyId === null ? beside : [clue.replyId, ...beside]))];
  return { stored, clue, content, recused, unresolved, others, transfers, submitted };
};

/** A correction of what a clue says. If-Match takes the version of its content. */
export const onContent = (clueId: string): Subject<FoundContent, ContentDecision> => ({
  lost: () => lostRace({ zh: '该线索', en: 'clue' }),
  read: async () => {
    const stored = await getClue(clueId);
    return () => open(stored);
  },
  requireVersion: ({ clue }, { ifMatch }) => {
    const version = contentVersionOf(clue);
    if (ifMatch === null || ifMatch === version) return;
    throw versionMismatch({ zh: '线索内容', en: 'content of the clue' }, version, ifMatch);
  },
  writes: async (found, decided) => {
    const heeded = await heededFrom(found, decided);
    const { stored, others, transfers } = found;
    const held = heeded ? others : others.slice(0, transfers.length);
    return correctedClue(stored, decided, held, heeded);
  },
  logged: ({ event, record, concerned }) => event && actOf(event, { clueId }, overseersOfClue(record, concerned)),
  recused: async ({ stored }) => stored.recused ?? null,
});
