import { create as contentDisposition } from 'content-disposition';
import { settings } from '../../adapters/settings.ts';
import { type LedgerQuery, ledgerPages } from '../../adapters/table/ledgers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { ledgerRow, ledgerTitle, shownPaths } from '../../domain/reports/ledger.ts';
import type { Status } from '../../domain/transfer/status.ts';
import type { Rule } from '../../domain/units/routing.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import type { Reply } from '../../http/endpoint.ts';
import { csvOf, type Rows, xlsxOf } from './ledger-files.ts';
import { shownTo } from './scope.ts';

/** A whole ledger as a file that is answered: its rows, its title, its headers. */

/** Transfers that are read together for a file: larger pages are hardly quicker, and take more memory. */
const pageOfFile = 100;

/** Adds the names of units that are not known yet. */
const learnNames = async (names: Map<string, string>, unitIds: readonly string[]): Promise<void> => {
  const unknown = [...new Set(unitIds)].filter((id) => !names.has(id));
  if (unknown.length === 0) return;
  const { units } = await readRegister(unknown, []);
  for (const id of unknown) names.set(id, units.get(id)?.name ?? id);
};

/** The rows of a ledger as the caller may see them, oldest first. `names` learns the units in them. */
async function* rowsOf(actor: Actor, query: Omit<LedgerQuery, 'limit'>, names: Map<string, string>, now: Date): Rows {
  let n = 0;
  for await (const rows of ledgerPages({ ...query, limit: pageOfFile, oldestFirst: true, paths: shownPaths })) {
    const shown = await Promise.all(rows.map(shownTo({ actor, now })));
    const transfers = shown.flatMap((one) => one?.transfer ?? []);
    await learnNames(names, [query.unitId, ...transfers.flatMap(({ from, to }) => [from, to])]);
    for (const transfer of transfers) {
      n += 1;
      yield ledgerRow(transfer, n, names, { timeZone: settings().timeZone, now: now.toISOString() });
    }
  }
}

/** What the ledger was narrowed by: it stands in the title. */
export interface Chosen {
  month?: string | undefined;
  status?: Status | undefined;
  rule?: Rule | undefined;
}

/** CSV or, where `type` is not that, a workbook. */
export const fileAnswer = async (
  actor: Actor,
  query: Omit<LedgerQuery, 'limit'>,
  { month, status, rule }: Chosen,
  { type, gzip, now }: { type: string; gzip: boolean; now: Date },
): Promise<Reply> => {
  const { side, unitId } = query;
  const names = new Map<string, string>();
  await learnNames(names, [unitId]);
  const title = ledgerTitle(side, names.get(unitId) ?? unitId, {
    ...(month ? { month } : {}),
    ...(status ? { status } : {}),
    ...(rule ? { rule } : {}),
    overdue: query.overdueAt !== undefined,
  });
  const csv = type === 'text/csv';
  const extension = csv ? 'csv' : 'xlsx';
  const rows = rowsOf(actor, query, names, now);
  return {
    status: 200,
    body: csv ? await csvOf(rows, gzip) : await xlsxOf(title, rows),
    headers: {
      ...(csv && gzip ? { 'content-encoding': 'gzip' } : {}),
      'content-type': csv ? 'text/csv; charset=utf-8' : type,
      'content-disposition': contentDisposition(`${title}.${extension}`, {
        fallback: `${side}-${unitId}-${month ?? 'all'}.${extension}`,
      }),
    },
  };
};
