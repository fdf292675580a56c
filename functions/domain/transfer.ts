import type { Actor } from './actor.ts';
import type { Calendar } from './calendar.ts';
import { beginDuty, type Duty, type Hours, type Milestone, nextMilestone } from './duties.ts';
import { Refusal } from './errors.ts';
import type { Parties } from './policy.ts';
import type { Rule, Told } from './routing.ts';
import { type Settings, termsFor } from './settings.ts';

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
  discoveredAt: string;
  registeredAt: string;
  dispatchedAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  closedAt: string | null;
  outcome: string | null;
  duty: Duty | null;
  /** Key of the present duty's milestone that was handled last. */
  handled: string | null;
  escalations: number;
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
    | 'told-late'
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

const dutyFacts = ({ name, owedBy, dueDate, provisional }: Duty) => ({ duty: name, owedBy, dueDate, provisional });

const begin = (transfer: Transfer, name: Duty['name'], startsAt: Date, c: Circumstances, tellLate = false): Duty =>
  beginDuty(c.calendar, c.settings, termsFor(c.settings, transfer.rule, transfer.regionCode), {
    name,
    owedBy: name === 'dispatch' || name === 'correct' ? transfer.from : transfer.to,
    startsAt,
    since: c.now,
    tellLate,
  });

/** Done by the due instant is in time. */
const isLate = (duty: Duty | null, now: Date): boolean => duty !== null && now.getTime() > Date.parse(duty.dueAt);

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

/** R1, R2: a clue is registered for one receiver; the window to dispatch it began on the day of discovery. */
export const registerTransfer = (
  made: Pick<
    Transfer,
    'transferId' | 'clueId' | 'reference' | 'rule' | 'from' | 'to' | 'regionCode' | 'regionPath' | 'discoveredAt'
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
    outcome: null,
    duty: null,
    handled: null,
    escalations: 0,
    attempt: 1,
  };
  const counted = begin(bare, 'dispatch', new Date(made.discoveredAt), c);
  const late = isLate(counted, c.now);
  const duty = { ...counted, tellLate: late };
  return {
    transfer: { ...bare, late, duty },
    event: { event: 'registered', at, by: c.by, detail: { ...dutyFacts(duty), late } },
  };
};

/** The sender hands the clue over; R4 starts: the receiver has to acknowledge, counted from today. */
export const dispatch = (transfer: Transfer, c: Circumstances): Decision => {
  requireStatus(transfer, 'registered', 'dispatched');
  const at = c.now.toISOString();
  const late = transfer.late || isLate(transfer.duty, c.now);
  // Told once: by the duty to dispatch if that one was registered late and its notice went out, else by the new duty.
  const tellLate = late && !(transfer.duty?.tellLate && transfer.handled !== null);
  const duty = begin(transfer, 'acknowledge', c.now, c, tellLate);
  return {
    transfer: {
      ...transfer,
      status: 'dispatched',
      late,
      dispatchedAt: at,
      duty,
      handled: null,
      version: transfer.version + 1,
    },
    event: { event: 'dispatched', at, by: c.by, detail: { ...dutyFacts(duty), late } },
  };
};

/** The receiver takes it; R5 starts: feedback, counted from today. */
export const acknowledge = (transfer: Transfer, c: Circumstances): Decision => {
  requireStatus(transfer, 'dispatched', 'acknowledged');
  const at = c.now.toISOString();
  const duty = begin(transfer, 'feedback', c.now, c);
  return {
    transfer: {
      ...transfer,
      status: 'acknowledged',
      acknowledgedAt: at,
      acknowledgedBy: c.by.sub,
      duty,
      handled: null,
      version: transfer.version + 1,
    },
    event: {
      event: 'acknowledged',
      at,
      by: c.by,
      detail: { ...dutyFacts(duty), overdue: isLate(transfer.duty, c.now) },
    },
  };
};

/** R5: interim feedback leaves the duty as it is, final feedback closes the transfer. */
export const feedback = (
  transfer: Transfer,
  given: { final: boolean; outcome: string },
  c: Circumstances,
): Decision => {
  requireStatus(transfer, 'acknowledged', 'reported back on');
  const at = c.now.toISOString();
  const detail = { outcome: given.outcome, overdue: isLate(transfer.duty, c.now) };
  const version = transfer.version + 1;
  if (!given.final) {
    return {
      transfer: { ...transfer, outcome: given.outcome, version },
      event: { event: 'interim-feedback', at, by: c.by, detail },
    };
  }
  return {
    transfer: {
      ...transfer,
      status: 'closed',
      closedAt: at,
      outcome: given.outcome,
      duty: null,
      handled: null,
      version,
    },
    event: { event: 'closed', at, by: c.by, detail },
  };
};

/** What is to be told next about a transfer; undefined when nothing is owed or nobody is left to tell. */
export const planned = (transfer: Transfer, calendar: Calendar, hours: Hours): Milestone | undefined =>
  transfer.duty ? nextMilestone(transfer.duty, transfer.handled, calendar, hours) : undefined;

/** A milestone was told to its people: it is not planned again. The version stays, since no caller's view is outdated by it. */
export const told = (transfer: Transfer, milestone: Milestone, people: Told, now: Date): Decision => {
  const name = { late: 'told-late', reminder: 'reminded', escalation: 'escalated' } as const;
  return {
    transfer: {
      ...transfer,
      handled: milestone.key,
      escalations: transfer.escalations + (milestone.kind === 'escalation' ? 1 : 0),
    },
    event: {
      event: name[milestone.kind],
      at: now.toISOString(),
      by: 'clock',
      detail: {
        milestone: milestone.key,
        ...(transfer.duty ? dutyFacts(transfer.duty) : {}),
        to: people.recipients.map(({ unitId, as }) => ({ unitId, as })),
        ...(people.passed.length > 0 ? { passed: people.passed } : {}),
      },
    },
  };
};

/** The workflow gave up on a task: on the record, so that a reader of the transfer sees why nothing came. */
export const alarmed = (transfer: Transfer, error: string, now: Date): Decision => ({
  transfer,
  event: { event: 'alarmed', at: now.toISOString(), by: 'clock', detail: { error } },
});
