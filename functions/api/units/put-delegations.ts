import * as z from 'zod';
import { puts, queries } from '../../adapters/rights.ts';
import { changeUnit } from '../../adapters/table/unit-changes.ts';
import { Refusal } from '../../domain/errors.ts';
import { faultsOfDelegations } from '../../domain/units/delegations.ts';
import { delegations, unitId } from '../../domain/units/forms.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mayDelegate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { unitShape } from './shapes.ts';
import { unitAnswer } from './views.ts';

const body = z.strictObject({ delegations });

const request = { id: unitId, body };

export const route: Route = {
  method: 'PUT',
  path: '/v1/units/{id}/delegations',
  summary: 'Says who stands in for absent supervisors of a unit, and when',
  request,
  answers: { 200: unitShape },
  example: {
    delegations: [
      {
        absent: 'supervisor.housing@371402.example',
        to: { name: '代管负责人', email: 'deputy.housing@371402.example' },
        from: '2026-10-08',
        until: '2026-10-16',
      },
    ],
  },
  rights: [queries, puts],
};

/** Says who stands in for a unit's supervisors, and when: the list takes the place of the one before. */
export const handler = endpoint('put-delegations', request, async (request) => {
  const { actor, id, now, ifMatch } = request;
  mayDelegate(actor, id);
  const put = await changeUnit(
    id,
    (before) => {
      if (!before) throw new Refusal('not-found', `There is no unit ${id}. An operator must register it first.`);
      const faults = faultsOfDelegations(request.body.delegations, before.supervisors);
      if (faults[0]) throw new Refusal('bad-input', `${id} was not changed: ${faults[0].message}.`, faults);
      return { ...before, delegations: request.body.delegations };
    },
    { at: now.toISOString(), by: callerOf(actor) },
    ifMatch,
  );
  return unitAnswer(200, put);
});
