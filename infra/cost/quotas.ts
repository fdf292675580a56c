import {
  assumed,
  type Counts,
  type Functions,
  kmsCallsOf,
  type Load,
  ofClue,
  ofMilestone,
  requestsOf,
  sum,
  verifyDecrypts,
} from './load.ts';

/** How near a load comes to the quotas, and which binds next. */

interface Quota {
  id: string;
  name: string;
  limit: number;
  /** Who has it to itself: an account in a region, or each province, in its own table and stage. */
  of: 'account' | 'province';
  source: string;
  verified: boolean;
  remark?: string;
}

export interface Quotas {
  date: string;
  quotas: readonly Quota[];
}

/** Partitions of the indexes of what is open (functions/adapters/table/schema.ts), and who asks how much at once (watchdog, its sweep). */
const shards = 4;
const sharded = ['milestones', 'due', 'open'] as const;
const rounds = { ofDay: 96, atOnce: 500, paceBeyond: 50 };

/** What one province takes of each quota, by the ids of quotas.json. */
export const usedBy = (counts: Counts, functions: Functions, load: Load): Readonly<Record<string, number>> => {
  const clue = ofClue(counts, load);
  const milestone = ofMilestone(counts);
  /** Of something that each clue takes so often, in the busiest second of the day. */
  const busiest = (each: number) => (load.cluesPerDay * each * load.peak) / assumed.workingSeconds;
  const milestones = load.cluesPerDay * (load.reminded * 2 + load.escalated * 4);
  /** Of something that each reminder takes, which all come due in one second, and are to be told within minutes. */
  const morning = (each: number) => (milestones * each) / (load.morningMinutes * 60);
  const either = (of: (taken: typeof clue) => number) => Math.max(busiest(of(clue)), morning(of(milestone)));
  const open = load.cluesPerDay * load.daysOpen;
  const aRound = open / rounds.ofDay;
  const ofIndex = (taken: typeof clue) => Math.max(...sharded.map((name) => taken.writes[name] ?? 0));
  return {
    startRate: busiest(1) + (aRound > rounds.atOnce ? rounds.paceBeyond : 0),
    startBurst: Math.min(aRound, rounds.atOnce),
    transitions: either(({ stateEntries }) => stateEntries),
    openExecutions: open,
    concurrency: (either(({ invocations }) => sum(invocations)) * load.milliseconds) / 1000,
    partition: either(ofIndex) / shards,
    tableWrites: either(({ writes }) => writes.table ?? 0),
    kms: either((taken) => kmsCallsOf(taken) + sum(taken.invocations) * assumed.kmsByServices),
    kmsNightly: verifyDecrypts(counts, load),
    mailRate: either(({ mails }) => mails),
    mailsADay: load.cluesPerDay * clue.mails,
    stage: busiest(requestsOf(clue, functions)),
    api: busiest(requestsOf(clue, functions)),
  };
};

/** Provinces that share an account, and how many times the load each has. */
export interface Scene {
  name: string;
  provinces: number;
  times: number;
}

export const scenes: readonly Scene[] = [
  { name: '1 province', provinces: 1, times: 1 },
  { name: '31 provinces, an account each', provinces: 1, times: 1 },
  { name: '31 provinces in one account', provinces: 31, times: 1 },
  { name: 'a hundred times 31, 31 accounts', provinces: 1, times: 100 },
  { name: 'a hundred times 31, one account', provinces: 31, times: 100 },
];

export interface Use {
  quota: Quota;
  used: number;
  /** How many times this load it bears; below one, it is exceeded. Infinite where it is asked slowly enough, whatever the load. */
  room: number;
}

/** Beyond this no load is looked at. */
const mostTimes = 1e9;

/** The largest multiple of the load that stays within the limit. */
const roomOf = (limit: number, used: (times: number) => number): number => {
  if (used(mostTimes) <= limit) return Number.POSITIVE_INFINITY;
  let [fits, exceeds] = [0, mostTimes];
  while (exceeds - fits > exceeds * 1e-6) {
    const middle = fits === 0 ? exceeds / 2 : (fits + exceeds) / 2;
    if (used(middle) <= limit) fits = middle;
    else exceeds = middle;
    if (exceeds < 1e-9) break;
  }
  return fits;
};

/** The next to bind first. @throws Error for a quota that nobody knows the use of. */
export const usesIn = (
  { provinces, times }: Scene,
  { quotas }: Quotas,
  counts: Counts,
  functions: Functions,
  load: Load,
): Use[] =>
  quotas
    .map((quota): Use => {
      const used = (more: number): number => {
        const one = usedBy(counts, functions, { ...load, cluesPerDay: load.cluesPerDay * times * more })[quota.id];
        if (one === undefined) throw new Error(`nobody knows what takes of ${quota.id}: infra/cost/quotas.ts`);
        return one * (quota.of === 'account' ? provinces : 1);
      };
      return { quota, used: used(1), room: roomOf(quota.limit, used) };
    })
    .sort((a, b) => a.room - b.room);
