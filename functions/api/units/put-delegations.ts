import * as z from 'zod';
import { changeUnit } from '../../adapters/table/unit-changes.ts';
import { Refusal } from '../../domain/errors.ts';
import { faultsOfDelegations } from '../../domain/units/delegations.ts';
import { delegations, unitId } from '../../domain/units/forms.ts';
import { mayDelegate } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import { unitAnswer } from './views.ts';

const body = z.strictObject({ delegations });

/** Says who stands in for a unit's supervisors, and when: the list takes the place of the one before. */
export const handler = endpoint({ name: 'put-delegations', id: unitId, body }, async (request) => {
  const { actor, id, now, seen } = request;
  mayDelegate(actor, id);
  const put = await changeUnit(
    id,
    (before) => {
      if (!before) throw new Refusal('not-found', `There is no unit ${id}. An operator must register it first.`);
      const faults = faultsOfDelegations(request.body.delegations, before.supervisors);
      if (faults[0]) throw new Refusal('bad-input', `${id} was not changed: ${faults[0].message}.`, faults);
      return { ...before, delegations: request.body.delegations };
    },
    { at: now.toISOString(), by: actor },
    seen,
  );
  return unitAnswer(200, put);
});
