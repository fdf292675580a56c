import { addWorkingDays, type Calendar, subtractWorkingDays } from './calendar.ts';
import type { DutyName, EscalationStep, EscalationTarget, Settings, Terms } from './settings.ts';
import { dateIn, instantAt } from './time.ts';

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
  /** Working days. */
  window: number;
  dueDate: string;
  /** Instant (UTC); done by then is in time. */
  dueAt: string;
  provisional: boolean;
  calendar: string;
  reminders: readonly number[];
  escalation: readonly EscalationStep[];
  /** The sender was late: its supervisors are told when the duty begins. */
  tellLate: boolean;
}

/** The time of day and the zone that a province counts and mails by. */
export type Hours = Pick<Settings, 'timeZone' | 'closeOfBusiness' | 'mailAt'>;

export interface NewDuty {
  name: DutyName;
  owedBy: string;
  /** The instant that starts the clock: discovery, dispatch, return, acknowledgement. */
  startsAt: Date;
  since: Date;
  tellLate?: boolean;
}

/** A duty counted on the calendar: due at the end of the window's last working day, or at the close of business where one is set. */
export const beginDuty = (calendar: Calendar, hours: Hours, terms: Terms, begin: NewDuty): Duty => {
  const startDate = dateIn(hours.timeZone, begin.startsAt);
  const window = terms.windows[begin.name];
  const due = addWorkingDays(calendar, startDate, window);
  return {
    name: begin.name,
    owedBy: begin.owedBy,
    startDate,
    since: begin.since.toISOString(),
    window,
    dueDate: due.date,
    dueAt: instantAt(hours.timeZone, due.date, hours.closeOfBusiness ?? '24:00').toISOString(),
    provisional: due.provisional,
    calendar: calendar.version,
    reminders: terms.reminders,
    escalation: terms.escalation,
    tellLate: begin.tellLate ?? false,
  };
};

export type MilestoneTarget = 'owner' | 'sender-supervisors' | EscalationTarget;

export interface Milestone {
  /** Unique within a duty, and the same however often it is planned: `late`, `reminder-2`, `escalation-5`. */
  key: string;
  kind: 'late' | 'reminder' | 'escalation';
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

/** All milestones of a duty in time order: late notice, reminders, escalations without end until somebody acts. */
export function* milestones(duty: Duty, calendar: Calendar, hours: Hours): Generator<Milestone> {
  if (duty.tellLate) yield { key: 'late', kind: 'late', at: duty.since, distance: 0, to: ['sender-supervisors'] };
  const at = (date: string) => instantAt(hours.timeZone, date, hours.mailAt).toISOString();
  const reminders = [...new Set(duty.reminders)].sort((a, b) => b - a);
  for (const distance of reminders) {
    const { date } = subtractWorkingDays(calendar, duty.dueDate, distance);
    if (at(date) > duty.since)
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
  if (kind === 'late') return Number.NEGATIVE_INFINITY;
  return kind === 'reminder' ? -Number(distance) : Number(distance);
};

/**
 * The first milestone behind the one that was handled last (null: none yet); undefined when nobody is left to tell.
 * Behind is meant in rank, so that a duty counted again goes on where it stood, whatever the dates are now.
 */
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
