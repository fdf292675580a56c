import type { LocalLimits } from '../infra/local/options.ts';

/** As if nothing were bounded: tests ask in bursts, as fast as they can. */
export const unbounded: LocalLimits = {
  ...{ arriving: 10_000, working: 10_000, share: 10_000, backlog: 10_000, bodies: 10 ** 9 },
  seconds: 10_000,
  pace: { perSecond: 10_000, burst: 10_000 },
};
