import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Calendar, calendarWith, type ProvinceYear, revisionOf } from '../../domain/calendar/calendar.ts';
import { type Change, type ChangedYear, calendarAt, type Decided } from '../../domain/calendar/calendar-changes.ts';
import { lostRace, versionMismatch } from '../../domain/errors.ts';
import type { By } from '../../domain/transfer/events.ts';
import { audited } from './audit.ts';
import { keyReused, type Repeatable } from './idempotency.ts';
import { keys, sortKeys } from './schema.ts';
import { fresh, put, readPartition, table, tableName, untilWon, writeAll } from './table.ts';

/** The calendar in force: the State Council's notices, and the years that the province has put in over them, each change kept. */

/** Who made a change, and when. */
interface Signed {
  /** Instant (UTC). */
  at: string;
  by: By;
}

/** One change of the calendar, as it is kept. */
export interface Revision extends Change, Signed {
  /** Of a withdrawal under an Idempotency-Key: which request it was, and the year that it was asked for. */
  request?: { digest: string; year: number };
}

interface Stored {
  revision: number;
  years: readonly ProvinceYear[];
}

const storedOf = (item: Record<string, unknown> | undefined): Stored => ({
  revision: Number(item?.revision ?? 0),
  years: (item?.years ?? []) as ProvinceYear[],
});

/** Consistent, and never kept: a deadline counted by a calendar of yesterday would be wrong. */
export const readCalendar = async (): Promise<Calendar> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.calendar, ConsistentRead: true }),
  );
  const { years, revision } = storedOf(Item);
  return calendarWith(years, revision);
};

/** The first year of a change stands in the item itself: so it stood when a change had one, and older code reads it. */
interface RevisionItem extends ChangedYear, Signed {
  revision: number;
  more?: readonly ChangedYear[];
  withdraws?: number;
  request?: Revision['request'];
}

const itemOf = ({ revision, years: [first, ...more], withdraws, request, at, by }: Revision) => ({
  ...keys.calendarRevision(revision),
  ...first,
  ...{ revision, at, by },
  ...(more.length > 0 ? { more } : {}),
  ...(withdraws === null ? {} : { withdraws }),
  ...(request ? { request } : {}),
});

const revisionFrom = (item: Record<string, unknown>): Revision => {
  const {
    revision,
    at,
    by,
    year,
    holidays,
    workdays,
    notice,
    more = [],
    withdraws = null,
    request,
  } = item as unknown as RevisionItem;
  const years = [{ year, holidays, workdays, notice }, ...more];
  return { revision, years, withdraws, at, by, ...(request ? { request } : {}) };
};

/** Every change of the calendar, the first one first. */
export const readRevisions = async (): Promise<Revision[]> =>
  (await readPartition(keys.calendar.pk, sortKeys.revision)).map(revisionFrom);

/** The calendar in force with all its changes, by one query. */
export const readCalendarAndRevisions = async (): Promise<{ calendar: Calendar; revisions: Revision[] }> => {
  const items = await readPartition(keys.calendar.pk, sortKeys.recordAndRevisions);
  const { years, revision } = storedOf(items.find(({ sk }) => sk === keys.calendar.sk));
  const revisions = items.filter(({ sk }) => sk !== keys.calendar.sk).map(revisionFrom);
  return { calendar: calendarWith(years, revision), revisions };
};

/** The calendar as it was at a version that a duty carries: by the notices known here, and the province's changes up to then. */
export const readCalendarAt = async (version: string): Promise<Calendar> =>
  calendarAt(await readRevisions(), revisionOf(version));

const calendarNamed = { zh: '工作日历', en: 'calendar' };

const requireVersion = (revision: number, ifMatch: number | null): void => {
  if (ifMatch === null || ifMatch === revision) return;
  throw versionMismatch(calendarNamed, revision, ifMatch);
};

/** Which request a withdrawal was: of a caller and their key. */
const digestOf = ({ caller, key }: Repeatable): string =>
  createHash('sha256').update(`${caller}\n${key}`).digest('hex');

/** A change as a request asks for it. */
export interface Asked extends Signed {
  /** Version that the caller saw (If-Match); null: any will do. */
  ifMatch: number | null;
  /** What the log of audit calls it. */
  event: 'calendar-changed' | 'calendar-withdrawn';
  /** A request that would do something else when it comes again, and the year that it is about. */
  once?: { repeatable: Repeatable; year: number } | undefined;
}

/** The change that this request made before. @throws Refusal `key-reused` */
const madeBefore = (revisions: readonly Revision[], { once }: Asked): Revision | undefined => {
  if (!once) return undefined;
  const digest = digestOf(once.repeatable);
  const made = revisions.find(({ request }) => request?.digest === digest);
  if (made && made.request?.year !== once.year) {
    throw keyReused();
  }
  return made;
};

/**
 * Decides on the calendar as it is, and keeps the change under its revision; where `decide` gives null, nothing changes. Gives the
 * change that was made, by this request or by the same one before.
 * @throws Refusal of `decide`; `version-mismatch` when the calendar is not at the version that the caller saw; `key-reused`; `lost-race`.
 */
export const changeCalendar = async (
  decide: (revisions: readonly Revision[], before: Calendar) => Decided | null,
  asked: Asked,
): Promise<Revision | null> => {
  const { at, by, event, once } = asked;
  const done = await untilWon(async () => {
    const { calendar: before, revisions } = await readCalendarAndRevisions();
    const made = madeBefore(revisions, asked);
    if (made) return { made };
    const revision = revisionOf(before.version);
    requireVersion(revision, asked.ifMatch);
    const decided = decide(revisions, before);
    if (!decided) return { made: null };
    const request = once && { digest: digestOf(once.repeatable), year: once.year };
    const change: Revision = { ...decided.change, revision: revision + 1, at, by, ...(request ? { request } : {}) };
    const { refused } = await writeAll([
      put(
        { ...keys.calendar, revision: change.revision, years: decided.years },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR revision = :revision',
          ExpressionAttributeValues: { ':revision': revision },
        },
      ),
      fresh(itemOf(change)),
      ...change.years.flatMap(({ year }) => audited({ at, by, event, about: { year }, regionPath: [] })),
    ]);
    return refused.length === 0 ? { made: change } : undefined;
  });
  if (done) return done.made;
  throw lostRace(calendarNamed);
};
