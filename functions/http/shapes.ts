import * as z from 'zod';
import { unitId } from '../domain/units/forms.ts';
import { roles } from '../domain/visibility/actor.ts';

/**
 * What the API answers, as its description says it: here what all rooms share, in each room's own `shapes.ts` the rest. A test
 * holds real answers against these; no function runs them, so none carries them.
 */

export const time = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 with the offset of the province' });

export const date = z.iso.date();

export const uuid = z.uuid();

export const name = z.string().meta({ description: 'Of the unit or region beside it, in the language of the answer' });

export const caller = z.strictObject({
  sub: z.string(),
  role: z.enum(roles),
  unitId: unitId.nullable(),
  unitName: name.nullable().optional(),
  name: z.string().optional().meta({ description: 'Of the person, as known then' }),
  onBehalfOf: unitId.optional(),
  onBehalfOfName: name.optional(),
});

export const problemShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'Says what to mend' }),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, in Chinese or English by Accept-Language' });
