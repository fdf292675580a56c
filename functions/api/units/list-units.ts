import * as z from 'zod';
import { looksUp, queries } from '../../adapters/rights.ts';
import { listUnits } from '../../adapters/table/units.ts';
import { Refusal } from '../../domain/errors.ts';
import { organs, regionCode, unitId } from '../../domain/units/forms.ts';
import { mustOperate } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { unitPage } from './shapes.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  organ: z.enum(organs).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
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
  const { region, organ, limit, cursor } = asked;
  const prefix = region === undefined ? '' : `${region}-`;
  if (cursor !== undefined && !(unitId.safeParse(cursor).success && cursor.startsWith(prefix))) {
    const message = 'is not a cursor of this list: take it from the page before, or leave it out';
    throw new Refusal('bad-input', `cursor ${message}.`, [{ path: 'cursor', message }]);
  }
  const { units, next } = await listUnits({ prefix, organ, limit, after: cursor });
  return { status: 200, body: { items: units, ...(next === undefined ? {} : { cursor: next }) } };
});
