import { createEngine } from '../../../../infra/local/aws/engine.ts';
import { openStore } from '../../../../infra/local/aws/store.ts';
import { openClock } from '../../../../infra/local/clock.ts';
import { definition, fails, machineArn, plan, start } from './engine-with.ts';

/** A process to be killed: brings an execution into the situation it is given, says when it is there, and stays. */
const [file = '', situation = ''] = process.argv.slice(2);

const hour = 3_600;
const reached = () => console.log('reached');
const never = () => {
  reached();
  return new Promise<never>(() => {});
};
const situations: Record<string, Record<string, () => unknown>> = {
  wait: { Plan: () => plan('await', hour) },
  invoke: { Plan: never },
  pause: { Plan: () => fails('Busy') },
  advance: { Plan: () => plan('await', hour), Notify: never },
};

// Without this it would end by itself as soon as nothing but a function that hangs is left.
setInterval(() => {}, 60_000);

const store = openStore(file);
const clock = openClock(store, start);
// Stands still until it is advanced, so that times are exact.
clock.freeze(start);
const invoke = async (name: string) => situations[situation]?.[name]?.();
const engine = createEngine({ store, clock, machineArn, definition, invoke });
engine.start({ name: 'one', input: JSON.stringify({ transferId: 'one', attempt: 1 }) });
await engine.settled();
if (situation === 'advance') await engine.advanceTo(new Date(clock.now().getTime() + 365 * 24 * hour * 1000));
reached();
