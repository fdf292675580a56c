import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../../infra/local/aws/store.ts';
import { openClock } from '../../../infra/local/clock.ts';

const start = new Date('2026-09-24T10:00:00+08:00');
const second = 1_000;
const day = 86_400 * second;
const plus = (ms: number) => new Date(start.getTime() + ms);

describe('the virtual clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2030-01-01T00:00:00Z'), toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const realTimePasses = (ms: number) => vi.setSystemTime(Date.now() + ms);

  it('begins where it is told, and runs at real speed', () => {
    const clock = openClock(openStore(':memory:'), start);
    expect(clock.now()).toEqual(start);
    realTimePasses(5 * second);
    expect(clock.now()).toEqual(plus(5 * second));
  });

  it('begins at the real time by default', () => {
    expect(openClock(openStore(':memory:')).now()).toEqual(new Date('2030-01-01T00:00:00Z'));
  });

  it('stands still while it is frozen, and goes on from there', () => {
    const clock = openClock(openStore(':memory:'), start);
    clock.freeze(plus(30 * day));
    realTimePasses(5 * second);
    expect(clock.now()).toEqual(plus(30 * day));
    clock.release();
    realTimePasses(second);
    expect(clock.now()).toEqual(plus(30 * day + second));
  });

  it('is never set back, frozen or not', () => {
    const clock = openClock(openStore(':memory:'), start);
    clock.freeze(plus(-day));
    expect(clock.now()).toEqual(start);
    clock.freeze(plus(day));
    clock.freeze(plus(second));
    expect(clock.now()).toEqual(plus(day));
  });

  it('runs on while the process is down; a later start counts no more', () => {
    const store = openStore(':memory:');
    const clock = openClock(store, start);
    clock.freeze(plus(day));
    clock.release();
    realTimePasses(60 * second);
    expect(openClock(store, plus(365 * day)).now()).toEqual(plus(day + 60 * second));
  });

  it('goes on from its last instant when the process dies while it is frozen', () => {
    const store = openStore(':memory:');
    openClock(store, start).freeze(plus(day));
    expect(openClock(store).now()).toEqual(plus(day));
  });
});
