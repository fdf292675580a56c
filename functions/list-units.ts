import * as z from 'zod';
import { listUnits } from './adapters/unit-records.ts';
import { mustOperate } from './domain/policy.ts';
import { regionCode, unitId } from './domain/register.ts';
import { endpoint } from './http/endpoint.ts';
import { unitView } from './http/units.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Id of the last unit of the page before. */
  cursor: unitId.optional(),
});

/** Lists the units of the register for operators, by their ids. */
export const handler = endpoint({ name: 'list-units', query }, async ({ actor, query: { region, limit, cursor } }) => {
  mustOperate(actor);
  const { units, next } = await listUnits(region, limit, cursor);
  return { status: 200, body: { items: units.map(unitView), ...(next ? { cursor: next } : {}) } };
});
