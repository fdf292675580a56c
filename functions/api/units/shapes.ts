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
      .meta({ description: 'Addresses from which mails came back, until the unit is put again; not in a list' }),
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
export const delegationsShape = z
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
