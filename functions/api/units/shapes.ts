import * as z from 'zod';
import { languages } from '../../domain/languages.ts';
import { organs } from '../../domain/organs.ts';
import { unitId } from '../../domain/units/forms.ts';
import { caller, date, time } from '../../http/shapes.ts';

/** What routes on units answer. */

const person = z.strictObject({
  name: z.string(),
  email: z.string(),
  subject: z.string().optional().meta({ description: 'What the identity provider’s tokens say of the person' }),
});

const delegation = z.strictObject({ absent: z.string(), to: person, from: date, until: date });

export const unitShape = z
  .strictObject({
    unitId,
    name: z.string(),
    organ: z.enum(organs),
    regionCode: z.string(),
    regionName: z.string().optional(),
    emails: z.array(z.string()),
    supervisors: z.array(person),
    desks: z.array(person).meta({ description: 'Who works at the desk; emails are where it is mailed' }),
    language: z.enum(languages),
    phone: z.string().optional().meta({ description: 'Whom to call: stands in mails and papers' }),
    nameEn: z.string().optional().meta({ description: 'Its name in English mails' }),
    delegations: z.array(delegation),
    undeliverable: z
      .array(z.strictObject({ email: z.string(), reason: z.enum(['bounced', 'complained']), at: time }))
      .optional()
      .meta({ description: 'Addresses from which mails came back, until the unit is put again' }),
    version: z.int(),
    history: z
      .array(
        z.strictObject({
          version: z.int(),
          at: time,
          by: caller,
          name: z.string(),
          emails: z.array(z.string()),
          supervisors: z.array(person),
          desks: z.array(person).optional(),
          language: z.enum(languages).optional(),
          phone: z.string().optional(),
          nameEn: z.string().optional(),
          delegations: z.array(delegation).optional(),
        }),
      )
      .optional()
      .meta({ description: 'Who changed it, and to what; not in a list' }),
  })
  .meta({ id: 'Unit' });

const ownDelegations = z
  .strictObject({
    unitId,
    addresses: z
      .array(z.string())
      .meta({ description: 'The caller’s own, as supervisor of the unit: one of them is `absent` in what is put' }),
    delegations: z
      .array(
        z.strictObject({
          absent: z.string(),
          to: z.strictObject({ name: z.string(), email: z.string() }),
          from: date,
          until: date,
        }),
      )
      .meta({ description: 'The caller’s own; those of others stay as they are and are not shown' }),
    version: z.int(),
  })
  .meta({ id: 'OwnDelegations' });

/** A unit to an operator; to a supervisor who stands in for them. */
export const ownOrWhole = z
  .union([unitShape, ownDelegations])
  .meta({ description: 'To an operator the unit, to a supervisor their own stand-ins' });

export const directoryPage = z.strictObject({
  items: z.array(
    z
      .strictObject({ unitId, name: z.string(), organ: z.enum(organs), regionCode: z.string(), regionName: z.string() })
      .meta({ id: 'Listed' }),
  ),
  cursor: z.string().optional(),
});

export const unitPage = z.strictObject({ items: z.array(unitShape), cursor: z.string().optional() });

const cell = z.string().nullable().meta({ description: 'As a cell of the file has it; null where it says nothing' });

export const importShape = z
  .strictObject({
    lines: z.array(
      z
        .strictObject({
          line: z.int(),
          unitId: z.string().nullable().meta({ description: 'As the line says it' }),
          change: z.enum(['new', 'changed', 'same', 'fault']),
          version: z.int().nullable().meta({ description: 'That the unit is registered with: for `seen`' }),
          fields: z.array(z.strictObject({ field: z.string(), from: cell, to: cell })),
          errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
        })
        .meta({ id: 'ImportedLine' }),
    ),
    counts: z.strictObject({ new: z.int(), changed: z.int(), same: z.int(), fault: z.int() }),
    written: z.int().meta({ description: 'Units that this request put' }),
    left: z
      .int()
      .meta({ description: 'New and changed units that are not put yet; where it applied, send the same again' }),
  })
  .meta({ id: 'UnitImport' });
