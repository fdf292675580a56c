import * as z from 'zod';
import { differences } from '../../domain/papers/checking.ts';
import { paperKindNames } from '../../domain/papers/kinds.ts';
import { unitId } from '../../domain/units/forms.ts';
import { name, time, uuid } from '../../http/shapes.ts';

/** What routes on papers answer. */

const kind = z.enum(paperKindNames).meta({ description: 'As the URL of the paper has it' });

export const documentThere = z
  .strictObject({
    kind,
    event: z.int().meta({ description: 'Number of its event on the timeline, as `event` of the paper’s URL' }),
    at: time,
  })
  .meta({ id: 'Document' });

export const paperChecked = z
  .strictObject({
    code: z.string(),
    kind,
    number: z.string(),
    transferId: uuid,
    clueId: uuid,
    reference: z.string(),
    from: unitId,
    fromName: name,
    to: unitId,
    toName: name,
    event: z.int(),
    issuedAt: time.nullable().meta({ description: 'The day on the paper; null where its event is missing' }),
    issuedBy: unitId.nullable(),
    issuedByName: name.nullable(),
    withContent: z.boolean(),
    matches: z.boolean().meta({ description: 'Whether the record says what it said when the paper was made' }),
    differs: z.array(z.enum(differences)).meta({ description: 'What of the record is not as it was' }),
  })
  .meta({ id: 'CheckedPaper' });
