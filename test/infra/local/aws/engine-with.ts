import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { createEngine, type Engine } from '../../../../infra/local/aws/engine.ts';
import type { Hear } from '../../../../infra/local/aws/event-bus.ts';
import { openStore } from '../../../../infra/local/aws/store.ts';
import { type Clock, openClock } from '../../../../infra/local/clock.ts';

/** An engine on a real state machine, with functions that a test writes. */

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const named = (definition: string) =>
  definition.replace(/\$\{(\w+?)(FunctionArn)?\}/g, (_, name) => (name === 'Partition' ? 'aws' : name));

/** Of release 0.1.0, which has states of every type that the engine runs. */
export const definition = named(JSON.parse(text('../../../contracts/recorded/0.1.0.json')).definition);

/** Of today. */
export const definitionNow = named(text('../../../../statemachines/transfer.asl.json'));

type Call = { name: string; payload: Record<string, unknown>; at: string };
export type Tasks = Record<string, (payload: Record<string, unknown>, n: number) => unknown>;

interface Different {
  store?: DatabaseSync;
  machine?: string;
  hear?: Hear;
}

export const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:test';
export const start = new Date('2026-09-24T02:00:00.000Z');

const opened: Engine[] = [];
/** For afterEach: the engines that a test made fire nothing any more. */
export const closeEngines = async () => {
  for (const engine of opened.splice(0)) await engine.close();
};

/** Resumed already. Its clock stands still until the first advance, so that times are exact. */
export const engineWith = (
  tasks: Tasks,
  { store = openStore(':memory:'), machine = definition, hear }: Different = {},
) => {
  const calls: Call[] = [];
  const clock: Clock = openClock(store, start);
  clock.freeze(clock.now());
  const from = clock.now().getTime();
  const later = (seconds: number) => new Date(from + seconds * 1000);
  const counts = new Map<string, number>();
  const engine = createEngine({
    store,
    clock,
    machineArn,
    definition: machine,
    invoke: async (name, payload) => {
      calls.push({ name, payload: payload as Record<string, unknown>, at: clock.now().toISOString() });
      const n = (counts.get(name) ?? 0) + 1;
      counts.set(name, n);
      return tasks[name]?.(payload as Record<string, unknown>, n);
    },
    ...(hear ? { hear } : {}),
  });
  engine.resume();
  opened.push(engine);
  return { engine, clock, calls, store, later };
};

export const plan = (action: string, waitSeconds = 0) => ({
  action,
  waitSeconds,
  milestone: { key: 'm', at: '' },
  version: 1,
  calendar: 'v',
});
export const run = (engine: Engine, name = 'one') =>
  engine.start({ name, input: JSON.stringify({ transferId: name, attempt: 1 }) }).executionArn;
export const fails = (name: string) => {
  throw Object.assign(new Error('no'), { name });
};
