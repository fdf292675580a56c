import { expect, it } from 'vitest';
import { useConsole } from './browser.ts';
import { pick } from './chromium.ts';

/** A page where the API has too much to do at once. */

const { local, somebody } = useConsole();

it('asks again as it is told, and what was typed stays', async () => {
  const { page, context } = await somebody();
  const asked: { at: number; body: string | null }[] = [];
  await context.route('**/v1/clues/preview', async (route) => {
    asked.push({ at: Date.now(), body: route.request().postData() });
    // As we refuse it, then as API Gateway does.
    const ours = { status: 429, headers: { 'retry-after': '1' }, json: { type: 'urn:x', status: 429, title: 't' } };
    if (asked.length === 1) return route.fulfill(ours);
    if (asked.length === 2) return route.fulfill({ status: 429, json: { message: 'Too Many Requests' } });
    return route.continue();
  });
  await page.goto(`${local().url}/console/clues/new`);
  await pick(page, 'clerk@371402-housing');
  const title = page.getByRole('textbox', { name: /标题/ });
  await title.fill('某工地强揽土方工程');
  await page.getByRole('button', { name: /下一步/ }).click();
  await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(3);
  expect(await title.inputValue()).toBe('某工地强揽土方工程');
  const [first, second, third] = asked;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  expect([second?.body, third?.body]).toEqual([first?.body, first?.body]);
});
