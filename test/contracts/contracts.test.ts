import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functions, listeners, schedules, tasks } from '../../infra/functions.ts';
import { only, useProvince } from '../province.ts';
import { type Recording, recordings, withMore } from './recording.ts';

/** The functions of today, sent what releases of before send. */

const all = [...(await recordings())];
const { local, submit } = useProvince();

const server = createServer((_, response) => response.end());
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
});

type Event = Recording['calls'][string][number]['event'];

/** The same event about a transfer that there is here, at a time that is now. */
const here = async (event: Event): Promise<Event> => {
  const same = { ...event };
  if ('transferId' in event) {
    const { body } = await submit({ discoveredAt: local().now().toISOString() });
    await local().engine.settled();
    Object.assign(same, { transferId: only(body.transfers).transferId, attempt: 1 });
  }
  const now = local().now().toISOString();
  for (const key of ['now', 'time']) if (key in event) same[key] = now;
  if ('ResponseURL' in event) same.ResponseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return same;
};

const run = (name: string, event: unknown): Promise<unknown> => {
  const found = functions.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is no function any more: executions of a former release may call it`);
  return local().as(name, () => found.handler(event, {}));
};

describe.each(all)('what release %s sends', (_, { calls }) => {
  const each = Object.entries(calls).flatMap(([name, some]) => some.map((call, n) => ({ name, n, ...call })));

  it.each(each)('$name takes, form $n', async ({ name, event, answer }) => {
    const answered = await run(name, await here(event));
    // What a task answered is what the definition of before reads: no field of it may go.
    if (tasks.some((one) => one.name === name))
      expect(Object.keys(Object(answered))).toEqual(expect.arrayContaining(Object.keys(Object(answer))));
  });

  it.each(each)('$name takes with fields that a later release adds, form $n', async ({ name, event }) => {
    await run(name, withMore(await here(event)));
  });
});

describe('what is recorded', () => {
  it('is of every task, schedule and listener of the newest release', () => {
    const [, newest] = all.at(-1) ?? [];
    const called = tasks.filter(({ former }) => !former);
    const names = [...called, ...schedules, ...listeners].map(({ name }) => name);
    expect(Object.keys(newest?.calls ?? {}).sort()).toEqual(names.sort());
  });

  it('knows of the watchdog both that it goes its round and that it hears of an end', () => {
    for (const [, { calls }] of all) {
      expect(calls.watchdog?.map(({ event }) => 'detail' in event).sort()).toEqual([false, true]);
    }
  });
});
