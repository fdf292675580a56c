import * as z from 'zod';
import { proposalKinds, returnReasons, statuses } from '../domain/transfer/transfer.ts';
import { languages, organs, unitId } from '../domain/units/forms.ts';
import { rules } from '../domain/units/routing.ts';
import { roles } from '../domain/visibility/actor.ts';

/** What the API answers, as its description says it; a test holds real answers against this. */

const time = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 with the offset of the province' });
const date = z.iso.date();
const uuid = z.uuid();
const dutyName = z.enum(['dispatch', 'acknowledge', 'correct', 'feedback', 'acceptance', 'outcome']);

const caller = z.strictObject({
  sub: z.string(),
  role: z.enum(roles),
  unitId: unitId.nullable(),
  onBehalfOf: unitId.optional(),
});

const dayCount = z
  .strictObject({
    date,
    counted: z.boolean(),
    reason: z.enum(['day of start', 'working day', 'weekend', 'holiday', 'make-up day']),
    name: z.string().optional().meta({ description: 'Of the holiday' }),
    provisional: z.literal(true).optional().meta({ description: 'No notice covers the day’s year yet' }),
  })
  .meta({ id: 'CountedDay' });

const duty = z
  .strictObject({
    name: dutyName,
    owedBy: unitId,
    dueDate: date,
    dueAt: time,
    provisional: z.boolean().meta({ description: 'True while a year that it touches has no published calendar' }),
    window: z.int().meta({ description: 'Working days, extensions included' }),
    calendar: z.string().meta({ description: 'Version of the calendar that it was counted by' }),
    count: z.array(dayCount).optional().meta({ description: 'Why it is due then, day by day' }),
  })
  .meta({ id: 'Duty' });

export const transferShape = z
  .strictObject({
    transferId: uuid,
    clueId: uuid,
    reference: z.string(),
    rule: z.enum([...rules, 'reply']),
    from: unitId,
    to: unitId,
    regionCode: z.string(),
    status: z.enum([...statuses, 'owed-acceptance', 'waiting', 'owed-outcome', 'done']),
    duty: duty.nullable(),
    late: z.boolean(),
    version: z.int(),
    discoveredAt: time,
    registeredAt: time,
    dispatchedAt: time.nullable(),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    closedAt: time.nullable(),
    feedbackAt: time.nullable(),
    outcome: z.string().nullable(),
    repliedAt: time.nullable(),
    channel: z.string(),
    escalations: z.int(),
    returned: z.strictObject({ reason: z.enum(returnReasons), suggested: unitId.nullable() }).nullable(),
    case: z.strictObject({ caseNumber: z.string(), filedAt: time, transferId: uuid.nullable() }).nullable(),
    officers: z.array(z.string()),
    proposal: z
      .strictObject({
        proposalId: uuid,
        kind: z.enum(proposalKinds),
        units: z.array(unitId),
        madeAt: time,
        madeBy: z.string(),
      })
      .nullable(),
    successors: z.array(uuid),
    predecessor: uuid.nullable(),
    extension: z
      .strictObject({ extensionId: uuid, workingDays: z.int(), askedAt: time, askedBy: z.string() })
      .nullable(),
  })
  .meta({ id: 'Transfer' });

const timelineEvent = z
  .looseObject({
    seq: z.int(),
    event: z.string(),
    at: time,
    by: z.union([caller, z.literal('clock')]),
    hash: z.string(),
  })
  .meta({ id: 'Event', description: 'What happened, by whom; further fields by the kind of event' });

export const transferWithTimeline = transferShape
  .extend({
    timeline: z.array(timelineEvent),
    mails: z.array(
      z.strictObject({
        duty: z.string(),
        milestone: z.string(),
        unitId,
        as: z.enum(['unit', 'supervisor', 'stand-in']),
        state: z.enum(['sending', 'sent', 'refused', 'uncertain']),
        at: time,
      }),
    ),
  })
  .meta({ id: 'TransferWithTimeline' });

export const replyShape = z
  .strictObject({
    replyId: uuid,
    status: z.enum(['owed-acceptance', 'waiting', 'owed-outcome', 'done']),
    duty: duty.nullable(),
    repliedAt: time.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Reply' });

export const submitted = z
  .strictObject({
    clueId: uuid,
    reference: z.string(),
    transfers: z.array(transferShape),
    reply: replyShape.optional(),
  })
  .meta({ id: 'Submitted' });

export const problemShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'Says what to mend' }),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

export const batchAnswers = z.strictObject({
  results: z.array(z.strictObject({ status: z.int(), body: z.union([submitted, problemShape]) })),
});

export const clueShape = z
  .strictObject({
    clueId: uuid,
    reference: z.string(),
    unitId,
    regionCode: z.string(),
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
    reporter: z.looseObject({ anonymous: z.boolean() }),
    recuse: z.array(z.string()),
    transfers: z.array(transferShape),
    reply: replyShape.nullable(),
  })
  .meta({ id: 'Clue' });

export const ledgerPage = z.strictObject({
  unit: unitId,
  items: z.array(transferShape),
  cursor: z.string().optional(),
});
export const overduePage = z.strictObject({ items: z.array(transferShape), cursor: z.string().optional() });

const rate = z.strictObject({ due: z.int(), onTime: z.int(), rate: z.number().nullable() });
const rates = z.record(z.string(), rate);
const counts = z.record(z.string(), z.int());
const days = z.strictObject({ count: z.int(), median: z.number().nullable(), p90: z.number().nullable() });

export const statisticsShape = z
  .strictObject({
    region: z.string(),
    unit: unitId.nullable(),
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
      byOrgan: rates,
      byRule: rates,
      byMonth: rates,
    }),
    workingDays: z.strictObject({ acknowledge: days, feedback: days }),
    escalations: z.strictObject({ total: z.int(), byLevel: counts }),
  })
  .meta({ id: 'Statistics' });

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

const person = z.strictObject({ name: z.string(), email: z.string() });

const delegation = z.strictObject({ absent: z.string(), to: person, from: date, until: date });

export const unitShape = z
  .strictObject({
    unitId,
    name: z.string(),
    organ: z.enum(organs),
    regionCode: z.string(),
    emails: z.array(z.string()),
    supervisors: z.array(person),
    language: z.enum(languages),
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
          language: z.enum(languages).optional(),
          delegations: z.array(delegation).optional(),
        }),
      )
      .optional()
      .meta({ description: 'Who changed it, and to what; not in a list' }),
  })
  .meta({ id: 'Unit' });
export const unitPage = z.strictObject({ items: z.array(unitShape), cursor: z.string().optional() });

export const extensionAsked = z.strictObject({ extensionId: uuid, workingDays: z.int(), transfer: transferShape });
export const proposalMade = z.strictObject({ proposalId: uuid, kind: z.enum(proposalKinds), transfer: transferShape });
export const caseFiled = transferShape.extend({ noticeId: uuid }).meta({ id: 'CaseFiled' });
export const caseFiledOnClue = z.strictObject({ noticeId: uuid, notice: transferShape });
export const restartedShape = z.strictObject({ transferId: uuid, attempt: z.int() });
export const health = z.strictObject({ status: z.literal('ok') });
