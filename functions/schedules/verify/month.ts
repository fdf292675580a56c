import { ownClueIds } from '../../adapters/table/clues.ts';
import { ledgerIds } from '../../adapters/table/ledgers.ts';
import { keys } from '../../adapters/table/schema.ts';
import { idsOfMonth } from '../../adapters/table/supervision.ts';
import { readItems } from '../../adapters/table/table.ts';
import { fromItem } from '../../adapters/table/transfer-item.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { expectedInLedgers } from '../../domain/transfer/verification.ts';
import { type Fault, of } from './fault.ts';
import { type Found, nothingFound, untilSettled, verifyPartitions } from './records.ts';

/** One month: its records, with the clues and what stands beside them, and both ledgers against the records. */

const isTime = (value: unknown): boolean => value === null || Number.isFinite(Date.parse(String(value)));

/** Those of which it can be told where a ledger shows them; what is wrong with others, their records say. */
const ledgered = async (ids: readonly string[]): Promise<Transfer[]> =>
  (await readItems(ids.map(keys.transfer)))
    .map((item) => fromItem(item).transfer)
    .filter(
      ({ from, to, registeredAt, dispatchedAt }) =>
        typeof from === 'string' && typeof to === 'string' && isTime(registeredAt) && isTime(dispatchedAt),
    );

/** Units whose ledgers are read at once. */
const atOnce = 20;

/** Transfers that a ledger must show and does not. */
const missingIn = async (ids: readonly string[]): Promise<Fault[]> => {
  const faults: Fault[] = [];
  const expected = expectedInLedgers(await ledgered(ids));
  for (let from = 0; from < expected.length; from += atOnce) {
    await Promise.all(
      expected.slice(from, from + atOnce).map(async ({ side, unitId, rows }) => {
        const times = rows.map(({ at }) => at).sort();
        const shown = await ledgerIds(side, unitId, times[0] ?? '', times.at(-1) ?? '');
        for (const { transferId } of rows) {
          if (shown.has(transferId)) continue;
          faults.push(...of(keys.transfer(transferId).pk, [`the ledger of what ${unitId} ${side} does not show it`]));
        }
      }),
    );
  }
  return faults;
};

/** The ledgers of these transfers. Indexes follow with a delay: what is missing must be missing still. */
const ledgerFaults = async (ids: readonly string[]): Promise<Fault[]> => {
  if ((await missingIn(ids)).length === 0) return [];
  await untilSettled();
  return missingIn(ids);
};

/** The replies and supplements that these records name. */
const besideOf = async (clues: readonly string[], transfers: readonly string[]): Promise<string[]> => {
  const items = await readItems([...clues.map(keys.clue), ...transfers.map(keys.transfer)]);
  return items.flatMap(({ replyId, supplements }) => [
    ...(typeof replyId === 'string' ? [replyId] : []),
    ...(Array.isArray(supplements) ? supplements.map(String) : []),
  ]);
};

/** The ledgers alone of one month, for whoever looks at all records anyway. */
export const verifyLedgers = async (month: string): Promise<Found & { checked: number }> => {
  const ids = (await idsOfMonth(month)).map(({ transferId }) => transferId);
  return { ...nothingFound(), checked: ids.length, faults: await ledgerFaults(ids) };
};

/** How many transfers of the month, and clues that made none, were looked at, and what does not fit. */
export const verifyMonth = async (
  month: string,
  timeZone: string,
  opening = true,
): Promise<Found & { checked: number }> => {
  const [rows, own] = await Promise.all([idsOfMonth(month), ownClueIds(month)]);
  const ids = rows.map(({ transferId }) => transferId);
  const clues = [...new Set([...own, ...rows.map(({ clueId }) => clueId)])];
  const transfers = [...new Set([...ids, ...(await besideOf(clues, ids))])];
  const partitions = [...transfers.map(keys.transfer), ...clues.map(keys.clue), keys.ownClue(month, '')];
  const found = await verifyPartitions(
    partitions.map(({ pk }) => pk),
    timeZone,
    opening,
  );
  return { ...found, checked: ids.length + own.length, faults: [...found.faults, ...(await ledgerFaults(ids))] };
};
