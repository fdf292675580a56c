import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, expectReadable, looks } from './looks.ts';

const { visit, submit, command, send, advanceTo, local } = useConsole('2026-09-04T10:00:00+08:00');

const city = 'supervisor@371400-leading-group-office';
const references: Record<string, string> = {};
let overdue = '';

const submitted = async (name: string, discoveredAt: string, as: string): Promise<string> => {
  const { body } = await submit({ discoveredAt }, { as });
  references[name] = body.reference;
  return only(body.transfers).transferId;
};

/** The texts of a table's rows, by its caption. */
const rowsOf = async (page: Page, caption: string | RegExp): Promise<string[]> => {
  const table = page.getByRole('table', { name: caption });
  await table.waitFor();
  return (await table.getByRole('row').allTextContents()).slice(1);
};

beforeAll(async () => {
  const operator = { as: 'operator', role: 'operator' };
  const unit = await send('GET', '/v1/units/371402-public-security', undefined, operator);
  await send('PUT', '/v1/units/371402-public-security', { ...unit.body, phone: '0534-2100110转8021' }, operator);
  // Due on the 11th.
  const taken = await submitted('taken late', '2026-09-04T09:00:00+08:00', '371402-housing');
  overdue = await submitted('overdue', '2026-09-04T09:00:00+08:00', '371402-land');
  await submitted('elsewhere', '2026-09-04T09:00:00+08:00', '371403-water');
  await advanceTo('2026-09-16T10:00:00+08:00');
  await command('acknowledge', taken);
  await submitted('at risk', '2026-09-16T09:00:00+08:00', '371402-housing');
  await advanceTo('2026-09-22T10:00:00+08:00');
  await local().engine.settled();
}, 180_000);

describe('the board', () => {
  it('has what is overdue and at risk by unit and one by one, with whom to call', async () => {
    const { page } = await visit({ as: city, path: '/supervision' });
    const units = await rowsOf(page, /按单位汇总/);
    expect(units).toEqual([
      '德城区公安分局县级0534-2100110转8021118个工作日上一级领导小组办公室',
      '陵城区公安分局县级0534-2100301108个工作日上一级领导小组办公室',
    ]);
    const phone = page.getByRole('link', { name: '0534-2100110转8021' }).first();
    expect(await phone.getAttribute('href')).toBe('tel:05342100110;ext=8021');
    const rows = await rowsOf(page, /逾期和临期事项/);
    expect(rows).toHaveLength(3);
    expect(rows[2]).toContain(references['at risk']);
    expect(rows[2]).toMatch(/尚未督办$/);
    await page.getByRole('link', { name: '德城区公安分局' }).click();
    await page.getByText('以下只列出德城区公安分局的事项。').waitFor();
    const own = await rowsOf(page, /逾期和临期事项/);
    expect(own.map((row) => row.includes(references.elsewhere ?? '–'))).toEqual([false, false]);
    await page.getByRole('link', { name: references.overdue ?? '' }).click();
    await page.getByRole('heading', { level: 1, name: '移送详情' }).waitFor();
  });

  it('is narrowed by region and by how far ahead one looks, which stands in the address', async () => {
    const { page } = await visit({ as: city, path: '/supervision' });
    await page.getByLabel('列出范围').selectOption({ label: '仅逾期' });
    await expect.poll(async () => (await rowsOf(page, /逾期和临期事项/)).length).toBe(2);
    await page.getByLabel('地区').selectOption({ label: '陵城区' });
    await expect.poll(async () => (await rowsOf(page, /逾期和临期事项/)).length).toBe(1);
    expect(new URL(page.url()).search).toBe('?within=none&region=371403');
    await page.reload();
    expect(await rowsOf(page, /逾期和临期事项/)).toEqual([expect.stringContaining(references.elsewhere ?? '–')]);
  });

  it('says so where there is nothing, and what one may do', async () => {
    const { page } = await visit({ as: 'clerk@371425-water', path: '/supervision' });
    await page.getByText(/没有逾期和临期事项.*扩大/).waitFor();
    expect(await page.getByLabel('地区').count()).toBe(0);
    await expectFine(page);
  });
});

describe('what is overdue', () => {
  it('says on its page who was told, and who will be', async () => {
    const { page } = await visit({ as: 'supervisor@371402-leading-group-office', path: `/transfers/${overdue}` });
    const section = (name: string) => page.locator('section', { has: page.getByRole('heading', { name }) });
    await page.getByText(/逾期\d+个工作日$/).waitFor();
    const told = section('催办和督办安排').getByRole('row');
    expect(await told.filter({ hasText: '✓ 已告知' }).count()).toBeGreaterThan(5);
    expect(await told.last().textContent()).toMatch(/逾期第\d+个工作日督办.*上一级领导小组办公室尚未告知$/);
    const run = section('办理过程').locator('summary');
    expect(await run.textContent()).toMatch(/系统通知1次、催办3次、督办\d次$/);
    await run.click();
    await page.getByText('逾期第1个工作日督办：已告知德城区公安分局负责人').waitFor();
    await expectReadable(page);
  });

  it('says among the tasks of its unit by how many working days', async () => {
    const { page } = await visit({ as: 'clerk@371402-public-security', path: '/tasks?kind=acknowledge' });
    const first = page
      .getByRole('row')
      .filter({ has: page.getByRole('link') })
      .first();
    expect(await first.locator('.deadline').textContent()).toBe('2026年9月11日逾期8个工作日');
    await expectReadable(page);
  });
});

describe('the rates', () => {
  it('lead to the very rows that they were made of', async () => {
    const { page } = await visit({ as: city, path: '/supervision?view=rates' });
    const [lowest] = await rowsOf(page, /各单位按时办理率/);
    expect(lowest).toMatch(/^(陵城|德城)区公安分局0%/);
    await page.getByRole('link', { name: '德城区公安分局：逾期2件' }).click();
    await page.getByRole('heading', { level: 2, name: '德州市 · 德城区公安分局 · 近12个月' }).waitFor();
    const late = await rowsOf(page, '构成该比率的事项');
    expect(late.map((row) => /签收逾期/.test(row))).toEqual([true, true]);
    await page.getByRole('link', { name: '按时', exact: true }).click();
    await page.getByText('没有符合条件的事项').waitFor();
    await page.getByRole('link', { name: '返回按时办理率' }).click();
    const months = page.getByRole('table', { name: /各月按时办理率/ });
    await months.getByRole('link', { name: '2026年9月', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: '德州市 · 2026年9月' }).waitFor();
    expect((await rowsOf(page, '构成该比率的事项')).length).toBeGreaterThan(2);
  });

  it('are of the own unit where one oversees no other', async () => {
    const { page } = await visit({ as: 'clerk@371402-housing', path: '/supervision?view=rates' });
    await page.getByText('德城区住房和城乡建设局', { exact: true }).first().waitFor();
    await page.getByLabel('登记月份').selectOption('2026-08');
    await page.getByText('这一期间没有到期或办结的事项').waitFor();
  });
});

describe('each part of the page', () => {
  it.each(['', '?view=rates', '?view=rows&rows=late&duty=acknowledge'])(
    'stands in both languages, at every width, for everybody: %s',
    async (query) => {
      for (const [language, width] of looks) {
        const { page } = await visit({ as: city, path: `/supervision${query}`, language, width });
        await page.getByRole('table').first().waitFor();
        await expectFine(page);
      }
    },
  );
});
