import { TooOften } from './problems.ts';

/**
 * A caller's own rate at one function: a token bucket for each, in the memory of its container.
 *
 * On AWS it is not shared: several containers of a function let through as much each. An HTTP API has no usage plans and AWS WAF does not
 * attach to one, and a counter in the table would cost a write for each request, and every function that only reads a right to write. It
 * holds all the same: what is refused keeps its container for a millisecond or so, so that a caller who is refused needs few of them, as
 * long as the rate is below what one container does by itself (ten submissions a second).
 */
export interface Pace {
  perSecond: number;
  /** Requests that may come at once. */
  burst: number;
}

const usual: Pace = { perSecond: 5, burst: 50 };

/** Callers that are remembered: those who asked last. */
const mostCallers = 1_000;

/** Keeps each caller to the pace. @throws TooOften */
export const createPace = (now: () => number = () => performance.now()) => {
  const callers = new Map<string, { left: number; at: number }>();
  return (caller: string, { perSecond, burst }: Pace = usual): void => {
    const at = now();
    const before = callers.get(caller) ?? { left: burst, at };
    const left = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond);
    const isTaken = left >= 1;
    // Last in the order of the map.
    callers.delete(caller);
    callers.set(caller, { left: isTaken ? left - 1 : left, at });
    const [oldest] = callers.keys();
    if (callers.size > mostCallers && oldest !== undefined) callers.delete(oldest);
    if (!isTaken) throw new TooOften(Math.max(1, Math.ceil((1 - left) / perSecond)));
  };
};

/** What the environment says in place of the usual one (`CALLER_PACE`, JSON): where one process does the work of many. */
export const paceInForce = (): Pace | undefined => {
  const said = process.env.CALLER_PACE;
  return said === undefined ? undefined : (JSON.parse(said) as Pace);
};
