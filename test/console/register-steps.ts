import type { Page } from 'playwright-core';
import { type Answer, type client, housing, type TransferBody } from '../client.ts';

/** The steps of 登记线索, as its tests take them. */

export const as = `clerk@${housing}`;
export const path = '/clues/new';
export const title = '某工地强揽土方工程';
export const text = '巡查中发现有人以暴力相威胁，强揽土方运输。';

export const next = (page: Page) => page.getByRole('button', { name: '下一步：核对去向' }).click();
export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor();

/** Types what a clue must say. */
export const typed = async (page: Page, foundOn = '2026-09-24') => {
  await page.getByRole('textbox', { name: '标题' }).fill(title);
  await page.getByRole('textbox', { name: '正文' }).fill(text);
  await page.getByRole('checkbox', { name: /^涉黑涉恶线索/ }).check();
  await page.getByRole('combobox', { name: '线索来源' }).fill('日常执法检查');
  await page.getByLabel('发现日期').fill(foundOn);
};

/** On to the second step. */
export const checked = async (page: Page, foundOn?: string) => {
  await typed(page, foundOn);
  await next(page);
  await heading(page, '核对去向');
};

/** Keeps the clue from a unit, found by its name. */
export const keptFrom = async (page: Page, name: string) => {
  await page.getByRole('combobox', { name: '须回避的单位' }).fill(name);
  await page.getByRole('option', { name }).click();
};

/** What stands in a ledger beside what was there before. */
export const ledgers = ({ send }: Pick<ReturnType<typeof client>, 'send'>) => {
  const ledger = async (side = 'sent', unit = housing): Promise<TransferBody[]> => {
    const { body }: Answer<{ items: TransferBody[] }> = await send('GET', `/v1/ledgers/${side}?limit=200`, undefined, {
      as: unit,
    });
    return body.items;
  };
  const newIn = async (before: TransferBody[]) => {
    const known = new Set(before.map(({ transferId }) => transferId));
    return (await ledger()).filter(({ transferId }) => !known.has(transferId));
  };
  return { ledger, newIn };
};
