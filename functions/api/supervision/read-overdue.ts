import * as z from 'zod';
import { heedsRecusal, looksUp, queriesDue } from '../../adapters/rights.ts';
import { filled } from '../../adapters/table/positions.ts';
import { overduePosition, overdueRows } from '../../adapters/table/supervision.ts';
import { regionCode } from '../../domain/units/forms.ts';
import { answering } from '../../http/circumstances.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferView } from '../transfers/views.ts';
import { scopeOf, shownOverdueTo } from './scope.ts';
import { overduePage } from './shapes.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/overdue',
  summary: 'What is overdue in a region, or with a unit',
  request,
  answers: { 200: overduePage },
  rights: [looksUp, queriesDue, heedsRecusal],
};

/** What is overdue in a region, or with the caller's own unit. */
export const handler = endpoint('read-overdue', request, async ({ actor, query: asked, now, language }) => {
  const { lineage, unitId, regionCode: region } = await scopeOf(actor, asked.region);
  const at = now.toISOString();
  const cursors = cursorsOf('overdue', { region, unit: unitId }, overduePosition(at));
  const rows = overdueRows({
    scope: unitId === null ? { lineage } : { unitId },
    now: at,
    after: cursors.read(asked.cursor),
  });
  const by = await answering({ now, language });
  const { shown, next } = await filled(rows, asked.limit, shownOverdueTo({ actor, now }));
  return { status: 200, body: { items: shown.map((one) => transferView(one, by)), ...cursors.write(next) } };
});
