import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, vi } from 'vitest';

/** Real time in the hand of a test, so that none waits for it and none is late for it. */

/** In every test of the file, or of the block, real time stands still but for `timePasses`. */
export const stopTime = () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
};

/** Resolves when all has happened that waits neither for a timer nor for the test. */
export const rest = (): Promise<void> => turn();

/** Fires the timers on the way, each at its time, and rests. */
export const timePasses = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
  await rest();
};
