import fc from 'fast-check';
import { Refusal } from '../../../../functions/domain/errors.ts';
import { noticeOf, requireNoticeReceiver } from '../../../../functions/domain/transfer/case.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { actorOf, at, clerkOf, recusing, registerOf, unitWith } from '../records.ts';
import * as steps from '../steps.ts';
import { madeIn, type Step } from '../stories.ts';

/** Lives of a transfer by chance, of a reply and of a supplement: whatever may happen next, accepted or not. */

export const court = '371402-court';
export const top = '370000-leading-group-office';
export const register = registerOf(...steps.register.units.values(), ...[court, top].map((id) => unitWith(id)));

/** The address of one person with a post in several units. */
export const twoPosts = 'two-posts@person.example';
const two = (unitId: string) => actorOf(unitId, { role: 'supervisor', sub: `two@${unitId}`, email: twoPosts });
const supervisor = (unitId: string) => actorOf(unitId, { role: 'supervisor' });

type Happening = (n: number, when: steps.When) => Step;

/** What may happen next, whether or not it is accepted. */
const happenings = {
  dispatched: (_, when) => steps.dispatched(when),
  redirected: (_, when) => steps.dispatched({ ...when, to: '371403-public-security' }),
  acknowledged: (_, when) => steps.acknowledged(when),
  acknowledgedByOfficers: (_, when) => steps.acknowledged({ ...when, officers: ['孙某'] }),
  returned: (_, when) => steps.returned(when),
  returnedElsewhere: (_, when) => steps.returned({ ...when, suggested: '371403-public-security' }),
  withdrawn: (_, when) => steps.withdrawn(when),
  recalled: (_, when) => steps.recalled(when),
  supplementAsked: (_, when) => steps.supplementAsked(when),
  supplied: (_, when) => steps.supplied(when),
  interim: (_, when) => steps.interimFeedback(when),
  closed: (_, when) => steps.closed(when),
  caseFiled: (n, when) => steps.caseFiled({ ...when, noticeId: `n${n}` }),
  extensionAsked: (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}` }),
  extensionAskedTwo: (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}`, by: two(steps.receiver) }),
  extensionAskedTwoSender: (n, when) => steps.extensionAsked({ ...when, extensionId: `e${n}`, by: two(steps.sender) }),
  proposalMade: (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}` }),
  proposalMadeTwo: (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}`, by: two(steps.receiver) }),
  jointProposed: (n, when) => steps.proposalMade({ ...when, proposalId: `p${n}`, kind: 'joint', units: [court] }),
  elsewhereProposed: (n, when) =>
    steps.proposalMade({ ...when, proposalId: `p${n}`, kind: 'elsewhere', units: ['371403-public-security'] }),
  extensionGranted: (_, when) => (before) =>
    steps.extensionGranted({ ...when, extensionId: before?.extension?.extensionId ?? '' })(before),
  extensionRefused: (_, when) => (before) =>
    steps.extensionRefused({ ...when, extensionId: before?.extension?.extensionId ?? '' })(before),
  proposalApproved: (_, when) => (before) =>
    steps.proposalApproved({
      ...when,
      proposalId: before?.proposal?.proposalId ?? '',
      by: supervisor(steps.officeAbove),
    })(before),
  proposalRefused: (_, when) => (before) =>
    steps.proposalRefused({ ...when, proposalId: before?.proposal?.proposalId ?? '' })(before),
  acceptanceTold: (_, when) => steps.acceptanceTold(when),
  outcomeTold: (_, when) => steps.outcomeTold(when),
} as const satisfies Readonly<Record<string, Happening>>;
const happeningNames = Object.keys(happenings) as (keyof typeof happenings)[];

/** The notice of a case that public security filed on a clue of its own. */
const ownNoticeBegun = (): Step => () => {
  const { transferId, clueId, reference, channel } = steps.goingOn;
  const to = requireNoticeReceiver('371402', register, recusing([], register));
  const filed = { caseNumber: '1', filedAt: steps.goingOn.changedAt, transferId };
  const about = { clueId, reference, channel, replyId: null, from: steps.receiver };
  const { fact } = noticeOf(about, filed, to, null, at(steps.morning, clerkOf(steps.receiver)));
  const [made] = madeIn([fact]);
  const event = made?.events.at(-1);
  return made && event && { record: made.transfer, event, facts: [] };
};

const beginnings: readonly (() => Step)[] = [
  () => steps.registered({ replyId: 'r1' }),
  () => steps.registered({ rule: 'misconduct', to: steps.discipline }),
  () => steps.replyBegun(),
  () => steps.supplementBegun(),
  ownNoticeBegun,
];

/** Who must not hear of it, by a life's `recused`: nobody, a unit or a person. */
export const recusals: readonly string[][] = [[], [steps.sender], [steps.office], [twoPosts]];

export interface Life {
  begin: number;
  recused: number;
  /** Each with the hours since the one before, and whether the tale goes on with what it made. */
  happen: readonly { which: keyof typeof happenings; hours: number; follow: boolean }[];
  /** Hours until somebody asks. */
  later: number;
  /** Of a reply: whether the transfers of its clue have ended by then. */
  settled: boolean;
  /** Whether the province leaves public security no reason for returning. */
  keeps: boolean;
}

/** Where such a life leads. */
export const lived = ({ begin, recused, happen }: Life): Transfer => {
  const entries = recusals[recused] ?? [];
  let record = beginnings[begin]?.()(null)?.record;
  for (const [n, { which, hours, follow }] of happen.entries()) {
    const time = new Date(Date.parse(record?.changedAt ?? '') + hours * 3_600_000).toISOString();
    try {
      const decision = happenings[which](n, { at: time, register, recused: entries })(record ?? null);
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
export const lives: fc.Arbitrary<Life> = fc.record({
  begin: fc.nat(beginnings.length - 1),
  recused: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(recusals.length - 1)),
  happen: fc.array(fc.record({ which: fc.constantFrom(...happeningNames), hours, follow: fc.boolean() }), {
    maxLength: 14,
    size: 'max',
  }),
  later: hours,
  settled: fc.boolean(),
  keeps: fc.boolean(),
});

const life = (begin: number, ...named: readonly (keyof typeof happenings)[]): [Life] => [
  {
    ...{ begin, recused: 0, later: 1, settled: true, keeps: false },
    happen: named.map((name) => ({ which: name, hours: 1, follow: false })),
  },
];

const taken = ['dispatched', 'acknowledged'] as const;
/** Between them they meet every action. */
export const examples = [
  life(0),
  life(0, 'dispatched'),
  life(0, ...taken),
  life(0, ...taken, 'extensionAsked'),
  life(0, ...taken, 'proposalMade'),
  life(0, 'dispatched', 'supplementAsked'),
  life(0, ...taken, 'supplementAsked'),
  life(2, 'acceptanceTold'),
  life(3),
  life(0, 'dispatched', 'returned'),
  life(4, 'returned'),
  life(0, ...taken, 'supplementAsked', 'proposalMade'),
];
