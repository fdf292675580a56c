import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { housing, only, police } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, expectReadable, settled } from './looks.ts';

const { local, visit, submit, command, read, advanceTo } = useConsole();

const court = '371402-court';
const office = '371402-leading-group-office';

const fresh = async (different: Record<string, unknown> = {}) => only((await submit(different)).body.transfers);

/** What the tabs say, each with its count. */
const tabsOf = (page: Page) =>
  page
    .getByRole('navigation', { name: /待办类别|Kinds of tasks/ })
    .getByRole('link')
    .allTextContents();

const rowsOf = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });

const tasksOf = async (as: string, path = '/tasks') => {
  const { page } = await visit({ as, path });
  await settled(page);
  return page;
};

describe('tasks', { timeout: 180_000 }, () => {
  it('say what to do where there are none', async () => {
    const page = await tasksOf(`clerk@${court}`);
    await page.getByText('目前没有待办事项').waitFor();
    await expect
      .poll(() => tabsOf(page))
      .toEqual(['全部0', '待签收0', '待反馈0', '待移送0', '待补正、补充0', '待答复举报人0', '待审批0']);
    for (const [tab, text] of [
      ['待签收', /目前没有待签收的移送/],
      ['待反馈', /目前没有待反馈的移送/],
      ['待移送', /目前没有已登记而未移送的线索/],
      ['待补正、补充', /目前没有待补正或补充的材料/],
      ['待答复举报人', /目前没有待答复的实名举报/],
      ['待审批', /目前没有待审批的事项/],
    ] as const) {
      await page.getByRole('link', { name: tab }).click();
      await page.getByText(text).waitFor();
    }
    await expectReadable(page);
  });

  it('of every kind stand under their tab, counted, what is due first in front', async () => {
    await fresh({ dispatch: false });
    const returned = await fresh();
    await command('return', returned.transferId, { reason: 'incomplete', note: '缺少地点' });
    const lacking = await fresh({ reporter: { anonymous: false, name: '赵六', phone: '13800000000' } });
    await command('supplement', lacking.transferId, { items: ['合同'] });
    const page = await tasksOf(`clerk@${housing}`);
    await expect
      .poll(() => tabsOf(page))
      .toEqual(['全部4', '待签收0', '待反馈0', '待移送1', '待补正、补充2', '待答复举报人1', '待审批0']);
    const dues = await rowsOf(page).locator('.deadline').allTextContents();
    expect(dues).toEqual([
      '2026年9月30日剩余3个工作日',
      '2026年9月30日剩余3个工作日',
      '2026年10月9日剩余5个工作日',
      '2026年10月22日剩余15个工作日',
    ]);
    await page.getByRole('link', { name: '待补正、补充' }).click();
    await page.getByRole('table', { name: /待补正、补充，/ }).waitFor();
    const named = async () =>
      (await rowsOf(page).allTextContents()).map((row) => /补正后再次移送|补充材料/.exec(row)?.[0]).toSorted();
    await expect.poll(named).toEqual(['补充材料', '补正后再次移送']);
    await expectReadable(page);
    // A supplement is acted on where it was asked for.
    const links = await page
      .getByRole('row', { name: /Supply what is missing/ })
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual([`/console/transfers/${lacking.transferId}`]);
  });

  it('that an office has to decide are its own', async () => {
    const { transferId } = await fresh();
    await command('extension', transferId, { workingDays: 3, reason: '人手不足' });
    const page = await tasksOf(`supervisor@${office}`, '/tasks?kind=decide');
    expect(await rowsOf(page).allTextContents()).toEqual([expect.stringMatching(/审批延期.*德城区公安分局/)]);
  });
});

describe('the keyboard', { timeout: 180_000 }, () => {
  it('leads from the tasks to a transfer, and the heading is read there', async () => {
    const { reference } = (await read((await fresh()).transferId)).body;
    const page = await tasksOf(`clerk@${police}`);
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    for (let n = 0; n < 60 && (await focused()) !== reference; n += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe(reference);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `移送详情 ${reference}` }).waitFor();
    expect(await focused()).toContain('移送详情');
  });
});

describe('a search', { timeout: 180_000 }, () => {
  it('by reference leads to the transfer, as people type it, and back to the tasks', async () => {
    const { transferId } = await fresh();
    const { reference } = (await read(transferId)).body;
    const page = await tasksOf(`clerk@${police}`);
    await page.getByRole('textbox', { name: '线索编号' }).fill(` ${reference.toLowerCase()} `);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: reference }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/transfers/${transferId}`);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: '我的待办' }).waitFor();
  });

  it('lists what goes by one reference', async () => {
    const { body } = await submit({
      kinds: ['organised-crime', 'misconduct'],
      reporter: { anonymous: false, name: '赵六', phone: '13800000000' },
    });
    const page = await tasksOf(`clerk@${housing}`, `/tasks?reference=${body.reference}`);
    const table = page.getByRole('table', { name: `编号${body.reference}的移送` });
    expect((await table.getByRole('link').allTextContents()).toSorted()).toEqual(
      ['涉黑涉恶线索', '渎职、腐败、“保护伞”线索', '实名举报答复'].toSorted(),
    );
    await expectReadable(page);
  });

  it('shows a clue that its own unit deals with, read by a button', async () => {
    const { body } = await submit({ title: '自行发现的线索' }, { as: police });
    expect(body.transfers).toEqual([]);
    const page = await tasksOf(`clerk@${police}`, `/tasks?reference=${body.reference}`);
    await page.getByText('自行办理，没有移送').waitFor();
    await page.getByRole('button', { name: '查看线索内容（将记录）' }).click();
    await page.getByRole('heading', { name: '自行发现的线索' }).waitFor();
  });

  it('lets public security file a case on a clue that it found itself, whose notice it leads to', async () => {
    const { body } = await submit({ kinds: ['organised-crime', 'misconduct'] }, { as: police });
    const page = await tasksOf(`clerk@${police}`, `/tasks?reference=${body.reference}`);
    await page.getByText('的涉黑涉恶部分由德城区公安分局自行办理').waitFor();
    await page.getByRole('button', { name: '登记立案' }).click();
    const dialog = page.getByRole('dialog', { name: '登记立案' });
    await dialog.getByLabel('立案日期').fill('2026-09-30');
    await dialog.getByLabel('案件编号').fill('德公（刑）立字〔2026〕3号');
    await dialog.getByRole('button', { name: '登记立案' }).click();
    await dialog.getByText('晚于当前时间').waitFor();
    await expectFine(page);
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '登记立案' }).click();
    expect(await dialog.getByLabel('案件编号').inputValue()).toBe('德公（刑）立字〔2026〕3号');
    await dialog.getByLabel('立案日期').fill('2026-09-24');
    await dialog.getByRole('button', { name: '登记立案' }).click();
    await page.getByRole('heading', { level: 1, name: body.reference }).waitFor();
    await page.getByText('立案情况通报').first().waitFor();
    const notice = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect((await read(notice, police)).body).toMatchObject({ rule: 'case-notice', status: 'dispatched' });
    await page.goto(`${local().url}/console/tasks?reference=${body.reference}`);
    await page.getByRole('table', { name: `编号${body.reference}的移送` }).waitFor();
    expect(await page.getByRole('button', { name: '登记立案' }).count()).toBe(0);
  });

  it('says where nothing is found, and what is wrong with what was typed', async () => {
    const page = await tasksOf(`clerk@${court}`, `/tasks?reference=${(await submit()).body.reference}`);
    await page.getByText(/没有找到这个编号。/).waitFor();
    await page.getByRole('textbox', { name: '线索编号' }).fill('2026');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByText('请按 371402-20260917-7K3F9QZ2 的格式填写线索编号').waitFor();
    await expectReadable(page);
  });
});

/** Pages of one task each, as a unit with very many would have them. */
const byOne = (page: Page): Promise<unknown> =>
  page.route('**/v1/tasks*', (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set('limit', '1');
    return route.continue({ url: url.href });
  });

describe('many tasks', { timeout: 180_000 }, () => {
  const water = '371402-water';
  const returned = async () => {
    const { transferId } = only((await submit({}, { as: water })).body.transfers);
    await command('return', transferId, { reason: 'incomplete', note: '缺少地点' });
  };
  /** What is answered to the tab, and not what the one before has left for a moment. */
  const toCorrect = async (page: Page) => {
    const answered = ['correct', 'supplement'].map((kind) =>
      page.waitForResponse((one) => one.url().includes('/v1/tasks') && one.url().includes(`kind=${kind}`)),
    );
    await page.getByRole('link', { name: '待补正、补充' }).click();
    await Promise.all(answered);
    await page.getByRole('table', { name: /待补正、补充，/ }).waitFor();
    await settled(page);
  };
  const shown = (page: Page) => rowsOf(page).locator('.deadline > span').allTextContents();
  const more = async (page: Page, rows: number) => {
    await page.getByRole('button', { name: '显示更多' }).click();
    await rowsOf(page)
      .nth(rows - 1)
      .waitFor();
  };

  it('come page by page, of two kinds together as far as both have been read', async () => {
    await returned();
    await advanceTo('2026-09-28T10:00:00+08:00');
    const { transferId } = only((await submit({}, { as: water })).body.transfers);
    await command('supplement', transferId, { items: ['合同'] });
    await advanceTo('2026-09-29T10:00:00+08:00');
    await returned();
    const page = await tasksOf(`clerk@${water}`);
    await byOne(page);
    await toCorrect(page);
    // The supplement is due after what the other list may still have.
    await expect.poll(() => shown(page)).toEqual(['2026年9月30日']);
    await more(page, 3);
    await expect.poll(() => shown(page)).toEqual(['2026年9月30日', '2026年10月8日', '2026年10月9日']);
    await page.getByRole('button', { name: '显示更多' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '全部' }).click();
    await page.getByRole('table', { name: /全部待办事项/ }).waitFor();
    await settled(page);
    await expect.poll(async () => (await shown(page)).length).toBe(1);
    await more(page, 2);
    await more(page, 3);
    await expect.poll(() => shown(page)).toEqual(['2026年9月30日', '2026年10月8日', '2026年10月9日']);
  });

  it('that could not be read are said so, and asked for again', async () => {
    const page = await tasksOf(`clerk@${water}`);
    await byOne(page);
    await toCorrect(page);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '显示更多' }).click();
    await page.getByText('网络连接中断').waitFor();
    await page.context().setOffline(false);
    await more(page, 3);
  });
});
