import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { notice2027, year2027 } from '../calendar-2027.ts';
import { useConsole } from './browser.ts';
import { expectFine, looks } from './looks.ts';

const { visit, send, submit, advanceTo } = useConsole();

const operator = { as: 'operator', role: 'operator' };
const text2027 = `一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月30日（周六）、2月20日（周六）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日放假1天。
六、中秋节：9月15日放假1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`;

const cell = (page: Page, month: number, day: number) =>
  page
    .locator('table.cal-month')
    .nth(month - 1)
    .locator('tbody td')
    .filter({ has: page.locator(`text="${day}"`) });
const yearOf = async (year: number) =>
  (
    await send<{ version: string; published: boolean; holidays: string[] }>(
      'GET',
      `/v1/calendar/${year}`,
      undefined,
      operator,
    )
  ).body;

describe('the calendar', () => {
  it.each(looks)('shows a year to everybody, in %s at %i pixels', async (language, width) => {
    const { page } = await visit({ as: 'clerk@371402-housing', path: '/calendar?year=2026', language, width });
    await page.locator('.cal-months').waitFor();
    const words =
      language === 'zh'
        ? { off: '休', work: '班', name: '春节' }
        : { off: 'off', work: 'work', name: 'Spring Festival' };
    expect(await cell(page, 2, 16).innerText()).toMatch(new RegExp(`16\\s*${words.off}`));
    expect(await cell(page, 2, 16).getAttribute('title')).toContain(words.name);
    expect(await cell(page, 2, 14).innerText()).toMatch(new RegExp(`14\\s*${words.work}`));
    expect((await cell(page, 3, 2).innerText()).trim()).toBe('2');
    await page.getByText(/国办发明电〔2025〕7号/).waitFor();
    // Others read: they have nothing to press.
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    await expectFine(page);
  });

  it('says plainly that a year without a notice is provisional', async () => {
    const { page } = await visit({ as: 'supervisor@371402-housing', path: '/calendar?year=2027' });
    await page.getByText('暂定', { exact: true }).waitFor();
    await page.getByRole('link', { name: '‹ 2026年' }).click();
    await page.getByRole('heading', { name: '2026年' }).waitFor();
    expect(await page.getByText('暂定', { exact: true }).count()).toBe(0);
    await expectFine(page);
  });
});

describe('an operator', () => {
  it('sees what is wrong with what was written, and nothing is published', async () => {
    const { page } = await visit({ as: 'operator', path: '/calendar?year=2027' });
    await page.getByRole('button', { name: '录入2027年放假安排' }).click();
    const text = page.getByLabel('放假安排');
    await text.fill('元旦：1月1日至3日');
    await page.getByRole('button', { name: /预览影响/ }).click();
    await page.getByRole('alert').filter({ hasText: '处需要更正' }).waitFor();
    await page.getByText(/缺少春节/).waitFor();
    // Another language takes nothing of it away.
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByLabel('Days off and make-up days').inputValue()).toBe('元旦：1月1日至3日');
    await page.getByRole('button', { name: '中文' }).click();
    await expectFine(page);
    await text.fill('元旦：2月30日放假');
    await page.getByText('“2月30日”不是日期').waitFor();
    expect(await page.getByRole('button', { name: /预览影响/ }).isDisabled()).toBe(true);
    await text.fill('元旦：2026年12月31日至2027年1月2日放假');
    await page.getByRole('button', { name: '加入2026年' }).click();
    await page.getByRole('group', { name: '2026年' }).waitFor();
    await page.getByRole('button', { name: '不改了' }).click();
    expect((await yearOf(2027)).published).toBe(false);
  });

  it('pastes a notice, sees what moves, and publishes it', { timeout: 300_000 }, async () => {
    await advanceTo('2026-12-29T10:00:00+08:00');
    await submit({ discoveredAt: '2026-12-29T09:00:00+08:00' });
    const { page } = await visit({ as: 'operator', path: '/calendar?year=2027' });
    await page.getByRole('button', { name: '录入2027年放假安排' }).click();
    await page.getByLabel('通知文号').fill(notice2027.number);
    await page.getByLabel('发布日期').fill(notice2027.issued);
    await page.getByLabel('放假安排').fill(text2027);
    // By a click: taken away, and put back.
    const day = page.getByRole('button', { name: /^2027年6月9日/ });
    await day.click();
    expect(await page.getByLabel('放假安排').inputValue()).not.toContain('端午节');
    await day.click();
    expect(await page.getByLabel('放假安排').inputValue()).toContain('6月9日放假');
    await day.press('ArrowRight');
    expect(await page.evaluate<string>('document.activeElement.dataset.date')).toBe('2027-06-10');
    await expectFine(page);

    await page.getByRole('button', { name: /预览影响/ }).click();
    await page.getByRole('heading', { name: '发布后的影响' }).waitFor();
    const moved = page.locator('.cal-effects div').filter({ hasText: '时限有变化的' });
    expect(await moved.innerText()).toMatch(/[1-9]/);
    await expectFine(page);
    expect((await yearOf(2027)).published).toBe(false);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('已发布，时限正在重新计算。').waitFor();
    await page.getByText('时限已全部重新计算').waitFor({ timeout: 30_000 });
    const put = await yearOf(2027);
    expect([put.published, put.holidays]).toEqual([true, year2027.holidays]);
    await page.getByText(new RegExp(`依据：${notice2027.number}`)).waitFor();
    await expectFine(page);
  });

  it('looks at a version, and withdraws the newest', { timeout: 300_000 }, async () => {
    const days = { ...year2027, holidays: [...year2027.holidays, '2027-01-04'], notice: notice2027 };
    expect((await send('PUT', '/v1/calendar/2027', days, operator)).status).toBe(200);
    const before = await yearOf(2027);
    const revision = before.version.split('.').at(-1);
    const { page } = await visit({ as: 'operator', path: '/calendar?year=2027' });
    await page.getByRole('link', { name: `第${revision}版` }).click();
    await page.getByText(new RegExp(`正在查看第${revision}版`)).waitFor();
    await expectFine(page);
    await page.getByRole('link', { name: '查看现行日历' }).click();

    await page.getByRole('button', { name: '撤销最近一次更改…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(new RegExp(`将撤销第${revision}版`)).waitFor();
    await dialog.getByText(/天有变化/).waitFor();
    await dialog.locator('.cal-effects').waitFor();
    await expectFine(page);
    await dialog.getByRole('button', { name: '确认撤销' }).click();
    await page.getByText('已撤销，时限正在重新计算。').waitFor();
    expect((await yearOf(2027)).holidays).not.toContain('2027-01-04');
    await page.getByRole('cell', { name: `撤销第${revision}版` }).waitFor();
  });

  it('who was slower hears who changed the calendar, and keeps what was written', async () => {
    const { page } = await visit({ as: 'operator', path: '/calendar?year=2027', language: 'en', width: 360 });
    await page.getByRole('button', { name: /^(Put the notice of 2027 in|Change 2027)$/ }).click();
    await page.getByLabel('Days off and make-up days').fill(text2027);
    await page.getByRole('button', { name: /Show what it would do/ }).click();
    await page.getByRole('heading', { name: 'What publishing it does' }).waitFor();
    const longer = { ...year2027, holidays: [...year2027.holidays, '2027-01-04'] };
    expect((await send('PUT', '/v1/calendar/2027', longer, operator)).status).toBe(200);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Somebody else changed the calendar' }).waitFor();
    expect(await page.getByLabel('Days off and make-up days').inputValue()).toBe(text2027);
    await expectFine(page);
    await page.getByRole('button', { name: /Keep mine/ }).click();
    await page.getByRole('button', { name: /Show what it would do/ }).click();
    await page.getByText('1 day changes').waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published.').waitFor();
    expect((await yearOf(2027)).holidays).toEqual(year2027.holidays);
  });

  it('publishes once where the connection broke before the answer came', async () => {
    const { page, context } = await visit({ as: 'operator', path: '/calendar?year=2027' });
    await page.getByRole('button', { name: /^(更改2027年|录入2027年放假安排)$/ }).click();
    const text = page.getByLabel('放假安排');
    await text.fill(`${text2027}\n本省：6月10日放假。`);
    await page.getByRole('button', { name: /预览影响/ }).click();
    const before = await yearOf(2027);
    let broken = false;
    await context.route('**/v1/calendar', async (route) => {
      if (broken) return route.continue();
      broken = true;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('网络连接中断').waitFor();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('已发布').waitFor();
    const revision = (version: string) => Number(version.split('.').at(-1));
    expect(revision((await yearOf(2027)).version)).toBe(revision(before.version) + 1);
  });
});
