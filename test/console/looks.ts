import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faultsOf } from './browser.ts';

/**
 * How a page looks to whoever reads it. Axe sees each state in Chinese on a wide screen and in English on a narrow one; that nothing
 * has to be scrolled sideways is seen at both widths in both languages.
 */

/** For what is opened anew in each language. */
export const looks = [
  ['zh', 1280],
  ['en', 360],
] as const;

/** Whether the page, or a dialog on it, has to be scrolled sideways. */
const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(
    `document.documentElement.scrollWidth > innerWidth ||
      [...document.querySelectorAll('dialog')].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)`,
  );

/** Nothing is being read any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('#content h1').waitFor();
  await page.locator(':is(.busy, [aria-busy=true])').first().waitFor({ state: 'detached' });
};

const widen = (page: Page, width: number) => page.setViewportSize({ width, height: 900 });

/** Axe finds nothing as it is, and it fits both widths. `what`: what is seen, for whoever reads the failure. */
export const expectFine = async (page: Page, what = ''): Promise<void> => {
  const width = page.viewportSize()?.width ?? 0;
  expect(await faultsOf(page), what).toEqual([]);
  for (const one of [width === 360 ? 1280 : 360, width]) {
    await widen(page, one);
    expect([what, one, await isTooWide(page)]).toEqual([what, one, false]);
  }
};

/** Holds a page that is read in Chinese to it in both languages; it stays narrow, and English. */
export const expectReadable = async (page: Page): Promise<void> => {
  await expectFine(page, 'in Chinese');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: '中文' }).waitFor();
  await settled(page);
  await widen(page, 360);
  await expectFine(page, 'in English');
};
