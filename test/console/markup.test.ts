import { describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { useConsole } from './browser.ts';
import { housing, police } from './doing.ts';

/** Markup in what people typed and registered is text on the pages. */

const { visit, submit, command, send } = useConsole();

const markup = '<img src=x onerror="document.title=1">';
const operator = { as: 'operator', role: 'operator' };

/** A clue to a unit with such a name, with such a feedback. */
const handled = async (): Promise<string> => {
  const { body: unit } = await send<Record<string, unknown>>('GET', `/v1/units/${police}`, undefined, operator);
  expect((await send('PUT', `/v1/units/${police}`, { ...unit, name: `公安${markup}` }, operator)).status).toBe(200);
  const { transferId } = only((await submit({ title: markup, text: markup })).body.transfers);
  await command('acknowledge', transferId);
  await command('feedback', transferId, { final: false, outcome: 'under-investigation', text: markup });
  return transferId;
};

describe('markup in what was typed', () => {
  it('is text where a transfer, its clue and a ledger are shown', async () => {
    const transferId = await handled();
    const { page } = await visit({ as: `clerk@${housing}`, path: `/transfers/${transferId}` });
    await page.getByRole('button', { name: /查看线索内容/ }).click();
    // The name of the unit, the title and the text of the clue, the feedback.
    await expect.poll(async () => (await page.locator('#content').innerText()).split(markup).length).toBeGreaterThan(4);
    expect(await page.locator('#content img').count()).toBe(0);
    await page.getByRole('navigation').getByRole('link', { name: '台账' }).click();
    await page.locator('td', { hasText: markup }).first().waitFor();
    expect(await page.locator('#content img').count()).toBe(0);
  });
});
