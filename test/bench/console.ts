import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { client } from '../client.ts';
import { launched, pick } from '../console/chromium.ts';
import { unbounded } from '../unbounded.ts';

/**
 * `npm run bench:console`: how long the console's first page takes on a warm local stack, sign-in at an issuer that knows its
 * session included, and how long from a click to what it shows; as a ratio to an empty page of the same gateway.
 */

const rounds = Number(process.env.ROUNDS ?? 15);
process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';
const { startLocal } = await import('../../infra/local/runtime.ts');
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-bench-'));
const local = await startLocal({
  limits: unbounded,
  port: 0,
  mailPort: 0,
  dynamoDbPort: 0,
  stepFunctionsPort: 0,
  dataDir,
});
const browser = await launched();

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds until it is drawn, from when it is begun. */
const until = async (drawn: Locator, begin: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await Promise.all([begin(), drawn.waitFor()]);
  return performance.now() - from;
};

/** Milliseconds from a click on a link to the frame that shows a heading, by the page's own clock: without what it takes to drive a browser. */
const toHeading = (page: Page, link: string, heading: string): Promise<number> =>
  page.evaluate(
    ([selector = '', text]) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        new MutationObserver((_, observer) => {
          if (document.querySelector('h1')?.textContent !== text) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
        document.querySelector<HTMLElement>(selector)?.click();
      }),
    [link, heading],
  );

try {
  const { submit } = client(() => local.url);
  const discoveredAt = new Date(local.now().getTime() - 60_000).toISOString();
  for (let n = 0; n < 20; n += 1) await submit({ discoveredAt });

  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  const tasks = `${local.url}/console/tasks`;
  await page.goto(tasks);
  await pick(page, 'clerk@371402-public-security');

  const [empty, first, again, click]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    empty.push(await until(page.locator('body'), () => page.goto(`${local.url}/healthz`)));
    again.push(await until(page.locator('tbody tr').first(), () => page.goto(tasks)));
    click.push(await toHeading(page, '.menu a[href="/console/calendar"]', '日历'));
    // One who has nothing of it in the browser yet.
    const newcomer = await browser.newContext({ locale: 'zh-CN', storageState: await context.storageState() });
    const other = await newcomer.newPage();
    first.push(await until(other.locator('tbody tr').first(), () => other.goto(tasks)));
    await newcomer.close();
  }
  const line = (what: string, values: number[]) =>
    console.log(
      `${what.padEnd(44)} ${median(values).toFixed(0).padStart(6)} ms  ${(median(values) / median(empty)).toFixed(1)}`,
    );
  console.log(`${rounds} rounds, medians, and the ratio to an empty page`);
  line('an empty page', empty);
  line('tasks, signed in on the way, nothing cached', first);
  line('tasks, signed in on the way', again);
  line('from a click in the menu to the page', click);
} finally {
  await browser.close();
  await local.close();
  await rm(dataDir, { recursive: true, force: true });
}
