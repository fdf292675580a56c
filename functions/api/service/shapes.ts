import * as z from 'zod';
import { type RoundName, rounds } from '../../domain/reports/rounds.ts';
import { unitId } from '../../domain/units/forms.ts';
import { date, name, time, uuid } from '../../http/shapes.ts';

/** What the routes of the service itself answer. */

export const health = z.strictObject({ status: z.literal('ok') });

const complete = z.boolean().meta({ description: 'False where there are more than are listed' });

const round = z
  .strictObject({
    name: z.enum(Object.keys(rounds) as [RoundName]),
    everyMinutes: z.int(),
    lastAt: time.nullable().meta({ description: 'When a round was done last; null before the first' }),
    silent: z.boolean().meta({ description: 'No round was done for longer than its alarm waits' }),
    counts: z.record(z.string(), z.int()).meta({ description: 'What the last round did' }),
  })
  .meta({ id: 'Round' });

const astray = z
  .strictObject({
    transferId: uuid.nullable(),
    unitId: unitId.nullable(),
    unitName: name.nullable(),
    duty: z.string().nullable(),
    milestone: z.string().nullable(),
    as: z.string().nullable().meta({ description: 'As what its reader was to be told: unit, supervisor, …' }),
    state: z.enum(['refused', 'uncertain']),
    at: time,
  })
  .meta({ id: 'AstrayMail', description: 'What it is not about is null' });

const returned = z.strictObject({
  email: z.string(),
  unitId: unitId.nullable(),
  unitName: name.nullable(),
  reason: z.enum(['bounced', 'complained']),
  at: time,
});

export const statusShape = z
  .strictObject({
    at: time,
    schedules: z.array(round),
    calendar: z.strictObject({
      version: z.string(),
      years: z.array(z.int()).meta({ description: 'Whose calendar is in' }),
      missing: z.array(z.int()).meta({ description: 'Years that are asked for now' }),
      missingNextYear: z.int().nullable().meta({ description: 'Next year, while its calendar is not in' }),
      provisionalFrom: date.meta({ description: 'Deadlines that touch this day or a later one are provisional' }),
    }),
    mails: z.strictObject({ refused: z.int(), uncertain: z.int(), complete, items: z.array(astray) }).meta({
      description: 'That did not surely arrive, the newest first, for a month; none of clues that name the caller',
    }),
    addresses: z
      .strictObject({ complete, items: z.array(returned) })
      .meta({ description: 'From which mails came back, until their unit is put again' }),
    failures: z
      .strictObject({
        waiting: z.int().meta({ description: 'Events that a function failed on to the end' }),
        undelivered: z.int().meta({ description: 'Events that could not be handed over to a function' }),
      })
      .nullable()
      .meta({ description: 'In the queues of failures; null where these do not answer' }),
  })
  .meta({ id: 'Status' });
