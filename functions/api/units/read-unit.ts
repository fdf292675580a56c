import { marksOf } from '../../adapters/table/addresses.ts';
import { readUnit } from '../../adapters/table/unit-changes.ts';
import { Refusal } from '../../domain/errors.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mustOperate } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import { addressesOf, unitAnswer } from './views.ts';

/** Shows operators one unit, and who changed it. */
export const handler = endpoint({ name: 'read-unit', id: unitId }, async ({ actor, id }) => {
  mustOperate(actor);
  const unit = await readUnit(id);
  if (!unit) throw new Refusal('not-found', `There is no unit ${id}. GET /v1/units lists those that there are.`);
  return unitAnswer(200, unit, await marksOf(addressesOf(unit.record)));
});
