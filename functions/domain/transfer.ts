import type { Actor } from './actor.ts';
import { type Calendar, workingDaysBetween } from './calendar.ts';
import { beginDuty, type Duty, type MilestoneTarget } from './duties.ts';
import { Refusal } from './errors.ts';
import type { Parties } from './policy.ts';
import type { Rule } from './routing.ts';
import { type Settings, type Terms, termsFor } from './settings.ts';
import { dateIn } from './time.ts';

/** The life of a transfer: each decision takes the record and what is asked, and gives the new record with its event. */

export type Status = 'registered' | 'dispatched' | 'returned' | 'acknowledged' | 'closed' | 'withdrawn' | 'rerouted';
export const statuses: readonly Status[] = [
  'registered',
  'dispatched',
  'returned',
  'acknowledged',
  'closed',
  'withdrawn',
  'rerouted',
];

/** Something to be told once, as soon as mails may go out. */
export interface Notice {
  /** Unique on its transfer. */
  key: string;
  kind: 'late' | 'recounted' | 'extension-asked' | 'extension-approved' | 'extension-refused';
  /** Instant (UTC). */
  at: string;
  to: readonly MilestoneTarget[];
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

/** Instants are UTC texts, parties are unit ids. */
export interface Transfer extends Parties {
  transferId: string;
  clueId: string;
  reference: string;
  rule: Rule;
  regionCode: string;
  status: Status;
  /** Registered or dispatched after its window. */
  late: boolean;
  /** Counts commands; callers compare it by If-Match. */
  version: number;
  /** How the clue came (domain.md, "Units"). */
  channel: string;
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
  escalations: number;
  /** Told before any milestone, in this order. */
  notices: readonly Notice[];
  extension: Extension | null;
  /** Instant of the last event: a clock that runs backwards does not take the record with it. */
  changedAt: string;
  /** Counts the workflow's executions: all but the newest are void. */
  attempt: number;
}

/** Who did it: a caller, or the clock. */
export type By = Pick<Actor, 'sub' | 'role' | 'unitId'> | 'clock';

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
  by: Actor;
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

const begin = (transfer: Transfer, name: Duty['name'], startsAt: Date, c: Circumstances): Duty =>
  beginDuty(c.calendar, c.settings, termsOf(transfer, c.settings), {
    name,
    owedBy: name === 'dispatch' || name === 'correct' ? transfer.from : transfer.to,
    startsAt,
    since: c.now,
  });

/** Done by the due instant is in time. */
export const isLate = (duty: Duty | null, now: Date): boolean =>
  duty !== null && now.getTime() > Date.parse(duty.dueAt);

const requireStatus = (transfer: Transfer, wanted: Status, verb: string): void => {
  if (transfer.status === wanted) return;
  const mend: Record<Status, string> = {
    registered: 'its sender must dispatch it first',
    dispatched: 'its receiver must acknowledge it first',
    returned: 'its sender must correct it first',
    acknowledged: 'its receiver has acknowledged it already',
    closed: 'it is closed, and nothing more is owed',
    withdrawn: 'it was withdrawn, and nothing more is owed',
    rerouted: 'it was rerouted; its successor goes on',
  };
  throw new Refusal(
    'wrong-status',
    `A transfer that is ${transfer.status} cannot be ${verb}: ${mend[transfer.status]}. Read it again before you ask once more.`,
  );
};

/** The sender was late: its supervisors are told at once, and once. */
const tellLate = (at: string): Notice => ({ key: 'late', kind: 'late', at, to: ['sender-supervisors'] });

/** R1, R2: a clue is registered for one receiver; the window to dispatch it began on the day of discovery. */
export const registerTransfer = (
  made: Pick<
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
    | 'discoveredAt'
  >,
  c: Circumstances,
): Decision => {
  const at = c.now.toISOString();
  const bare: Transfer = {
    ...made,
    status: 'registered',
    late: false,
    version: 1,
    registeredAt: at,
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
    notices: [],
    extension: null,
    changedAt: at,
    attempt: 1,
  };
  const duty = begin(bare, 'dispatch', new Date(made.discoveredAt), c);
  const late = isLate(duty, c.now);
  return {
    transfer: { ...bare, late, duty, notices: late ? [tellLate(at)] : [] },
    event: { event: 'registered', at, by: c.by, detail: { ...dutyFacts(duty), late } },
  };
};

const doneAt = ({ duty, done }: Transfer, { now, calendar, settings }: Circumstances): Transfer['done'] => {
  if (!duty) return done;
  const workingDays = workingDaysBetween(calendar, duty.startDate, dateIn(settings.timeZone, now));
  return { ...done, [duty.name]: { dueDate: duty.dueDate, overdue: isLate(duty, now), workingDays } };
};

/** A duty is done and the next begins: nothing of the old one is owed or asked for any more. */
const next = (transfer: Transfer, c: Circumstances, changed: Partial<Transfer>): Transfer => ({
  ...transfer,
  done: doneAt(transfer, c),
  handled: null,
  extension: null,
  notices: transfer.notices.filter(({ kind }) => kind === 'late'),
  ...changed,
  changedAt: c.now.toISOString(),
  version: transfer.version + 1,
});

/** The sender hands the clue over; R4 starts: the receiver has to acknowledge, counted from today. */
export const dispatch = (transfer: Transfer, asked: Circumstances): Decision => {
  requireStatus(transfer, 'registered', 'dispatched');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const late = transfer.late || isLate(transfer.duty, c.now);
  const duty = begin(transfer, 'acknowledge', c.now, c);
  const newlyLate = late && !transfer.late ? { notices: [tellLate(at)] } : {};
  return {
    transfer: next(transfer, c, { status: 'dispatched', late, dispatchedAt: at, duty, ...newlyLate }),
    event: { event: 'dispatched', at, by: c.by, detail: { ...dutyFacts(duty), late } },
  };
};

/** The receiver takes it; R5 starts: feedback, counted from today. */
export const acknowledge = (transfer: Transfer, asked: Circumstances): Decision => {
  requireStatus(transfer, 'dispatched', 'acknowledged');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const duty = begin(transfer, 'feedback', c.now, c);
  const overdue = isLate(transfer.duty, c.now);
  return {
    transfer: next(transfer, c, { status: 'acknowledged', acknowledgedAt: at, acknowledgedBy: c.by.sub, duty }),
    event: { event: 'acknowledged', at, by: c.by, detail: { ...dutyFacts(duty), overdue } },
  };
};

/** R5: interim feedback leaves the duty as it is, final feedback closes the transfer. */
export const feedback = (
  transfer: Transfer,
  { final, outcome }: { final: boolean; outcome: string },
  asked: Circumstances,
): Decision => {
  requireStatus(transfer, 'acknowledged', 'reported back on');
  const c = inOrder(transfer, asked);
  const at = c.now.toISOString();
  const detail = { outcome, overdue: isLate(transfer.duty, c.now) };
  if (!final) {
    return {
      transfer: { ...transfer, outcome, feedbackAt: at, changedAt: at, version: transfer.version + 1 },
      event: { event: 'interim-feedback', at, by: c.by, detail },
    };
  }
  return {
    transfer: next(transfer, c, { status: 'closed', closedAt: at, feedbackAt: at, outcome, duty: null }),
    event: { event: 'closed', at, by: c.by, detail },
  };
};
