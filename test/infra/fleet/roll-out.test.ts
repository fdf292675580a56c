import { describe, expect, it } from 'vitest';
import type { FoundAlarm } from '../../../infra/alarms/find.ts';
import type { Plan } from '../../../infra/fleet/plan.ts';
import { rollOut, Stopped, type World } from '../../../infra/fleet/roll-out.ts';
import type { State } from '../../../infra/fleet/state.ts';
import { loadProvince, type Province } from '../../../infra/province.ts';

const shandong = await loadProvince('shandong');
const named = (names: readonly string[]) =>
  new Map(names.map((name): [string, Province] => [name, { ...shandong, name }]));

const plan = (atOnce = 1): Plan => ({
  folder: undefined,
  dashboard: undefined,
  waves: [
    { name: 'training', provinces: named(['a']), soakMinutes: 10, atOnce },
    { name: 'rest', provinces: named(['b', 'c', 'd']), soakMinutes: 5, atOnce },
  ],
});

const begin = Date.parse('2026-11-02T01:00:00Z');
const nothing = (): State => ({ release: 'r', deployed: {}, soaked: {} });

/** An alarm that has been ringing since that minute. */
const ringsSince = (minute: number, different: Partial<FoundAlarm> = {}): FoundAlarm => ({
  ...{ name: 'FunctionErrors', state: 'ALARM', isOn: true, rings: [], isHeartbeat: false },
  since: new Date(begin + minute * 60_000),
  ...different,
});

const quiet = ringsSince(-60, { state: 'OK' });

interface Happening {
  /** What a province's alarms are at a minute; none: it was never deployed. */
  alarms?: (name: string, minute: number) => FoundAlarm[];
  fails?: readonly string[];
}

/** A world whose clock goes on by sleeping and by deploying, a minute each. */
const worldWith = ({ alarms = () => [quiet], fails = [] }: Happening = {}) => {
  let at = begin;
  const did: string[] = [];
  const saved: State[] = [];
  const minute = () => (at - begin) / 60_000;
  const world: World = {
    deploy: async ({ name }) => {
      did.push(`deploy ${name}`);
      at += 60_000;
      if (fails.includes(name)) throw new Error('cdk deploy ended with 1');
      did.push(`deployed ${name}`);
    },
    alarms: async ({ name }) => alarms(name, minute()),
    save: async (state) => {
      saved.push(structuredClone(state));
    },
    now: () => new Date(at),
    sleep: async (milliseconds) => {
      at += milliseconds;
    },
    say: () => undefined,
  };
  return { world, did, saved, minute };
};

describe('a roll-out', () => {
  it('deploys wave after wave, and watches each as long as the plan says', async () => {
    const { world, did, saved, minute } = worldWith();
    await rollOut(plan(), nothing(), world);
    expect(did.filter((one) => one.startsWith('deployed'))).toEqual(
      ['a', 'b', 'c', 'd'].map((one) => `deployed ${one}`),
    );
    expect(minute()).toBe(1 + 10 + 3 + 5);
    expect(Object.keys(saved.at(-1)?.soaked ?? {})).toEqual(['training', 'rest']);
  });

  it('goes no further than a wave in which an alarm begins to ring, and says which', async () => {
    const { world, did, saved } = worldWith({ alarms: (_, minute) => (minute >= 4 ? [ringsSince(4)] : [quiet]) });
    await expect(rollOut(plan(), nothing(), world)).rejects.toThrow(
      new Stopped('training: alarms ring since the deployment: a: FunctionErrors. Mend the cause, then run it again'),
    );
    expect(did).toEqual(['deploy a', 'deployed a']);
    expect(saved.at(-1)).toMatchObject({ deployed: { a: { isNew: false } }, soaked: {} });
  });

  it('sees what rings at the last moment of the watch', async () => {
    const { world } = worldWith({ alarms: (_, minute) => (minute >= 11 ? [ringsSince(11)] : [quiet]) });
    await expect(rollOut(plan(), nothing(), world)).rejects.toThrow(/training: alarms ring/);
  });

  it('leaves aside what rang before the deployment, but not what rings anew', async () => {
    const before = [ringsSince(-30)];
    await rollOut(plan(), nothing(), worldWith({ alarms: () => before }).world);
    const anew = worldWith({ alarms: (_, minute) => (minute > 3 ? [ringsSince(3)] : before) });
    await expect(rollOut(plan(), nothing(), anew.world)).rejects.toThrow(/training: alarms ring/);
  });

  it('waits for no schedule of a new stack, and for those of any other', async () => {
    const silent = ringsSince(0.5, { name: 'verify-records-silent', isHeartbeat: true });
    const isNew = worldWith({ alarms: (_, minute) => (minute === 0 ? [] : [silent]) });
    await expect(rollOut(plan(), nothing(), isNew.world)).resolves.toBeUndefined();
    const isOld = worldWith({ alarms: (_, minute) => (minute === 0 ? [quiet] : [silent]) });
    await expect(rollOut(plan(), nothing(), isOld.world)).rejects.toThrow(/verify-records-silent/);
  });

  it('begins nothing more once a deployment has failed, and goes on there the next time', async () => {
    const first = worldWith({ fails: ['c'] });
    const state = nothing();
    await expect(rollOut(plan(), state, first.world)).rejects.toThrow(/^rest: c: cdk deploy ended with 1\. Mend/);
    expect(first.did).toEqual(['deploy a', 'deployed a', 'deploy b', 'deployed b', 'deploy c']);
    const second = worldWith();
    await rollOut(plan(), first.saved.at(-1) ?? nothing(), second.world);
    expect(second.did).toEqual(['deploy c', 'deployed c', 'deploy d', 'deployed d']);
    expect(second.minute()).toBe(2 + 5);
  });

  it('watches a wave again from its beginning after it was stopped', async () => {
    const first = worldWith({ alarms: (_, minute) => (minute >= 4 ? [ringsSince(4)] : [quiet]) });
    await expect(rollOut(plan(), nothing(), first.world)).rejects.toThrow(/alarms ring/);
    const second = worldWith();
    await rollOut(plan(), first.saved.at(-1) ?? nothing(), second.world);
    expect(second.did[0]).toBe('deploy b');
    expect(second.minute()).toBe(10 + 3 + 5);
  });

  it('deploys several at once where the plan says so, and ends those under way when one fails', async () => {
    const { world, did, saved } = worldWith({ fails: ['b'] });
    await expect(rollOut(plan(2), nothing(), world)).rejects.toThrow(/^rest: b: /);
    expect(did).toContain('deployed c');
    expect(did).not.toContain('deploy d');
    expect(Object.keys(saved.at(-1)?.deployed ?? {})).toEqual(['a', 'c']);
  });

  it('does a wave again that a province was added to', async () => {
    const { world, saved } = worldWith();
    await rollOut(plan(), nothing(), world);
    const [training, rest] = plan().waves as [Plan['waves'][number], Plan['waves'][number]];
    const wider = {
      folder: undefined,
      dashboard: undefined,
      waves: [training, { ...rest, provinces: named(['b', 'c', 'd', 'e']) }],
    };
    const again = worldWith();
    await rollOut(wider, saved.at(-1) ?? nothing(), again.world);
    expect(again.did).toEqual(['deploy e', 'deployed e']);
  });
});
