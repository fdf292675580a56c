import { settings } from '../../adapters/settings.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import { personOf } from '../../domain/visibility/actor.ts';
import type { AuditEntry } from '../../domain/visibility/audit-sight.ts';

/** Field by field, so that the same act reads the same each time: the table keeps no order of them. */
export const actView = (
  { at, by, event, about: { clueId, transferId, unitId, regionCode, year } }: AuditEntry,
  reference?: string,
) => ({
  at: withOffset(settings().timeZone, new Date(at)),
  by: personOf(by),
  event,
  about: { clueId, ...(reference === undefined ? {} : { reference }), transferId, unitId, regionCode, year },
});
export type ActView = ReturnType<typeof actView>;
