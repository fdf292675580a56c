import { looksUp, queries } from '../../adapters/rights.ts';
import { marksOf } from '../../adapters/table/addresses.ts';
import { readUnit } from '../../adapters/table/unit-changes.ts';
import { Refusal } from '../../domain/errors.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { unitShape } from './shapes.ts';
import { addressesOf, unitAnswer } from './views.ts';

const request = { id: unitId };

export const route: Route = {
  method: 'GET',
  path: '/v1/units/{id}',
  summary: 'A unit of the register',
  request,
  answers: { 200: unitShape },
  rights: [queries, looksUp],
};

/** Shows operators one unit, and who changed it. */
export const handler = endpoint('read-unit', request, async ({ actor, id }) => {
  mustOperate(actor);
  const unit = await readUnit(id);
  if (!unit) {
    throw new Refusal('not-found', {
      zh: `没有编号为 ${id} 的单位，已登记的单位见单位名册（GET /v1/units）。`,
      en: `There is no unit ${id}. GET /v1/units lists those that there are.`,
    });
  }
  return unitAnswer(200, unit, await marksOf(addressesOf(unit.record)));
});
