import * as z from 'zod';
import { heedsRecusal, looksUp, queriesReceived, queriesRegions, queriesSent } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { ledgerPages } from '../../adapters/table/ledgers.ts';
import { ofEach, withParts } from '../../adapters/table/readable.ts';
import { readMonths } from '../../adapters/table/supervision.ts';
import type { Stored } from '../../adapters/table/transfer-item.ts';
import { recusedFrom } from '../../adapters/table/transfers.ts';
import { namesOfUnits, readRegister } from '../../adapters/table/units.ts';
import { dateIn, monthBounds, monthsUntil } from '../../domain/calendar/time.ts';
import { organs } from '../../domain/organs.ts';
import { duesOf, statisticsFields, statisticsOf } from '../../domain/reports/statistics.ts';
import { type Transfer, wasDispatched } from '../../domain/transfer/transfer.ts';
import { regionCode, unitId as unitIdForm } from '../../domain/units/forms.ts';
import { rules } from '../../domain/units/routing.ts';
import { regionPath } from '../../domain/units/units.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { counted } from '../../domain/visibility/sight.ts';
import { dutyNames } from '../../domain/windows.ts';
import { cursorParameter } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { monthForm } from './ledger.ts';
import { rowsBehind } from './rows-behind.ts';
import { scopeOf } from './scope.ts';
import { statisticsShape } from './shapes.ts';

const query = z.strictObject({
  month: monthForm.optional(),
  region: regionCode.optional(),
  rows: z
    .enum(['late', 'on-time', 'all'])
    .optional()
    .meta({ description: 'With the duties that the rates are made of: those that were late, in time, or both' }),
  unit: unitIdForm.optional().meta({ description: 'Of the rows: which unit owed it' }),
  organ: z.enum(organs).optional().meta({ description: 'Of the rows: which organ owed it' }),
  rule: z.enum(rules).optional().meta({ description: 'Of the rows' }),
  duty: z.enum(dutyNames).optional().meta({ description: 'Of the rows' }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Of a page of the rows' }),
  cursor: cursorParameter.optional(),
});

/** Months that are summed up where none is asked for: this one and those before it. */
const span = 12;

/**
 * Transfers that one answer is made of at the most: of each its hashes are looked at, since who is named by one must not see it in a count.
 * So many take some 20 s of one processor (test/README.md, Speed), of the 28 s that a function has.
 */
const mostCounted = 120_000;

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/statistics',
  summary: 'Counts, on-time rates and times of a region or a unit; on demand the rows behind a rate',
  request,
  answers: { 200: statisticsShape },
  // One processor.
  memory: 1769,
  rights: [looksUp, queriesReceived, queriesRegions, queriesSent, heedsRecusal],
};

/** Rows of a ledger that are read together. */
const pageSize = 500;

/** A unit's transfers that were registered in these months, in their order, wherever they are dealt with: those of its two ledgers. */
const rowsOfUnit = async (unitId: string, months: readonly string[], now: Date): Promise<Stored[]> => {
  const bounds = months.map((month) => monthBounds(settings().timeZone, month));
  const from = bounds[0]?.from.toISOString() ?? '';
  const until = { sent: bounds.at(-1)?.until ?? now, received: new Date(now.getTime() + 1) };
  const rows: Stored[] = [];
  for (const side of ['sent', 'received'] as const) {
    const between = { from, until: until[side].toISOString() };
    // Months to come hold nothing, and no range of them ends now.
    if (between.from >= between.until) continue;
    const query = { side, unitId, between, limit: pageSize, paths: ['transferId', ...statisticsFields] };
    for await (const page of ledgerPages(query)) rows.push(...withParts(page, statisticsFields));
  }
  return rows.filter(({ transfer: { month } }) => months.includes(month));
};

/** Its transfer as the caller knows it; none where they do not, or it is damaged. */
const countedFor = async (actor: Actor, row: Stored): Promise<Transfer[]> => {
  const { transfer } = row;
  const dispatchedAt = wasDispatched(transfer) ? transfer.month : null;
  const shown = await ofEach(row, async () => counted(actor, { ...transfer, dispatchedAt }, await recusedFrom(row)));
  return shown ? [shown] : [];
};

/** Tells the units of a region and of those below it: an office has figures of no others. */
const unitsBelow = async (region: string, transfers: readonly Transfer[]): Promise<(unitId: string) => boolean> => {
  const codes = [...new Set(transfers.flatMap(({ from, to }) => [from, to]).map((id) => id.slice(0, 6)))];
  const { regions } = await readRegister([], codes);
  const below = new Set(codes.filter((code) => regionPath(regions, code).some((one) => one.code === region)));
  return (unitId) => below.has(unitId.slice(0, 6));
};

/** Counts, rates and times of the transfers of a region, or of the caller's own unit. */
export const handler = endpoint('read-statistics', request, async ({ actor, query: asked, now, language }) => {
  const { lineage, unitId, regionCode: region } = await scopeOf(actor, asked.region);
  const months = asked.month ? [asked.month] : monthsUntil(dateIn(settings().timeZone, now).slice(0, 7), span);
  const rows = unitId === null ? await readMonths(months, lineage, mostCounted) : await rowsOfUnit(unitId, months, now);
  const shown = (await Promise.all(rows.map((row) => countedFor(actor, row)))).flat();
  const isCounted = unitId === null ? await unitsBelow(region, shown) : () => true;
  const at = now.toISOString();
  const { onTime, ...figures } = statisticsOf(shown, isCounted, at);
  const ids = Object.keys(onTime.byUnit);
  const names = await namesOfUnits(ids);
  const unitNames = Object.fromEntries(ids.map((id) => [id, names.get(id)?.[language] ?? id]));
  const of = { region, of: unitId, month: asked.month };
  const behind = await rowsBehind({ actor, now, language, asked, of }, duesOf(shown, isCounted, at));
  return {
    status: 200,
    body: { region, unit: unitId, months, ...figures, onTime: { ...onTime, unitNames }, ...behind },
  };
});
