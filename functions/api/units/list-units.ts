import * as z from 'zod';
import { listUnits, unitPosition } from '../../adapters/table/units.ts';
import { organs, regionCode } from '../../domain/units/forms.ts';
import { mustOperate } from '../../domain/visibility/policy.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  organ: z.enum(organs).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

/** Shows operators the units, page by page in the order of their ids. */
export const handler = endpoint({ name: 'list-units', query }, async ({ actor, query: asked }) => {
  mustOperate(actor);
  const { region, organ, limit } = asked;
  const prefix = region === undefined ? '' : `${region}-`;
  const cursors = cursorsOf('units', { region, organ }, unitPosition(prefix));
  const { units, next } = await listUnits({ prefix, organ, limit, after: cursors.read(asked.cursor) });
  return { status: 200, body: { items: units, ...cursors.write(next) } };
});
