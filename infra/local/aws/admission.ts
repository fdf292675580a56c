/**
 * How much the gateway takes on at once: what is above is refused before anything is done for it, and told when to ask again. On AWS the
 * stage's throttle and Lambda's concurrency do this (infra/stack/api.ts).
 */
export interface Limits {
  /** Requests in all, those included whose bodies drip in. */
  arriving: number;
  /** Requests that are worked for: of routes with a token, of open ones, and of `_local` ones, so many each. */
  working: number;
  /** Of these by one caller. */
  share: number;
  /** Tasks of workflows that wait for their turn: requests make more of them than they do themselves. */
  backlog: number;
  /** Bytes of bodies that are in memory. */
  bodies: number;
  /** Seconds of work that are taken on, by its pace: a slow machine works for fewer at once, a quarter of `working` and `share` at least. */
  seconds: number;
}

export const usualLimits: Limits = {
  ...{ arriving: 256, working: 32, share: 24, backlog: 64, bodies: 64 * 1024 * 1024 },
  seconds: 3,
};

/** Gives a place back; a second time does nothing. */
export type Leave = () => void;

export interface Admission {
  /** A place among those that are read; undefined where there is none. */
  arrive: (kind: string) => Leave | undefined;
  /** A place among those that are worked for. */
  begin: (kind: string) => Leave | undefined;
  /** A place among those of one caller. */
  share: (caller: string) => Leave | undefined;
  /** Room for so many bytes more of bodies. */
  hold: (bytes: number) => Leave | undefined;
  /** That work begins; gives what tells its end. By this the pace is known. */
  work: () => Leave;
  /** Whole seconds after which whoever is refused now may ask again. */
  retryAfter: () => number;
}

/** Seconds: nobody is told to wait for longer. Those of a burst that takes longer come in between, more than can be done. */
const longestWait = 300;

/** Milliseconds of work by which its pace is known; what is assumed, a second, while less was done than can be counted by. */
const window = 10_000;
const countable = 8;
const usualPace = 20;

/** So many times the pace of the work are told to come: then there is always something to do. */
const more = 1.2;

/** How much is done in a second in which there is work: an hour without requests says nothing of how quickly they are done. */
const createPace = (now: () => number) => {
  const done: number[] = [];
  let before = 0;
  let since = 0;
  let working = 0;
  /** Milliseconds in which anything was worked for. */
  const busy = () => before + (working > 0 ? now() - since : 0);
  return {
    begin: () => {
      if (working === 0) since = now();
      working += 1;
    },
    end: () => {
      done.push(busy());
      if (working === 1) before = busy();
      working -= 1;
    },
    perSecond: (): number => {
      const from = busy() - window;
      while ((done[0] ?? from) < from) done.shift();
      const [first = 0] = done;
      return done.length < countable ? usualPace : done.length / Math.max(1, (busy() - first) / 1000);
    },
  };
};

/**
 * Whoever is refused is told a time of its own: one after the other, as quickly as work is done. So a burst comes back spread
 * out, and not all at once.
 */
const createTimetable = (now: () => number, perSecond: () => number) => {
  let next = 0;
  return (): number => {
    next = Math.max(next, now()) + 1000 / (more * perSecond());
    if (next > now() + longestWait * 1000) next = now() + (longestWait / 2) * 1000;
    return Math.max(1, Math.ceil((next - now()) / 1000));
  };
};

export const createAdmission = (limits: Limits, now: () => number = () => performance.now()): Admission => {
  const held = new Map<string, number>();
  const take = (what: string, most: number, amount = 1): Leave | undefined => {
    const before = held.get(what) ?? 0;
    if (before + amount > most) return undefined;
    held.set(what, before + amount);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (held.get(what) ?? 0) - amount;
      if (left > 0) held.set(what, left);
      else held.delete(what);
    };
  };
  const pace = createPace(now);
  /** Of so many that are worked for at once, those that are done in time. */
  const inTime = (most: number): number => {
    const part = (pace.perSecond() * limits.seconds) / limits.working;
    return Math.ceil(most * Math.min(1, Math.max(0.25, part)));
  };
  return {
    arrive: (kind) => take(`arriving ${kind}`, limits.arriving),
    // What is local is no work of the province's: an advance of the clock takes as long as it takes.
    begin: (kind) => take(`working ${kind}`, kind === 'local' ? limits.working : inTime(limits.working)),
    share: (caller) => take(`by ${caller}`, inTime(limits.share)),
    hold: (bytes) => take('bodies', limits.bodies, bytes),
    work: () => {
      pace.begin();
      let isDone = false;
      return () => {
        if (!isDone) pace.end();
        isDone = true;
      };
    },
    retryAfter: createTimetable(now, pace.perSecond),
  };
};
