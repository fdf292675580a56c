import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { faultsOf } from './browser.ts';

/** How a page looks to whoever reads it, in both languages and on a narrow screen. */

/** Whether the page has to be scrolled sideways. */
const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

/** Nothing is being read any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('#content h1').waitFor();
  for (const busy of ['.busy', '[aria-busy=true]']) await page.locator(busy).first().waitFor({ state: 'detached' });
};

/**
 * Holds a page that is read in Chinese to what axe asks for and to the width of the window, at 1280 and 360 pixels; then in English.
 * `opens`: opens what the page shows on demand, in either language.
 */
export const expectReadable = async (page: Page, opens: () => Promise<void> = async () => {}): Promise<void> => {
  for (const language of ['zh', 'en']) {
    if (language === 'en') {
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: '中文' }).waitFor();
      await settled(page);
    }
    await opens();
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect([language, width, await isTooWide(page)]).toEqual([language, width, false]);
      expect(await faultsOf(page)).toEqual([]);
    }
  }
};
