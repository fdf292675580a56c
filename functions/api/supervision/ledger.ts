import { create as contentDisposition } from 'content-disposition';
import Negotiator from 'negotiator';
import * as z from 'zod';
import { settings } from '../../adapters/settings.ts';
import { ledgerPages, ledgerPosition, readLedger } from '../../adapters/table/ledgers.ts';
import type { Stored } from '../../adapters/table/transfer-item.ts';
import { recusedOf } from '../../adapters/table/transfers.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { monthBounds } from '../../domain/calendar/time.ts';
import { Refusal } from '../../domain/errors.ts';
import { ledgerRow, ledgerTitle, shownPaths } from '../../domain/reports/ledger.ts';
import { statuses } from '../../domain/transfer/status.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { unitId } from '../../domain/units/forms.ts';
import { rules } from '../../domain/units/routing.ts';
import { regionPath } from '../../domain/units/units.ts';
import { ledgerUnit, showsInLedger } from '../../domain/visibility/policy.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import { transferView } from '../transfers/views.ts';
import { csvOf, type Rows, xlsxOf } from './ledger-files.ts';

export const monthForm = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'write a month as 2026-09');

const query = z.strictObject({
  unit: unitId.optional(),
  status: z.enum(statuses).optional(),
  rule: z.enum(rules).optional(),
  month: monthForm.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Of a page of JSON; 50 where left out' }),
  cursor: cursorParameter.optional(),
});

export const ledgerRequest = { query };

/**
 * Megabytes. 50,000 rows take 10 s of a whole processor to write, which Lambda gives at 1769 MB; at 512 MB they would not be done
 * before API Gateway hangs up after 30 s.
 */
export const ledgerMemory = 1769;

/** With a young generation of 4 MB, rows that are written are given up at once. */
export const ledgerNodeOptions = '--max-semi-space-size=4';

/** The ledger of one side (R9): a page as JSON, newest first, or all of it as a file, oldest first, so that a number keeps its row. */
export const ledgerEndpoint = (side: 'sent' | 'received') =>
  endpoint(`read-${side}-ledger`, ledgerRequest, async ({ actor, accept, gzip, query: asked, now }) => {
    const region = asked.unit?.slice(0, 6);
    const regions = region ? (await readRegister([], [region])).regions : new Map<string, never>();
    const unit = ledgerUnit(
      actor,
      asked.unit && region
        ? { unitId: asked.unit, regionPath: regionPath(regions, region).map(({ code }) => code) }
        : null,
    );
    const bounds = asked.month ? monthBounds(settings().timeZone, asked.month) : undefined;
    const filters = {
      side,
      unitId: unit,
      status: asked.status,
      rule: asked.rule,
      between: bounds && { from: bounds.from.toISOString(), until: bounds.until.toISOString() },
      overdueAt: asked.overdue === 'true' ? now.toISOString() : undefined,
    };
    const shownOf = async (rows: readonly Stored[]): Promise<Transfer[]> => {
      const may = await Promise.all(rows.map(async (row) => showsInLedger(actor, await recusedOf(row))));
      return rows.flatMap(({ transfer }, n) => (may[n] ? [transfer] : []));
    };
    const type = preferred(accept);
    if (type === 'application/json') {
      const { status, rule, month, overdue } = asked;
      const cursors = cursorsOf(side, { unit, status, rule, month, overdue }, ledgerPosition(filters));
      const { rows, next } = await readLedger({ ...filters, limit: asked.limit ?? 50 }, cursors.read(asked.cursor));
      const items = (await shownOf(rows)).map(transferView);
      return { status: 200, body: { unit, items, ...cursors.write(next) } };
    }
    if (type === undefined)
      throw new Refusal('not-acceptable', `A ledger comes as ${types.join(', ')}. Ask for one of these.`);

    requireWhole(asked);

    const names = new Map<string, string>();
    const rowsOf = async function* (): Rows {
      let n = 0;
      const file = { limit: pageOfFile, oldestFirst: true, paths: shownPaths };
      for await (const rows of ledgerPages({ ...filters, ...file })) {
        const transfers = await shownOf(rows);
        await learnNames(names, [unit, ...transfers.flatMap(({ from, to }) => [from, to])]);
        for (const transfer of transfers) {
          n += 1;
          yield ledgerRow(transfer, n, names, { timeZone: settings().timeZone, now: now.toISOString() });
        }
      }
    };
    await learnNames(names, [unit]);
    const { month, status, rule } = asked;
    const title = ledgerTitle(side, names.get(unit) ?? unit, {
      ...(month ? { month } : {}),
      ...(status ? { status } : {}),
      ...(rule ? { rule } : {}),
      overdue: filters.overdueAt !== undefined,
    });
    const csv = type === 'text/csv';
    const extension = csv ? 'csv' : 'xlsx';
    return {
      status: 200,
      body: csv ? await csvOf(rowsOf(), gzip) : await xlsxOf(title, rowsOf()),
      headers: {
        ...(csv && gzip ? { 'content-encoding': 'gzip' } : {}),
        'content-type': csv ? 'text/csv; charset=utf-8' : type,
        'content-disposition': contentDisposition(`${title}.${extension}`, {
          fallback: `${side}-${unit}-${asked.month ?? 'all'}.${extension}`,
        }),
      },
    };
  });

const types = [
  'application/json',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;

/** The type that the caller likes best; without a header JSON. Some name the charset too, and mean no other type. */
const preferred = (accept: string | undefined): (typeof types)[number] | undefined => {
  const offered = [...types, ...types.map((type) => `${type}; charset=utf-8`)];
  const chosen = new Negotiator({ headers: { accept: accept ?? '*/*' } }).mediaType(offered);
  return types.find((type) => chosen?.startsWith(type));
};

/** A file is the whole ledger whatever `limit` says; one that goes on from a page would lack rows without a word. @throws Refusal `bad-input` */
const requireWhole = ({ cursor }: { cursor?: unknown }): void => {
  if (cursor === undefined) return;
  const message = 'is for pages of JSON: leave it out, and narrow a file by month, rule or status';
  throw new Refusal('bad-input', `cursor ${message}.`, [{ path: 'cursor', message }]);
};

/** Transfers that are read together for a file: larger pages are hardly quicker, and take more memory. */
const pageOfFile = 100;

/** Adds the names of units that are not known yet. */
const learnNames = async (names: Map<string, string>, unitIds: readonly string[]): Promise<void> => {
  const unknown = [...new Set(unitIds)].filter((id) => !names.has(id));
  if (unknown.length === 0) return;
  const { units } = await readRegister(unknown, []);
  for (const id of unknown) names.set(id, units.get(id)?.name ?? id);
};
