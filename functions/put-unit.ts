import { findRegion, putUnit } from './adapters/unit-records.ts';
import { Refusal } from './domain/errors.ts';
import { mustOperate } from './domain/policy.ts';
import { faultsOfUnit, unitBody, unitId } from './domain/register.ts';
import { endpoint } from './http/endpoint.ts';
import { unitTag, unitView } from './http/units.ts';

/** An operator registers a unit, or changes one. */
export const handler = endpoint({ name: 'put-unit', id: unitId, body: unitBody }, async (request) => {
  const { actor, id, body, now, seen } = request;
  mustOperate(actor);
  const faults = faultsOfUnit(id, body, (await findRegion(body.regionCode)) !== undefined);
  if (faults.length > 0) throw new Refusal('bad-input', `The unit was not registered: ${faults[0]?.message}.`, faults);
  const { version: _version, unitId: _unitId, ...unit } = body;
  const record = await putUnit({ unitId: id, ...unit }, { at: now.toISOString(), by: actor }, seen);
  return { status: record.result === 'created' ? 201 : 200, body: unitView(record), headers: unitTag(record) };
});
