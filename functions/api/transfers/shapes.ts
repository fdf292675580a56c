import * as z from 'zod';
import { escalationTargets, returnReasons } from '../../domain/settings.ts';
import { replyStatuses, statuses, supplementStatuses } from '../../domain/transfer/status.ts';
import { proposalKinds } from '../../domain/transfer/transfer.ts';
import { unitId } from '../../domain/units/forms.ts';
import { rules } from '../../domain/units/routing.ts';
import { actions } from '../../domain/visibility/acts.ts';
import { dutyNames, windowUnits } from '../../domain/windows.ts';
import { caller, date, name, time, uuid } from '../../http/shapes.ts';
import { documentThere } from '../papers/shapes.ts';

/** What routes on transfers answer. */

const dayCount = z
  .strictObject({
    date,
    counted: z.boolean(),
    reason: z.enum([
      ...(['day of start', 'working day', 'weekend', 'holiday', 'make-up day'] as const),
      ...(['calendar day', 'hours', 'paused', 'moved on'] as const),
    ]),
    name: z.string().optional().meta({ description: 'Of the holiday' }),
    hours: z.number().optional().meta({ description: 'Of a window in hours: how many of this day count' }),
    paused: z.number().optional().meta({ description: 'Of a window in hours: how many of this day were paused' }),
    extension: z
      .literal(true)
      .optional()
      .meta({ description: 'Counted by an extension; of a window in hours in part at least' }),
    provisional: z.literal(true).optional().meta({ description: 'No notice covers the day’s year yet' }),
    basis: z.string().optional().meta({ description: 'On the last day: what the window rests on' }),
  })
  .meta({ id: 'CountedDay' });

const duty = z
  .strictObject({
    name: z.enum(dutyNames),
    owedBy: unitId,
    owedByName: name,
    dueDate: date,
    dueAt: time,
    provisional: z.boolean().meta({ description: 'True while a year that it touches has no published calendar' }),
    overdueFrom: time.nullable().meta({
      description:
        'From then on it is overdue: where a recount moved the date into the past, a while after the unit was told; null while its clock stands still',
    }),
    window: z.int().meta({ description: 'In its unit, extensions included' }),
    unit: z.enum(windowUnits),
    extended: z.int().meta({ description: 'Granted on top' }),
    pausedSince: time.nullable().meta({ description: 'Its clock stands still until a supplement is supplied' }),
    calendar: z.string().meta({ description: 'Version of the calendar that it was counted by' }),
    basis: z.string().meta({ description: 'Law, article and version, or the local rule' }),
    count: z.array(dayCount).optional().meta({ description: 'Why it is due then, day by day' }),
  })
  .meta({ id: 'Duty' });

const daysLeft = z.int().nullable().meta({
  description:
    'Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still',
});

/** When something would be due, were it done now. */
const dueThen = { dueDate: date, dueAt: time, provisional: z.boolean() };
const windowThen = { window: z.int(), unit: z.enum(windowUnits) };

const undecidedFor = z
  .int()
  .optional()
  .meta({ description: 'Working days since it was asked for; for whoever may decide' });

export const transferShape = z
  .strictObject({
    transferId: uuid,
    clueId: uuid,
    reference: z.string(),
    rule: z.enum([...rules, 'reply', 'supplement']),
    from: unitId,
    fromName: name,
    to: unitId,
    toName: name,
    regionCode: z.string(),
    regionName: name,
    status: z.enum([...statuses, ...replyStatuses, ...supplementStatuses]),
    duty: duty.nullable(),
    daysLeft,
    late: z.boolean(),
    version: z.int(),
    allowedActions: z
      .array(z.enum(actions))
      .meta({ description: 'What the caller may do on it now, by the last part of the route' }),
    basis: z.string().nullable().meta({ description: 'What the window of its duty rests on' }),
    discoveredAt: time,
    registeredAt: time,
    dispatchedAt: time.nullable(),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    acknowledgedByName: z.string().nullable().meta({ description: 'Of the person, as known then' }),
    contentVersion: z.int().nullable().meta({ description: 'Of the clue, as it was acknowledged' }),
    closedAt: time.nullable(),
    feedbackAt: time.nullable(),
    outcome: z.string().nullable(),
    repliedAt: time.nullable(),
    channel: z.string(),
    escalations: z.int(),
    returned: z
      .strictObject({ reason: z.enum(returnReasons), suggested: unitId.nullable(), suggestedName: name.nullable() })
      .nullable(),
    case: z.strictObject({ caseNumber: z.string(), filedAt: time, transferId: uuid.nullable() }).nullable(),
    officers: z.array(z.string()),
    proposal: z
      .strictObject({
        proposalId: uuid,
        kind: z.enum(proposalKinds),
        units: z.array(unitId),
        unitNames: z.array(name),
        madeAt: time,
        madeBy: z.string(),
        undecidedFor,
        ifApproved: z
          .array(z.strictObject({ to: unitId, toName: name, ...dueThen, ...windowThen }))
          .optional()
          .meta({
            description: 'Who would get the clue now, and until when to acknowledge it; for whoever may decide',
          }),
      })
      .nullable(),
    successors: z.array(uuid),
    predecessor: uuid.nullable(),
    extension: z
      .strictObject({
        extensionId: uuid,
        workingDays: z.int().meta({ description: 'On top, in `unit`' }),
        unit: z.enum(windowUnits),
        askedAt: time,
        askedBy: z.string(),
        undecidedFor,
        ifApproved: z
          .strictObject(dueThen)
          .optional()
          .meta({ description: 'When the duty would be due, were it granted now; for whoever may decide' }),
      })
      .nullable(),
    supplement: z
      .strictObject({ supplementId: uuid, askedAt: time, askedBy: z.string(), items: z.int() })
      .nullable()
      .meta({ description: 'What the receiver asked the sender for: owed on a record of its own, under this id' }),
    supplements: z.array(uuid),
    about: uuid.nullable().meta({ description: 'On a supplement: the transfer that it is for' }),
  })
  .meta({ id: 'Transfer' });

export const transferList = z.strictObject({ items: z.array(transferShape) });

const timelineEvent = z
  .looseObject({
    seq: z.int(),
    event: z.string(),
    at: time,
    by: z.union([caller, z.literal('clock')]),
    hash: z.string(),
  })
  .meta({ id: 'Event', description: 'What happened, by whom; further fields by the kind of event' });

const prospect = z
  .strictObject({
    action: z.enum(actions),
    duty: z.enum(dutyNames),
    owedBy: unitId,
    owedByName: name,
    ...dueThen,
    ...windowThen,
    contentVersion: z.int().optional().meta({ description: 'Of the clue: the one that would be acknowledged' }),
  })
  .meta({ id: 'Prospect' });

const milestone = z
  .strictObject({
    milestone: z.string().meta({ description: 'As its mails name it' }),
    kind: z.enum(['reminder', 'escalation', 'undecided']),
    at: time,
    distance: z.number().meta({ description: 'Working days before or after the end; hours of a window in hours' }),
    to: z
      .array(z.enum(['unit', ...escalationTargets]))
      .meta({ description: 'The unit that owes the duty, its supervisors, the leading group offices' }),
    told: z.boolean(),
  })
  .meta({ id: 'Milestone' });

export const transferWithTimeline = transferShape
  .extend({
    milestones: z.array(milestone).meta({
      description: 'Of its duty, those behind it and those to come; escalations as far as their steps differ',
    }),
    prospects: z.array(prospect).meta({
      description:
        'The duties that the caller’s actions would begin, were they done now; of a dispatch after a return one for each unit that it can go to',
    }),
    timeline: z.array(timelineEvent),
    mails: z.array(
      z.strictObject({
        duty: z.string(),
        milestone: z.string(),
        unitId,
        unitName: name,
        as: z.enum(['unit', 'supervisor', 'stand-in']),
        state: z.enum(['sending', 'sent', 'refused', 'uncertain']),
        at: time,
      }),
    ),
    documents: z.array(documentThere).meta({ description: 'The papers that this caller can take out' }),
  })
  .meta({ id: 'TransferWithTimeline' });

export const replyShape = z
  .strictObject({
    replyId: uuid,
    status: z.enum(replyStatuses),
    duty: duty.nullable(),
    daysLeft,
    repliedAt: time.nullable(),
    version: z.int(),
    allowedActions: z.array(z.enum(actions)),
  })
  .meta({ id: 'Reply' });

export const extensionAsked = z.strictObject({
  extensionId: uuid,
  workingDays: z.int().optional().meta({ description: 'What was asked for, in the unit of the window' }),
  calendarDays: z.int().optional(),
  hours: z.int().optional(),
  transfer: transferShape,
});

export const supplementAsked = z.strictObject({ supplementId: uuid, transfer: transferShape });

export const proposalMade = z.strictObject({ proposalId: uuid, kind: z.enum(proposalKinds), transfer: transferShape });

export const caseFiled = transferShape.extend({ noticeId: uuid }).meta({ id: 'CaseFiled' });
