import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { billOf, type Prices } from '../../infra/cost/bill.ts';
import { amountsOf, type Counts, type Load, type Taken, usual } from '../../infra/cost/load.ts';
import { type Quotas, usedBy, usesIn } from '../../infra/cost/quotas.ts';
import { schedules, tasks } from '../../infra/functions.ts';
import { throttle } from '../../infra/stack/api.ts';
import { runCommand } from './command.ts';

const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));

const nothing: Taken = { invocations: {}, calls: {}, reads: {}, writes: {}, stateEntries: 0, mails: 0, itemBytes: {} };
const megabyte = 2 ** 20;

/** Numbers to reckon with by head. */
const onTime: Taken = {
  invocations: { 'submit-clue': 2, 'plan-milestone': 3 },
  calls: { 'dynamodb:GetItem': 4, 'kms:GenerateDataKey': 5, 'ses:SendEmail': 1 },
  reads: { table: 6, total: 6 },
  writes: { table: 7, milestones: 4, total: 11 },
  stateEntries: 8,
  mails: 1,
  itemBytes: { table: megabyte, sent: megabyte, total: 2 * megabyte },
};
const reminded: Taken = { ...onTime, stateEntries: 16, mails: 3, writes: { table: 9, milestones: 12, total: 21 } };
const counts: Counts = {
  lives: { 'on time': onTime, 'reminded twice': reminded, 'four milestones': reminded },
  commands: {
    'page of tasks': { ...nothing, invocations: { 'read-tasks': 1 }, reads: { owing: 0.5, total: 0.5 } },
    'page of the ledger': nothing,
    'read clue': nothing,
    'read transfer': nothing,
  },
  schedules: {
    hourly: { ...nothing, invocations: { hourly: 1 }, reads: { table: 2, total: 2 } },
    'verify-records': { ...nothing, calls: { 'kms:Decrypt': 99 }, reads: { table: 99, total: 99 } },
  },
};
const functions = { schedules: [{ name: 'hourly', everyMinutes: 60 }], tasks: [{ name: 'plan-milestone' }] };
/** 3,650 clues a month of 730 hours. */
const load: Load = { ...usual, cluesPerDay: 120, reminded: 0, escalated: 0, readsPerClue: 0, months: 2 };
const everyNight = { ...functions, schedules: [{ name: 'verify-records', everyMinutes: 1440 }] };

describe('what a month takes', () => {
  it('is what a life takes, so often, and what runs by the clock', () => {
    expect(amountsOf(counts, functions, load)).toMatchObject({
      dynamoDbWrites: 3650 * 11,
      dynamoDbReads: 3650 * 6 + 730 * 2,
      stateTransitions: 3650 * 8,
      mails: 3650,
      lambdaRequests: 3650 * 5 + 730,
      apiRequests: 3650 * 2,
      kmsRequests: 3650 * 5 + (3650 * 5 + 730),
      trailEvents: 3650 * 4,
    });
  });

  it('keeps what all months so far have left, and the table’s own part in its copies', () => {
    const { dynamoDbStorage, pointInTimeRecovery, backups } = amountsOf(counts, functions, load);
    expect(dynamoDbStorage).toBeCloseTo((2 * 3650 * 2) / 1024);
    expect(pointInTimeRecovery).toBeCloseTo((2 * 3650) / 1024);
    expect(backups).toBeCloseTo((7 * 2 * 3650) / 1024);
  });

  it('mixes lives by their shares, and adds what people look at', () => {
    const half = amountsOf(counts, functions, { ...load, reminded: 0.3, escalated: 0.2, readsPerClue: 4 });
    expect(half.stateTransitions).toBeCloseTo(3650 * 12);
    expect(half.mails).toBeCloseTo(3650 * 2);
    expect(half.apiRequests).toBeCloseTo(3650 * 3);
    expect(half.dynamoDbReads).toBeCloseTo(3650 * 6.5 + 730 * 2);
  });

  it('has each clue proved in its month and in the next, and opened in turn with all', () => {
    const without = amountsOf(counts, { ...functions, schedules: [] }, load);
    const found = amountsOf(counts, everyNight, load);
    const [inMonths, inPart, nights] = [3650 * 1.5, (3650 * 2) / 24, 365 / 12];
    const more = (name: string) => (found[name] ?? 0) - (without[name] ?? 0);
    expect(more('dynamoDbReads')).toBeCloseTo(nights * (inMonths * 14 + inPart * 31), 0);
    expect(more('trailEvents')).toBeCloseTo(nights * (inMonths * 6 + inPart * 23), 0);
    expect(more('kmsRequests')).toBeCloseTo(nights * inPart * 5, 0);
  });

  it('cannot be said of lives that were not counted', () => {
    expect(() => amountsOf({ ...counts, lives: {} }, functions, load)).toThrow(/“on time”.*npm run counts/);
  });
});

describe('a bill', () => {
  const price = { price: 2, per: 1000, unit: 'entries', source: '', verified: true };

  it('is amounts by prices; what a region has no price of is said', () => {
    const bill = billOf({ stateTransitions: 5000, mails: 7 }, { currency: 'CNY', prices: { stateTransitions: price } });
    expect(bill).toMatchObject({
      currency: 'CNY',
      total: 10,
      lines: [{ what: 'state entries', amount: 5000, cost: 10 }],
    });
    expect(bill.without).toContain('SES: mails');
  });

  it('leaves out nothing that is asked for', () => {
    expect(() => billOf({ parcels: 1 }, { currency: 'CNY', prices: {} })).toThrow(/parcels/);
  });

  it('has a price or none on purpose for all that is billed, each with its source', async () => {
    const { date, regions } = await read<Prices>('../../infra/cost/prices.json');
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    const pinned = await read<Counts>('../counts/pinned.json');
    const amounts = amountsOf(pinned, { schedules, tasks }, { ...usual, cluesPerDay: 1 });
    const without = Object.entries(regions).map(([name, region]) => [name, billOf(amounts, region).without]);
    expect(Object.fromEntries(without)).toEqual({ 'cn-north-1': ['SES: mails'], 'ap-southeast-1': [] });
    for (const { prices } of Object.values(regions))
      for (const one of Object.values(prices)) {
        expect(one.price).toBeGreaterThan(0);
        expect(one.source).not.toBe('');
      }
  });
});

describe('quotas', () => {
  it('are used by the busiest second, and by a morning in which all reminders come at once', () => {
    const quiet = usedBy(counts, functions, { ...load, cluesPerDay: 28_800, peak: 2 });
    // One clue a second in working hours, two in the busiest.
    expect(quiet).toMatchObject({ startRate: 2 + 50, startBurst: 500, transitions: 16, partition: 2, stage: 4 });
    expect(quiet).toMatchObject({ openExecutions: 28_800 * 20, mailRate: 2, mailsADay: 28_800, tableWrites: 14 });
    const morning = usedBy(counts, functions, { ...load, cluesPerDay: 28_800, peak: 2, reminded: 1 });
    // Two reminders for each clue, of four state entries each, within five minutes.
    expect(morning.transitions).toBeCloseTo((28_800 * 2 * 4) / 300);
    expect(morning.partition).toBeCloseTo((28_800 * 2 * 4) / 300 / 4);
  });

  const quota = { name: '', source: '', verified: true } as const;
  const quotas: Quotas = {
    date: '',
    quotas: [
      { ...quota, id: 'stage', of: 'province', limit: 40 },
      { ...quota, id: 'transitions', of: 'account', limit: 320 },
      { ...quota, id: 'startBurst', of: 'account', limit: 500 },
    ],
  };
  const next = (provinces: number, times: number) =>
    usesIn({ name: '', provinces, times }, quotas, counts, functions, { ...load, cluesPerDay: 28_800, peak: 2 }).map(
      ({ quota: { id }, room }) => [id, room === Number.POSITIVE_INFINITY ? room : Number(room.toFixed(3))],
    );

  it('bind by how many times the load they bear, the least first', () => {
    // 4 of 40 and 16 of 320; the watchdog asks for 500 at once at the most.
    expect(next(1, 1)).toEqual([
      ['stage', 10],
      ['transitions', 20],
      ['startBurst', Number.POSITIVE_INFINITY],
    ]);
  });

  it('are those of an account, which provinces share, or of each province', () => {
    expect(next(40, 1)[1]).toEqual(['transitions', 0.5]);
    expect(next(40, 1)[2]).toEqual(['stage', 10]);
    expect(next(1, 100)[0]).toEqual(['stage', 0.1]);
  });

  it('are all known, and our stage’s is what it lets in', async () => {
    const { quotas: all } = await read<Quotas>('../../infra/cost/quotas.json');
    const used = usedBy(counts, functions, load);
    expect(Object.keys(used).sort()).toEqual(all.map(({ id }) => id).sort());
    expect(all.find(({ id }) => id === 'stage')?.limit).toBe(throttle.throttlingRateLimit);
  });
});

describe('npm run cost', () => {
  const run = (...args: string[]) => runCommand('cost', args);

  it('prints a bill, what a clue costs, and which quota is next', async () => {
    const { code, out, err } = await run('--clues-per-day', '2000');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/^cn-north-1\n2,000 clues a day/);
    expect(out).toMatch(/\ntotal +[\d,.]+\n/);
    expect(out).toMatch(/[\d.]+ CNY a clue/);
    expect(out).not.toMatch(/NaN|undefined|SES, mails/);
    for (const scene of ['1 province', '31 provinces, an account each', 'a hundred times 31, one account'])
      expect(out).toMatch(new RegExp(`\n${scene}: .+\n  \\w`));
    const abroad = await run('--clues-per-day=2000', '--region', 'ap-southeast-1');
    expect(abroad.out).toMatch(/SES +mails.+\n[\s\S]+USD a clue/);
  });

  it('says how it is used', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^npm run cost -- --clues-per-day/),
    });
  });

  it.each([
    [[], /^--clues-per-day is missing/],
    [['--clues-per-day', 'many'], /^--clues-per-day many: write a number from 1/],
    [['--clues-per-day', ''], /^--clues-per-day : write a number/],
    [['--clues-per-day', '0'], /from 1 to/],
    [['--clues-per-day', '10', '--peak', '-1'], /--peak/],
    [['--clues-per-day', '10', '--region', 'mars'], /^--region mars: .*cn-north-1 and ap-southeast-1/],
    [['--clues-per-day', '10', '--reminded', '0.6', '--escalated', '0.5'], /together they may be 1/],
    [['--clues-per-day', '10', '--months', '0'], /--months 0: write a number from 1 to 600/],
    [['--clues', '10'], /--clues/],
    [['2000'], /2000/],
  ])('refuses %j', async (args, said) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
