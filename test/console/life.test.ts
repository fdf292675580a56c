import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dialogOf, discipline, housing, office, open, police, saidOn, send, useDoing } from './doing.ts';
import { settled } from './looks.ts';

/** A whole life through pages alone, by four people; and what is left of it in their browsers. */

const { visit, advanceTo, submit, local } = useDoing();

/** What nobody may find anywhere but on a page. */
const secrets = ['强揽砂石料', '以停工相威胁', '赵小六', '13912345678', '需跨县核查账目', '已上门告知', '主犯供述'];

/** All addresses that a browser was at or asked, its own pages' too. */
const addressesOf = (context: BrowserContext): string[] => {
  const seen: string[] = [];
  context.on('request', (request) => seen.push(request.url()));
  context.on('page', (page) => page.on('framenavigated', (frame) => seen.push(frame.url())));
  return seen;
};

/** Whatever a browser keeps for the console, as text. */
const keptBy = (page: Page) =>
  page.evaluate<string>(`(async () => {
    const databases = await indexedDB.databases();
    const caches_ = 'caches' in globalThis ? await caches.keys() : [];
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, caches_, history.state, document.title]);
  })()`);

const expectNoSecret = async (page: Page, addresses: readonly string[]): Promise<void> => {
  const kept = `${await keptBy(page)} ${addresses.map(decodeURIComponent).join(' ')}`;
  expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
};

/** Opens the transfer of that reference from the list of tasks. */
const take = async (page: Page, reference: string, tab: string): Promise<void> => {
  await page.getByRole('link', { name: '我的待办' }).click();
  await page.getByRole('link', { name: new RegExp(`^${tab}`) }).click();
  await page.locator('.tabs a[aria-current]').filter({ hasText: tab }).waitFor();
  await page.getByRole('link', { name: reference }).click();
  await page.getByRole('heading', { level: 1, name: reference }).waitFor();
};

/** Beginning at the page that `visit` opened: all that is asked from then on. */
const person = async (as: string) => {
  const { page, context } = await visit({ as });
  return { page, addresses: addressesOf(context) };
};

describe('a clue', () => {
  it('goes from its finder to the receiver and back, through an extension and a case, by four people on pages', async () => {
    const finder = await person(`clerk@${housing}`);
    await finder.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '登记线索' }).click();
    await finder.page.getByRole('textbox', { name: '标题' }).fill('某采石场强揽砂石料');
    await finder.page.getByRole('textbox', { name: '正文' }).fill('有人以停工相威胁，强揽砂石料运输。');
    await finder.page.getByRole('checkbox', { name: /^涉黑涉恶线索/ }).check();
    await finder.page.getByRole('combobox', { name: '线索来源' }).fill('群众实名举报');
    await finder.page.getByLabel('发现日期').fill('2026-09-24');
    await finder.page.getByLabel(/^实名举报/).check();
    await finder.page.getByLabel('姓名').fill('赵小六');
    await finder.page.getByLabel('电话').fill('13912345678');
    await finder.page.getByRole('button', { name: '下一步：核对去向' }).click();
    await finder.page.getByRole('heading', { level: 2, name: '核对去向' }).waitFor();
    await finder.page.getByText('德城区公安分局').first().waitFor();
    await finder.page.getByRole('button', { name: '确认移送' }).click();
    const reference = (await finder.page.locator('strong.code').textContent()) ?? '';
    expect(reference).toMatch(/^371402-20260924-/);

    const receiver = await person(`clerk@${police}`);
    await take(receiver.page, reference, '待签收');
    await receiver.page.getByRole('button', { name: /^查看线索内容/ }).click();
    await receiver.page.getByText('强揽砂石料运输').waitFor();
    await open(receiver.page, '签收');
    await send(receiver.page, '签收');
    expect(await saidOn(receiver.page)).toContain('已签收');
    await open(receiver.page, '申请延期');
    await receiver.page.getByLabel('申请延长的工作日数').fill('10');
    await receiver.page.getByLabel('申请理由').fill('需跨县核查账目');
    await send(receiver.page, '申请延期');
    await saidOn(receiver.page);

    const decider = await person(`supervisor@${office}`);
    await decider.page.getByRole('link', { name: '审批', exact: true }).click();
    await decider.page.getByRole('button', { name: `审批${reference}` }).click();
    await dialogOf(decider.page).getByText('需跨县核查账目').waitFor();
    await decider.page.getByLabel('同意', { exact: true }).check();
    await send(decider.page, '审批延期申请');
    expect(await saidOn(decider.page)).toContain('结果：同意');

    await advanceTo('2026-10-12T10:00:00+08:00');
    await receiver.page.reload();
    await receiver.page.getByText('2026年11月12日').first().waitFor();
    await open(receiver.page, '登记立案');
    await receiver.page.getByLabel('立案日期').fill('2026-10-12');
    await receiver.page.getByLabel('案件编号').fill('德公（刑）立字〔2026〕9号');
    await send(receiver.page, '登记立案');
    await saidOn(receiver.page);
    await open(receiver.page, '反馈');
    await receiver.page.getByLabel('办结反馈').check();
    await receiver.page.getByLabel('办理结果').fill('已立案');
    await receiver.page.getByLabel('详细情况').fill('主犯供述属实。');
    await send(receiver.page, '反馈');
    expect(await saidOn(receiver.page)).toContain('已反馈');

    const follower = await person(`clerk@${discipline}`);
    await take(follower.page, reference, '待签收');
    await open(follower.page, '签收');
    await follower.page.getByLabel('指派提前介入的人员').fill('王某');
    await send(follower.page, '签收');
    await saidOn(follower.page);

    await take(finder.page, reference, '待答复举报人');
    await open(finder.page, '登记已告知受理情况');
    await finder.page.getByLabel('已告知举报人的内容').fill('已上门告知受理。');
    await send(finder.page, '登记已告知受理情况');
    await saidOn(finder.page);
    await finder.page.getByRole('link', { name: '台账' }).click();
    await finder.page
      .getByRole('row', { name: new RegExp(reference) })
      .first()
      .getByText('已办结')
      .waitFor();

    for (const { page, addresses } of [finder, receiver, decider, follower]) await expectNoSecret(page, addresses);
  }, 180_000);
});

/** What a page says to whoever looks at it, once it says the same for a while: what may be chosen from is read beside the rest. */
const textOf = async (page: Page): Promise<string> => {
  let text = '';
  const isSame = async () => {
    await settled(page);
    const before = text;
    text = await page.locator('#content').innerText();
    return text === before;
  };
  await expect.poll(isSame, { interval: 500 }).toBe(true);
  return text;
};

describe('whoever must not hear of a clue', () => {
  it.each([
    [
      'the desk of its receiver',
      `clerk@${police}`,
      '德城区公安分局经办人',
      ['tasks', 'ledgers?side=received', 'supervision', 'calendar'],
    ],
    [
      'a supervisor of the office',
      `supervisor@${office}`,
      '德城区扫黑办分管负责人',
      ['tasks', 'decisions', 'supervision', 'supervision?tab=rates', 'ledgers?side=received', 'audit', 'units'],
    ],
  ])('finds no trace of it on any page: %s', async (_what, as, name, paths) => {
    const { page } = await visit({ as });
    const all = async () => {
      const texts: Record<string, string> = {};
      for (const path of paths) {
        await page.goto(`${local().url}/console/${path}`);
        texts[path] = await textOf(page);
      }
      return texts;
    };
    const before = await all();
    const { body } = await submit({ recuse: [name] });
    const [transfer] = body.transfers;
    expect(body.recusals?.[0]?.met.length).toBeGreaterThan(0);
    expect(await all()).toEqual(before);
    await page.goto(`${local().url}/console/transfers/${transfer?.transferId}`);
    await page.getByText('没有找到').first().waitFor();
    const missing = await textOf(page);
    await page.goto(`${local().url}/console/transfers/${crypto.randomUUID()}`);
    await page.getByText('没有找到').first().waitFor();
    expect(await textOf(page)).toBe(missing);
  });
});
