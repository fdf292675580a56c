import * as z from 'zod';
import { caller, date, time } from '../../http/shapes.ts';

/** What routes on the calendar answer. */

const notice = z.strictObject({ number: z.string(), issued: date.nullable() }).nullable();

const moved = z
  .int()
  .meta({ description: 'Deadlines that moved, or became definite or provisional: the sum of these' });

const moves = {
  earlier: z.int(),
  later: z.int(),
  definite: z.int().meta({ description: 'Due as before, and certain from now on' }),
  provisional: z.int().meta({ description: 'Due as before, and no longer certain' }),
  intoPast: z.int().meta({ description: 'Of the earlier ones, those whose new date has passed already' }),
};

const open = z.int().meta({ description: 'Open transfers that were looked at' });

const recount = z
  .strictObject({
    phase: z.enum(['counting', 'telling', 'done']),
    open,
    moved,
    ...moves,
    resumeAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Recount' });

const days = {
  year: z.int(),
  published: z.boolean(),
  holidays: z.array(date),
  names: z.record(z.string(), z.string()),
  workdays: z.array(date),
  notice,
  version: z.string(),
};

const years = z.array(z.int()).meta({ description: 'All years of that one change' });

const withdraws = z.int().nullable().meta({ description: 'Revision of the change that this one withdrew' });

export const calendarShape = z
  .strictObject({
    ...days,
    history: z.array(
      z.strictObject({
        revision: z.int(),
        at: time,
        by: caller,
        notice,
        years,
        withdraws,
        withdrawnBy: z.int().nullable().meta({ description: 'Revision of the change that withdrew this one' }),
      }),
    ),
    recount: recount.optional(),
    withdrawn: z
      .strictObject({ revision: z.int(), years })
      .optional()
      .meta({ description: 'The change that was withdrawn by this request' }),
  })
  .meta({ id: 'CalendarYear' });

export const calendarsShape = z
  .strictObject({ years: z.record(z.string(), calendarShape), version: z.string(), recount })
  .meta({ id: 'CalendarYears' });

export const previewShape = z
  .strictObject({
    open,
    moved,
    ...moves,
    complete: z.boolean().meta({ description: 'False where time ran out before all open transfers were looked at' }),
    version: z.string().meta({ description: 'Of the calendar that would be changed' }),
  })
  .meta({ id: 'CalendarPreview' });

export const versionShape = z
  .strictObject({
    ...days,
    revision: z.int(),
    at: time.nullable(),
    by: caller.nullable(),
    years,
    withdraws,
    withdrawn: z.strictObject({ revision: z.int(), at: time, by: caller }).nullable(),
  })
  .meta({ id: 'CalendarVersion' });
