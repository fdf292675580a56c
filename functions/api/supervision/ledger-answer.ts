import { create as contentDisposition } from 'content-disposition';
import { settings } from '../../adapters/settings.ts';
import { type LedgerQuery, ledgerPages } from '../../adapters/table/ledgers.ts';
import { madeOf } from '../../adapters/table/readable.ts';
import type { Stored } from '../../adapters/table/transfer-item.ts';
import { namesOfUnits } from '../../adapters/table/units.ts';
import { Refusal } from '../../domain/errors.ts';
import { aroundRow, type Column, pathsOf, rowOf } from '../../domain/reports/columns.ts';
import { allColumns, type Chosen, ledgerTitle } from '../../domain/reports/ledger.ts';
import { frameOf, printedColumns } from '../../domain/reports/printed.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import type { Reply } from '../../http/endpoint.ts';
import { csvOf, type Rows } from './ledger-files.ts';
import { mostTitles, titlesOf } from './ledger-titles.ts';
import { shownOverdueTo, shownTo } from './scope.ts';

/** A whole ledger as a file that is answered: its rows, its title, its headers. */

/** Who asks for what, and when. */
interface Wanted {
  actor: Actor;
  query: Omit<LedgerQuery, 'limit'>;
  titles: boolean;
  now: Date;
}

/** Transfers that are read together for a file: larger pages are hardly quicker, and take more memory. */
const pageOfFile = 100;

/** A row, and its transfer as the caller sees it. */
interface Shown {
  row: Stored;
  transfer: Transfer;
}

/** The rows that the caller sees, oldest first, page by page. */
async function* shownPages({ actor, query, now }: Wanted, paths: readonly string[]): AsyncGenerator<Shown[]> {
  for await (const rows of ledgerPages({ ...query, limit: pageOfFile, oldestFirst: true, paths })) {
    const show = query.overdueAt === undefined ? shownTo : shownOverdueTo;
    const shown = await Promise.all(rows.map(show({ actor, now })));
    yield rows.flatMap((row, n) => {
      const { transfer } = shown[n] ?? {};
      return transfer ? [{ row, transfer }] : [];
    });
  }
}

/** All rows of a ledger that names the clues. @throws Refusal `too-large` */
const fewRows = async (pages: AsyncIterable<Shown[]>): Promise<Shown[]> => {
  const all: Shown[] = [];
  for await (const page of pages) {
    all.push(...page);
    if (all.length > mostTitles) {
      throw new Refusal('too-large', {
        zh: `含线索标题的台账每份不超过 ${mostTitles} 行。请按月份（month=2026-09）、类别或者状态缩小范围。`,
        en: `A ledger with titles has at most ${mostTitles} rows. Choose a month (month=2026-09), a rule or a status.`,
      });
    }
  }
  return all;
};

/** Adds the names of units that are not known yet. */
const learnNames = async (names: Map<string, string>, unitIds: readonly string[]): Promise<void> => {
  const unknown = [...new Set(unitIds)].filter((id) => !names.has(id));
  if (unknown.length === 0) return;
  const found = await namesOfUnits(unknown);
  for (const id of unknown) names.set(id, found.get(id)?.zh ?? id);
};

const unitsIn = ({ transfer: { from, to, acknowledgedByOffice } }: Shown): string[] =>
  acknowledgedByOffice === null ? [from, to] : [from, to, acknowledgedByOffice];

/** The cells of these columns, a row after the other. `names` learns the units in them. */
async function* rowsOf(wanted: Wanted, columns: readonly Column[], names: Map<string, string>): Rows {
  const { actor, titles, now } = wanted;
  const pages = shownPages(wanted, [...pathsOf(columns), ...(titles ? ['transferId'] : [])]);
  const few = titles ? await fewRows(pages) : [];
  const named = await titlesOf(
    actor,
    few.map(({ row }) => row),
    now,
  );
  let n = 0;
  for await (const page of titles ? [few] : pages) {
    await learnNames(names, page.flatMap(unitsIn));
    for (const one of page) {
      const made = madeOf([one], ({ transfer }) =>
        rowOf(columns, transfer, aroundRow(n + 1, names, settings(), now, named.get(transfer.clueId) ?? null)),
      );
      n += made.length;
      yield* made;
    }
  }
}

/** CSV or, where `type` is not that, a workbook. @throws Refusal `too-large` */
export const fileAnswer = async (
  wanted: Wanted,
  chosen: Chosen,
  { type, gzip }: { type: string; gzip: boolean },
): Promise<Reply> => {
  const { query, titles, now } = wanted;
  const { side, unitId } = query;
  const names = new Map<string, string>();
  await learnNames(names, [unitId]);
  const unitName = names.get(unitId) ?? unitId;
  const title = ledgerTitle(side, unitName, chosen);
  const csv = type === 'text/csv';
  const bodyOf = async () => {
    if (csv) return csvOf(allColumns(titles), rowsOf(wanted, allColumns(titles), names), gzip);
    // Here, since whoever reads a page of JSON should not wait for it.
    const { workbookOf } = await import('./workbook.ts');
    const columns = printedColumns(side, titles);
    return workbookOf(frameOf(title, unitName, settings().timeZone, now), columns, rowsOf(wanted, columns, names));
  };
  const extension = csv ? 'csv' : 'xlsx';
  return {
    status: 200,
    body: await bodyOf(),
    headers: {
      ...(csv && gzip ? { 'content-encoding': 'gzip' } : {}),
      'content-type': csv ? 'text/csv; charset=utf-8' : type,
      'content-disposition': contentDisposition(`${title}.${extension}`, {
        fallback: `${side}-${unitId}-${chosen.month ?? 'all'}.${extension}`,
      }),
    },
  };
};
