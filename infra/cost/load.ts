/** What a province asks of AWS in a month: the pinned counts of test/counts/pinned.json, times how often each happens. */

type Numbers = Readonly<Record<string, number>>;

/** What one piece of work takes, as far as it costs anything. */
export interface Taken {
  invocations: Numbers;
  calls: Numbers;
  reads: Numbers;
  writes: Numbers;
  stateEntries: number;
  mails: number;
  itemBytes: Numbers;
}

export interface Counts {
  lives: Readonly<Record<string, Taken>>;
  commands: Readonly<Record<string, Taken>>;
  schedules: Readonly<Record<string, Taken>>;
}

/** How much there is to do; what is not said on the command line is as `usual`. */
export interface Load {
  cluesPerDay: number;
  /** Shares of lives that are reminded twice, and that meet four milestones; the rest is on time. */
  reminded: number;
  escalated: number;
  /** Pages and records that people look at for each clue. */
  readsPerClue: number;
  /** For which the province has run: what is kept grows with it. */
  months: number;
  /** Of an invocation. */
  milliseconds: number;
  /** From submission to closing. */
  daysOpen: number;
  /** The busiest second against the mean of eight working hours. */
  peak: number;
  /** Within which all that is due of a morning is to be told. */
  morningMinutes: number;
}

export const usual: Omit<Load, 'cluesPerDay'> = {
  reminded: 0.2,
  escalated: 0.1,
  readsPerClue: 12,
  months: 12,
  milliseconds: 150,
  daysOpen: 20,
  peak: 5,
  morningMinutes: 5,
};

/** What is neither counted nor asked for. */
export const assumed = {
  daysInMonth: 365 / 12,
  /** GB of a function, and of verify-records. */
  memory: 0.5,
  verifyMemory: 1,
  /** Seconds of a round of a schedule, and of the nightly one, which begins nothing more after twelve minutes. */
  roundSeconds: 1,
  verifySeconds: 720,
  /**
   * What verifying a clue with its transfers reads, in units and in calls, once in its month and once in its part of the table: rounds of
   * each kind, by the 23 clues in the table at the end of test/counts/counts.test.ts.
   */
  verifyInMonth: { reads: 14, calls: 6 },
  verifyInPart: { reads: 31, calls: 23 },
  /** Of the table, each night. */
  verifyPart: 1 / 24,
  /** Requests of KMS by services for us, for each invocation: DynamoDB and Step Functions keep a data key for five minutes. */
  kmsByServices: 1,
  keys: 2,
  alarmMetrics: 24,
  ownMetrics: 6,
  /** Log lines of an invocation, Lambda's own included, and what is left of them when kept. */
  logBytes: 1500,
  logKept: 0.15,
  logMonths: 12,
  /** An event of CloudTrail in its file, compressed. */
  trailBytes: 200,
  /** Files of the trail in a day. */
  trailFiles: 288,
  /** Copies of the table that AWS Backup keeps. */
  backups: 7,
  workingSeconds: 8 * 3600,
} as const;

/** The reads of people, in equal shares. */
const looks = ['page of tasks', 'page of the ledger', 'read clue', 'read transfer'] as const;

const summed = (parts: readonly (readonly [Numbers, number])[]): Numbers => {
  const all: Record<string, number> = {};
  for (const [part, times] of parts)
    for (const [name, count] of Object.entries(part)) all[name] = (all[name] ?? 0) + count * times;
  return all;
};

/** So often each of these. */
const together = (parts: readonly (readonly [Taken, number])[]): Taken => {
  const of = (field: 'invocations' | 'calls' | 'reads' | 'writes' | 'itemBytes') =>
    summed(parts.map(([one, times]) => [one[field], times]));
  const count = (field: 'stateEntries' | 'mails') => parts.reduce((all, [one, times]) => all + one[field] * times, 0);
  return {
    invocations: of('invocations'),
    calls: of('calls'),
    reads: of('reads'),
    writes: of('writes'),
    itemBytes: of('itemBytes'),
    stateEntries: count('stateEntries'),
    mails: count('mails'),
  };
};

/** @throws Error where the counts do not have it. */
const named = (kind: keyof Counts, counts: Counts, name: string): Taken => {
  const found = counts[kind][name];
  if (found) return found;
  throw new Error(`test/counts/pinned.json has no “${name}” among its ${kind}: run npm run counts`);
};

/** What one clue takes on the average, from submission to closing, with those who look at it. */
export const ofClue = (counts: Counts, { reminded, escalated, readsPerClue }: Load): Taken =>
  together([
    [named('lives', counts, 'on time'), 1 - reminded - escalated],
    [named('lives', counts, 'reminded twice'), reminded],
    [named('lives', counts, 'four milestones'), escalated],
    ...looks.map((look) => [named('commands', counts, look), readsPerClue / looks.length] as const),
  ]);

/** What one reminder takes, which comes in the morning together with all others. */
export const ofMilestone = (counts: Counts): Taken =>
  together([
    [named('lives', counts, 'reminded twice'), 1 / 2],
    [named('lives', counts, 'on time'), -1 / 2],
  ]);

export const sum = (numbers: Numbers): number =>
  Object.entries(numbers).reduce((all, [name, count]) => (name === 'total' ? all : all + count), 0);

const callsOf = ({ calls }: Taken, service: string): number =>
  sum(Object.fromEntries(Object.entries(calls).filter(([name]) => name.startsWith(service))));

export const kmsCallsOf = (taken: Taken): number => callsOf(taken, 'kms:');

/** Clues that verify-records looks at in a night: of this month, half of it on the average, and one of before; and in a part of the table. */
const verifiedANight = ({ cluesPerDay, months }: Load): { inMonths: number; inPart: number } => {
  const aMonth = cluesPerDay * assumed.daysInMonth;
  return { inMonths: aMonth * (months > 1 ? 1.5 : 0.5), inPart: aMonth * months * assumed.verifyPart };
};

/** What that takes of the table and of KMS. */
const verifying = (clue: Taken, load: Load): Record<'reads' | 'calls' | 'decrypts', number> => {
  const { inMonths, inPart } = verifiedANight(load);
  const of = (what: 'reads' | 'calls') => inMonths * assumed.verifyInMonth[what] + inPart * assumed.verifyInPart[what];
  return { reads: of('reads'), calls: of('calls'), decrypts: inPart * sealedFields(clue) };
};

/** Sealed fields of a clue and of what was said on it: each is opened when the part of the table that it is in has its turn. */
const sealedFields = (clue: Taken): number => clue.calls['kms:GenerateDataKey'] ?? 0;

/** Decrypts of a second, while the nightly round runs. */
export const verifyDecrypts = (counts: Counts, load: Load): number =>
  verifying(ofClue(counts, load), load).decrypts / assumed.verifySeconds;

/** What there is of functions: those that run by the clock, and those that Step Functions calls. */
export interface Functions {
  schedules: readonly { name: string; everyMinutes: number }[];
  tasks: readonly { name: string }[];
}

/** The nightly one looks at what there is, so its counts grow with that: they are reckoned by the clue. */
export const nightly = 'verify-records';

const aRound = (counts: Counts, name: string): Taken => {
  const taken = named('schedules', counts, name);
  return name === nightly ? { ...taken, calls: {}, reads: {} } : taken;
};

/** Requests to the API among the invocations. */
export const requestsOf = ({ invocations }: Taken, { tasks }: Functions): number =>
  sum(Object.fromEntries(Object.entries(invocations).filter(([name]) => !tasks.some((task) => task.name === name))));

/** What is billed, by the names of prices.json. */
export type Amounts = Readonly<Record<string, number>>;

const gigabyte = 2 ** 30;

/** Of the last month of those that the load names. */
export const amountsOf = (counts: Counts, functions: Functions, load: Load): Amounts => {
  const { daysInMonth } = assumed;
  const clues = load.cluesPerDay * daysInMonth;
  const clue = ofClue(counts, load);
  const byTheClock = together(
    functions.schedules.map(({ name, everyMinutes }) => [aRound(counts, name), (daysInMonth * 1440) / everyMinutes]),
  );
  const all = together([
    [clue, clues],
    [byTheClock, 1],
  ]);
  const rounds = sum(byTheClock.invocations);
  const invocations = sum(all.invocations);
  const isVerified = functions.schedules.some(({ name }) => name === nightly);
  const verified = isVerified ? verifying(clue, load) : { reads: 0, calls: 0, decrypts: 0 };
  const kept = (bytes: number) => (load.months * clues * bytes) / gigabyte;
  const tableBytes = kept(clue.itemBytes.table ?? 0);
  const events = callsOf(all, 'dynamodb:') + verified.calls * daysInMonth;
  const logged = (invocations * assumed.logBytes) / gigabyte;
  const logMonths = Math.min(load.months, assumed.logMonths);
  const busy = ((invocations - rounds) * load.milliseconds) / 1000 + rounds * assumed.roundSeconds;
  return {
    dynamoDbWrites: sum(all.writes),
    dynamoDbReads: sum(all.reads) + verified.reads * daysInMonth,
    dynamoDbStorage: kept(sum(clue.itemBytes)),
    pointInTimeRecovery: tableBytes,
    backups: tableBytes * assumed.backups,
    stateTransitions: all.stateEntries,
    lambdaRequests: invocations,
    lambdaDuration:
      busy * assumed.memory + (isVerified ? daysInMonth * assumed.verifySeconds * assumed.verifyMemory : 0),
    apiRequests: clues * requestsOf(clue, functions),
    kmsRequests: kmsCallsOf(all) + verified.decrypts * daysInMonth + invocations * assumed.kmsByServices,
    kmsKeys: assumed.keys,
    mails: all.mails,
    logsTakenIn: logged,
    logsKept: logged * logMonths * assumed.logKept,
    alarms: assumed.alarmMetrics,
    metrics: assumed.ownMetrics,
    trailEvents: events,
    s3Storage: (events * logMonths * assumed.trailBytes) / gigabyte,
    s3Requests: daysInMonth * assumed.trailFiles,
  };
};
