import * as z from 'zod';
import { caller, date, time } from '../../http/shapes.ts';

/** What routes on the calendar answer. */

const notice = z.strictObject({ number: z.string(), issued: date.nullable() }).nullable();

export const calendarShape = z
  .strictObject({
    year: z.int(),
    published: z.boolean(),
    holidays: z.array(date),
    names: z.record(z.string(), z.string()),
    workdays: z.array(date),
    notice,
    version: z.string(),
    history: z.array(z.strictObject({ revision: z.int(), at: time, by: caller, notice })),
    recount: z
      .strictObject({
        phase: z.enum(['counting', 'telling', 'done']),
        open: z.int(),
        moved: z.int(),
        resumeAt: z.iso.datetime().optional(),
      })
      .optional(),
  })
  .meta({ id: 'CalendarYear' });
