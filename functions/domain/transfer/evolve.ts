import type { EscalationTarget } from '../settings.ts';
import type { Duty } from './duties.ts';
import type { Event, EventName, EventOf } from './events.ts';
import type { Status } from './status.ts';
import type { Application, Done, Informed, Notice, Transfer } from './transfer.ts';

/** What an event makes of the record: said here once, for whoever decides and for whoever verifies. */

interface Effect<N extends EventName> {
  /** Status that it leads to; left out: the one before. */
  status?: Status;
  /** Of what stands beside a transfer, where that differs. */
  replyStatus?: Status;
  supplementStatus?: Status;
  /** A supplement is not owed any more. */
  endsSupplement?: true;
  /** The duty before it is done: nothing of it is owed, told or asked for any more. */
  endsDuty?: true;
  /** What a caller saw before is outdated: the version grows. */
  outdates?: true;
  /** Fields that it sets. */
  sets?: (event: EventOf<N>, before: Transfer) => Partial<Transfer>;
}

/** Later times of telling that a record keeps of each: escalations come without end. */
const timesKept = 9;

const toldAgain = (one: Informed, at: string): Informed => ({
  ...one,
  again: [...(one.again ?? []), at].slice(-timesKept),
  times: (one.times ?? 1) + 1,
});

/** Those who were told before, and those who were told now. */
const informedBy = (
  { at, detail }: EventOf<'reminded' | 'escalated'>,
  { informed = [] }: Transfer,
): readonly Informed[] => [
  ...informed.map((one) =>
    detail.to.some(({ unitId, as }) => one.unitId === unitId && one.as === as) ? toldAgain(one, at) : one,
  ),
  ...detail.to
    .filter(({ unitId, as }, n, all) => all.findIndex((one) => one.unitId === unitId && one.as === as) === n)
    .filter(({ unitId, as }) => !informed.some((one) => one.unitId === unitId && one.as === as))
    .map(({ unitId, as }) => ({ unitId, as, at })),
];

const handledBy = (event: EventOf<'reminded' | 'escalated'>, before: Transfer): Partial<Transfer> => ({
  handled: event.detail.milestone,
  informed: informedBy(event, before),
});

const noticeTold = ({ detail }: EventOf<'told' | 'told-late'>, { notices }: Transfer): Partial<Transfer> => ({
  notices: notices.filter(({ key }) => key !== detail.milestone),
});

const effects: { readonly [N in EventName]: Effect<N> } = {
  registered: {
    status: 'registered',
    replyStatus: 'owed-acceptance',
    supplementStatus: 'owed-supplement',
    sets: ({ detail }) => ({ late: detail.late ?? false }),
  },
  dispatched: {
    status: 'dispatched',
    endsDuty: true,
    outdates: true,
    sets: ({ at, detail }) => ({ dispatchedAt: at, late: detail.late, returned: null }),
  },
  acknowledged: {
    status: 'acknowledged',
    endsDuty: true,
    outdates: true,
    sets: ({ at, by, detail }) => ({
      acknowledgedAt: at,
      acknowledgedBy: by === 'clock' ? by : by.sub,
      acknowledgedByName: by === 'clock' ? null : (by.name ?? null),
      acknowledgedByOffice: detail.office ?? null,
      officers: detail.officers ?? [],
      contentVersion: detail.content ?? null,
    }),
  },
  'interim-feedback': { outdates: true, sets: ({ at, detail }) => ({ feedbackAt: at, outcome: detail.outcome }) },
  closed: {
    status: 'closed',
    endsDuty: true,
    endsSupplement: true,
    outdates: true,
    sets: ({ at, detail }) => ({ closedAt: at, feedbackAt: at, outcome: detail.outcome }),
  },
  returned: {
    status: 'returned',
    endsDuty: true,
    endsSupplement: true,
    outdates: true,
    sets: ({ detail }) => ({ returned: { reason: detail.reason, suggested: detail.suggested ?? null } }),
  },
  withdrawn: { status: 'withdrawn', endsDuty: true, outdates: true, sets: ({ at }) => ({ closedAt: at }) },
  recalled: {
    status: 'withdrawn',
    endsDuty: true,
    endsSupplement: true,
    outdates: true,
    sets: ({ at }) => ({ closedAt: at }),
  },
  'supplement-asked': {
    outdates: true,
    sets: ({ at, by, detail: { supplementId, items } }, { supplements = [] }) => ({
      supplement: { supplementId, askedAt: at, askedBy: by === 'clock' ? by : by.sub, items },
      supplements: [...supplements, supplementId],
    }),
  },
  supplied: {
    supplementStatus: 'supplied',
    endsSupplement: true,
    outdates: true,
    sets: ({ at }, { rule }) => (rule === 'supplement' ? { closedAt: at } : {}),
  },
  'supplement-lapsed': { supplementStatus: 'lapsed', outdates: true, sets: ({ at }) => ({ closedAt: at }) },
  rerouted: {
    status: 'rerouted',
    endsDuty: true,
    endsSupplement: true,
    outdates: true,
    sets: ({ at, detail }, { successors }) => ({ closedAt: at, successors: [...successors, ...detail.successors] }),
  },
  'case-filed': {
    outdates: true,
    sets: ({ detail: { caseNumber, filedAt, notice } }) => ({ case: { caseNumber, filedAt, transferId: notice } }),
  },
  'proposal-made': {
    outdates: true,
    sets: ({ at, by, detail }) => ({
      proposal: { ...detail, madeAt: at, madeBy: by === 'clock' ? by : by.sub },
    }),
  },
  'proposal-approved': {
    outdates: true,
    sets: ({ detail }, { successors }) => ({ proposal: null, successors: [...successors, ...detail.successors] }),
  },
  'proposal-refused': { outdates: true, sets: () => ({ proposal: null }) },
  'extension-asked': {
    outdates: true,
    sets: ({ at, by, detail: { extensionId, workingDays } }) => ({
      extension: { extensionId, workingDays, askedAt: at, askedBy: by === 'clock' ? by : by.sub },
    }),
  },
  'extension-approved': { outdates: true, sets: () => ({ extension: null }) },
  'extension-refused': { outdates: true, sets: () => ({ extension: null }) },
  recounted: { outdates: true },
  'acceptance-told': { replyStatus: 'waiting', endsDuty: true, outdates: true },
  'outcome-owed': { replyStatus: 'owed-outcome', endsDuty: true, outdates: true },
  'outcome-told': {
    replyStatus: 'done',
    endsDuty: true,
    outdates: true,
    sets: ({ at }) => ({ closedAt: at, repliedAt: at }),
  },
  undecided: {
    sets: ({ detail: { on } }, { extension }) => ({ extension: extension && { ...extension, remindedOn: on } }),
  },
  reminded: { sets: handledBy },
  escalated: { sets: (event, before) => ({ ...handledBy(event, before), escalations: before.escalations + 1 }) },
  told: { sets: noticeTold },
  'told-late': { sets: noticeTold },
  alarmed: {},
  'workflow-restarted': { sets: ({ detail }) => ({ attempt: detail.attempt + 1 }) },
};

/** What becomes of a record by an event beside what the event itself says: too large to be repeated on the timeline. */
export interface Carried {
  /** The duty that is owed from here on, or the one that goes on with another date. */
  duty?: Duty;
  /** How the duty before it was done. */
  done?: Done;
  /** The milestone that still counts as handled. */
  handled?: string | null;
  /** More to tell. */
  notices?: readonly Notice[];
  /** To whom it was escalated. */
  escalatedTo?: readonly EscalationTarget[];
  /** Parties of the notice that was made. */
  notice?: Transfer['notice'];
  /** What was applied for, under its id. */
  application?: Application & { id: string };
}

/** Notices about a duty that lose their sense with it. */
const ofDuty: ReadonlySet<Notice['kind']> = new Set([
  'dispatched',
  'supplement-asked',
  'recounted',
  'extension-asked',
  'extension-approved',
  'extension-refused',
  'proposal-made',
]);

const withoutDuty = (before: Transfer, done: Done | undefined): Partial<Transfer> => ({
  done: before.duty && done ? { ...before.done, [before.duty.name]: done } : before.done,
  duty: null,
  handled: null,
  extension: null,
  proposal: null,
  ...(before.informed ? { informed: [] } : {}),
  notices: before.notices.filter(({ kind }) => !ofDuty.has(kind)),
});

const counted = (before: Transfer['escalatedTo'], to: readonly EscalationTarget[]): Transfer['escalatedTo'] => ({
  ...before,
  ...Object.fromEntries(to.map((target) => [target, (before[target] ?? 0) + 1])),
});

/** What waits for a decision: nothing is kept of who asked for what was decided. */
const waiting = (
  { applications = {}, extension, proposal }: Transfer,
  added: (Application & { id: string }) | undefined,
): Readonly<Record<string, Application>> => {
  const all = Object.entries(applications);
  if (added) all.push([added.id, { office: added.office, applicant: added.applicant }]);
  return Object.fromEntries(all.filter(([id]) => id === extension?.extensionId || id === proposal?.proposalId));
};

/** Whether an event gives the transfer another duty, or none. */
export const changesDuty = (event: EventName): boolean =>
  event === 'registered' || (effects[event] as Effect<EventName> | undefined)?.endsDuty === true;

const statusAfter = ({ rule, status }: Transfer, effect: Effect<EventName>): Status => {
  if (rule === 'reply') return effect.replyStatus ?? status;
  return (rule === 'supplement' ? effect.supplementStatus : effect.status) ?? status;
};

/** Supplying ends what the supplement owed, and leaves the duty on the transfer. */
const endsDuty = ({ rule }: Transfer, { endsDuty: always, supplementStatus }: Effect<EventName>): boolean =>
  rule === 'supplement' ? supplementStatus !== undefined : always === true;

/** What of it stays as it was to who gave the clue back. */
const left = ({ escalations, escalatedTo, version, done, duty }: Transfer): NonNullable<Transfer['leftWith']> => ({
  escalations,
  escalatedTo,
  version,
  done,
  duty,
});

/** The record that follows an event. An event of a kind that is not known changes the time of the last change only. */
export const evolve = (
  before: Transfer,
  event: Event,
  { duty, done, handled, notices, escalatedTo, notice, application }: Carried = {},
): Transfer => {
  const effect: Effect<EventName> = (effects[event.event] as Effect<EventName> | undefined) ?? {};
  const status = statusAfter(before, effect);
  const ended = endsDuty(before, effect) ? { ...before, ...withoutDuty(before, done) } : before;
  const freed = effect.endsSupplement && before.supplement ? { ...ended, supplement: null } : ended;
  const after: Transfer = {
    ...freed,
    status,
    ...effect.sets?.(event as EventOf<EventName>, freed),
    ...(duty === undefined ? {} : { duty }),
    ...(handled === undefined ? {} : { handled }),
    changedAt: event.at,
    version: before.version + (effect.outdates ? 1 : 0),
  };
  return {
    ...after,
    ...(event.event === 'returned' ? { leftWith: left(after) } : {}),
    ...(event.event === 'dispatched' && before.leftWith ? { leftWith: null } : {}),
    ...(notices ? { notices: [...after.notices, ...notices] } : {}),
    ...(escalatedTo ? { escalatedTo: counted(before.escalatedTo, escalatedTo) } : {}),
    ...(notice ? { notice } : {}),
    ...(application || before.applications ? { applications: waiting(after, application) } : {}),
  };
};
