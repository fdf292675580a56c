import { settings } from '../../adapters/settings.ts';
import type { Mark } from '../../adapters/table/addresses.ts';
import type { Kept } from '../../adapters/table/unit-changes.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { isOwn } from '../../domain/units/delegations.ts';
import type { Unit } from '../../domain/units/forms.ts';
import { byOf } from '../../domain/visibility/actor.ts';

/** All addresses that a unit is mailed at; whoever works at the desk is mailed at the desk's. */
export const addressesOf = ({ emails, supervisors, delegations }: Unit): string[] => [
  ...emails,
  ...[...supervisors, ...delegations.map(({ to }) => to)].map(({ email }) => email),
];

/** A unit as operators see it: what is answered can be mended and put back. */
export const unitAnswer = (status: number, { record, history }: Kept<Unit>, undeliverable: readonly Mark[] = []) => ({
  status,
  body: {
    ...record,
    undeliverable: undeliverable.map((mark) => ({ ...mark, at: withOffset(settings().timeZone, new Date(mark.at)) })),
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

/** A unit as a supervisor sees it who said who stands in for them: of the register nothing but that. */
export const ownDelegationsAnswer = ({ record }: Kept<Unit>, caller: { forms: readonly string[] }) => ({
  status: 200,
  body: {
    unitId: record.unitId,
    delegations: record.delegations
      .filter((one) => isOwn(one, caller))
      .map(({ absent, to: { name, email }, from, until }) => ({ absent, to: { name, email }, from, until })),
    version: record.version,
  },
  headers: { etag: `"${record.version}"` },
  asKept: true as const,
});
