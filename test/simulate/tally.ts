/** What is counted in a simulated year, hour by hour. */

const kinds = [
  'registered',
  'commands',
  'told',
  'notices',
  'reminders',
  'escalations',
  'states',
  'opened',
  'ended',
  'livesReminded',
  'livesEscalated',
] as const;
type Counted = (typeof kinds)[number];

const hour = 3_600_000;

/** What one address is told of one kind at one time goes into one mail. */
type Gathered = Map<number, Set<string>>;

export interface Tally {
  hours: Readonly<Record<Counted, Float64Array>>;
  /** Mails of fixed times, by hour. */
  gathered: Gathered;
}

export interface Counter extends Tally {
  count: (what: Counted, at: Date, many?: number) => void;
  /** A mail at a time that many have in common; one of its own otherwise. */
  mail: (at: Date, email: string, kind: string | undefined) => void;
}

/** @param hours How many, from `from` on; what lies behind them is not counted. */
export const counterFrom = (from: Date, hours: number): Counter => {
  const counted = Object.fromEntries(kinds.map((kind) => [kind, new Float64Array(hours)])) as Record<
    Counted,
    Float64Array
  >;
  const gathered: Gathered = new Map();
  const indexOf = (at: Date) => Math.floor((at.getTime() - from.getTime()) / hour);
  const count = (what: Counted, at: Date, many = 1) => {
    const index = indexOf(at);
    if (index >= 0 && index < hours) counted[what][index] = (counted[what][index] ?? 0) + many;
  };
  return {
    hours: counted,
    gathered,
    count,
    mail: (at, email, kind) => {
      if (kind === undefined) return count('notices', at);
      const index = indexOf(at);
      if (index < 0 || index >= hours) return;
      const known = gathered.get(index) ?? new Set();
      gathered.set(index, known.add(`${kind} ${email}`));
    },
  };
};

/** What several parts counted, as one. */
export const together = ([first, ...others]: readonly [Tally, ...Tally[]]): Tally => {
  for (const { hours, gathered } of others) {
    for (const kind of kinds)
      first.hours[kind].forEach((many, index, all) => {
        all[index] = many + (hours[kind][index] ?? 0);
      });
    for (const [index, some] of gathered) {
      const known = first.gathered.get(index);
      first.gathered.set(index, known ? known.union(some) : some);
    }
  }
  return first;
};

/** Mails of each hour: those of their own, and one for all that an address is told of a kind. */
export const mailsOf = ({ hours: { notices }, gathered }: Tally): Float64Array =>
  notices.map((many, index) => many + (gathered.get(index)?.size ?? 0));

/** What is there in each hour, by what began and what ended. */
export const standing = (began: Float64Array, ended: Float64Array): Float64Array => {
  let now = 0;
  return began.map((many, index) => {
    now += many - (ended[index] ?? 0);
    return now;
  });
};

/** Hours as days. */
export const byDay = (hours: Float64Array, take: (day: Float64Array) => number): number[] =>
  Array.from({ length: Math.floor(hours.length / 24) }, (_, day) => take(hours.subarray(day * 24, (day + 1) * 24)));

export const sum = (values: Iterable<number>): number => {
  let all = 0;
  for (const value of values) all += value;
  return all;
};

export const most = (values: Iterable<number>): number => {
  let all = 0;
  for (const value of values) all = Math.max(all, value);
  return all;
};
