import { settings } from '../../adapters/settings.ts';
import type { Mark } from '../../adapters/table/addresses.ts';
import type { Kept } from '../../adapters/table/unit-changes.ts';
import { namesOfRegions } from '../../adapters/table/units.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { isOwn } from '../../domain/units/delegations.ts';
import { mailedAt } from '../../domain/units/directory.ts';
import type { Unit } from '../../domain/units/forms.ts';
import { byOf } from '../../domain/visibility/actor.ts';

/** Marks as answers show them. */
const undeliverable = (marks: readonly Mark[]) =>
  marks.map((mark) => ({ ...mark, at: withOffset(settings().timeZone, new Date(mark.at)) }));

/** Units in a list, each with its region's name and its addresses among those that are marked. */
export const listedUnits = async <T extends Unit>(units: readonly T[], marks: readonly Mark[]) => {
  const regions = await namesOfRegions([...new Set(units.map(({ regionCode }) => regionCode))]);
  return units.map((unit) => {
    const own = new Set(mailedAt(unit).map((email) => email.toLowerCase()));
    const marked = marks.filter(({ email }) => own.has(email.toLowerCase()));
    return { ...unit, regionName: regions.get(unit.regionCode), undeliverable: undeliverable(marked) };
  });
};

/** A unit as operators see it: what is answered can be mended and put back. */
export const unitAnswer = async (status: number, { record, history }: Kept<Unit>, marks: readonly Mark[] = []) => ({
  status,
  body: {
    ...record,
    regionName: (await namesOfRegions([record.regionCode])).get(record.regionCode),
    undeliverable: undeliverable(marks),
    history: history.map(
      ({ version, at, by, name, emails, supervisors, desks, language, phone, nameEn, delegations }) => ({
        version,
        at: withOffset(settings().timeZone, new Date(at)),
        by: byOf(by),
        name,
        emails,
        supervisors,
        desks,
        language,
        phone,
        nameEn,
        delegations,
      }),
    ),
  },
  headers: { etag: `"${record.version}"` },
  asKept: true as const,
});

/** A unit as one of its supervisors sees it: of the register nothing but who stands in for them. */
export const ownDelegationsAnswer = ({ record }: Pick<Kept<Unit>, 'record'>, caller: { forms: readonly string[] }) => ({
  status: 200,
  body: {
    unitId: record.unitId,
    addresses: record.supervisors.map(({ email }) => email).filter((absent) => isOwn({ absent }, caller)),
    delegations: record.delegations
      .filter((one) => isOwn(one, caller))
      .map(({ absent, to: { name, email }, from, until }) => ({ absent, to: { name, email }, from, until })),
    version: record.version,
  },
  headers: { etag: `"${record.version}"` },
  asKept: true as const,
});
