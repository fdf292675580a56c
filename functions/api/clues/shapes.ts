import * as z from 'zod';
import { unitId } from '../../domain/units/forms.ts';
import { caller, date, name, problemShape, time, uuid } from '../../http/shapes.ts';
import { replyShape, transferShape } from '../transfers/shapes.ts';

/** What routes on clues answer. */

const recusals = z.array(z.strictObject({ entry: z.string(), met: z.array(z.string()) }));

export const submitted = z
  .strictObject({
    clueId: uuid,
    reference: z.string(),
    transfers: z.array(transferShape),
    reply: replyShape.optional(),
    recusals: recusals.meta({
      description: 'Each entry of `recuse` and each subject, and whom it met in the register, by name; empty: nobody',
    }),
  })
  .meta({ id: 'Submitted' });

const previewedTransfer = transferShape
  .pick({
    ...{ rule: true, from: true, fromName: true, to: true, toName: true, regionCode: true, regionName: true },
    ...{ status: true, duty: true, daysLeft: true, late: true, basis: true },
  })
  .extend({
    dispatchBy: date.meta({ description: 'The last day of the window to dispatch it' }),
    lateBy: z
      .strictObject({ count: z.int(), unit: z.enum(['working-days', 'hours']) })
      .nullable()
      .meta({ description: 'By how much that was missed, as the supervisors would be told' }),
  })
  .meta({ id: 'PreviewedTransfer' });

export const previewed = z
  .strictObject({
    transfers: z.array(previewedTransfer),
    kept: z
      .array(z.enum(['organised-crime', 'misconduct']))
      .meta({ description: 'Kinds that the unit deals with itself: no transfer is made of them' }),
    reply: replyShape.pick({ status: true, duty: true, daysLeft: true }).meta({ id: 'PreviewedReply' }).optional(),
    recusals: submitted.shape.recusals,
  })
  .meta({ id: 'Previewed' });

export const batchAnswers = z.strictObject({
  results: z.array(z.strictObject({ status: z.int(), body: z.union([submitted, problemShape]) })),
});

const content = z
  .strictObject({
    version: z.int().meta({ description: 'The one that is shown; ETag and If-Match take it' }),
    versions: z.array(
      z.strictObject({
        version: z.int(),
        at: time,
        by: z.union([caller, z.literal('clock')]),
        fields: z.array(z.string()),
      }),
    ),
  })
  .meta({
    id: 'ContentVersions',
    description: 'Of what a clue says, those that the caller may know, and what each changed',
  });

export const clueShape = z
  .strictObject({
    clueId: uuid,
    reference: z.string(),
    unitId,
    unitName: name,
    regionCode: z.string(),
    regionName: name,
    kinds: z.array(z.enum(['organised-crime', 'misconduct'])),
    categories: z.array(z.string()),
    channel: z.string(),
    classification: z.string(),
    realName: z.boolean(),
    discoveredAt: time,
    registeredAt: time,
    transferIds: z.array(uuid),
    replyId: uuid.nullable(),
    case: z
      .strictObject({ caseNumber: z.string(), filedAt: time, transferId: uuid })
      .nullable()
      .meta({ description: 'Filed on a clue that public security found itself; the transfer is its notice' }),
    title: z.string(),
    text: z.string(),
    subjects: z.array(z.looseObject({ name: z.string(), kind: z.string() })),
    annexes: z.array(z.strictObject({ name: z.string(), copies: z.int(), digest: z.string().optional() })),
    content,
    reporter: z.looseObject({ anonymous: z.boolean() }),
    recuse: z.array(z.string()),
    transfers: z.array(transferShape),
    reply: replyShape.nullable(),
  })
  .meta({ id: 'Clue' });

export const clueList = z.strictObject({
  items: z.array(
    clueShape
      .pick({ clueId: true, reference: true, unitId: true, unitName: true, regionCode: true, regionName: true })
      .extend({
        kinds: clueShape.shape.kinds,
        channel: z.string(),
        discoveredAt: time,
        registeredAt: time,
        transfers: z.array(transferShape),
        reply: replyShape.nullable(),
      })
      .meta({ id: 'FoundClue', description: 'A clue without its content: that is read by its id, on the record' }),
  ),
});

export const correctedShape = z
  .strictObject({
    clueId: uuid,
    reference: z.string(),
    content,
    recusals: recusals.meta({
      description:
        'Where the subjects were changed: each of them, and whom it met in the register, by name; empty: nobody',
    }),
  })
  .meta({ id: 'Corrected' });

export const caseFiledOnClue = z.strictObject({ noticeId: uuid, notice: transferShape });
