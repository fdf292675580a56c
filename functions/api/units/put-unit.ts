import * as z from 'zod';
import { deletes, looksUp, puts, queries } from '../../adapters/rights.ts';
import { clearMarks } from '../../adapters/table/addresses.ts';
import { putUnit } from '../../adapters/table/unit-changes.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { Refusal } from '../../domain/errors.ts';
import { unitFields, unitId } from '../../domain/units/forms.ts';
import { faultsOfUnit } from '../../domain/units/units.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { unitShape } from './shapes.ts';
import { addressesOf, unitAnswer } from './views.ts';

/** `version`, `history` and `undeliverable` come with an answer that was mended and is sent back; they decide nothing. */
const body = unitFields.extend({
  unitId: unitId.optional(),
  version: z.unknown().optional(),
  history: z.unknown().optional(),
  undeliverable: z.unknown().optional(),
});

const request = { id: unitId, body };

export const route: Route = {
  method: 'PUT',
  path: '/v1/units/{id}',
  summary: 'Registers a unit (201), or changes one',
  request,
  answers: { 200: unitShape, 201: unitShape },
  example: {
    name: '德城区住房和城乡建设局',
    organ: 'housing',
    regionCode: '371402',
    emails: ['housing@371402.example'],
    supervisors: [{ name: '分管负责人', email: 'supervisor.housing@371402.example', subject: 'u-1024' }],
    desks: [{ name: '经办人', email: 'clerk.housing@371402.example' }],
  },
  rights: [queries, looksUp, puts, deletes],
};

/** An operator creates or replaces a unit. */
export const handler = endpoint('put-unit', request, async (request) => {
  const { actor, id, now, ifMatch } = request;
  mustOperate(actor);
  const { unitId: named = id, version: _version, history: _history, undeliverable: _marks, ...fields } = request.body;
  const { regions } = await readRegister([], [fields.regionCode]);
  const faults = faultsOfUnit(id, fields, (code) => regions.has(code));
  if (named !== id) faults.push({ path: 'unitId', message: `the path says ${id}: write it here too, or leave it out` });
  if (faults.length > 0) {
    throw new Refusal('bad-input', `${id} was not changed: ${faults[0]?.message}.`, faults);
  }
  const change = { at: now.toISOString(), by: callerOf(actor) };
  const { created, ...kept } = await putUnit({ unitId: id, ...fields }, change, ifMatch);
  await clearMarks(addressesOf(kept.record));
  return unitAnswer(created ? 201 : 200, kept);
});
