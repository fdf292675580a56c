import { formerVersions } from '../adapters/table/clue-content.ts';
import { clueState } from '../adapters/table/clue-record.ts';
import { getClue, ownClueIds } from '../adapters/table/clues.ts';
import { ledgerIds } from '../adapters/table/ledgers.ts';
import { keys } from '../adapters/table/schema.ts';
import { readMonth } from '../adapters/table/supervision.ts';
import { readTimeline, recordFaults } from '../adapters/table/timeline.ts';
import { stateOf } from '../adapters/table/transfer-item.ts';
import { getTransferWithTimeline } from '../adapters/table/transfers.ts';
import { contentContradictions } from '../domain/clue/content.ts';
import type { ClueEvent } from '../domain/clue/decision.ts';
import { Refusal } from '../domain/errors.ts';
import type { Transfer } from '../domain/transfer/transfer.ts';
import { contradictions, expectedInLedgers, unknownTransfers } from '../domain/transfer/verification.ts';

/** One month of records proved against their timelines, and both ledgers against the records. */

export interface Fault {
  /** Key of the record. */
  record: string;
  fault: string;
}

/** Calls at once. */
const atOnce = 20;

const each = async <T>(all: readonly T[], run: (one: T) => Promise<Fault[]>): Promise<Fault[]> => {
  const faults: Fault[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    faults.push(...(await Promise.all(all.slice(from, from + atOnce).map(run))).flat());
  }
  return faults;
};

const of = (record: string, faults: readonly string[]): Fault[] => faults.map((fault) => ({ record, fault }));

const faultsOfSupplement = async (supplementId: string): Promise<Fault[]> => {
  try {
    return await faultsOfTransfer(supplementId);
  } catch (error) {
    if (!(error instanceof Refusal) || error.refusal !== 'not-found') throw error;
    return of(keys.transfer(supplementId).pk, ['the supplement that a transfer names is not there']);
  }
};

/** Of a transfer and of the supplements that were asked for on it. */
const faultsOfTransfer = async (transferId: string): Promise<Fault[]> => {
  const record = keys.transfer(transferId).pk;
  const { transfer, head, timeline } = await getTransferWithTimeline(transferId);
  const own = of(record, [
    ...recordFaults(record, head, timeline, stateOf(transfer)),
    ...contradictions(transfer, timeline),
  ]);
  return [...own, ...(await each(transfer.supplements ?? [], faultsOfSupplement))];
};

/** Of a clue, and of the reply that it owes its reporter. */
const faultsOfClue = async (clueId: string, transferIds: Iterable<string>): Promise<Fault[]> => {
  const record = keys.clue(clueId).pk;
  const { clue, sealed, head } = await getClue(clueId);
  const timeline = await readTimeline<ClueEvent>(record);
  const own = of(record, [
    ...recordFaults(record, head, timeline, clueState({ clue, sealed })),
    ...unknownTransfers(clue, transferIds),
    ...contentContradictions(clue, timeline, await formerVersions(clueId)),
  ]);
  return clue.replyId ? [...own, ...(await faultsOfTransfer(clue.replyId))] : own;
};

/** Transfers that a ledger must show and does not. */
const missingInLedgers = (transfers: readonly Transfer[]): Promise<Fault[]> =>
  each(expectedInLedgers(transfers), async ({ side, unitId, rows }) => {
    const times = rows.map(({ at }) => at).sort();
    const shown = await ledgerIds(side, unitId, times[0] ?? '', times.at(-1) ?? '');
    return rows
      .filter(({ transferId }) => !shown.has(transferId))
      .flatMap(({ transferId }) =>
        of(keys.transfer(transferId).pk, [`the ledger of what ${unitId} ${side} does not show it`]),
      );
  });

/** Milliseconds after which an index has surely followed its table. */
const settled = 3_000;

/** Everything of one month: how many transfers, and clues that made none, were looked at, and what does not fit. */
export const verifyMonth = async (month: string): Promise<{ checked: number; faults: Fault[] }> => {
  const rows = await readMonth(month, '');
  const own = await ownClueIds(month);
  const ids = rows.map(({ transfer }) => transfer.transferId);
  const clues = [...Map.groupBy(rows, ({ transfer }) => transfer.clueId)];
  const faults = [
    ...(await each(ids, faultsOfTransfer)),
    ...(await each(own, (clueId) => faultsOfClue(clueId, []))),
    ...(await each(clues, ([clueId, some]) =>
      faultsOfClue(clueId, new Set(some.map((one) => one.transfer.transferId))),
    )),
  ];
  const records = async () =>
    (await Promise.all(ids.map((id) => getTransferWithTimeline(id)))).map(({ transfer }) => transfer);
  let lacking = ids.length > 0 ? await missingInLedgers(await records()) : [];
  if (lacking.length > 0) {
    // Indexes follow with a delay: what is missing must be missing still.
    await new Promise((resolve) => setTimeout(resolve, settled));
    lacking = await missingInLedgers(await records());
  }
  return { checked: ids.length + own.length, faults: [...faults, ...lacking] };
};
