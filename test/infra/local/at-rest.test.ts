import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectAtRest } from '../../../infra/local/at-rest.ts';

const work = (milliseconds: number) => {
  for (const until = performance.now() + milliseconds; performance.now() < until; );
};

it('collects once when it comes to rest after it was busy, and not before', async () => {
  let collected = 0;
  collectAtRest(() => {
    collected += 1;
  }, 200);
  await pause(700);
  expect(collected).toBe(0);
  for (let n = 0; n < 10; n += 1) {
    work(90);
    await pause(1);
  }
  expect(collected).toBe(0);
  await expect.poll(() => collected, { timeout: 10_000 }).toBe(1);
  await pause(700);
  expect(collected).toBe(1);
});

const left = () => new WeakRef({ big: new Array(1_000).fill(0) });

it('collects what nobody holds any more', async () => {
  const gone = left();
  collectAtRest(undefined, 100);
  work(250);
  await expect.poll(() => gone.deref() === undefined, { timeout: 10_000 }).toBe(true);
});
