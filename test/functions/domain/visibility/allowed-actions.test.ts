import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noSuch, Refusal } from '../../../../functions/domain/errors.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { Recused } from '../../../../functions/domain/units/recusal.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import { type Action, actions } from '../../../../functions/domain/visibility/acts.ts';
import { requireSeen, seen } from '../../../../functions/domain/visibility/sight.ts';
import { actorOf, at, recusing } from '../records.ts';
import * as steps from '../steps.ts';
import { madeIn, type Step } from '../stories.ts';
import { attempts, court, register, top } from './attempts.ts';

/** `allowedActions` is a promise: it says what is accepted, no more and no less, of whatever state and by whoever asks. */

const twoPosts = 'two-posts@person.example';
const units = [
  ...[steps.sender, steps.receiver, steps.discipline, steps.office, steps.officeAbove, top, court],
  ...['371400-public-security', '371403-public-security', '371403-leading-group-office'],
];
const callers: Actor[] = [
  ...units.flatMap((unitId) =>
    (['clerk', 'supervisor', 'operator', 'auditor'] as const).map((role) => actorOf(unitId, { role })),
  ),
  // One person with a post in several units.
  ...[steps.sender, steps.receiver, steps.office, steps.officeAbove].map((unitId) =>
    actorOf(unitId, { role: 'supervisor', sub: `two@${unitId}`, email: twoPosts }),
  ),
  actorOf(null, { role: 'operator' }),
];

/** Refusals by which an action is not the caller's, or not now; others are about what was asked. */
const closing = ['forbidden', 'not-found', 'wrong-status', 'too-late'];

/** The transfers of a reply's clue: one that goes on, or has ended. */
const transfersOf = (settled: boolean): Transfer[] => [
  settled ? { ...steps.goingOn, status: 'closed', closedAt: steps.goingOn.changedAt } : steps.goingOn,
];

const isAccepted = (
  action: Action,
  transfer: Transfer,
  actor: Actor,
  recused: Recused,
  now: Date,
  settled: boolean,
): boolean =>
  attempts[action].some((attempt) => {
    try {
      requireSeen(actor, transfer, recused, now, noSuch.transfer(transfer.transferId));
      attempt(transfer, actor, recused, at(now.toISOString(), actor), transfersOf(settled));
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return !closing.includes(error.refusal);
    }
  });

const allowed = (
  transfer: Transfer,
  actor: Actor,
  recused: Recused,
  now: Date,
  settled: boolean,
): readonly Action[] => {
  try {
    return seen(actor, transfer, recused, now, settled)?.allowedActions ?? [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const two = (unitId: string) => actorOf(unitId, { role: 'supervisor', sub: `two@${unitId}`, email: twoPosts });
const supervisor = (unitId: string) => actorOf(unitId, { role: 'supervisor' });

type Happening = (n: number, when: steps.When) => Step;

/** What may happen next, whether or not it is accepted. */
const happenings = {
  dispatched: (_, when) => steps.dispatched(when),
  redirected: (_, when) => steps.dispatched({ ...when, to: '371403-public-security' }),
  taken: (_, when) => steps.acknowledged(when),
  takenWithOfficers: (_, when) => steps.acknowledged({ ...when, officers: ['孙某'] }),
  returned: (_, when) => steps.returned(when),
  returnedElsewhere: (_, when) => steps.returned({ ...when, suggested: '371403-public-security' }),
  withdrawn: (_, when) => steps.withdrawn(when),
  recalled: (_, when) => steps.recalled(when),
  lacking: (_, when) => steps.supplementAsked(when),
  supplied: (_, when) => steps.supplied(when),
  interim: (_, when) => steps.interimFeedback(when),
  closed: (_, when) => steps.closed(when),
  filed: (n, when) => steps.caseFiled({ ...when, noticeId: `n${n}` }),
  askedForTime: (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}` }),
  askedForTimeByTwo: (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}`, by: two(steps.receiver) }),
  askedForTimeBySender: (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}`, by: two(steps.sender) }),
  proposed: (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}` }),
  proposedByTwo: (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}`, by: two(steps.receiver) }),
  proposedJoint: (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}`, kind: 'joint', units: [court] }),
  proposedElsewhere: (n, when) =>
    steps.proposalMade({ ...when, proposalId: `p${n}`, kind: 'elsewhere', units: ['371403-public-security'] }),
  granted: (_, when) => (before) =>
    steps.extensionGranted({ ...when, extensionId: before?.extension?.extensionId ?? '' })(before),
  refused: (_, when) => (before) =>
    steps.extensionRefused({ ...when, extensionId: before?.extension?.extensionId ?? '' })(before),
  approved: (_, when) => (before) =>
    steps.proposalApproved({
      ...when,
      proposalId: before?.proposal?.proposalId ?? '',
      by: supervisor(steps.officeAbove),
    })(before),
  declined: (_, when) => (before) =>
    steps.proposalRefused({ ...when, proposalId: before?.proposal?.proposalId ?? '' })(before),
  accepted: (_, when) => steps.acceptanceTold(when),
  answered: (_, when) => steps.outcomeTold(when),
} as const satisfies Readonly<Record<string, Happening>>;
type HappeningName = keyof typeof happenings;

const beginnings: readonly (() => Step)[] = [
  () => steps.registered({ replyId: 'r1' }),
  () => steps.registered({ rule: 'misconduct', to: steps.discipline }),
  () => steps.replyBegun(),
  () => steps.supplementBegun(),
];

/** Who must not hear of it: nobody, a unit or a person. */
const recusals: readonly string[][] = [[], [steps.sender], [steps.office], [twoPosts]];

interface Life {
  begin: number;
  recused: number;
  /** Each with the hours since the one before, and whether the tale goes on with what it made. */
  happen: readonly { which: HappeningName; hours: number; follow: boolean }[];
  /** Of a reply: that every transfer of its clue has ended. */
  settled: boolean;
  /** Hours until somebody asks. */
  later: number;
}

/** Where such a life leads. */
const lived = ({ begin, recused, happen }: Life): Transfer => {
  const entries = recusals[recused] ?? [];
  let record = beginnings[begin]?.()(null)?.record;
  for (const [n, { which, hours, follow }] of happen.entries()) {
    const time = new Date(Date.parse(record?.changedAt ?? '') + hours * 3_600_000).toISOString();
    try {
      const decision = (happenings[which] as Happening)(n, { at: time, register, recused: entries })(record ?? null);
      const made = follow && decision ? madeIn(decision.facts).at(-1)?.transfer : undefined;
      record = made ?? decision?.record ?? record;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  if (!record) throw new Error('no life begins with nothing');
  return record;
};

const hours = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.integer({ min: 0, max: 1500 }));
const which = fc.constantFrom(...(Object.keys(happenings) as HappeningName[]));
const lives: fc.Arbitrary<Life> = fc.record({
  begin: fc.nat(beginnings.length - 1),
  recused: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(recusals.length - 1)),
  happen: fc.array(fc.record({ which, hours, follow: fc.boolean() }), {
    maxLength: 14,
    size: 'max',
  }),
  settled: fc.boolean(),
  later: hours,
});

const life = (begin: number, ...which: HappeningName[]): [Life] => [
  {
    ...{ begin, recused: 0, happen: which.map((one) => ({ which: one, hours: 1, follow: false })), settled: true },
    later: 1,
  },
];

/** Between them they meet every action: registered, dispatched, taken, asked for more, for more time, proposed on; a reply that is owed. */
const examples = [
  life(0),
  life(0, 'dispatched'),
  life(0, 'dispatched', 'taken'),
  life(0, 'dispatched', 'taken', 'lacking'),
  life(0, 'dispatched', 'taken', 'askedForTime'),
  life(0, 'dispatched', 'taken', 'proposed'),
  life(2),
  life(2, 'accepted'),
  life(3),
];

describe('the allowed actions', () => {
  it('are those that are accepted, whoever asks, in whatever state', () => {
    const met = new Set<Action>();
    fc.assert(
      fc.property(lives, (life) => {
        const transfer = lived(life);
        const recused = recusing(recusals[life.recused] ?? [], register);
        const now = new Date(Date.parse(transfer.changedAt) + life.later * 3_600_000);
        for (const actor of callers) {
          const promised = allowed(transfer, actor, recused, now, life.settled);
          const accepted = actions.filter((action) => isAccepted(action, transfer, actor, recused, now, life.settled));
          expect({ status: transfer.status, who: [actor.role, actor.unitId], actions: promised }).toEqual({
            ...{ status: transfer.status, who: [actor.role, actor.unitId], actions: accepted },
          });
          for (const action of accepted) met.add(action);
        }
      }),
      { numRuns: 100, examples },
    );
    // No action was left out of the tale.
    expect([...met].sort()).toEqual([...actions].sort());
  });
});
