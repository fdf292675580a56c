/**
 * Between the callers of the gateway and a clock that is being advanced. While that goes on, callers come in by turns: the clock never
 * waits for an end of their calls, which may not come, and they never wait for its end.
 */
export interface Turnstile {
  /** Resolves when the call may begin. */
  enter: () => Promise<void>;
  /** Lets callers in by turns only. */
  shut: () => void;
  /** Lets everybody in. */
  open: () => void;
}

/** Milliseconds from turn to turn, and calls that come in at each. What they touch is looked at by schedules twice, then the clock leaps on. */
const turn = 1_000;
const together = 16;

export const createTurnstile = (): Turnstile => {
  const waiting: (() => void)[] = [];
  let turns: NodeJS.Timeout | undefined;
  const admit = (most: number) => {
    for (const go of waiting.splice(0, most)) go();
  };
  return {
    enter: () => (turns ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    shut: () => {
      turns ??= setInterval(admit, turn, together);
    },
    open: () => {
      clearInterval(turns);
      turns = undefined;
      admit(waiting.length);
    },
  };
};
