import { settings } from '../adapters/environment.ts';
import type { Kept } from '../adapters/register-changes.ts';
import type { Unit } from '../domain/register.ts';
import { withOffset } from '../domain/time.ts';

/** A unit as operators see it: what is answered can be mended and put back. */
export const unitAnswer = (status: number, { record, history }: Kept<Unit>) => ({
  status,
  body: {
    ...record,
    history: history.map(({ version, at, by, name, emails, supervisors, language, delegations }) => ({
      version,
      at: withOffset(settings().timeZone, new Date(at)),
      by,
      name,
      emails,
      supervisors,
      language,
      delegations,
    })),
  },
  headers: { etag: `"${record.version}"` },
});
