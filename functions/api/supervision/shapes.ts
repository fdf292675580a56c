import * as z from 'zod';
import { type TaskKind, taskKinds } from '../../domain/reports/tasks.ts';
import { escalationTargets } from '../../domain/settings.ts';
import { levels, regionCode, unitId } from '../../domain/units/forms.ts';
import { dutyNames } from '../../domain/windows.ts';
import { caller, date, name, time, uuid } from '../../http/shapes.ts';
import { transferShape } from '../transfers/shapes.ts';

/** What the routes of supervision answer. */

export const ledgerPage = z.strictObject({
  unit: unitId,
  unitName: name,
  items: z.array(transferShape),
  cursor: z.string().optional(),
});

/** The log of audit as a file, beside a page of it as JSON. */
export const auditFiles = { 'text/csv': 'text' } as const;
export const auditRefusals = { 406: 'Neither JSON nor CSV' };

/** The ledger as a file, beside a page of it as JSON. */
export const ledgerFiles = {
  'text/csv': 'text',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'binary',
} as const;
export const ledgerRefusals = { 406: 'None of the three kinds' };

export const overduePage = z.strictObject({
  items: z.array(
    transferShape
      .extend({
        overdue: z.boolean().meta({ description: 'False for what only soon will be' }),
        level: z.enum(levels).nullable().meta({ description: 'Of the region of the unit that owes it' }),
        phone: z
          .string()
          .nullable()
          .meta({ description: 'Of the unit that owes it, where its desk may hear of the clue' }),
        escalatedTo: z
          .enum(escalationTargets)
          .nullable()
          .meta({ description: 'How far up its present duty was escalated' }),
      })
      .meta({ id: 'Watched' }),
  ),
  cursor: z.string().optional(),
});

const rate = z.strictObject({ due: z.int(), onTime: z.int(), rate: z.number().nullable() });

const rates = z.record(z.string(), rate);

const counts = z.record(z.string(), z.int());

const days = z.strictObject({ count: z.int(), median: z.number().nullable(), p90: z.number().nullable() });

export const statisticsShape = z
  .strictObject({
    region: z.string(),
    regionName: name,
    unit: unitId.nullable(),
    unitName: name.nullable(),
    months: z.array(z.string()),
    transfers: z.strictObject({
      total: z.int(),
      late: z.int(),
      overdue: z.int(),
      byStatus: counts,
      byRule: counts,
      byMonth: counts,
    }),
    onTime: z.strictObject({
      all: rate,
      byDuty: rates,
      byUnit: rates,
      unitNames: z.record(z.string(), z.string()).meta({ description: 'Of the units in byUnit, by id' }),
      byOrgan: rates,
      byRule: rates,
      byMonth: rates,
    }),
    workingDays: z.strictObject({ acknowledge: days, feedback: days }),
    escalations: z.strictObject({ total: z.int(), byLevel: counts }),
    rows: z
      .strictObject({
        total: z.int(),
        items: z.array(
          z.strictObject({
            unit: unitId,
            unitName: name,
            duty: z.enum(dutyNames),
            onTime: z.boolean(),
            transfer: transferShape,
          }),
        ),
        cursor: z.string().optional(),
      })
      .optional()
      .meta({ description: 'Where asked for: a duty each, the newest month first' }),
  })
  .meta({ id: 'Statistics' });

export const readingsPage = z.strictObject({
  items: z.array(
    z.strictObject({
      at: time,
      by: caller,
      clueId: uuid,
      reference: z.string(),
      transferId: uuid.nullable().meta({ description: 'Whose texts were read; null: the clue itself' }),
    }),
  ),
  cursor: z.string().optional(),
});

export const auditPage = z.strictObject({
  from: date,
  to: date,
  items: z.array(
    z
      .strictObject({
        at: time,
        by: caller,
        event: z.string(),
        about: z.strictObject({
          clueId: uuid.optional(),
          reference: z.string().optional().meta({ description: 'Of the clue' }),
          transferId: uuid.optional(),
          unitId: unitId.optional(),
          unitName: name.optional(),
          regionCode: regionCode.optional(),
          regionName: name.optional(),
          year: z.int().optional(),
        }),
      })
      .meta({ id: 'Act', description: 'One reading, or one command; `about` has ids and the reference alone' }),
  ),
  cursor: z.string().optional(),
});

export const taskPage = z.strictObject({
  unit: unitId,
  unitName: name,
  counts: z
    .strictObject(Object.fromEntries(taskKinds.map((kind) => [kind, z.int()])) as Record<TaskKind, z.ZodInt>)
    .meta({ description: 'Of all kinds, whatever `kind` asks for' }),
  complete: z.boolean().meta({ description: 'False where the unit owes more than are counted and listed' }),
  items: z.array(
    z
      .strictObject({ kind: z.enum(taskKinds), transfer: transferShape })
      .meta({ id: 'Task', description: '`kind`: the duty that the unit owes, or what it has to decide' }),
  ),
  cursor: z.string().optional(),
});

export const restartedShape = z.strictObject({ transferId: uuid, attempt: z.int() });
