import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { billOf, type Prices } from '../../infra/cost/bill.ts';
import { schedules } from '../../infra/functions.ts';
import { addUnits, type Counts, countCalls, noCounts } from '../counts/counter.ts';
import { statesEntered } from '../counts/measured.ts';
import { type BenchProvince, startProvince } from './bench-province.ts';
import { pgBossRow } from './pg-boss.ts';
import type { Row } from './report.ts';
import { asBench } from './seen.ts';
import { plantExecutions } from './waiting-executions.ts';

/**
 * One hour in which many transfers wait and nothing is due: the rounds of the schedules, counted; a design that asks the same table each
 * minute, counted too; and pg-boss on PostgreSQL, measured.
 */

const waiting = Number(process.env.WAITING ?? 10_000);
const region = 'ap-southeast-1';
const minute = 60_000;
/** A working day's hour in the morning; what waits is woken at the end of time. */
const start = Date.parse('2026-09-24T02:00:00Z');
/** Instants of the rounds that fall into the hour. */
const ticks = (everyMinutes: number): Date[] =>
  Array.from({ length: Math.floor(60 / everyMinutes) }, (_, n) => new Date(start + (n + 1) * everyMinutes * minute));

type Taken = Pick<Counts, 'calls' | 'reads' | 'writes'> & { invocations: number; stateEntries: number };

const sum = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((all, one) => all + one, 0);

const counted = (taken: Taken, prices: Prices): string => {
  const [reads, writes] = [sum(taken.reads), sum(taken.writes)];
  const amounts = {
    ...{ dynamoDbReads: reads, dynamoDbWrites: writes, lambdaRequests: taken.invocations },
    stateTransitions: taken.stateEntries,
  };
  const { total, currency } = billOf(amounts, prices.regions[region] ?? { currency: '', prices: {} });
  const units = `${reads.toLocaleString('en')} read units, ${writes.toLocaleString('en')} write units`;
  return `${taken.invocations} invocations, ${taken.stateEntries} state entries, ${units}; ${total.toFixed(6)} ${currency}`;
};

const callsText = (calls: Readonly<Record<string, number>>): string =>
  Object.entries(calls)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([action, count]) => `${count.toLocaleString('en')} ${action.replace(/^\w+:/, '')}`)
    .join(', ');

/** One round of each schedule, but for those that come more seldom than once an hour. */
const goRound = async (
  { local }: BenchProvince,
  time: Date,
  isDue = (_everyMinutes: number) => true,
): Promise<void> => {
  for (const { name, everyMinutes, handler } of schedules) {
    if (everyMinutes > 60 || !isDue(everyMinutes)) continue;
    await local.as(name, () => handler({ time: time.toISOString() }, {}));
  }
};

/** The rounds of an hour, in their order. */
const ours = async (bench: BenchProvince): Promise<Taken> => {
  const { local } = bench;
  const { saveSwept } = await import('../../functions/adapters/table/sweeps.ts');
  await saveSwept({ until: new Date(start).toISOString(), after: null });
  const counter = countCalls();
  const entered = statesEntered(local.engine);
  try {
    for (const [n, time] of ticks(1).entries()) {
      await goRound(bench, time, (everyMinutes) => (n + 1) % everyMinutes === 0);
    }
  } finally {
    counter.stop();
  }
  const all = noCounts();
  for (const { counts } of counter.heard()) {
    for (const kind of ['invocations', 'calls', 'reads', 'writes'] as const) {
      for (const [name, count] of Object.entries(counts[kind])) all[kind][name] = (all[kind][name] ?? 0) + count;
    }
  }
  return { ...all, invocations: sum(all.invocations), stateEntries: statesEntered(local.engine) - entered };
};

/** A function each minute that asks every shard of what is open for what should be woken by then. */
const polling = async ({ ground }: BenchProvince): Promise<Taken> => {
  const { indexes, shards } = await import('../../functions/adapters/table/schema.ts');
  const { tableName } = await import('../../functions/adapters/table/table.ts');
  const byShard = Object.entries<{ partition: string; sort: string }>(indexes).filter(
    ([, { partition }]) => partition === 'shard',
  );
  const [IndexName, { sort }] = byShard.find(([, one]) => one.sort === 'wakeAt') ??
    byShard.find(([, one]) => one.sort === 'dueAt') ?? ['', { sort: '' }];
  const taken: Taken = { ...noCounts(), invocations: 0, stateEntries: 0 };
  for (const time of ticks(1)) {
    taken.invocations += 1;
    for (const shard of shards) {
      const query = new QueryCommand({
        ...{ TableName: tableName(), IndexName, KeyConditionExpression: '#shard = :shard AND #sort <= :now' },
        ExpressionAttributeNames: { '#shard': 'shard', '#sort': sort },
        ExpressionAttributeValues: { ':shard': shard, ':now': time.toISOString() },
        ReturnConsumedCapacity: 'INDEXES',
      });
      const { Items = [], ConsumedCapacity } = await asBench(() => ground.clients.table.send(query));
      if (Items.length > 0) throw new Error('something is due: this is no hour in which nothing is');
      addUnits(taken.reads, { ConsumedCapacity });
      taken.calls.Query = (taken.calls.Query ?? 0) + 1;
    }
  }
  return taken;
};

export const rows = async (progress: (line: string) => void): Promise<Row[]> => {
  // An hour before: the settings hold for good by then.
  const bench = await startProvince(new Date(start - 60 * minute).toISOString());
  const prices: Prices = JSON.parse(await readFile(new URL('../../infra/cost/prices.json', import.meta.url), 'utf8'));
  const what = (who: string) => `${waiting.toLocaleString('en')} waiting, ${who}`;
  const measured: Row[] = [];
  try {
    const { open } = await import('../functions/adapters/table/open-items.ts');
    await bench.local.engine.close();
    // What is done once only, such as the first count of deadlines, is not of this hour.
    await goRound(bench, new Date(start));
    progress(`planting ${waiting} open transfers with their executions`);
    const ids = Array.from({ length: waiting }, () => randomUUID());
    await Promise.all(Array.from({ length: 8 }, (_, n) => open(ids.filter((__, place) => place % 8 === n))));
    await plantExecutions(join(bench.dataDir, 'local.sqlite'), bench.local.engine, ids, start - 15 * minute);
    progress('the rounds of an hour');
    const own = await ours(bench);
    const daily = schedules.filter(({ everyMinutes }) => everyMinutes > 60).map(({ name }) => name);
    const note = `${callsText(own.calls)}; without ${daily.join(', ')}, once a day, and without durations`;
    measured.push({ what: what('this'), ours: counted(own, prices), note });
    progress('a round of polling each minute');
    const polled = await polling(bench);
    const its = `${callsText(polled.calls)}; a function each minute on the same table, that asks each shard what is due`;
    measured.push({ what: what('a design that polls'), ours: counted(polled, prices), note: its });
  } finally {
    await bench.close();
  }
  measured.push(await pgBossRow(what('pg-boss'), waiting, progress));
  return measured;
};
