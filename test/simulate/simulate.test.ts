import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../functions/domain/calendar/calendar.ts';
import { settingsWith } from '../functions/domain/settings.ts';
import { randomFrom } from './behaviour.ts';
import { playLife, type Stage } from './lives.ts';
import { plot, ticksTo } from './plot.ts';
import { province } from './province.ts';
import { plotsOf, reportOf } from './report.ts';
import { byDay, counterFrom, mailsOf, standing, sum, together } from './tally.ts';
import { simulate } from './year.ts';

/** That a simulated year counts what the domain's code decides. */

const simulated = { from: '2026-01-01', days: 60, cluesPerDay: 8, seed: 7, settings: settingsWith() };

describe('a simulated stretch', () => {
  const tally = simulate(simulated);

  it('is the same again, in however many parts it is played', () => {
    const parts = [0, 1, 2].map((part) => simulate(simulated, { part, parts: 3 }));
    const [first, ...others] = parts;
    if (!first) throw new Error('no part');
    const whole = together([first, ...others]);
    expect(whole.hours).toEqual(tally.hours);
    expect(mailsOf(whole)).toEqual(mailsOf(tally));
    expect(simulate({ ...simulated, seed: 8 }).hours).not.toEqual(tally.hours);
  });

  it('has no fewer transfers than clues, and none that ended without having begun', () => {
    const { registered, opened, ended } = tally.hours;
    expect(sum(opened)).toBeGreaterThanOrEqual(sum(registered));
    const open = standing(opened, ended);
    expect(Math.min(...open)).toBe(0);
    expect(open.at(-1)).toBe(sum(opened) - sum(ended));
  });

  it('registers a tenth on days without work, and mails reminders and escalations on working days alone', () => {
    const registered = byDay(tally.hours.registered, sum);
    // New Year's Day; a Monday; the first day of the Spring Festival.
    expect([registered[0], registered[4], registered[45]]).toEqual([1, 8, 1]);
    for (const kind of ['reminders', 'escalations'] as const)
      expect([kind, byDay(tally.hours[kind], sum)[45]]).toEqual([kind, 0]);
    expect(sum(tally.hours.escalations)).toBeGreaterThan(0);
  });

  it('sends one mail for all that an address is reminded of at one time', () => {
    const counter = counterFrom(new Date('2026-01-05T00:00:00+08:00'), 24);
    const at = new Date('2026-01-05T09:00:00+08:00');
    for (const email of ['a@x.example', 'a@x.example', 'b@x.example']) counter.mail(at, email, 'reminder');
    counter.mail(at, 'a@x.example', 'escalation');
    counter.mail(at, 'a@x.example', undefined);
    counter.mail(new Date('2026-01-06T00:00:00+08:00'), 'a@x.example', undefined);
    expect([...mailsOf(counter)]).toEqual(Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 4 : 0)));
  });

  it('comes to a table, a bill and plots', async () => {
    const report = await reportOf(simulated, tally, 'cn-north-1');
    expect(report).toContain(`| clues | ${sum(tally.hours.registered)} |`);
    expect(report).toMatch(/^total +[\d.,]+$/m);
    await expect(reportOf(simulated, tally, 'mars-1')).rejects.toThrow('cn-north-1');
    for (const [name, svg] of Object.entries(plotsOf(simulated, tally)))
      expect([name, svg]).toEqual([name, expect.stringMatching(/^<svg [\s\S]*<polyline [\s\S]*<\/svg>\n$/)]);
  });
});

describe('one life', () => {
  const { register, seats } = province();
  const [seat] = seats;
  /** With luck that is always the same: all is done in time, as early as may be. */
  const played = (random: () => number) => {
    const from = new Date('2026-03-02T00:00:00+08:00');
    const tally = counterFrom(from, 200 * 24);
    const until = new Date(from.getTime() + 200 * 86_400_000);
    const settings = settingsWith();
    const stage: Stage = {
      settings,
      register,
      tally,
      until,
      random,
      calendar: stateCouncil,
      timeZone: settings.timeZone,
    };
    if (!seat) throw new Error('no county');
    const [finder = ''] = seat.finders;
    const at = new Date('2026-03-02T10:00:00+08:00');
    playLife(
      { at, seat, from: finder, to: `${seat.regionCode}-public-security`, rule: 'organised-crime', id: 'a' },
      stage,
    );
    return Object.fromEntries(Object.entries(tally.hours).map(([kind, hours]) => [kind, sum(hours)]));
  };

  it('that is on time enters as many states as one that was counted on the machine itself', async () => {
    const pinned = JSON.parse(await readFile(new URL('../counts/pinned.json', import.meta.url), 'utf8'));
    // An interim feedback; dispatched at once; acknowledged in time and early; the interim; closed in time and early.
    const luck = [0, 0, 0, 0.99, 0.5, 0.5, 0, 0.99, 0.5];
    const counted = played(() => luck.shift() ?? 0.5);
    expect(counted).toMatchObject({ opened: 1, ended: 1, reminders: 0, escalations: 0 });
    expect(counted.states).toBe(pinned.lives['on time'].stateEntries);
  });

  it('that is forgotten is escalated until it ends, or to the end of what is simulated', () => {
    const forgotten = played(() => 0.999);
    expect(forgotten.escalations).toBeGreaterThan(3);
  });

  it('goes by numbers that a seed gives', () => {
    const [a, b] = [randomFrom(1), randomFrom(1)];
    const some = Array.from({ length: 1_000 }, () => a());
    expect(some).toEqual(Array.from({ length: 1_000 }, () => b()));
    expect(Math.min(...some)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...some)).toBeLessThan(1);
    expect(sum(some) / some.length).toBeCloseTo(0.5, 1);
  });
});

describe('a plot', () => {
  it('has round steps up to what it shows, and names a bound that lies far above', () => {
    expect(ticksTo(0)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
    expect(ticksTo(47)).toEqual([0, 10, 20, 30, 40, 50]);
    const lines = [{ label: 'mails', colour: '#000', values: [1, 5, 3] }];
    const near = plot({ title: 'a < b', from: '2026-01-01', lines, bound: { label: 'most', value: 10 } });
    expect(near).toContain('stroke-dasharray');
    expect(near).toContain('a &lt; b');
    const far = plot({ title: 'a', from: '2026-01-01', lines, bound: { label: 'most', value: 1_000 } });
    expect(far).not.toContain('stroke-dasharray');
    expect(far).toContain('most: 1,000');
  });
});
