import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { useProvince } from '../province.ts';
import { launched } from './chromium.ts';
import { signedIn } from './signed-in.ts';

/** The console in a real browser, on a province of its own: people, what the browser complains of, and what axe finds. */

export interface Visit {
  /** Who, as the local issuer's page offers them: `clerk@371402-housing`, `supervisor@…`, `operator`, `auditor`. */
  as: string;
  /** Where to, below `/console`. */
  path?: string;
  language?: 'zh' | 'en';
  /** CSS pixels. */
  width?: number;
}

export interface Person {
  page: Page;
  context: BrowserContext;
}

/** As if it had been chosen once; whatever is chosen on the page holds from then on. */
const chosenOnce = (language: string) =>
  `if (location.pathname.startsWith('/console')) localStorage.language ??= '${language}';`;

/** For a file of tests: one province and one browser. After each test, whatever a page complained of fails it. */
export const useConsole = (...options: Parameters<typeof useProvince>) => {
  const province = useProvince(...options);
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await launched();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  /** A browser of a person's own. What its pages complain of is kept: errors, and what the content security policy stopped. */
  const somebody = async ({ language = 'zh', width = 1280 }: Omit<Visit, 'as' | 'path'> = {}): Promise<Person> => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      acceptDownloads: true,
    });
    contexts.push(context);
    if (language !== 'zh') await context.addInitScript(chosenOnce(language));
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        // What the API refuses, the browser tells on its own account as well.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
          complaints.push(`${page.url()}: ${message.text()}`);
        }
      });
    });
    return { context, page: await context.newPage() };
  };

  /** Somebody who is signed in, and stands where the path leads. */
  const visit = async ({ as, path = '/', ...look }: Visit): Promise<Person> => {
    const person = await somebody(look);
    await person.page.goto(await signedIn(person.context, province.local().url, as, `/console${path}`));
    await person.page.locator('#content h1').waitFor();
    return person;
  };

  return { ...province, somebody, visit };
};

/** What axe-core finds on a page, by rule and place. */
export const faultsOf = async (page: Page): Promise<string[]> => {
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    "axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) => ({ violations }))",
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
};
