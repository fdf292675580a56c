import type { EscalationTarget } from '../settings.ts';
import type { Duty } from './duties.ts';
import type { Status } from './status.ts';
import type { Application, Done, Notice, ProposalKind, ReturnReason, Transfer } from './transfer.ts';

/**
 * What goes on the timeline of a transfer: each kind of event with its plain facts, and what it makes of the record. Which state
 * follows is said here once, for whoever decides and for whoever verifies. Nothing here is secret but `texts`.
 */

/** Who asked, as the caller's token says. */
export interface Caller {
  sub: string;
  role: 'clerk' | 'supervisor' | 'operator' | 'auditor';
  /** Null for an operator or an auditor without a unit. */
  unitId: string | null;
  /** Nothing else that a token says of a person stands in an event: whoever asks (visibility/actor.ts) is no caller as it is. */
  forms?: never;
}

/** Who did it: a caller, maybe on behalf of another unit, or the clock. */
export type By = (Caller & { onBehalfOf?: string }) | 'clock';

/** What an event says of the duty that is owed from then on. */
export interface DutyFacts {
  duty: Duty['name'];
  owedBy: string;
  dueDate: string;
  provisional: boolean;
}

/** What an event says of a due date that moved. */
export interface MoveFacts {
  duty: Duty['name'];
  owedBy: string;
  oldDueDate: string;
  newDueDate: string;
  provisional: boolean;
  calendar: string;
}

interface ToldFacts extends Partial<DutyFacts> {
  /** Key of the milestone or notice. */
  milestone: string;
  to: readonly { unitId: string; as: string }[];
  /** That the chain ended before anybody was reached. Which of its links were passed over is among the texts: that is secret. */
  passed?: readonly string[];
}

interface ProposalFacts {
  proposalId: string;
  kind: ProposalKind;
  units: readonly string[];
}

interface ExtensionFacts {
  extensionId: string;
  workingDays: number;
}

interface Details {
  registered: DutyFacts & { late?: boolean };
  dispatched: DutyFacts & { late: boolean; corrected?: true };
  acknowledged: DutyFacts & { overdue: boolean; officers?: readonly string[]; content?: number };
  'interim-feedback': { outcome: string; overdue: boolean };
  closed: { outcome: string; overdue: boolean };
  returned: DutyFacts & { reason: ReturnReason; suggested?: string };
  withdrawn: Record<never, never>;
  /** By an approved proposal, or after a return to the unit that it named. */
  rerouted: { units: readonly string[]; successors: readonly string[]; late?: boolean } & Partial<ProposalFacts>;
  'case-filed': { caseNumber: string; filedAt: string; notice: string };
  'proposal-made': ProposalFacts;
  'proposal-approved': ProposalFacts & { successors: readonly string[] };
  'proposal-refused': ProposalFacts;
  'extension-asked': DutyFacts & ExtensionFacts;
  'extension-approved': ExtensionFacts & Partial<MoveFacts>;
  'extension-refused': ExtensionFacts;
  recounted: MoveFacts;
  'acceptance-told': Record<never, never>;
  'outcome-owed': DutyFacts;
  'outcome-told': Record<never, never>;
  reminded: ToldFacts;
  escalated: ToldFacts;
  told: ToldFacts;
  'told-late': ToldFacts;
  alarmed: { error: string };
  'workflow-restarted': { attempt: number };
}

export type EventName = keyof Details;

interface EventOf<N extends EventName> {
  event: N;
  /** Instant (UTC). */
  at: string;
  by: By;
  detail: Details[N];
  /** Secret texts by field: sealed when the event is stored, opened by the reader's right. */
  texts?: Readonly<Record<string, string>>;
}

export type Event = { [N in EventName]: EventOf<N> }[EventName];

interface Effect<N extends EventName> {
  /** Status that it leads to; left out: the one before. */
  status?: Status;
  /** Of a reply to a reporter, where that differs. */
  replyStatus?: Status;
  /** The duty before it is done: nothing of it is owed, told or asked for any more. */
  endsDuty?: true;
  /** What a caller saw before is outdated: the version grows. */
  outdates?: true;
  /** Fields that it sets. */
  sets?: (event: EventOf<N>, before: Transfer) => Partial<Transfer>;
}

const handledBy = ({ detail }: EventOf<'reminded' | 'escalated'>): Partial<Transfer> => ({
  handled: detail.milestone,
});

const noticeTold = ({ detail }: EventOf<'told' | 'told-late'>, { notices }: Transfer): Partial<Transfer> => ({
  notices: notices.filter(({ key }) => key !== detail.milestone),
});

const effects: { readonly [N in EventName]: Effect<N> } = {
  registered: {
    status: 'registered',
    replyStatus: 'owed-acceptance',
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
      officers: detail.officers ?? [],
      contentVersion: detail.content ?? null,
    }),
  },
  'interim-feedback': { outdates: true, sets: ({ at, detail }) => ({ feedbackAt: at, outcome: detail.outcome }) },
  closed: {
    status: 'closed',
    endsDuty: true,
    outdates: true,
    sets: ({ at, detail }) => ({ closedAt: at, feedbackAt: at, outcome: detail.outcome }),
  },
  returned: {
    status: 'returned',
    endsDuty: true,
    outdates: true,
    sets: ({ detail }) => ({ returned: { reason: detail.reason, suggested: detail.suggested ?? null } }),
  },
  withdrawn: { status: 'withdrawn', endsDuty: true, outdates: true, sets: ({ at }) => ({ closedAt: at }) },
  rerouted: {
    status: 'rerouted',
    endsDuty: true,
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
  reminded: { sets: handledBy },
  escalated: { sets: (event, before) => ({ ...handledBy(event), escalations: before.escalations + 1 }) },
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

/** The record that follows an event. An event of a kind that is not known changes the time of the last change only. */
export const evolve = (
  before: Transfer,
  event: Event,
  { duty, done, handled, notices, escalatedTo, notice, application }: Carried = {},
): Transfer => {
  const effect: Effect<EventName> = (effects[event.event] as Effect<EventName> | undefined) ?? {};
  const status = (before.rule === 'reply' ? effect.replyStatus : effect.status) ?? before.status;
  const freed = effect.endsDuty ? { ...before, ...withoutDuty(before, done) } : before;
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
    ...(notices ? { notices: [...after.notices, ...notices] } : {}),
    ...(escalatedTo ? { escalatedTo: counted(before.escalatedTo, escalatedTo) } : {}),
    ...(notice ? { notice } : {}),
    ...(application || before.applications ? { applications: waiting(after, application) } : {}),
  };
};
