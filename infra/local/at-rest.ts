import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 collects garbage as more is asked for: after a burst nobody asks, and what it left stays in memory for minutes. So it is collected
 * once, when the process comes to rest after it was busy.
 */

/** Milliseconds over which it is looked at how busy the process is. */
const window = 5_000;

/** Shares of that time. */
const busy = 0.5;
const atRest = 0.2;

const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
};

/** Looks after it until the process ends, and does not keep it from that. */
export const collectAtRest = (collect = collector(), every = window): void => {
  let last = performance.eventLoopUtilization();
  let wasBusy = false;
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    if (utilization > busy) wasBusy = true;
    if (!wasBusy || utilization > atRest) return;
    wasBusy = false;
    collect();
  }, every).unref();
};
