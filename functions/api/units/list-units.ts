import * as z from 'zod';
import { looksUp, queries } from '../../adapters/rights.ts';
import { listUnits, unitPosition } from '../../adapters/table/units.ts';
import { organs } from '../../domain/organs.ts';
import { regionCode } from '../../domain/units/forms.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { unitPage } from './shapes.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  organ: z.enum(organs).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/units',
  summary: 'The register of units, by id',
  request,
  answers: { 200: unitPage },
  rights: [queries, looksUp],
};

/** Shows operators the units, page by page in the order of their ids. */
export const handler = endpoint('list-units', request, async ({ actor, query: asked }) => {
  mustOperate(actor);
  const { region, organ, limit } = asked;
  const prefix = region === undefined ? '' : `${region}-`;
  const cursors = cursorsOf('units', { region, organ }, unitPosition(prefix));
  const { units, next } = await listUnits({ prefix, organ, limit, after: cursors.read(asked.cursor) });
  return { status: 200, body: { items: units, ...cursors.write(next) }, asKept: true };
});
