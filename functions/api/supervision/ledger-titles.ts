import { openTitle } from '../../adapters/table/clue-content.ts';
import { getClue, recordOnClue } from '../../adapters/table/clues.ts';
import type { Stored } from '../../adapters/table/transfer-item.ts';
import { getTransfers, recusedFrom } from '../../adapters/table/transfers.ts';
import { titleReadBy } from '../../domain/clue/decision.ts';
import { noSuch } from '../../domain/errors.ts';
import { type Actor, callerOf } from '../../domain/visibility/actor.ts';
import { overseersOfClue } from '../../domain/visibility/audit-sight.ts';
import { requireSeenClue } from '../../domain/visibility/clue-sight.ts';
import { seen } from '../../domain/visibility/sight.ts';
import { versionFor } from '../clues/known-version.ts';

/** What the clues of a ledger are called, as far as whoever asks may know it: each title is a reading, on the record of its clue. */

/** Rows of a ledger with titles: each clue is read, opened and written to before the file is answered. */
export const mostTitles = 500;

/** Clues that are read at once. */
const together = 10;

/** By the version that the caller may know, once the reading is on the record; null where the clue was kept from them meanwhile. */
const titleOf = async (
  actor: Actor,
  { transfer: { clueId, transferId } }: Stored,
  now: Date,
): Promise<string | null> => {
  const stored = await getClue(clueId);
  const all = await getTransfers(stored.clue.transferIds);
  const own = all.find(({ transfer }) => transfer.transferId === transferId);
  const recused = own && (await recusedFrom(own));
  if (!recused || seen(actor, own.transfer, recused, now) === null) return null;
  const transfers = all.map(({ transfer }) => transfer);
  const shown = requireSeenClue(
    actor,
    { clue: stored.clue, transfers, reply: null },
    recused,
    now,
    noSuch.clue(clueId),
  );
  const version = await versionFor(actor, stored.clue, shown);
  const title = await openTitle(stored, version);
  await recordOnClue(clueId, titleReadBy(callerOf(actor), now, version), overseersOfClue(stored.clue, transfers));
  return title;
};

/** By the clue's id, each read once; `rows`: those that the caller sees. @throws Refusal `lost-race` */
export const titlesOf = async (
  actor: Actor,
  rows: readonly Stored[],
  now: Date,
): Promise<ReadonlyMap<string, string | null>> => {
  const byClue = [...new Map(rows.map((row) => [row.transfer.clueId, row]))];
  const titles = new Map<string, string | null>();
  for (let from = 0; from < byClue.length; from += together) {
    await Promise.all(
      byClue.slice(from, from + together).map(async ([clueId, row]) => {
        titles.set(clueId, await titleOf(actor, row, now));
      }),
    );
  }
  return titles;
};
