import * as z from 'zod';
import { looksUp, puts, queries, sendsOnce } from '../../adapters/rights.ts';
import { changeUnit } from '../../adapters/table/unit-changes.ts';
import { readWhoIsWho } from '../../adapters/table/units.ts';
import { Refusal } from '../../domain/errors.ts';
import { saidAnew } from '../../domain/units/delegations.ts';
import { delegations } from '../../domain/units/entries.ts';
import { unitId } from '../../domain/units/forms.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mayDelegate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { tellAbsentAtOnce } from '../../schedules/tell-absent.ts';
import { ownOrWhole } from './shapes.ts';
import { ownDelegationsAnswer, unitAnswer } from './views.ts';

const body = z.strictObject({ delegations });

const request = { id: unitId, body };

export const route: Route = {
  method: 'PUT',
  path: '/v1/units/{id}/delegations',
  summary: 'Says who stands in for absent supervisors of a unit, and when',
  request,
  answers: { 200: ownOrWhole },
  example: {
    delegations: [
      {
        absent: 'supervisor.housing@371402.example',
        to: { name: '德城区住房和城乡建设局经办人', email: 'clerk.housing@371402.example' },
        from: '2026-10-08',
        until: '2026-10-16',
      },
    ],
  },
  rights: [queries, looksUp, puts, sendsOnce],
  mails: true,
};

/**
 * Says who stands in for a unit's supervisors, and when: the list takes the place of the one before, a supervisor's of their own. Those
 * who are absent are told.
 */
export const handler = endpoint('put-delegations', request, async (request) => {
  const { actor, id, now, ifMatch, body } = request;
  mayDelegate(actor, id);
  const by = actor.role === 'operator' ? 'operator' : actor;
  const register = await readWhoIsWho();
  const put = await changeUnit(
    id,
    (before) => {
      if (!before) {
        throw new Refusal('not-found', {
          zh: `单位 ${id} 尚未登记，请系统管理员先行登记。`,
          en: `There is no unit ${id}. An operator must register it first.`,
        });
      }
      return { ...before, delegations: saidAnew(before, body.delegations, by, register) };
    },
    { at: now.toISOString(), by: callerOf(actor) },
    ifMatch,
  );
  await tellAbsentAtOnce(put, now);
  return by === 'operator' ? unitAnswer(200, put) : ownDelegationsAnswer(put, by);
});
