import { looksUp, queries } from '../../adapters/rights.ts';
import { marksOf } from '../../adapters/table/addresses.ts';
import { readUnit } from '../../adapters/table/unit-changes.ts';
import { Refusal } from '../../domain/errors.ts';
import { mailedAt } from '../../domain/units/directory.ts';
import { unitId } from '../../domain/units/forms.ts';
import { mayDelegate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { ownOrWhole } from './shapes.ts';
import { ownDelegationsAnswer, unitAnswer } from './views.ts';

const request = { id: unitId };

export const route: Route = {
  method: 'GET',
  path: '/v1/units/{id}',
  summary: 'A unit of the register; to a supervisor of it, who stands in for themselves',
  request,
  answers: { 200: ownOrWhole },
  rights: [queries, looksUp],
};

/** Shows operators one unit, and who changed it; a supervisor of it whom they named to stand in for themselves. */
export const handler = endpoint('read-unit', request, async ({ actor, id }) => {
  mayDelegate(actor, id);
  const unit = await readUnit(id);
  if (!unit) {
    throw new Refusal('not-found', {
      zh: `没有编号为 ${id} 的单位，已登记的单位见单位库。`,
      en: `There is no unit ${id}. The register of units has those that there are.`,
    });
  }
  if (actor.role !== 'operator') return ownDelegationsAnswer(unit, actor);
  return unitAnswer(200, unit, await marksOf(mailedAt(unit.record)));
});
