import * as z from 'zod';
import { looksUp, queriesRegions, unseals } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { readMonth } from '../../adapters/table/supervision.ts';
import { dateIn, monthsUntil } from '../../domain/calendar/time.ts';
import { statisticsOf } from '../../domain/reports/statistics.ts';
import { regionCode } from '../../domain/units/forms.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { monthForm } from './ledger.ts';
import { scopeOf, shownTo } from './scope.ts';
import { statisticsShape } from './shapes.ts';

const query = z.strictObject({ month: monthForm.optional(), region: regionCode.optional() });

/** Months that are summed up where none is asked for: this one and those before it. */
const span = 12;

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/statistics',
  summary: 'Counts, on-time rates and times of a region or a unit',
  request,
  answers: { 200: statisticsShape },
  rights: [looksUp, queriesRegions, unseals],
};

/** Counts, rates and times of the transfers of a region, or of the caller's own unit. */
export const handler = endpoint('read-statistics', request, async ({ actor, query: asked, now }) => {
  const { lineage, unitId, regionCode: region } = await scopeOf(actor, asked.region);
  const months = asked.month ? [asked.month] : monthsUntil(dateIn(settings().timeZone, now).slice(0, 7), span);
  const rows = (await Promise.all(months.map((month) => readMonth(month, lineage)))).flat();
  const watched = rows.filter(({ transfer: { from, to } }) => unitId === null || from === unitId || to === unitId);
  const shown = await shownTo(actor, watched);
  return {
    status: 200,
    body: { region, unit: unitId, months, ...statisticsOf(shown, now.toISOString()) },
  };
});
