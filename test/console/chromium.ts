import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's Chromium: the one without a window, where it is there, since it opens a page at a third of the cost. */
const debian = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** `CHROMIUM` names another one. */
export const launched = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? debian.find((one) => existsSync(one)) ?? 'chromium',
    args: ['--no-sandbox'],
  });

/** Picks who to be on the page of the local issuer. */
export const pick = async (page: Page, as: string): Promise<void> => {
  const choice = page.locator(`button[name=person][value="${as}"]`);
  await choice.evaluate((button) => button.closest('details')?.setAttribute('open', ''));
  await choice.click();
};
