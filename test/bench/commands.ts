import { commands, type Piece } from '../counts/work.ts';
import { ready } from './bare.ts';
import { type BenchProvince, startProvince } from './bench-province.ts';
import { contest, listsOf, rowOf } from './contest.ts';
import { moreCommands } from './more-commands.ts';
import type { Row } from './report.ts';

/**
 * Each command of the API over HTTP, by 1, 8 and 64 clients at once, against the bare calls. What its workflow does after it is another
 * function's work, on AWS in another place: here the engine takes up nothing while anything is timed.
 */

const rounds = Number(process.env.ROUNDS ?? 40);
const clientCounts = (process.env.CLIENTS ?? '1,8,64').split(',').map(Number);
/** Some of them, by their names, which have commas in them. */
const chosen = process.env.COMMANDS?.split(';');
/** The day on which the cases of test/counts/work.ts are filed, within office hours. */
const begin = '2026-04-01T10:00:00+08:00';
/** Invocations that are listened to. */
const listened = 3;
const warmUp = (clients: number): number => (clients === 1 ? 5 : 1);

/** Pages over what the other commands have left: parts of their own measure these. */
const elsewhere = new Set(['page of the ledger', 'page of tasks', 'statistics of a month']);

const roundsOf = (clients: number): number => Math.max(3, Math.ceil(rounds / clients));
const needed = clientCounts.reduce(
  (all, clients) => all + (roundsOf(clients) + warmUp(clients)) * clients,
  listened + warmUp(1),
);

/** What so many runs of a command begin with, eight of them made at a time. */
const givenFor = async ({ province }: BenchProvince, { before }: Piece): Promise<unknown[]> => {
  const given: unknown[] = [];
  if (!before) return given;
  const maker = async () => {
    while (given.length < needed) {
      const place = given.push(undefined) - 1;
      given[place] = await before(province);
    }
  };
  await Promise.all(Array.from({ length: 8 }, maker));
  return given;
};

const rowsOf = async (bench: BenchProvince, { name, work }: Piece, given: unknown[]): Promise<Row[]> => {
  const { province, ground, seen } = bench;
  const run = () => {
    const one = given.pop();
    return () => work(province, one);
  };
  // First, what remembers for a while has to remember.
  for (let n = 0; n < warmUp(1); n += 1) await run()();
  const invocations = [];
  for (let n = 0; n < listened; n += 1) {
    const [calls, ...others] = await seen(run());
    if (!calls || others.length > 0) throw new Error(`${name} called ${others.length + 1} functions, not one`);
    invocations.push(calls);
  }
  const lists = listsOf(invocations);
  const contenders = {
    ours: async () => run(),
    seen: () => ready(ground, lists.seen()),
    least: () => ready(ground, lists.least()),
  };
  const rows: Row[] = [];
  for (const clients of clientCounts) {
    const taken = await contest(contenders, { rounds: roundsOf(clients), clients, warmUp: warmUp(clients) });
    const by = `${clients} ${clients === 1 ? 'client' : 'clients'}`;
    rows.push(rowOf(`${name}, ${by}`, taken, rows.length === 0 ? lists.text : 'the same'));
  }
  return rows;
};

export const rows = async (progress: (line: string) => void): Promise<Row[]> => {
  const bench = await startProvince(begin);
  try {
    const pieces = [...commands, ...moreCommands].filter(
      ({ name }) => !elsewhere.has(name) && (chosen?.includes(name) ?? true),
    );
    const given = new Map<Piece, unknown[]>();
    for (const piece of pieces) {
      progress(`making what ${needed} times ${piece.name} begins with`);
      given.set(piece, await givenFor(bench, piece));
    }
    await bench.local.engine.settled();
    await bench.local.engine.close();
    const measured: Row[] = [];
    for (const piece of pieces) {
      progress(piece.name);
      measured.push(...(await rowsOf(bench, piece, given.get(piece) ?? [])));
    }
    return measured;
  } finally {
    await bench.close();
  }
};
