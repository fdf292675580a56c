import { type Calendar, workingDaysBetween } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import { Refusal } from '../errors.ts';
import { type EscalationTarget, type Settings, type Terms, termsFor } from '../settings.ts';
import type { Rule } from '../units/routing.ts';
import { beginDuty, type Duty, type MilestoneTarget } from './duties.ts';

/** The record of a transfer, and what every decision on it shares. */

export type Status =
  | 'registered'
  | 'dispatched'
  | 'returned'
  | 'acknowledged'
  | 'closed'
  | 'withdrawn'
  | 'rerouted'
  // Of a reply to a reporter (R6).
  | 'owed-acceptance'
  | 'waiting'
  | 'owed-outcome'
  | 'done';
/** Those of a transfer. */
export const statuses = [
  'registered',
  'dispatched',
  'returned',
  'acknowledged',
  'closed',
  'withdrawn',
  'rerouted',
] as const satisfies readonly Status[];

/** Nothing is owed any more, nor will be. */
export const hasEnded = ({ status }: Pick<Transfer, 'status'>): boolean =>
  status === 'closed' || status === 'withdrawn' || status === 'rerouted' || status === 'done';

/** Something to be told once, as soon as mails may go out. */
export interface Notice {
  /** Unique on its transfer. */
  key: string;
  kind:
    | 'late'
    | 'recounted'
    | 'extension-asked'
    | 'extension-approved'
    | 'extension-refused'
    | 'returned'
    | 'feedback'
    | 'proposal-made'
    | 'proposal-approved'
    | 'proposal-refused';
  /** Instant (UTC). */
  at: string;
  to: readonly MilestoneTarget[];
  /** What its mail says beside the record; nothing secret. */
  facts?: Readonly<Record<string, string | boolean>>;
}

/** A duty that was done: its due date, whether it was overdue then, and how many working days it took. */
export interface Done {
  dueDate: string;
  overdue: boolean;
  workingDays: number;
}

/** A longer window that was asked for and not yet decided. */
export interface Extension {
  extensionId: string;
  workingDays: number;
  askedAt: string;
  askedBy: string;
}

/** Whether something is owed, is still to be told, or is waited for: then it has a workflow. */
export const isOpen = ({ duty, notices, status }: Pick<Transfer, 'duty' | 'notices' | 'status'>): boolean =>
  duty !== null || notices.length > 0 || status === 'waiting';

/** Why a receiver sends a transfer back (退回). */
export const returnReasons = ['not-jurisdiction', 'incomplete', 'inaccurate'] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** How a clue is to be dealt with elsewhere (R8): by the same organ of another region, one level up, a named unit, or others as well. */
export const proposalKinds = ['elsewhere', 'elevate', 'designate', 'joint'] as const;

/** A handling proposal that is not yet decided. */
export interface Proposal {
  proposalId: string;
  kind: (typeof proposalKinds)[number];
  /** Unit ids that it names, or means. */
  units: readonly string[];
  madeAt: string;
  madeBy: string;
}

/** What rights on a transfer depend on. */
export interface Parties {
  from: string;
  to: string;
  /** Null until it was dispatched for the first time. */
  dispatchedAt: string | null;
  /** The region and those above it, from the inside out. */
  regionPath: readonly string[];
}

/** Instants are UTC texts, parties are unit ids. */
export interface Transfer extends Parties {
  transferId: string;
  clueId: string;
  reference: string;
  /** `reply`: no transfer but the reply to a reporter, kept as one: the same machine keeps its time (R6). */
  rule: Rule | 'reply';
  regionCode: string;
  status: Status;
  /** Registered or dispatched after its window. */
  late: boolean;
  /** Counts commands; callers compare it by If-Match. */
  version: number;
  /** How the clue came (domain.md, "Units"). */
  channel: string;
  /** Reply that waits for this transfer to end (R6). */
  replyId: string | null;
  discoveredAt: string;
  registeredAt: string;
  dispatchedAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  closedAt: string | null;
  /** Of the last feedback, interim or final. */
  feedbackAt: string | null;
  outcome: string | null;
  /** When the outcome was told to the person who reported the clue (R6). */
  repliedAt: string | null;
  /** How each duty ended that was done. */
  done: Readonly<Partial<Record<Duty['name'], Done>>>;
  duty: Duty | null;
  /** Key of the present duty's milestone that was handled last. */
  handled: string | null;
  /** How often it was escalated, in all and to whom. */
  escalations: number;
  escalatedTo: Readonly<Partial<Record<EscalationTarget, number>>>;
  /** Month of its registration in the province, and its region with those above it from the top down: what statistics go by. */
  month: string;
  seat: string;
  /** Told before any milestone, in this order. */
  notices: readonly Notice[];
  extension: Extension | null;
  proposal: Proposal | null;
  /** Why it came back, and the unit that should have it where that is known. */
  returned: { reason: ReturnReason; suggested: string | null } | null;
  /** The case filed on the clue, and the other transfer of it: the notice, or on it the one it came from, if any (R3). */
  case: { caseNumber: string; filedAt: string; transferId: string | null } | null;
  /** Assigned for early involvement (R7). */
  officers: readonly string[];
  /** Transfers that an approved proposal made of it, and the one that it was made of. */
  successors: readonly string[];
  predecessor: string | null;
  /** Instant of the last event: a clock that runs backwards does not take the record with it. */
  changedAt: string;
  /** Counts the workflow's executions: all but the newest are void. */
  attempt: number;
}

/** Who asked, as the caller's token says. */
export interface Caller {
  sub: string;
  role: 'clerk' | 'supervisor' | 'operator';
  /** Null for an operator without a unit. */
  unitId: string | null;
}

/** Who did it: a caller, maybe on behalf of another unit, or the clock. */
export type By = (Caller & { onBehalfOf?: string }) | 'clock';

export interface Event {
  event:
    | 'registered'
    | 'dispatched'
    | 'acknowledged'
    | 'interim-feedback'
    | 'closed'
    | 'told'
    | 'told-late'
    | 'recounted'
    | 'extension-asked'
    | 'extension-approved'
    | 'extension-refused'
    | 'workflow-restarted'
    | 'returned'
    | 'withdrawn'
    | 'case-filed'
    | 'proposal-made'
    | 'proposal-approved'
    | 'proposal-refused'
    | 'rerouted'
    | 'acceptance-told'
    | 'outcome-owed'
    | 'outcome-told'
    | 'reminded'
    | 'escalated'
    | 'alarmed'
    | 'read';
  at: string;
  by: By;
  /** Plain facts, nothing secret. */
  detail: Readonly<Record<string, unknown>>;
}

export interface Decision {
  transfer: Transfer;
  event: Event;
}

/** What a decision needs to know beside the record. */
export interface Circumstances {
  now: Date;
  by: Exclude<By, 'clock'>;
  calendar: Calendar;
  settings: Settings;
}

/** What events say of a duty. */
export const dutyFacts = ({ name, owedBy, dueDate, provisional }: Duty) => ({
  duty: name,
  owedBy,
  dueDate,
  provisional,
});

/** The circumstances at the record's own time: `now`, or its last event where the clock stands behind it. */
export const inOrder = <C extends { now: Date }>(transfer: Pick<Transfer, 'changedAt'>, c: C): C => ({
  ...c,
  now: new Date(Math.max(c.now.getTime(), Date.parse(transfer.changedAt))),
});

/** The province’s numbers for this transfer. */
export const termsOf = (transfer: Pick<Transfer, 'rule' | 'regionCode'>, settings: Settings): Terms =>
  termsFor(settings, transfer.rule, transfer.regionCode);

const owners: Record<Duty['name'], 'from' | 'to'> = {
  dispatch: 'from',
  correct: 'from',
  acceptance: 'from',
  outcome: 'from',
  acknowledge: 'to',
  feedback: 'to',
};

export const begin = (transfer: Transfer, name: Duty['name'], startsAt: Date, c: Circumstances): Duty =>
  beginDuty(c.calendar, c.settings, termsOf(transfer, c.settings), {
    name,
    owedBy: transfer[owners[name]],
    startsAt,
    since: c.now,
  });

/** Done by the due instant is in time. */
export const isLate = (duty: Duty | null, now: Date): boolean =>
  duty !== null && now.getTime() > Date.parse(duty.dueAt);

export const requireStatus = (transfer: Transfer, wanted: readonly Status[], verb: string): void => {
  if (wanted.includes(transfer.status)) return;
  const mend: Record<Status, string> = {
    registered: 'its sender must dispatch it first',
    dispatched: 'its receiver must acknowledge it first',
    returned: 'its sender must correct it first',
    acknowledged: 'its receiver has acknowledged it already',
    closed: 'it is closed, and nothing more is owed',
    withdrawn: 'it was withdrawn, and nothing more is owed',
    rerouted: 'it was rerouted; its successor goes on',
    'owed-acceptance': 'it is the reply to a reporter, who must be told of the acceptance first',
    waiting: 'it is the reply to a reporter, and waits until every transfer of the clue has ended',
    'owed-outcome': 'it is the reply to a reporter, who must be told of the outcome',
    done: 'the reporter has had the answer',
  };
  throw new Refusal(
    'wrong-status',
    `A transfer that is ${transfer.status} cannot be ${verb}: ${mend[transfer.status]}. Read it again before you ask once more.`,
  );
};

/** What a record begins with. */
export type Made = Pick<
  Transfer,
  | 'transferId'
  | 'clueId'
  | 'reference'
  | 'rule'
  | 'from'
  | 'to'
  | 'regionCode'
  | 'regionPath'
  | 'channel'
  | 'seat'
  | 'replyId'
  | 'discoveredAt'
>;

/** A region with those above it, from the top down: `370000/371400/371402`. */
export const seatOf = (regionPath: readonly string[]): string => [...regionPath].reverse().join('/');

/** A record of which nothing is owed yet. */
export const bareTransfer = (
  made: Made,
  status: Status,
  { now, settings }: Pick<Circumstances, 'now' | 'settings'>,
): Transfer => ({
  ...made,
  status,
  month: dateIn(settings.timeZone, now).slice(0, 7),
  late: false,
  version: 1,
  registeredAt: now.toISOString(),
  dispatchedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  closedAt: null,
  feedbackAt: null,
  outcome: null,
  repliedAt: null,
  done: {},
  duty: null,
  handled: null,
  escalations: 0,
  escalatedTo: {},
  notices: [],
  extension: null,
  proposal: null,
  returned: null,
  case: null,
  officers: [],
  successors: [],
  predecessor: null,
  changedAt: now.toISOString(),
  attempt: 1,
});

const doneAt = ({ duty, done }: Transfer, { now, calendar, settings }: Circumstances): Transfer['done'] => {
  if (!duty) return done;
  const workingDays = workingDaysBetween(calendar, duty.startDate, dateIn(settings.timeZone, now));
  return { ...done, [duty.name]: { dueDate: duty.dueDate, overdue: isLate(duty, now), workingDays } };
};

/** Notices about a duty that lose their sense with it. */
const ofDuty: ReadonlySet<Notice['kind']> = new Set([
  'recounted',
  'extension-asked',
  'extension-approved',
  'extension-refused',
  'proposal-made',
]);

/** A duty is done and the next begins: nothing of the old one is owed or asked for any more. */
export const next = (transfer: Transfer, c: Circumstances, changed: Partial<Transfer>): Transfer => ({
  ...transfer,
  done: doneAt(transfer, c),
  handled: null,
  extension: null,
  proposal: null,
  notices: transfer.notices.filter(({ kind }) => !ofDuty.has(kind)),
  ...changed,
  changedAt: c.now.toISOString(),
  version: transfer.version + 1,
});
