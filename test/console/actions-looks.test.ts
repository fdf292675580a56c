import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { dialogOf, discipline, housing, lingcheng, police, useDoing } from './doing.ts';
import { expectFine, looks } from './looks.ts';

/** Every dialog of an action, in both languages and narrow and wide, with and without faults in its fields. */

const { at, recordOf, dispatched, acknowledged, returned, submit, command } = useDoing();

/** Opens each action of the page, sends nothing, and closes it by Escape. */
const lookAtEach = async (page: Page): Promise<string[]> => {
  const buttons = page.locator('.doable > ul button');
  const names = await buttons.allTextContents();
  for (const [n, name] of names.entries()) {
    const button = buttons.nth(n);
    await button.click();
    await dialogOf(page).locator('[type="submit"]').waitFor();
    await expectFine(page, name);
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    // It comes back once the dialog is gone.
    await expect.poll(() => button.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
  }
  return names;
};

/** Transfers and who sees them, so that between them every action is there. */
const everything = async () => {
  const registered = only((await submit({ dispatch: false })).body.transfers);
  const open = await dispatched();
  const back = await returned({ reason: 'not-jurisdiction', suggested: lingcheng });
  const lacking = await acknowledged();
  await command('supplement', lacking.transferId, { items: ['照片'] });
  const filed = await acknowledged();
  const { body } = await command('case', filed.transferId, { filedAt: '2026-09-24', caseNumber: '1号' });
  const reporter = { anonymous: false, name: '赵某', phone: '13900000000' };
  const { replyId = '' } = await dispatched({ reporter });
  const taken = await acknowledged();
  return [
    [registered.transferId, housing],
    [open.transferId, housing],
    [open.transferId, police],
    [back.transferId, housing],
    [lacking.transferId, housing],
    [taken.transferId, police],
    [String(body.noticeId), discipline],
    [replyId, housing],
  ] as const;
};

describe('every dialog', () => {
  it.each(looks)('has no fault in %s at %i pixels', async (language, width) => {
    const seen = new Set<string>();
    const allowed = new Set<string>();
    for (const [transferId, unit] of await everything()) {
      const { page } = await at(transferId, `clerk@${unit}`, { language, width });
      await expectFine(page, 'the page');
      for (const name of await lookAtEach(page)) seen.add(name);
      for (const action of (await recordOf(transferId, unit)).allowedActions) allowed.add(action);
    }
    // All but what offices decide, which has a page and tests of its own.
    expect([...allowed].sort()).toEqual([
      ...['acknowledge', 'case', 'correct', 'dispatch', 'extension', 'feedback', 'proposals', 'recall', 'reply'],
      ...['return', 'supplement', 'supplied', 'withdraw'],
    ]);
    expect(seen.size).toBe(allowed.size);
  });

  it.each(looks)('has none where its fields have some, in %s at %i pixels', async (language, width) => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, `clerk@${police}`, { language, width });
    await page.getByRole('button', { name: language === 'zh' ? '退回' : 'Return', exact: true }).click();
    await dialogOf(page).locator('[type="submit"]').click();
    await dialogOf(page).locator('.fault').first().waitFor();
    await expectFine(page);
    // The first field that is wrong has the keyboard.
    expect(await page.locator(':focus').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('combobox').fill(language === 'zh' ? '公安' : 'Public Security');
    await page.getByRole('option').first().waitFor();
    await expectFine(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.chosen li').waitFor();
    await expectFine(page);
  });
});
