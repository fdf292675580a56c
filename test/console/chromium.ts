import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's Chromium; `CHROMIUM` names another. */
export const launched = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** Picks who to be on the page of the local issuer. */
export const pick = async (page: Page, as: string): Promise<void> => {
  const choice = page.locator(`button[name=person][value="${as}"]`);
  await choice.evaluate((button) => button.closest('details')?.setAttribute('open', ''));
  await choice.click();
};
