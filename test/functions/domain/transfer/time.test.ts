import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarWith, stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { countWindow } from '../../../../functions/domain/calendar/count.ts';
import { addDays, dateIn, instantAt } from '../../../../functions/domain/calendar/time.ts';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { Settings } from '../../../../functions/domain/settings.ts';
import { heard, recounted } from '../../../../functions/domain/transfer/deadlines.ts';
import type { Circumstances, Decision } from '../../../../functions/domain/transfer/decision.ts';
import { explainDuty, isLate, isPaused } from '../../../../functions/domain/transfer/duties.ts';
import type { Event } from '../../../../functions/domain/transfer/events.ts';
import { askExtension, decideExtension } from '../../../../functions/domain/transfer/extensions.ts';
import { acknowledge, dispatch, feedback } from '../../../../functions/domain/transfer/life.ts';
import { askSupplement, supply } from '../../../../functions/domain/transfer/supplement.ts';
import { dueNow, nextTellingAt, told } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../../functions/domain/transfer/verification.ts';
import { nobody } from '../../../../functions/domain/units/recusal.ts';
import { at, clerkOf, offices } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { dispatched, receiver, registered, sender } from '../steps.ts';
import { given } from '../stories.ts';

/**
 * What must hold of time whatever happens in whatever order: pauses, extensions, recounts by other calendars, other windows, outages.
 * The people of the workflow are played here: Plan counts again, Notify tells what is due, a recount's digest comes when it comes.
 */

const runs = Number(process.env.TIME_RUNS ?? 2000);

const longHoliday = Array.from({ length: 30 }, (_, n) => ({ date: addDays('2026-10-01', n), name: '长假' }));
const calendars = [
  stateCouncil,
  calendarWith([{ year: 2026, holidays: [], workdays: [] }], 1),
  calendarWith([{ year: 2026, holidays: longHoliday, workdays: ['2026-11-07'] }], 2),
] as const;

const basis = '县规〔2026〕1号';
const windows = (different: Partial<Settings['windows']>): Partial<Settings> => ({
  windows: { ...settingsWith().windows, ...different },
});
const provinces = [
  {},
  windows({ acknowledge: 3, feedback: { amount: 10, unit: 'working-days', basis, pausable: true } }),
  windows({
    acknowledge: { amount: 24, unit: 'hours', basis, pausable: true, extension: [{ upTo: 24, by: 'office' }] },
    feedback: { amount: 30, unit: 'calendar-days', basis, pausable: true, extension: [{ upTo: 15, by: 'office' }] },
  }),
  {
    ...windows({
      acknowledge: { amount: 5, unit: 'working-days', basis, pausable: true },
      feedback: { amount: 40, unit: 'hours', run: 'office-hours', basis, pausable: true },
    }),
    officeHours: { from: '08:30', to: '17:30' },
  },
  windows({ acknowledge: { amount: 12, unit: 'hours', run: 'working-days', basis, pausable: true } }),
].map((different) => settingsWith(different as Partial<Settings>));

const steps = [
  ...(['wait', 'dispatch', 'acknowledge', 'final', 'ask', 'grant', 'refuse', 'lack', 'supply'] as const),
  ...(['calendar', 'settings', 'digest', 'outage'] as const),
];
const life = fc.array(
  fc.record({
    step: fc.constantFrom(...steps),
    hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 300 })),
    amount: fc.integer({ min: 1, max: 12 }),
    calendar: fc.nat({ max: calendars.length - 1 }),
    settings: fc.nat({ max: provinces.length - 1 }),
  }),
  { minLength: 3, maxLength: 25 },
);

type Step = (typeof steps)[number];

const apply = (transfer: Transfer, step: Step, amount: number, c: Circumstances): Decision | undefined => {
  switch (step) {
    case 'dispatch':
      return dispatch(transfer, c);
    case 'acknowledge':
      return acknowledge(transfer, c);
    case 'final':
      return feedback(transfer, { final: true, outcome: 'x' }, c);
    case 'ask': {
      const asked = { workingDays: amount, calendarDays: amount, hours: amount };
      return askExtension(transfer, { extensionId: 'e', reason: 'x', applicant: [], ...asked }, offices, nobody, c);
    }
    case 'grant':
    case 'refuse':
      return decideExtension(transfer, { extensionId: 'e', approve: step === 'grant', note: '' }, c);
    case 'lack':
      return askSupplement(transfer, { supplementId: 'u', items: ['名单'] }, nobody, c);
    case 'supply':
      return supply(transfer, '已补充', c);
    default:
      return undefined;
  }
};

/** What happened to a transfer, and what its unit has heard. */
interface World {
  now: number;
  calendar: (typeof calendars)[number];
  settings: Settings;
  transfer: Transfer;
  events: Event[];
  /** Due instants of the present duty that its unit has heard of. */
  known: Set<string>;
  /** Things told of the present duty. */
  keys: Set<string>;
  /** Recounts whose digests did not go out. */
  untold: string[];
}

const circumstances = ({ now, calendar, settings }: World, unit = receiver): Circumstances => ({
  ...at(new Date(now).toISOString(), clerkOf(unit)),
  calendar,
  settings,
});

const goOn = (world: World, decision: Decision | undefined): void => {
  if (!decision) return;
  const before = world.transfer.duty;
  world.transfer = decision.record;
  world.events.push(decision.event);
  expect(contradictions(world.transfer, world.events)).toEqual([]);
  const { duty } = world.transfer;
  // Whoever does something knows the date that comes of it, and so does whom the answer or the notice of it goes to.
  if (duty && (duty.since !== before?.since || duty.name !== before.name)) {
    world.known = new Set();
    world.keys = new Set();
  }
  if (duty && decision.event.event !== 'recounted') world.known.add(duty.dueAt);
};

/** The date is its explanation, day by day, and what does not count says why. */
const requireExplained = ({ transfer: { duty }, calendar, settings }: World): void => {
  if (!duty) return;
  const days = explainDuty(calendar, settings, duty);
  expect(days.at(-1)).toMatchObject({ date: duty.dueDate, basis: duty.basis });
  expect(days.slice(0, -1).every((day) => !('basis' in day))).toBe(true);
  expect(countWindow(calendar, settings, duty).dueAt).toBe(duty.dueAt);
  expect(days.map(({ date }) => date)).toEqual(days.map((_, n) => addDays(duty.startDate, n)));
  const counted = days.filter((day) => day.counted);
  const amount = duty.window + duty.extended;
  if (duty.unit === 'hours') {
    expect(counted.reduce((sum, { hours = 0 }) => sum + hours, 0)).toBeCloseTo(amount, 0);
  } else {
    expect(counted).toHaveLength(amount);
    expect(counted.filter(({ extension }) => extension)).toHaveLength(duty.extended);
    const paused = duty.pauses.flatMap(({ from, until }) =>
      until === null ? [] : [[from, until].map((one) => dateIn('Asia/Shanghai', new Date(one)))],
    );
    for (const { date, reason, counted: counts } of days.slice(1)) {
      const stands = paused.some(([from = '', until = '']) => from <= date && date <= until);
      expect(reason === 'paused').toBe(stands);
      if (stands) expect(counts).toBe(false);
    }
  }
  expect(duty.ends.at >= duty.dueAt).toBe(true);
};

/** As Plan and Notify do it. */
const tellAll = (world: World): void => {
  for (;;) {
    const { transfer, calendar, settings, now } = world;
    const clock = new Date(Math.max(now, Date.parse(transfer.changedAt)));
    const telling = dueNow(transfer, calendar, settings, clock);
    if (!telling) break;
    const { duty } = transfer;
    if (telling.kind === 'escalation' && duty) {
      // Its unit has heard of this date, or of an earlier one, or hears of it just now; and it is overdue.
      const heardOf = [...world.known].some((one) => one <= duty.dueAt);
      expect(heardOf || telling.to.includes('owner')).toBe(true);
      expect(isLate(duty, clock)).toBe(true);
    }
    if (telling.kind === 'reminder' || telling.kind === 'escalation') {
      const key = `${duty?.countedAt} ${telling.key}`;
      expect(world.keys).not.toContain(key);
      world.keys.add(key);
      if (duty && telling.to.includes('owner')) world.known.add(duty.dueAt);
    }
    goOn(world, told(transfer, telling, { recipients: [], passed: [], ended: false }, circumstances(world)));
  }
};

/** Nothing that is owed is left in silence: its next milestone is ahead, or its clock stands still. */
const requireWatched = ({ transfer, calendar, settings, now }: World): void => {
  if (!transfer.duty) return;
  const clock = Math.max(now, Date.parse(transfer.changedAt));
  const next = nextTellingAt(transfer, calendar, settings, new Date(clock));
  if (!next) expect(isPaused(transfer.duty)).toBe(true);
  else expect(next.at.getTime()).toBeGreaterThan(clock);
};

const live = (taken: readonly { step: Step; hours: number; amount: number; calendar: number; settings: number }[]) => {
  const begun = given(registered());
  const world: World = {
    now: new Date('2026-09-24T10:00:00+08:00').getTime(),
    calendar: stateCouncil,
    settings: settingsWith(),
    transfer: begun.record,
    events: [...begun.events],
    known: new Set([begun.record.duty?.dueAt ?? '']),
    keys: new Set(),
    untold: [],
  };
  for (const [n, { step, hours, amount, ...which }] of taken.entries()) {
    world.now += hours * 3_600_000;
    if (step === 'calendar') world.calendar = calendars[which.calendar] ?? stateCouncil;
    if (step === 'settings') world.settings = provinces[which.settings] ?? settingsWith();
    const c = circumstances(world, step === 'supply' || step === 'dispatch' ? sender : receiver);
    try {
      goOn(world, apply(world.transfer, step, amount, c));
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
    }
    if (step === 'calendar' || step === 'settings') {
      world.untold.push(`r${n}`);
      goOn(world, recounted(world.transfer, c, { id: `r${n}`, untold: world.untold }));
    } else goOn(world, recounted(world.transfer, c, null));
    if (step === 'digest') {
      goOn(world, heard(world.transfer, [], c));
      world.untold = [];
    }
    requireExplained(world);
    // In an outage nobody is told: what was missed is made up for by the next step that is none.
    if (step === 'outage') continue;
    tellAll(world);
    requireExplained(world);
    requireWatched(world);
  }
};

describe('time', () => {
  it('is explained day by day, tells no overseer before the unit, and leaves nothing in silence, whatever happens', () => {
    fc.assert(fc.property(life, live), { numRuns: runs });
  }, 600_000);

  it('makes up for an outage by one telling, to everybody whom it would have told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (days) => {
        const settings = settingsWith();
        const held = given(registered(), dispatched({ at: '2026-09-24T11:00:00+08:00' })).record;
        const transfer = { ...held, notices: [] };
        const now = instantAt('Asia/Shanghai', addDays('2026-09-24', days), '12:00');
        const c = { ...at(now.toISOString()), calendar: stateCouncil, settings };
        const telling = dueNow(transfer, stateCouncil, settings, now);
        if (!telling) return;
        const { record } = told(transfer, telling, { recipients: [], passed: [], ended: false }, c);
        expect(dueNow(record, stateCouncil, settings, now)).toBeUndefined();
        if (telling.key === 'escalation-5')
          expect(telling.to).toEqual(['owner', 'supervisors', 'office', 'office-above']);
      }),
      { numRuns: 200 },
    );
  });
});
