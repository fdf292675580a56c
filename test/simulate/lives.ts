import { addWorkingDays } from '../../functions/domain/calendar/calendar.ts';
import { dateIn } from '../../functions/domain/calendar/time.ts';
import { recipientsOf } from '../../functions/domain/mail/recipients.ts';
import type { Settings } from '../../functions/domain/settings.ts';
import type { Circumstances, Decision } from '../../functions/domain/transfer/decision.ts';
import { acknowledge, beginTransfer, dispatch, feedback } from '../../functions/domain/transfer/life.ts';
import { nextTellingAt, ownerOf, type Telling, told } from '../../functions/domain/transfer/telling.ts';
import { isOpen, type Transfer } from '../../functions/domain/transfer/transfer.ts';
import { nobody } from '../../functions/domain/units/recusal.ts';
import type { Register } from '../../functions/domain/units/units.ts';
import { assumed, doneAt, momentOn, type World } from './behaviour.ts';
import type { Seat } from './province.ts';
import type { Counter } from './tally.ts';

/** One transfer from its registration to its end, or to the end of the time that is simulated: decided by the domain's own code. */

export interface Stage extends World {
  settings: Settings;
  register: Register;
  tally: Counter;
  /** Nothing is looked at from here on. */
  until: Date;
}

const by = (unitId: string): Circumstances['by'] => ({ sub: unitId, role: 'clerk', unitId, name: unitId });

/** One telling as the workflow does it: who gets a mail, and what is counted. */
const tell = (transfer: Transfer, telling: Telling, now: Date, stage: Stage): Transfer => {
  const { calendar, settings, register, tally, timeZone } = stage;
  const { from, to, regionPath } = transfer;
  const parties = { owedBy: ownerOf(transfer), from, to, regionPath };
  const people = recipientsOf(telling.to, parties, register, nobody, dateIn(timeZone, now));
  // Of reminders and escalations, which all go out at one time of day, an address gets one mail for all.
  const shared = telling.kind === 'reminder' || telling.kind === 'escalation' ? telling.kind : undefined;
  for (const { email } of people.recipients) tally.mail(now, email, shared);
  tally.count('told', now);
  if (telling.kind === 'reminder') tally.count('reminders', now);
  if (telling.kind === 'escalation') tally.count('escalations', now);
  return told(transfer, telling, people, { now, calendar, settings }).record;
};

/** A transfer, and which kinds of milestones it has met. */
interface Way {
  transfer: Transfer;
  met: Set<Telling['kind']>;
}

/**
 * The workflow tells what is due before `end`, and waits: each is an entry of a state (statemachines/transfer.asl.json). Of what owes nothing
 * it hears as it waits.
 */
const tellUntil = ({ transfer: record, met }: Way, from: Date, end: Date, stage: Stage): Transfer => {
  const { calendar, settings, tally } = stage;
  let [now, transfer] = [from, record];
  if (!isOpen(transfer)) return transfer;
  tally.count('states', now);
  for (;;) {
    const next = nextTellingAt(transfer, calendar, settings, now);
    // What has come due is told at once, without a wait.
    const waits = !next || next.at > now;
    if (waits) tally.count('states', now);
    if (!next || next.at >= end) return transfer;
    now = next.at;
    if (waits) tally.count('states', now);
    met.add(next.telling.kind);
    transfer = tell(transfer, next.telling, now, stage);
  }
};

interface Step {
  unit: string;
  decide: (transfer: Transfer, c: Circumstances) => Decision;
  when: (transfer: Transfer, now: Date) => Date;
}

const feedbackOf =
  (final: boolean) =>
  (transfer: Transfer, c: Circumstances): Decision =>
    feedback(transfer, { final, outcome: final ? '已办结' : '核查中' }, c);

/** What the units do, each when it behoves it by the assumptions. */
const stepsOf = (from: string, to: string, stage: Stage): Step[] => {
  const { calendar, timeZone, random } = stage;
  const daysLater = (now: Date, days: number) =>
    momentOn(addWorkingDays(calendar, dateIn(timeZone, now), days).date, stage);
  const owed = (doing: (typeof assumed)['acknowledge' | 'feedback']) => (transfer: Transfer, now: Date) =>
    transfer.duty ? doneAt(transfer.duty, now, doing, stage) : now;
  const interim: Step = {
    unit: to,
    decide: feedbackOf(false),
    when: (transfer, now) => daysLater(now, Math.max(1, Math.floor((transfer.duty?.window ?? 2) / 2))),
  };
  return [
    {
      unit: from,
      decide: (transfer, c) => dispatch(transfer, c),
      when: (_, now) =>
        random() < assumed.dispatchedAtOnce ? now : daysLater(now, 1 + Math.floor(random() * assumed.dispatchWithin)),
    },
    { unit: to, decide: (transfer, c) => acknowledge(transfer, c), when: owed(assumed.acknowledge) },
    ...(random() < assumed.interim ? [interim] : []),
    { unit: to, decide: feedbackOf(true), when: owed(assumed.feedback) },
  ];
};

export interface Found {
  at: Date;
  seat: Seat;
  from: string;
  to: string;
  rule: 'organised-crime' | 'misconduct';
  id: string;
}

/** Plays it; what is counted stands in the stage's tally. */
export const playLife = ({ at, seat, from, to, rule, id }: Found, stage: Stage): void => {
  const { tally, calendar, settings, until } = stage;
  tally.count('opened', at);
  const made = {
    ...{ transferId: id, clueId: id, reference: id, channel: 'daily-enforcement', replyId: null, rule, from, to },
    ...{ regionCode: seat.regionCode, regionPath: seat.regionPath, lineage: seat.lineage },
    discoveredAt: at.toISOString(),
  };
  const begun = beginTransfer(made, { now: at, by: by(from), calendar, settings }).record;
  const way: Way = { transfer: begun, met: new Set() };
  let now = at;
  for (const { unit, decide, when } of stepsOf(from, to, stage)) {
    const next = when(way.transfer, now);
    if (next > now) way.transfer = tellUntil(way, now, next < until ? next : until, stage);
    if (next >= until) return;
    tally.count('commands', next);
    way.transfer = decide(way.transfer, { now: next, by: by(unit), calendar, settings }).record;
    now = next;
  }
  // What is told of the end is told, and the workflow ends.
  tellUntil(way, now, until, stage);
  tally.count('states', now);
  tally.count('ended', now);
  if (way.met.has('escalation')) tally.count('livesEscalated', now);
  else if (way.met.has('reminder')) tally.count('livesReminded', now);
};
