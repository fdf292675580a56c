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
}

export const usualLimits: Limits = { arriving: 256, working: 32, share: 24, backlog: 64, bodies: 64 * 1024 * 1024 };

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
  /** That one more was done. */
  tell: () => void;
  /** Whole seconds after which whoever is refused now may ask again. */
  retryAfter: () => number;
}

/** Seconds: nobody is told to wait for longer. Those of a burst that takes longer come in between, more than can be done. */
const longestWait = 300;

/**
 * Milliseconds of work by which its pace is known; what is assumed, a second, while less was done than can be counted by. Somewhat more
 * than the pace are told to come, so that there is always something to do.
 */
const window = 10_000;
const countable = 8;
const usualPace = 20;
const more = 1.2;

/** Milliseconds in which anything was worked for: an hour without requests says nothing of how quickly they are done. */
const createBusyTime = (now: () => number) => {
  let before = 0;
  let since = 0;
  let working = 0;
  return {
    now: () => before + (working > 0 ? now() - since : 0),
    begin: () => {
      if (working === 0) since = now();
      working += 1;
    },
    end: () => {
      working -= 1;
      if (working === 0) before += now() - since;
    },
  };
};

/**
 * Whoever is refused is told a time of its own: one after the other, as quickly as work is done. So a burst comes back spread
 * out, and not all at once.
 */
const createTimetable = (now: () => number, busy: () => number) => {
  const done: number[] = [];
  let next = 0;
  const pace = (): number => {
    const from = busy() - window;
    while ((done[0] ?? from) < from) done.shift();
    const [first = 0] = done;
    return done.length < countable ? usualPace : (more * done.length) / Math.max(1, (busy() - first) / 1000);
  };
  return {
    tell: () => {
      done.push(busy());
    },
    next: (): number => {
      next = Math.max(next, now()) + 1000 / pace();
      if (next > now() + longestWait * 1000) next = now() + (longestWait / 2) * 1000;
      return Math.max(1, Math.ceil((next - now()) / 1000));
    },
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
  const busy = createBusyTime(now);
  const timetable = createTimetable(now, busy.now);
  /** What is local is no work of the province's: an advance of the clock takes as long as it takes. */
  const begin = (kind: string): Leave | undefined => {
    const leave = take(`working ${kind}`, limits.working);
    if (!leave || kind === 'local') return leave;
    busy.begin();
    let isBusy = true;
    return () => {
      leave();
      if (isBusy) busy.end();
      isBusy = false;
    };
  };
  return {
    arrive: (kind) => take(`arriving ${kind}`, limits.arriving),
    begin,
    share: (caller) => take(`by ${caller}`, limits.share),
    hold: (bytes) => take('bodies', limits.bodies, bytes),
    tell: timetable.tell,
    retryAfter: timetable.next,
  };
};
