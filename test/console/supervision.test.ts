import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { faultsOf, useConsole } from './browser.ts';

const { visit, submit, command, send, advanceTo, local } = useConsole('2026-09-04T10:00:00+08:00');

const city = 'supervisor@371400-leading-group-office';
const fits = 'document.documentElement.scrollWidth <= innerWidth';
const references: Record<string, string> = {};

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
  await submitted('overdue', '2026-09-04T09:00:00+08:00', '371402-land');
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
    expect(await faultsOf(page)).toEqual([]);
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
      for (const language of ['zh', 'en'] as const) {
        for (const width of [360, 1280]) {
          const { page, context } = await visit({ as: city, path: `/supervision${query}`, language, width });
          await page.getByRole('table').first().waitFor();
          expect(await faultsOf(page)).toEqual([]);
          expect([language, width, await page.evaluate<boolean>(fits)]).toEqual([language, width, true]);
          await context.close();
        }
      }
    },
  );
});
