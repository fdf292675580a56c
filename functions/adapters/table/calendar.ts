import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Calendar, calendarWith, type ProvinceYear, revisionOf, yearIn } from '../../domain/calendar/calendar.ts';
import { Refusal } from '../../domain/errors.ts';
import type { By } from '../../domain/transfer/events.ts';
import { audited } from './audit.ts';
import { keys, sortKeys } from './schema.ts';
import { fresh, readPartition, table, tableName, untilWon, writeAll } from './table.ts';

/** The calendar in force: the State Council's notices, and the years that the province has put in over them, each change kept. */

/** One change of the calendar: who, when, and which notice. */
export interface Revision extends ProvinceYear {
  revision: number;
  at: string;
  by: By;
  notice: { number: string; issued: string | null } | null;
}

interface Stored {
  revision: number;
  years: readonly ProvinceYear[];
}

const readStored = async (): Promise<Stored> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.calendar, ConsistentRead: true }),
  );
  return { revision: Number(Item?.revision ?? 0), years: (Item?.years ?? []) as ProvinceYear[] };
};

/** Consistent, and never kept: a deadline counted by a calendar of yesterday would be wrong. */
export const readCalendar = async (): Promise<Calendar> => {
  const { years, revision } = await readStored();
  return calendarWith(years, revision);
};

/** Every change of the calendar, the first one first. */
export const readRevisions = async (): Promise<Revision[]> =>
  (await readPartition(keys.calendar.pk, sortKeys.revision)).map(
    ({ pk: _pk, sk: _sk, ...revision }) => revision as unknown as Revision,
  );

const over = (years: readonly ProvinceYear[], put: ProvinceYear): ProvinceYear[] =>
  [...years.filter(({ year }) => year !== put.year), put].sort((a, b) => a.year - b.year);

/** The calendar as it was at a version that a duty carries: by the notices known here, and the province's changes up to then. */
export const readCalendarAt = async (version: string): Promise<Calendar> => {
  const revision = revisionOf(version);
  const until = (await readRevisions()).filter((one) => one.revision <= revision);
  const years = until.reduce<ProvinceYear[]>(
    (known, { year, holidays, workdays }) => over(known, { year, holidays, workdays }),
    [],
  );
  return calendarWith(years, revision);
};

const sameDays = (a: ProvinceYear, b: ProvinceYear) =>
  JSON.stringify([a.holidays.map(({ date, name }) => [date, name]), a.workdays]) ===
  JSON.stringify([b.holidays.map(({ date, name }) => [date, name]), b.workdays]);

/**
 * Puts a year in and keeps the change. A year that says what is known already changes nothing.
 * @throws Refusal `version-mismatch` when the calendar is not at the version that the caller saw, `lost-race`.
 */
export const putYear = async (
  put: ProvinceYear,
  change: Pick<Revision, 'at' | 'by' | 'notice'>,
  ifMatch: number | null,
): Promise<Calendar> => {
  const done = await untilWon(async () => {
    const { revision, years } = await readStored();
    const before = calendarWith(years, revision);
    if (ifMatch !== null && ifMatch !== revision) {
      throw new Refusal(
        'version-mismatch',
        `The calendar is at version ${revision}, not ${ifMatch}. Read it again, then decide.`,
      );
    }
    if (before.published.has(put.year) && sameDays(yearIn(before, put.year), put)) return before;
    const after = { revision: revision + 1, years: over(years, put) };
    const { refused } = await writeAll([
      {
        Put: {
          TableName: tableName(),
          Item: { ...keys.calendar, ...after },
          ConditionExpression: 'attribute_not_exists(pk) OR revision = :revision',
          ExpressionAttributeValues: { ':revision': revision },
        },
      },
      fresh({ ...keys.calendarRevision(after.revision), ...put, ...change, revision: after.revision }),
      ...audited({ ...change, event: 'calendar-changed', about: { year: put.year }, regionPath: [] }),
    ]);
    return refused.length === 0 ? calendarWith(after.years, after.revision) : undefined;
  });
  if (done) return done;
  throw new Refusal('lost-race', 'Others changed the calendar at the same time. Read it again, then decide.');
};
