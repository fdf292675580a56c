import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clueWith, only } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, looks } from './looks.ts';

const { visit, submit, command, send, advanceTo, local } = useConsole('2026-09-17T10:00:00+08:00');

const path = '/audit?from=2026-09-17&to=2026-09-24';
let reference = '';

beforeAll(async () => {
  const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00', title: '机密标题' });
  reference = body.reference;
  await command('acknowledge', only(body.transfers).transferId);
  await advanceTo('2026-09-24T10:00:00+08:00');
  await send('GET', `/v1/clues/${body.clueId}`, undefined, { as: '371402-public-security' });
  // More than one page.
  const clues = Array.from({ length: 60 }, () => clueWith({ discoveredAt: '2026-09-24T09:00:00+08:00' }));
  await send('POST', '/v1/clues/batch', { clues }, { as: '371403-water' });
  await local().engine.settled();
}, 180_000);

const rowsOf = async (page: Page): Promise<string[]> => {
  const table = page.getByRole('table');
  await table.waitFor();
  return (await table.getByRole('row').allTextContents()).slice(1);
};

describe('the page of audit', () => {
  it('has who read and changed what, today at first, and goes on', async () => {
    const { page } = await visit({ as: 'auditor', path: '/audit' });
    await page.getByText('2026年9月24日至2026年9月24日的操作').waitFor();
    expect(await page.getByLabel('起始日期').inputValue()).toBe('2026-09-24');
    expect(await rowsOf(page)).toHaveLength(50);
    await page.getByRole('button', { name: '显示更多' }).click();
    await expect.poll(async () => (await rowsOf(page)).length).toBe(61);
    const rows = await rowsOf(page);
    expect(rows.at(-1)).toContain('查阅内容');
    expect(rows.at(-1)).toContain(reference);
    expect(rows.join()).not.toContain('机密');
  });

  it('is narrowed by days, kind, unit and clue, each of which can be taken away', async () => {
    const { page } = await visit({ as: 'auditor', path });
    await page.getByRole('link', { name: '查阅', exact: true }).click();
    await expect.poll(() => rowsOf(page)).toEqual([expect.stringMatching(/德城区公安分局.*查阅内容/)]);
    await page.getByRole('link', { name: '全部操作' }).click();
    await page.getByLabel('截止日期').fill('2026-09-18');
    await page.getByRole('button', { name: '查询' }).click();
    await expect
      .poll(() => rowsOf(page))
      .toEqual([expect.stringContaining('签收'), expect.stringContaining('登记线索')]);
    await page.getByRole('link', { name: '德城区公安分局' }).first().click();
    await page.getByText('只看单位：德城区公安分局').waitFor();
    await expect.poll(async () => (await rowsOf(page)).length).toBe(1);
    await expectFine(page);
    await page.getByRole('link', { name: '取消' }).click();
    await page.getByRole('link', { name: reference }).first().click();
    await page.getByText(`只看线索：${reference}`).waitFor();
    expect(page.url()).not.toContain(encodeURIComponent('机密'));
    await page.getByLabel('操作', { exact: true }).selectOption({ label: '退回' });
    await page.getByText(/所选期间没有这类操作/).waitFor();
  });

  it('says beside the field which day to mend', async () => {
    const { page } = await visit({ as: 'auditor', path });
    await page.getByLabel('起始日期').fill('2024-01-01');
    await page.getByRole('button', { name: '查询' }).click();
    await page
      .getByText(/一次最多查询 366 天/)
      .first()
      .waitFor();
    expect(await page.getByLabel('截止日期').getAttribute('aria-invalid')).toBe('true');
    // What programs call the field is nothing to people.
    expect(await page.locator('#content').innerText()).not.toMatch(/（[a-z]/);
  });

  it('gives out what is asked for as one file', async () => {
    const { page } = await visit({ as: 'auditor', path });
    await rowsOf(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('audit-2026-09-17-2026-09-24.csv');
    const rows: Record<string, string>[] = parse(await readFile(await file.path()), { columns: true, bom: true });
    expect(rows).toHaveLength(63);
    expect(rows.at(-1)).toMatchObject({ 操作: '登记线索', 线索编号: reference, 单位: '德城区住房和城乡建设局' });
  });

  it('is for offices of their region, and not in the menu of others', async () => {
    const office = await visit({ as: 'supervisor@371402-leading-group-office', path });
    expect((await rowsOf(office.page)).every((row) => row.includes(reference))).toBe(true);
    const unit = await visit({ as: 'supervisor@371402-housing', path: '/audit' });
    await unit.page.getByText('操作记录由审计管理员和领导小组办公室查看').waitFor();
    expect(await unit.page.getByRole('navigation').getByRole('link', { name: '审计' }).count()).toBe(0);
  });

  it('stands in both languages and at every width', async () => {
    for (const [language, width] of looks) {
      const { page } = await visit({ as: 'auditor', path, language, width });
      await rowsOf(page);
      await expectFine(page);
    }
  });
});
