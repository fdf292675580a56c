import * as z from 'zod';
import { looksUp, queries } from '../../adapters/rights.ts';
import { allMarks } from '../../adapters/table/addresses.ts';
import { searchUnits } from '../../adapters/table/unit-search.ts';
import { listUnits, type UnitList, unitPosition } from '../../adapters/table/units.ts';
import { organs } from '../../domain/organs.ts';
import { holds, mailedAt, type Searched } from '../../domain/units/directory.ts';
import { regionCode } from '../../domain/units/forms.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { unitPage } from './shapes.ts';
import { listedUnits } from './views.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  organ: z.enum(organs).optional(),
  q: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Stands in the id, the names, the people or the addresses, in whatever width and case' }),
  undeliverable: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Only units with an address from which mails came back' }),
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

/** The page that is asked for. `marked`: addresses from which mails came back. */
const pageOf = (list: UnitList, { q, undeliverable }: z.output<typeof query>, marked: ReadonlySet<string>) => {
  const onlyMarked = undeliverable === 'true';
  if (q === undefined && !onlyMarked) return listUnits(list);
  const isMarked = (unit: Searched) => mailedAt(unit).some((email) => marked.has(email.toLowerCase()));
  return searchUnits(list, (unit) => (!onlyMarked || isMarked(unit)) && holds(unit, q ?? ''));
};

/** Shows operators the units, page by page in the order of their ids. */
export const handler = endpoint('list-units', request, async ({ actor, query: asked }) => {
  mustOperate(actor);
  const { region, organ, limit, q, undeliverable } = asked;
  const prefix = region === undefined ? '' : `${region}-`;
  const cursors = cursorsOf('units', { region, organ, q, undeliverable }, unitPosition(prefix));
  const marks = await allMarks();
  const marked = new Set(marks.map(({ email }) => email.toLowerCase()));
  const { units, next } = await pageOf({ prefix, organ, limit, after: cursors.read(asked.cursor) }, asked, marked);
  const items = await listedUnits(units, marks);
  return { status: 200, body: { items, ...cursors.write(next) }, asKept: true };
});
