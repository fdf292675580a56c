import type { Transfer } from '../../domain/transfer/transfer.ts';
import { contradictions } from '../../domain/transfer/verification.ts';
import { getClue } from './clues.ts';
import { ledgerIds } from './ledgers.ts';
import { keys } from './schema.ts';
import { readMonth } from './supervision.ts';
import { readPartition } from './table.ts';
import { faultsOf, type StoredEvent } from './timeline.ts';
import { getTransferWithTimeline } from './transfers.ts';

/** Proves records against their timelines and both ledgers against the records. */

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

const faultsOfTransfer = async (transferId: string): Promise<Fault[]> => {
  const record = keys.transfer(transferId).pk;
  const { transfer, head, timeline } = await getTransferWithTimeline(transferId);
  return [...faultsOf(record, head, timeline), ...contradictions(transfer, timeline)].map((fault) => ({
    record,
    fault,
  }));
};

/** Of a clue, and of the reply that it owes its reporter. */
const faultsOfClue = async (clueId: string, transferIds: ReadonlySet<string>): Promise<Fault[]> => {
  const record = keys.clue(clueId).pk;
  const { clue, head } = await getClue(clueId);
  const timeline = (await readPartition(record, 'EVENT#')).map(
    ({ pk: _pk, sk: _sk, ...event }) => event as unknown as StoredEvent,
  );
  const unknown = [...transferIds].filter((id) => !clue.transferIds.includes(id));
  const own = [
    ...faultsOf(record, head, timeline),
    ...unknown.map((id) => `transfer ${id} is of this clue, and the clue does not know it`),
  ].map((fault) => ({ record, fault }));
  return clue.replyId ? [...own, ...(await faultsOfTransfer(clue.replyId))] : own;
};

/** What one side's ledger lacks of the transfers that it must show. Instants (UTC). */
const missingInLedger = async (
  side: 'sent' | 'received',
  unitId: string,
  transfers: readonly Transfer[],
): Promise<Fault[]> => {
  const times = transfers.map((one) => (side === 'sent' ? one.registeredAt : (one.dispatchedAt ?? ''))).sort();
  const shown = await ledgerIds(side, unitId, times[0] ?? '', times.at(-1) ?? '');
  return transfers
    .filter(({ transferId }) => !shown.has(transferId))
    .map(({ transferId }) => ({
      record: keys.transfer(transferId).pk,
      fault: `the ledger of what ${unitId} ${side} does not show it`,
    }));
};

const inLedgers = async (transfers: readonly Transfer[]): Promise<Fault[]> => {
  const bySender = [...Map.groupBy(transfers, ({ from }) => from)];
  const byReceiver = [
    ...Map.groupBy(
      transfers.filter(({ dispatchedAt }) => dispatchedAt !== null),
      ({ to }) => to,
    ),
  ];
  return [
    ...(await each(bySender, ([unit, some]) => missingInLedger('sent', unit, some))),
    ...(await each(byReceiver, ([unit, some]) => missingInLedger('received', unit, some))),
  ];
};

/** Milliseconds after which an index has surely followed its table. */
const settled = 3_000;

/** Everything of one month: how many transfers, and clues that made none, were looked at, and what does not fit. */
export const verifyMonth = async (month: string): Promise<{ checked: number; faults: Fault[] }> => {
  const rows = await readMonth(month, '');
  const own = (await readPartition(keys.ownClue(month, '').pk)).map(({ sk }) => String(sk));
  const ids = rows.map(({ transfer }) => transfer.transferId);
  const clues = [...Map.groupBy(rows, ({ transfer }) => transfer.clueId)];
  const faults = [
    ...(await each(ids, faultsOfTransfer)),
    ...(await each(own, (clueId) => faultsOfClue(clueId, new Set()))),
    ...(await each(clues, ([clueId, some]) =>
      faultsOfClue(clueId, new Set(some.map((one) => one.transfer.transferId))),
    )),
  ];
  const records = async () =>
    (await Promise.all(ids.map((id) => getTransferWithTimeline(id)))).map(({ transfer }) => transfer);
  let lacking = ids.length > 0 ? await inLedgers(await records()) : [];
  if (lacking.length > 0) {
    // Indexes follow with a delay: what is missing must be missing still.
    await new Promise((resolve) => setTimeout(resolve, settled));
    lacking = await inLedgers(await records());
  }
  return { checked: ids.length + own.length, faults: [...faults, ...lacking] };
};
