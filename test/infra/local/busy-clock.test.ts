import { describe, expect, it } from 'vitest';
import { localRoutes } from '../../../infra/local/local-routes.ts';
import { housing, useProvince } from '../../province.ts';
import { stopTime, timePasses } from './real-time.ts';

/** The virtual clock while others call, and while it takes long. */

const { local, submit, send } = useProvince();

it('is advanced by weeks while others read without a pause, and they are answered', async () => {
  await submit();
  let isOver = false;
  const answered: number[] = [];
  const calling = Array.from({ length: 4 }, async () => {
    while (!isOver) answered.push((await send('GET', '/v1/tasks', undefined, { as: housing })).status);
  });
  const begun = performance.now();
  const from = local().now().getTime();
  const { status, body } = await send<{ now: string }>('POST', '/_local/clock', { advanceBy: 'P14D' });
  const took = performance.now() - begun;
  isOver = true;
  await Promise.all(calling);
  expect(status).toBe(200);
  expect(Date.parse(body.now) - from).toBeGreaterThanOrEqual(14 * 86_400_000);
  expect(new Set(answered)).toEqual(new Set([200]));
  // A tick of each schedule in these weeks would be thousands of runs, and take minutes.
  expect(took).toBeLessThan(45_000);
}, 120_000);

describe('an advance that takes long', () => {
  stopTime();

  it('shows that it goes on, and then answers as ever', async () => {
    const done = Promise.withResolvers<void>();
    const answer = localRoutes({
      issuer: { sign: async () => '' },
      clock: { now: () => new Date('2026-09-24T02:00:00Z') },
      engine: { advanceTo: () => done.promise },
      mailbox: { list: () => [] },
      findUnit: async () => undefined,
      signIn: async () => undefined,
    });
    const body = JSON.stringify({ advanceBy: 'P1D' });
    const asked = answer({
      method: 'POST',
      path: '/_local/clock',
      query: new URLSearchParams(),
      body,
      cookie: undefined,
    });
    await timePasses(5_000);
    const parts = (await asked)?.parts?.[Symbol.asyncIterator]();
    expect(await parts?.next()).toEqual({ done: false, value: ' ' });
    const second = parts?.next();
    await timePasses(5_000);
    expect(await second).toEqual({ done: false, value: ' ' });
    const last = parts?.next();
    done.resolve();
    expect(JSON.parse(` ${(await last)?.value}`)).toEqual({ now: '2026-09-24T10:00:00.000+08:00' });
    expect((await parts?.next())?.done).toBe(true);
  });
});
