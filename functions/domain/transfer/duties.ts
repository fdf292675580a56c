import { addWorkingDays, type Calendar, type CountedDay, explain, subtractWorkingDays } from '../calendar/calendar.ts';
import { dateIn, instantAt } from '../calendar/time.ts';
import type { DutyName, EscalationStep, EscalationTarget, Settings, Terms } from '../settings.ts';

/** What is owed on a transfer, until when, and who is told on the way (domain.md, "Life of a transfer"). */

/** A duty keeps the terms that were in force when it began: a later change of the province file does not move it. */
export interface Duty {
  name: DutyName;
  /** Unit id. */
  owedBy: string;
  /** The day on which the clock starts; it is not counted. */
  startDate: string;
  /** Instant (UTC) from which the duty stands on the record: milestones before it are not made up for. */
  since: string;
  /** Instant (UTC) at which the due date was set as it stands: reminders before it are not made up for. */
  countedAt: string;
  /** Working days. */
  window: number;
  /** Working days granted on top. */
  extended: number;
  dueDate: string;
  /** Instant (UTC); done by then is in time. */
  dueAt: string;
  provisional: boolean;
  calendar: string;
  reminders: readonly number[];
  escalation: readonly EscalationStep[];
  /** The recount that moved it last, and what was told of its due date before. */
  moved: { by: string; from: { dueDate: string; provisional: boolean } } | null;
}

/** The time of day and the zone that a province counts and mails by. */
export type Hours = Pick<Settings, 'timeZone' | 'closeOfBusiness' | 'mailAt'>;

export interface NewDuty {
  name: DutyName;
  owedBy: string;
  /** The instant that starts the clock: discovery, dispatch, return, acknowledgement. */
  startsAt: Date;
  since: Date;
}

type Counted = Pick<Duty, 'startDate' | 'window' | 'extended'>;

/** Due at the end of the window's last working day, or at the close of business where one is set. */
const counted = (calendar: Calendar, hours: Hours, { startDate, window, extended }: Counted) => {
  const { date, provisional } = addWorkingDays(calendar, startDate, window + extended);
  return {
    dueDate: date,
    dueAt: instantAt(hours.timeZone, date, hours.closeOfBusiness ?? '24:00').toISOString(),
    provisional,
    calendar: calendar.version,
  };
};

export const beginDuty = (calendar: Calendar, hours: Hours, terms: Terms, begin: NewDuty): Duty => {
  const since = begin.since.toISOString();
  const window = terms.windows[begin.name];
  const startDate = dateIn(hours.timeZone, begin.startsAt);
  return {
    name: begin.name,
    owedBy: begin.owedBy,
    startDate,
    since,
    countedAt: since,
    window,
    extended: 0,
    ...counted(calendar, hours, { startDate, window, extended: 0 }),
    reminders: terms.reminders,
    escalation: terms.escalation,
    moved: null,
  };
};

/** What a duty is counted by: its window in working days, and days granted on top. */
export type Span = Pick<Duty, 'window' | 'extended'>;

/** The duty counted again, from the same start; undefined where that changes nothing that anybody was told. */
export const countAgain = (duty: Duty, span: Span, calendar: Calendar, hours: Hours, now: Date): Duty | undefined => {
  const due = counted(calendar, hours, { ...span, startDate: duty.startDate });
  const moves = due.dueAt !== duty.dueAt;
  if (!moves && due.provisional === duty.provisional) return undefined;
  // Names the mails of this date: never the same as before, even within a millisecond.
  const countedAt = new Date(Math.max(now.getTime(), Date.parse(duty.countedAt) + 1)).toISOString();
  return { ...duty, ...span, ...due, ...(moves ? { countedAt } : {}) };
};

/** Why a duty's due date is what it is: every day from its start (domain.md, "Explaining a date"). */
export const explainDuty = (calendar: Calendar, duty: Duty): CountedDay[] =>
  explain(calendar, duty.startDate, duty.window + duty.extended);

/** Whom a mail is for, seen from the unit that owes the duty. */
export type MilestoneTarget = 'owner' | 'other-side' | 'sender' | 'receiver' | 'sender-supervisors' | EscalationTarget;

export interface Milestone {
  /** Unique within a duty, and the same however often it is planned: `reminder-2`, `escalation-5`. */
  key: string;
  kind: 'reminder' | 'escalation';
  /** Instant (UTC). */
  at: string;
  /** Working days before (reminder) or after (escalation) the due date. */
  distance: number;
  to: readonly MilestoneTarget[];
}

/** Steps of an escalation by working day after the due date, endless where a step repeats; steps of one day are one. */
function* escalations(steps: readonly EscalationStep[]): Generator<{ day: number; to: readonly EscalationTarget[] }> {
  const last = Math.max(...steps.map((step) => step.after));
  const endless = steps.some((step) => step.every !== undefined);
  for (let day = 1; endless || day <= last; day += 1) {
    const to = steps
      .filter(
        ({ after, every }) => day === after || (every !== undefined && day > after && (day - after) % every === 0),
      )
      .flatMap((step) => step.to);
    if (to.length > 0) yield { day, to: [...new Set(to)] };
  }
}

/**
 * All milestones of a duty in time order: reminders, then escalations without end until somebody acts. What lay before the
 * duty stood on the record is left out; reminders also that lay before its due date was set as it stands.
 */
export function* milestones(duty: Duty, calendar: Calendar, hours: Hours): Generator<Milestone> {
  const at = (date: string) => instantAt(hours.timeZone, date, hours.mailAt).toISOString();
  const reminders = [...new Set(duty.reminders)].sort((a, b) => b - a);
  for (const distance of reminders) {
    const { date } = subtractWorkingDays(calendar, duty.dueDate, distance);
    if (at(date) > duty.countedAt)
      yield { key: `reminder-${distance}`, kind: 'reminder', at: at(date), distance, to: ['owner'] };
  }
  let from = duty.dueDate;
  let counted = 0;
  for (const { day, to } of escalations(duty.escalation)) {
    from = addWorkingDays(calendar, from, day - counted).date;
    counted = day;
    if (at(from) > duty.since) yield { key: `escalation-${day}`, kind: 'escalation', at: at(from), distance: day, to };
  }
}

/** Place of a milestone in its duty: reminders count down to the due date, escalations up from it. */
const rank = (key: string): number => {
  const [kind, distance] = key.split('-');
  return kind === 'reminder' ? -Number(distance) : Number(distance);
};

/** The first milestone behind the one that was handled last (null: none yet); undefined when nobody is left to tell. */
export const nextMilestone = (
  duty: Duty,
  handled: string | null,
  calendar: Calendar,
  hours: Hours,
): Milestone | undefined => {
  for (const milestone of milestones(duty, calendar, hours)) {
    if (handled === null || rank(milestone.key) > rank(handled)) return milestone;
  }
  return undefined;
};

/**
 * What of the milestones handled before still counts for a duty whose due date was moved at `countedAt`: escalations that the
 * new date has seen too. All others are due again, each at its new time: the unit is reminded of the new date, and whoever
 * was told of a date that has become void hears again when the new one has passed.
 */
export const handledAfterMove = (
  duty: Duty,
  handled: string | null,
  calendar: Calendar,
  hours: Hours,
): string | null => {
  if (handled === null) return null;
  let kept: string | null = null;
  for (const { key, at } of milestones(duty, calendar, hours)) {
    if (at > duty.countedAt || rank(key) > rank(handled)) break;
    kept = key;
  }
  return kept;
};
