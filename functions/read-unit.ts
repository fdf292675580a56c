import { findUnit } from './adapters/unit-records.ts';
import { Refusal } from './domain/errors.ts';
import { mustOperate } from './domain/policy.ts';
import { unitId } from './domain/register.ts';
import { endpoint } from './http/endpoint.ts';
import { unitTag, unitView } from './http/units.ts';

/** Shows operators a unit of the register. */
export const handler = endpoint({ name: 'read-unit', id: unitId }, async ({ actor, id }) => {
  mustOperate(actor);
  const found = await findUnit(id);
  if (!found) throw new Refusal('not-found', `There is no unit ${id}. GET /v1/units lists those that there are.`);
  return { status: 200, body: unitView(found), headers: unitTag(found) };
});
