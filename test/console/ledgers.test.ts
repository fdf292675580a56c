import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditing, ofClue, whole } from '../audit.ts';
import { clueWith, housing, police, type TransferBody } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, looks } from './looks.ts';

/** 台账: what was sent and received, to filter, to print, to take out. */

const { visit, send, submit, command, advanceTo } = useConsole();
const { audit } = auditing({ send, submit });

const as = `clerk@${housing}`;
const office = 'supervisor@371402-leading-group-office';
const found = { discoveredAt: '2026-09-24T09:00:00+08:00' };
const title = '某工地强揽土方工程';

const rowsOf = (page: Page) => page.locator('.table tbody tr');
const ready = (page: Page) => page.getByRole('table').waitFor();
const shown = (page: Page, count: number) => expect.poll(() => rowsOf(page).count()).toBe(count);

let made: TransferBody[] = [];
const sentOf = async (different: Record<string, unknown> = {}): Promise<TransferBody> => {
  const { body } = await submit({ ...found, ...different });
  const [transfer] = body.transfers;
  if (!transfer) throw new Error('no transfer was made');
  return transfer;
};

beforeAll(async () => {
  made = [
    await sentOf(),
    await sentOf({ kinds: ['misconduct'] }),
    await sentOf({ discoveredAt: '2026-09-01' }),
    await sentOf({ dispatch: false }),
  ];
  const [first, , late] = made;
  await command('acknowledge', first?.transferId ?? '');
  await command('acknowledge', late?.transferId ?? '');
  await command('feedback', late?.transferId ?? '', { final: true, outcome: '已立案侦查', text: '秘密的反馈' });
  await advanceTo('2026-10-12T10:00:00+08:00');
});

describe('a ledger', () => {
  it('shows what was sent, the newest first, and leads to each transfer', async () => {
    const { page } = await visit({ as, path: '/ledgers' });
    await shown(page, 4);
    const [first] = made;
    const row = page.getByRole('row', { name: new RegExp(first?.reference ?? '') });
    const text = (await row.textContent()) ?? '';
    for (const part of ['德城区公安分局', '2026年9月24日', '办理中', '反馈']) expect(text).toContain(part);
    await page
      .getByRole('row', { name: /已立案侦查/ })
      .getByText('逾期')
      .waitFor();
    await row.getByRole('link').click();
    expect(new URL(page.url()).pathname).toBe(`/console/transfers/${first?.transferId}`);
  });

  it('shows what was received, without what its sender still has', async () => {
    const { page } = await visit({ as: `clerk@${police}`, path: '/ledgers' });
    await page.getByRole('link', { name: '接收台账' }).click();
    await shown(page, 2);
    expect(await page.getByRole('row', { name: /德城区住房和城乡建设局/ }).count()).toBe(2);
    await expectFine(page);
  });

  it('is filtered, by its address too, and says so where nothing is like that', async () => {
    const { page } = await visit({ as, path: '/ledgers' });
    await shown(page, 4);
    await page.getByLabel('类别', { exact: true }).selectOption({ label: '渎职、腐败、“保护伞”线索' });
    await shown(page, 1);
    expect(new URL(page.url()).search).toBe('?side=sent&rule=misconduct');
    await page.getByLabel('类别', { exact: true }).selectOption({ label: '全部' });
    await page.getByLabel('状态').selectOption({ label: '已办结' });
    await shown(page, 1);
    await page.getByLabel('状态').selectOption({ label: '全部' });
    await page.getByRole('checkbox', { name: '只看逾期' }).check();
    await shown(page, 2);
    await page.getByLabel('登记月份').fill('2026-08');
    await page.getByText('没有符合条件的移送件').waitFor();
    await expectFine(page);
    await page.getByRole('link', { name: '清除筛选条件' }).click();
    await shown(page, 4);
    expect(await page.getByRole('checkbox', { name: '只看逾期' }).isChecked()).toBe(false);
  });

  it('begins as its address says', async () => {
    const { page } = await visit({ as, path: '/ledgers?side=sent&status=registered&month=2026-09' });
    await shown(page, 1);
    expect(await page.getByLabel('登记月份').inputValue()).toBe('2026-09');
    expect(await page.getByLabel('状态').inputValue()).toBe('registered');
  });

  it('of a unit that has none says what to do', async () => {
    const { page } = await visit({ as: 'clerk@371425-court', path: '/ledgers' });
    await page.getByText('本单位还没有移送线索').waitFor();
    expect(await page.getByRole('button', { name: '下载 Excel' }).isDisabled()).toBe(true);
    await page.locator('main').getByRole('link', { name: '登记线索' }).click();
    await page.getByRole('heading', { level: 1, name: '登记线索' }).waitFor();
  });

  it('of other units is for offices, who find them by their names', async () => {
    const { page } = await visit({ as: office, path: '/ledgers?side=received' });
    const unit = page.getByRole('combobox', { name: '单位' });
    await unit.fill('德城区公安');
    await page.getByRole('option', { name: /德城区公安分局/ }).click();
    await shown(page, 2);
    expect(new URL(page.url()).searchParams.get('unit')).toBe(police);
    await page.getByRole('button', { name: '删除德城区公安分局' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('unit')).toBe(null);
    const clerk = await visit({ as, path: `/ledgers?unit=${police}` });
    await clerk.page.getByRole('alert').getByText('各单位只能查看本单位台账').waitFor();
    expect(await clerk.page.getByRole('combobox', { name: '单位' }).count()).toBe(0);
  });
});

describe('what is taken out', () => {
  it.each([
    ['下载 Excel', 'xlsx', 'PK'],
    ['下载 CSV', 'csv', '\ufeff'],
  ])('%s is the ledger as it is filtered', async (name, ending, begins) => {
    const { page } = await visit({ as, path: '/ledgers?side=sent&month=2026-09&rule=organised-crime' });
    await shown(page, 3);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`移送台账-德城区住房和城乡建设局-2026-09.${ending}`);
    const contents = await readFile(await file.path(), 'utf8');
    expect(contents.startsWith(begins)).toBe(true);
    if (ending !== 'csv') return;
    expect(contents.trim().split('\r\n')).toHaveLength(4);
    expect(contents).not.toContain(title);
  });

  it('with titles is taken out once its reader knows that it is recorded', async () => {
    const { page } = await visit({ as, path: '/ledgers?side=sent&status=closed' });
    await shown(page, 1);
    const [, , closed] = made;
    const readings = async () =>
      ofClue(await audit(whole), closed?.clueId ?? '').filter(([event]) => event === 'read').length;
    await page.getByRole('button', { name: '下载含标题的台账' }).click();
    const dialog = page.getByRole('dialog', { name: '下载含线索标题的台账' });
    await dialog.getByText('查阅将记录在案').waitFor();
    await expectFine(page);
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(await readings()).toBe(0);
    await page.getByRole('button', { name: '下载含标题的台账' }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '记录并下载 CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).not.toContain(title);
    expect(await readFile(await file.path(), 'utf8')).toContain(title);
    await dialog.waitFor({ state: 'detached' });
    expect(await readings()).toBe(1);
  });

  it('says why it did not come', async () => {
    const { page } = await visit({ as, path: '/ledgers' });
    await shown(page, 4);
    await page.route('**/v1/ledgers/sent*', (route) => route.abort('connectionreset'));
    await page.getByRole('button', { name: '下载 Excel' }).click();
    await page.getByRole('alert').getByText('网络连接中断').waitFor();
    expect(await rowsOf(page).count()).toBe(4);
  });
});

describe('on paper', () => {
  it('it is a sheet of A4 landscape with its unit, its rows and who signs, and no buttons', async () => {
    const { page } = await visit({ as, path: '/ledgers' });
    await shown(page, 4);
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { name: '线索移送工作台账（移送）' }).waitFor();
    await page.getByText('填报单位：德城区住房和城乡建设局').waitFor();
    await page.getByText('审核人：').waitFor();
    for (const hidden of [page.getByRole('button', { name: '打印' }), page.getByLabel('状态')]) {
      expect(await hidden.isVisible()).toBe(false);
    }
    const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const [, width = 0, height = 0] = (/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(sheet) ?? []).map(Number);
    expect([Math.round(width), Math.round(height)]).toEqual([842, 595]);
  });

  it('it has all rows, those too that were not shown yet', async () => {
    const as = 'clerk@371425-transport';
    const clues = Array.from({ length: 52 }, () => clueWith({ ...found, dispatch: false }));
    await send('POST', '/v1/clues/batch', { clues }, { as: '371425-transport' });
    const { page } = await visit({ as, path: '/ledgers' });
    await shown(page, 50);
    await page.getByText('已显示50条，还有更多').first().waitFor();
    await page.evaluate('window.print = () => { window.printed = document.querySelectorAll("tbody tr").length; }');
    await page.getByRole('button', { name: '打印' }).click();
    await expect.poll(() => page.evaluate('window.printed')).toBe(52);
    await page.getByText('共52条').first().waitFor();
  });

  it('and those are shown when they are asked for', async () => {
    const { page } = await visit({ as: 'clerk@371425-transport', path: '/ledgers' });
    await shown(page, 50);
    await page.getByRole('button', { name: '显示更多' }).click();
    await shown(page, 52);
    expect(await page.getByRole('button', { name: '显示更多' }).count()).toBe(0);
  });
});

describe('every look', () => {
  it.each(looks)('is fine in %s at %i pixels', async (language, width) => {
    for (const who of [as, office]) {
      const path = who === office ? `/ledgers?side=received&unit=${police}` : '/ledgers';
      const { page } = await visit({ as: who, path, language, width });
      await ready(page);
      await expectFine(page);
    }
  });
});
