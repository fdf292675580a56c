import * as z from 'zod';
import { deletes, looksUp, puts, queries, sendsOnce } from '../../adapters/rights.ts';
import { clearMarks } from '../../adapters/table/addresses.ts';
import { changeUnit } from '../../adapters/table/unit-changes.ts';
import { readRegister, readWhoIsWho } from '../../adapters/table/units.ts';
import { requireNoFaults } from '../../domain/errors.ts';
import { faultsOfStandIns } from '../../domain/units/delegations.ts';
import { mailedAt } from '../../domain/units/directory.ts';
import { unitFields } from '../../domain/units/entries.ts';
import { unitId } from '../../domain/units/forms.ts';
import { completeUnit, faultsOfUnit } from '../../domain/units/units.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { tellAbsentAtOnce } from '../../schedules/tell-absent.ts';
import { unitShape } from './shapes.ts';
import { unitAnswer } from './views.ts';

/** `regionName`, `version`, `history` and `undeliverable` come with an answer that was mended and is sent back; they decide nothing. */
const body = unitFields.extend({
  unitId: unitId.optional(),
  regionName: z.unknown().optional(),
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
  rights: [queries, looksUp, puts, deletes, sendsOnce],
  mails: true,
};

/** An operator creates or replaces a unit. Supervisors for whom somebody stands in are told. */
export const handler = endpoint('put-unit', request, async (request) => {
  const { actor, id, now, ifMatch } = request;
  mustOperate(actor);
  const {
    unitId: said = id,
    regionName: _region,
    version: _version,
    history: _history,
    undeliverable: _marks,
    ...fields
  } = request.body;
  const { regions } = await readRegister([], [fields.regionCode]);
  const faults = faultsOfUnit(id, fields, (code) => regions.has(code));
  if (said !== id) {
    const message = {
      zh: `与网址中的单位编号 ${id} 不一致，请改为一致，或不填`,
      en: `the path says ${id}: write it here too, or leave it out`,
    };
    faults.push({ path: 'unitId', message });
  }
  const named = { zh: `单位 ${id} `, en: id };
  requireNoFaults(named, faults);
  const register = fields.delegations === undefined ? [] : await readWhoIsWho();
  const { created, ...kept } = await changeUnit(
    id,
    (before) => {
      const unit = completeUnit({ unitId: id, ...fields }, before);
      requireNoFaults(named, faultsOfStandIns(unit.delegations, before?.delegations ?? [], unit, register));
      return unit;
    },
    { at: now.toISOString(), by: callerOf(actor) },
    ifMatch,
  );
  await clearMarks(mailedAt(kept.record));
  await tellAbsentAtOnce(kept, now);
  return unitAnswer(created ? 201 : 200, kept);
});
