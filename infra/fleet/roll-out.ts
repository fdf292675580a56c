import type { FoundAlarm } from '../alarms/find.ts';
import type { Province } from '../province.ts';
import type { Plan, Wave } from './plan.ts';
import type { State } from './state.ts';

/** A release goes through the waves of a fleet, and no further than the first thing that goes wrong. */

/** What a roll-out does to the world. */
export interface World {
  /** Both stacks. @throws Error where it fails. */
  deploy: (province: Province) => Promise<void>;
  /** Its alarms as they are; none where it was never deployed. */
  alarms: (province: Province) => Promise<FoundAlarm[]>;
  save: (state: State) => Promise<void>;
  now: () => Date;
  sleep: (milliseconds: number) => Promise<void>;
  say: (text: string) => void;
}

/** Ends the roll-out; what was deployed stays as it is. */
export class Stopped extends Error {}

const minute = 60_000;

interface Watched {
  name: string;
  province: Province;
  /** What rang before it is to be seen ringing anew. */
  since: Date;
  /** Schedules of a new stack are silent until they have run once. */
  isNew: boolean;
}

/** Alarms that began to ring since the deployment. */
const ringing = async (world: World, watched: readonly Watched[]): Promise<string[]> => {
  const found = await Promise.all(
    watched.map(async ({ name, province, since, isNew }) => {
      const alarms = await world.alarms(province);
      return alarms
        .filter((alarm) => alarm.state === 'ALARM' && alarm.since >= since && !(isNew && alarm.isHeartbeat))
        .map((alarm) => `${name}: ${alarm.name}`);
    }),
  );
  return found.flat();
};

/** Looks once a minute, and at the end. @throws Stopped as soon as one rings. */
const soak = async (world: World, { name, soakMinutes }: Wave, watched: readonly Watched[]): Promise<void> => {
  const until = world.now().getTime() + soakMinutes * minute;
  world.say(`${name}: watching its alarms for ${soakMinutes} minutes`);
  for (;;) {
    const rang = await ringing(world, watched);
    if (rang.length > 0) {
      throw new Stopped(
        `${name}: alarms ring since the deployment: ${rang.join(', ')}. Mend the cause, then run it again`,
      );
    }
    const left = until - world.now().getTime();
    if (left <= 0) return;
    await world.sleep(Math.min(left, minute));
  }
};

/** As many at a time as the wave says; none is begun any more once one has failed. */
const deployAll = async (world: World, wave: Wave, state: State): Promise<Watched[]> => {
  const watched: Watched[] = [];
  const failed: string[] = [];
  const waiting = [...wave.provinces];
  const worker = async () => {
    for (let next = waiting.shift(); next && failed.length === 0; next = waiting.shift()) {
      const [name, province] = next;
      const before = state.deployed[name];
      if (before !== undefined) {
        world.say(`${wave.name}: ${name} has this release since ${before.since}`);
        watched.push({ name, province, since: new Date(before.since), isNew: before.isNew });
        continue;
      }
      const since = world.now();
      try {
        const isNew = (await world.alarms(province)).length === 0;
        world.say(`${wave.name}: deploying ${name}`);
        await world.deploy(province);
        state.deployed[name] = { since: since.toISOString(), isNew };
        await world.save(state);
        watched.push({ name, province, since, isNew });
      } catch (error) {
        failed.push(`${name}: ${(error as Error).message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: wave.atOnce }, worker));
  if (failed.length > 0) throw new Stopped(`${wave.name}: ${failed.join('; ')}. Mend the cause, then run it again`);
  return watched;
};

/** @throws Stopped where a deployment fails, or an alarm rings while its wave is watched. */
export const rollOut = async ({ waves }: Plan, state: State, world: World): Promise<void> => {
  for (const wave of waves) {
    const done = state.soaked[wave.name];
    if (done !== undefined && [...wave.provinces.keys()].every((name) => state.deployed[name])) {
      world.say(`${wave.name}: done at ${done}`);
      continue;
    }
    await soak(world, wave, await deployAll(world, wave, state));
    state.soaked[wave.name] = world.now().toISOString();
    await world.save(state);
    world.say(`${wave.name}: quiet; done`);
  }
};
