import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../functions/domain/calendar/time.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { Event } from '../../../../functions/domain/transfer/events.ts';
import { replyStatuses, statuses, supplementStatuses } from '../../../../functions/domain/transfer/status.ts';
import { proposalKinds, type Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import { actorOf } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acceptanceTold,
  acknowledged,
  caseFiled,
  closed,
  discipline,
  dispatched,
  extensionAsked,
  extensionGranted,
  extensionRefused,
  interimFeedback,
  nextTold,
  office,
  outcomeTold,
  proposalApproved,
  proposalMade,
  proposalRefused,
  recalled,
  receiver,
  recountedBy,
  registered,
  replyBegun,
  returned,
  sender,
  supplementAsked,
  supplementBegun,
  supplementEnded,
  supplied,
  transfersLookedAt,
  withdrawn,
  workflowGaveUp,
  workflowRestarted,
} from '../steps.ts';
import { given, madeIn, type Step } from '../stories.ts';

const neighbour = '371403-public-security';

interface Life {
  record: Transfer;
  events: readonly Event[];
}

const beginnings = [
  () => registered(),
  () => registered({ at: '2026-10-20T10:00:00+08:00', discoveredAt: '2026-09-30T10:00:00+08:00', replyId: 'r1' }),
  () => registered({ rule: 'case-notice', from: receiver, to: discipline }),
  () => registered({ rule: 'misconduct', from: sender, to: discipline }),
  () => replyBegun(),
  () => supplementBegun(),
];

const ended = given(registered(), withdrawn()).record;

/** What may be tried in a life, `n` and `at` by chance; most of it is refused where it does not fit. */
const tries: readonly ((n: number, at: string) => Step)[] = [
  (_, at) => dispatched({ at }),
  (n, at) => dispatched({ at, to: neighbour, successorId: `a${n}` }),
  (_, at) => acknowledged({ at }),
  (n, at) => acknowledged({ at, officers: [`官员${n}`] }),
  (n, at) => interimFeedback({ at, outcome: `核查中${n}` }),
  (_, at) => closed({ at }),
  (n, at) => returned({ at, reason: 'not-jurisdiction', suggested: n % 2 ? neighbour : null }),
  (_, at) => withdrawn({ at }),
  (_, at) => recalled({ at }),
  (n, at) => supplementAsked({ at, supplementId: `u${n}` }),
  (_, at) => supplied({ at }),
  (n, at) => (before) =>
    before?.rule === 'supplement' && before.duty
      ? supplementEnded(n % 2 ? 'supplied' : 'supplement-lapsed', { at })(before)
      : undefined,
  (n, at) => caseFiled({ at, caseNumber: String(n) }),
  (n, at) => extensionAsked({ at, extensionId: 'e', workingDays: n }),
  (_, at) => extensionGranted({ at, extensionId: 'e' }),
  (_, at) => extensionRefused({ at, extensionId: 'e' }),
  (n, at) => proposalMade({ at, kind: proposalKinds[n % 4] ?? 'elevate', units: n % 4 === 1 ? [] : [neighbour] }),
  (_, at) => proposalApproved({ at }),
  (_, at) => proposalRefused({ at }),
  (n, at) => recountedBy({ at, settings: settingsWith({ windows: { ...settingsWith().windows, acknowledge: n } }) }),
  (_, at) => nextTold({ at }),
  () => nextTold(),
  (_, at) => workflowGaveUp({ at }),
  (_, at) => workflowRestarted({ at }),
  (_, at) => acceptanceTold({ at }),
  (n, at) => outcomeTold({ at, transfers: n % 2 ? [ended] : [] }),
  (_, at) => transfersLookedAt([ended], { at }),
];

const attempt = fc.record({
  step: fc.constantFrom(...tries),
  n: fc.integer({ min: 1, max: 30 }),
  // Now and then the clock runs backwards.
  hours: fc.integer({ min: -48, max: 10 * 24 }),
});
const anyLife = fc.tuple(fc.constantFrom(...beginnings), fc.array(attempt, { maxLength: 25 }));

/** What is refused, or has nothing to tell, leaves the record as it is. */
const tried = (life: Life, step: Step): { life: Life; made: Life[] } => {
  try {
    const decision = step(life.record);
    if (!decision) return { life, made: [] };
    const { record, event, facts } = decision;
    const made = madeIn(facts).map(({ transfer, events }) => ({ record: transfer, events }));
    return { life: { record, events: [...life.events, event] }, made };
  } catch (error) {
    if (error instanceof Refusal) return { life, made: [] };
    throw error;
  }
};

/** A life by its attempts, after each step, and those of the transfers that it made. */
const livesOf = (
  begin: () => Step,
  attempts: readonly { step: (typeof tries)[number]; n: number; hours: number }[],
) => {
  const { record, events } = given(begin());
  const stages: [Life, ...Life[]] = [{ record, events }];
  const made: Life[] = [];
  let last: Life = stages[0];
  for (const { step, n, hours } of attempts) {
    const at = new Date(Date.parse(last.record.changedAt) + hours * 3_600_000).toISOString();
    const after = tried(last, step(n, at));
    last = after.life;
    stages.push(last);
    made.push(...after.made);
  }
  return { stages, last, made };
};

const instants = (before: string | null): (string | null)[] => [
  null,
  new Date(Date.parse(before ?? '2026-09-30T01:00:00.000Z') + 1).toISOString(),
];
const maybe = <T extends object>(before: T | null, other: T, change: Partial<T>): (T | null)[] => [
  ...[null, other],
  ...(before ? [{ ...before, ...change }] : []),
];
const at = '2026-09-30T01:00:00.000Z';

/** What somebody might write into each field that the timeline tells of, instead of what stands there. */
const damages = {
  status: () => [...statuses, ...replyStatuses, ...supplementStatuses].map((status) => ({ status })),
  late: ({ late }) => [{ late: !late }],
  dispatchedAt: (r) => instants(r.dispatchedAt).map((dispatchedAt) => ({ dispatchedAt })),
  acknowledgedAt: (r) => instants(r.acknowledgedAt).map((acknowledgedAt) => ({ acknowledgedAt })),
  acknowledgedBy: () => [null, 'clerk@elsewhere'].map((acknowledgedBy) => ({ acknowledgedBy })),
  acknowledgedByName: () => [null, '赵某'].map((acknowledgedByName) => ({ acknowledgedByName })),
  acknowledgedByOffice: () => [null, office].map((acknowledgedByOffice) => ({ acknowledgedByOffice })),
  closedAt: (r) => instants(r.closedAt).map((closedAt) => ({ closedAt })),
  feedbackAt: (r) => instants(r.feedbackAt).map((feedbackAt) => ({ feedbackAt })),
  outcome: () => [null, '查无实据'].map((outcome) => ({ outcome })),
  escalations: ({ escalations }) => [0, escalations + 1, escalations - 1].map((escalations) => ({ escalations })),
  extension: ({ extension }) =>
    maybe(
      extension,
      { extensionId: 'x', workingDays: 1, askedAt: at, askedBy: 'x' },
      { workingDays: (extension?.workingDays ?? 0) + 1 },
    ).map((extension) => ({ extension })),
  proposal: ({ proposal }) =>
    maybe(
      proposal,
      { proposalId: 'x', kind: 'joint', units: ['x'], madeAt: at, madeBy: 'x' },
      { units: [...(proposal?.units ?? []), 'x'] },
    ).map((proposal) => ({ proposal })),
  returned: ({ returned }) =>
    maybe(returned, { reason: 'inaccurate', suggested: null }, { suggested: 'x' }).map((returned) => ({ returned })),
  // A case that nobody filed here came with the record: the transfer before it tells of it, not this timeline.
  case: ({ case: filed }, events) =>
    events.some(({ event }) => event === 'case-filed')
      ? maybe(filed, { caseNumber: 'x', filedAt: at, transferId: 'x' }, { caseNumber: 'x' }).map((one) => ({
          case: one,
        }))
      : [],
  officers: ({ officers }) => [[], [...officers, 'x'], ['x']].map((officers) => ({ officers })),
  successors: ({ successors }) => [[], [...successors, 'x'], ['x']].map((successors) => ({ successors })),
  supplement: ({ supplement }) =>
    maybe(
      supplement ?? null,
      { supplementId: 'x', askedAt: at, askedBy: 'x', items: 1 },
      { items: (supplement?.items ?? 0) + 1 },
    ).flatMap((other) => (other === null && !supplement ? [] : [{ supplement: other }])),
  supplements: ({ supplements }) => [{ supplements: [...(supplements ?? []), 'x'] }],
  // Those of what stands beside transfers are nobody’s to compare: a reply’s grows without an event where a transfer ends.
  version: ({ version, rule }) =>
    rule === 'reply' || rule === 'supplement' ? [] : [{ version: version + 1 }, { version: version - 1 }],
  dueDate: ({ duty }) =>
    duty ? [-1, 1].map((days) => ({ duty: { ...duty, dueDate: addDays(duty.dueDate, days) } })) : [],
  changedAt: ({ changedAt }) =>
    [1, -1].map((ms) => ({ changedAt: new Date(Date.parse(changedAt) + ms).toISOString() })),
} as const satisfies Record<string, (record: Transfer, events: readonly Event[]) => Partial<Transfer>[]>;
type Field = keyof typeof damages;
const fields = Object.keys(damages) as Field[];

/** The damaged records of one field, where what is written differs from what stood there. */
const damaged = (field: Field, { record, events }: Life): Transfer[] => {
  const others: Partial<Transfer>[] = damages[field](record, events);
  return others.map((other) => ({ ...record, ...other })).filter((other) => !isDeepStrictEqual(other, record));
};

describe('a record and its timeline', () => {
  it('agree at every moment of any life, and in all that it makes', () => {
    fc.assert(
      fc.property(anyLife, ([begin, attempts]) => {
        const { stages, made } = livesOf(begin, attempts);
        for (const { record, events } of [...stages, ...made]) expect(contradictions(record, events)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('disagree in any life once a field that the timeline tells of was changed by another hand', () => {
    fc.assert(
      fc.property(anyLife, ([begin, attempts]) => {
        const { last, made } = livesOf(begin, attempts);
        for (const life of [last, ...made]) {
          for (const field of fields) {
            for (const record of damaged(field, life)) {
              expect(contradictions(record, life.events), field).not.toEqual([]);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a field by its name', () => {
  const held = [registered(), dispatched()];
  const notice = [registered({ rule: 'case-notice', from: receiver, to: discipline }), dispatched()];
  const proposed = proposalMade({ kind: 'joint', units: [neighbour] });
  /** A life in which the field has a value of its own. */
  const lives: Record<Field, Step[]> = {
    status: held,
    late: [registered({ at: '2026-10-20T10:00:00+08:00', discoveredAt: '2026-09-30T10:00:00+08:00' })],
    dispatchedAt: held,
    acknowledgedAt: [...held, acknowledged()],
    acknowledgedBy: [...held, acknowledged()],
    acknowledgedByName: [...held, acknowledged({ by: actorOf(receiver, { name: '王某' }) })],
    acknowledgedByOffice: [...held, acknowledged({ by: actorOf(office), onBehalfOf: receiver })],
    closedAt: [...held, acknowledged(), closed()],
    feedbackAt: [...held, acknowledged(), interimFeedback()],
    outcome: [...held, acknowledged(), interimFeedback()],
    escalations: [...held, nextTold(), nextTold(), nextTold(), nextTold()],
    extension: [...held, extensionAsked()],
    proposal: [...held, proposed],
    returned: [...held, returned({ suggested: neighbour })],
    case: [...held, acknowledged(), caseFiled()],
    officers: [...notice, acknowledged({ officers: ['孙某'] })],
    supplement: [...held, supplementAsked()],
    supplements: [...held, supplementAsked(), supplied()],
    successors: [...held, proposed, proposalApproved()],
    version: held,
    dueDate: held,
    changedAt: held,
  };

  it.each(fields)('%s is told of by the timeline, and named where it does not fit', (field) => {
    const { record, events } = given(...lives[field]);
    const words = { status: 'the record is', dueDate: 'the record is due on', changedAt: 'changed at another time' };
    const others = damaged(field, { record, events });
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) {
      const word = field in words ? words[field as keyof typeof words] : field;
      expect(contradictions(other, events).join('; ')).toContain(word);
    }
  });

  it('of nothing, all is missing', () => {
    expect(contradictions(given(...held).record, [])).toContain(
      'the record is dispatched, its timeline ends as nothing',
    );
  });

  it('ended and still owing something is a contradiction of its own', () => {
    const story = given(...held, acknowledged());
    const { record, events } = given(...held, acknowledged(), closed());
    expect(contradictions({ ...record, duty: story.record.duty }, events)).toContain(
      'the record has ended and still owes a duty',
    );
  });
});
