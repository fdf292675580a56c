import { addWorkingDays, type Calendar, subtractWorkingDays } from '../calendar/calendar.ts';
import { countWindow } from '../calendar/count.ts';
import { dateIn, instantAt } from '../calendar/time.ts';
import type { EscalationStep, EscalationTarget } from '../settings.ts';
import { type Duty, type Hours, isPaused } from './duties.ts';

/** Who is told of a duty on the way, and when (domain.md, "Life of a transfer"). */

/** Whom a mail is for, seen from the unit that owes the duty. `decider`: the office that has to decide on an extension. */
export type MilestoneTarget =
  | 'owner'
  | 'other-side'
  | 'sender'
  | 'receiver'
  | 'sender-supervisors'
  | 'decider'
  | EscalationTarget;

export interface Milestone {
  /** Unique within a duty, and the same however often it is planned: `reminder-2`, `escalation-5`; in minutes for a window in hours, `reminder-720m`. */
  key: string;
  kind: 'reminder' | 'escalation' | 'undecided';
  /** Instant (UTC). */
  at: string;
  /** Step of the reminder or the escalation: working days or, of a window in hours, hours. */
  distance: number;
  to: readonly MilestoneTarget[];
  /** Told at any hour of any day. */
  anyHour?: true;
  /** A lost mail would cost a deadline: of the due day, or after it. */
  vital?: true;
}

/** Steps of an escalation by working day after the due date, endless where a step repeats; steps of one day are one. */
function* stepsOf(steps: readonly EscalationStep[]): Generator<{ day: number; to: readonly EscalationTarget[] }> {
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

/** Of a window in hours, the first step comes as soon as it has passed. */
function* escalations({ unit, escalation }: Duty): Generator<{ day: number; to: readonly EscalationTarget[] }> {
  let first = true;
  for (const step of stepsOf(escalation)) {
    yield first && unit === 'hours' ? { ...step, day: 0 } : step;
    first = false;
  }
}

const vitalIf = (isLast: boolean): Pick<Milestone, 'vital'> => (isLast ? { vital: true } : {});

/**
 * Where a date was moved into the past, the last reminder comes on the last day of the grace, once its unit has heard of both. `usual`: when
 * it came before.
 */
const inGrace = ({ moved, ends, countedAt }: Duty, usual: string): string | undefined =>
  usual <= countedAt && ends.at > usual && moved && !moved.untold ? ends.on : undefined;

/** When half, and when a quarter of the hours is left. */
const remindersInHours = (duty: Duty, calendar: Calendar, hours: Hours): Milestone[] => {
  const found = [2, 4].flatMap((part): Milestone[] => {
    const all = duty.window + duty.extended;
    const at = countWindow(calendar, hours, { ...duty, window: all - all / part, extended: 0 }).dueAt;
    const key = `reminder-${Math.round((all / part) * 60)}m`;
    return at > duty.countedAt
      ? [{ key, kind: 'reminder', at, distance: all / part, to: ['owner'], anyHour: true, ...vitalIf(part === 4) }]
      : [];
  });
  const last = inGrace(duty, duty.dueAt);
  if (!last) return found;
  const at = instantAt(hours.timeZone, last, hours.mailAt).toISOString();
  return at > duty.countedAt
    ? [...found, { key: 'reminder-0m', kind: 'reminder', at, distance: 0, to: ['owner'], vital: true }]
    : found;
};

const remindersInDays = (duty: Duty, calendar: Calendar, { timeZone, mailAt }: Hours): Milestone[] => {
  const before = (end: string, distance: number) =>
    instantAt(timeZone, subtractWorkingDays(calendar, end, distance).date, mailAt).toISOString();
  return [...new Set(duty.reminders)]
    .sort((a, b) => b - a)
    .flatMap((distance): Milestone[] => {
      const usual = before(duty.dueDate, distance);
      const last = distance === 0 ? inGrace(duty, usual) : undefined;
      const at = last ? before(last, 0) : usual;
      return at > duty.countedAt
        ? [{ key: `reminder-${distance}`, kind: 'reminder', at, distance, to: ['owner'], ...vitalIf(distance === 0) }]
        : [];
    });
};

/** Done at the very instant is in time. */
const justAfter = (instant: string): string => new Date(Date.parse(instant) + 1000).toISOString();

/** Working days after the end for which no escalation goes out while an office has yet to decide on an extension. */
const suspension = 3;

/**
 * All milestones of a duty in time order: reminders, then escalations without end until somebody acts; none while its clock stands still.
 * Reminders that lay before its due date was set as it stands are left out. A duty that was overdue already when it came on the record
 * escalates from that day, step by step. `suspended`: an extension was asked for and is not decided.
 */
export function* milestones(duty: Duty, calendar: Calendar, hours: Hours, suspended = false): Generator<Milestone> {
  if (isPaused(duty)) return;
  yield* duty.unit === 'hours' ? remindersInHours(duty, calendar, hours) : remindersInDays(duty, calendar, hours);
  const at = (date: string) => instantAt(hours.timeZone, date, hours.mailAt).toISOString();
  const overdueAlready = duty.since > duty.ends.at;
  // Nobody hears of an overdue duty before the unit that owes it has heard of its date: all but this one it began itself.
  const hasNotHeard = overdueAlready && duty.name === 'outcome';
  const start = overdueAlready ? dateIn(hours.timeZone, new Date(duty.since)) : duty.ends.on;
  const earliest = suspended ? at(addWorkingDays(calendar, duty.ends.on, suspension + 1).date) : '';
  let from = start;
  let counted = 0;
  for (const { day, to } of escalations(duty)) {
    from = addWorkingDays(calendar, from, day - counted).date;
    const isFirst = counted === 0;
    counted = day;
    const due = day === 0 ? (overdueAlready ? duty.since : justAfter(duty.ends.at)) : at(from);
    yield {
      key: `escalation-${day}`,
      kind: 'escalation',
      at: due > earliest ? due : earliest,
      distance: day,
      to: duty.moved?.untold || (isFirst && hasNotHeard) ? ['owner', ...to] : to,
      vital: true,
      ...(day === 0 ? { anyHour: true } : {}),
    };
  }
}

/** Place of a milestone in its duty: reminders count down to the due date, escalations up from it. */
const rank = (key: string): number => {
  const [kind, distance = ''] = key.split('-');
  // The due date itself is a reminder: an escalation as it passes stands behind it.
  return kind === 'reminder' ? -Number.parseFloat(distance) : Number(distance) + 0.5;
};

/** Milestones behind the one that was handled last (null: none yet), in time order. */
function* ahead(duty: Duty, handled: string | null, calendar: Calendar, hours: Hours, suspended: boolean) {
  for (const milestone of milestones(duty, calendar, hours, suspended)) {
    if (handled === null || rank(milestone.key) > rank(handled)) yield milestone;
  }
}

/** The first milestone behind the one that was handled last; undefined when nobody is left to tell. */
export const nextMilestone = (
  duty: Duty,
  handled: string | null,
  calendar: Calendar,
  hours: Hours,
  suspended = false,
): Milestone | undefined => ahead(duty, handled, calendar, hours, suspended).next().value ?? undefined;

/**
 * What is to be told now of all that has come due: the last of it, to everybody whom one of them was for. What an outage missed is made
 * up for by one telling with the present state. Undefined where nothing is due.
 */
export const dueMilestone = (
  duty: Duty,
  handled: string | null,
  calendar: Calendar,
  hours: Hours,
  now: Date,
  suspended = false,
): Milestone | undefined => {
  let due: Milestone | undefined;
  const to = new Set<MilestoneTarget>();
  for (const milestone of ahead(duty, handled, calendar, hours, suspended)) {
    if (Date.parse(milestone.at) > now.getTime()) break;
    for (const target of milestone.to) to.add(target);
    due = milestone;
  }
  return due && { ...due, to: [...to] };
};

/**
 * Those behind it and those to come, in time order, and whether each was told: as far as steps differ, and the first that comes after now.
 */
export const milestonesShown = (
  duty: Duty,
  handled: string | null,
  calendar: Calendar,
  hours: Hours,
  now: Date,
  suspended = false,
): (Milestone & { told: boolean })[] => {
  const shown: (Milestone & { told: boolean })[] = [];
  const last = Math.max(0, ...duty.escalation.map(({ after }) => after));
  for (const milestone of milestones(duty, calendar, hours, suspended)) {
    shown.push({ ...milestone, told: handled !== null && rank(milestone.key) <= rank(handled) });
    if (milestone.kind === 'escalation' && milestone.distance >= last && Date.parse(milestone.at) > now.getTime())
      break;
  }
  return shown;
};

/**
 * What of the milestones handled before still counts for a duty whose end was moved at `countedAt`: escalations that the
 * new end has seen too. All others are due again, each at its new time: the unit is reminded of the new date, and whoever
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
