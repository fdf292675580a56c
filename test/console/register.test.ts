import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { housing, only, police, type TransferBody } from '../client.ts';
import { faultsOf, useConsole } from './browser.ts';

/** 登记线索: the form, who would receive it, and what became of it. Thursday 2026-09-24. */

const { visit, send } = useConsole();

const as = `clerk@${housing}`;
const path = '/clues/new';
const title = '某工地强揽土方工程';
const text = '巡查中发现有人以暴力相威胁，强揽土方运输。';

const next = (page: Page) => page.getByRole('button', { name: '下一步：核对去向' }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor();

/** Types what a clue must say. */
const typed = async (page: Page, foundOn = '2026-09-24') => {
  await page.getByRole('textbox', { name: '标题' }).fill(title);
  await page.getByRole('textbox', { name: '正文' }).fill(text);
  await page.getByRole('checkbox', { name: /^涉黑涉恶线索/ }).check();
  await page.getByRole('combobox', { name: '线索来源' }).fill('日常执法检查');
  await page.getByLabel('发现日期').fill(foundOn);
};

/** On to the second step. */
const checked = async (page: Page, foundOn?: string) => {
  await typed(page, foundOn);
  await next(page);
  await heading(page, '核对去向');
};

const ledger = async (side = 'sent', unit = housing): Promise<TransferBody[]> => {
  const { body } = await send<{ items: TransferBody[] }>('GET', `/v1/ledgers/${side}?limit=200`, undefined, {
    as: unit,
  });
  return body.items;
};

/** What registering came to, as the ledger has it beside what was there before. */
const newIn = async (before: TransferBody[]) => {
  const known = new Set(before.map(({ transferId }) => transferId));
  return (await ledger()).filter(({ transferId }) => !known.has(transferId));
};

const overflows = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

describe('the form', () => {
  it('says beside each field what is missing, goes to the first, and lets go of what was mended', async () => {
    const { page } = await visit({ as, path });
    await next(page);
    await page.getByText('有5处需要更正').waitFor();
    const field = page.getByRole('textbox', { name: '标题' });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await field.fill(title);
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    expect(await page.getByRole('textbox', { name: '正文' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('says it of rows, by the row in which it stands, and passes over those left empty', async () => {
    const { page } = await visit({ as, path });
    await typed(page);
    const add = page.getByRole('button', { name: '添加附件' });
    await add.click();
    await add.click();
    await page.getByLabel('附件名称').nth(1).fill('账册');
    await page.getByRole('textbox', { name: '摘要值' }).nth(1).fill('12');
    await next(page);
    await page.getByText('有1处需要更正').waitFor();
    expect(await page.getByLabel('附件名称').count()).toBe(1);
    expect(await page.getByRole('textbox', { name: '摘要值' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('takes the digest of a file, of which nothing is sent', async () => {
    const { page } = await visit({ as, path });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: '添加附件' }).click();
    const buffer = Buffer.from('现场照片');
    await page.getByLabel('从文件计算摘要').setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer });
    const digest = createHash('sha256').update(buffer).digest('hex');
    await expect.poll(() => page.getByRole('textbox', { name: '摘要值' }).inputValue()).toBe(digest);
    expect(await page.getByLabel('附件名称').inputValue()).toBe('照片.jpg');
    expect(asked).toEqual([]);
  });

  it('keeps what was typed over another page and another language, and nowhere in the browser', async () => {
    const { page } = await visit({ as, path });
    await typed(page);
    await page.getByRole('link', { name: '台账' }).click();
    await page.getByRole('heading', { level: 1, name: '台账' }).waitFor();
    await page.getByRole('link', { name: '登记线索' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(title);
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.title, location.href])',
    );
    for (const secret of [title, text]) expect(kept).not.toContain(secret);
  });
});

describe('the second step', () => {
  it('shows who would receive it and until when, and registers nothing', async () => {
    const { page } = await visit({ as, path });
    const before = await ledger();
    await typed(page);
    await page.getByRole('checkbox', { name: /^渎职/ }).check();
    await next(page);
    await page.getByRole('heading', { level: 3, name: '移送给：德城区公安分局' }).waitFor();
    await page.getByRole('heading', { level: 3, name: '移送给：德城区纪委监委' }).waitFor();
    expect(await page.getByText('2026年10月9日').count()).toBeGreaterThan(1);
    expect(await newIn(before)).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '返回修改' }).click();
    expect(await page.getByRole('textbox', { name: '标题' }).inputValue()).toBe(title);
  });

  it('warns of what is late, and by how much', async () => {
    const { page } = await visit({ as, path });
    await checked(page, '2026-09-11');
    await page.getByText('应于2026年9月18日前移送，已逾期5个工作日').waitFor();
    await page.getByText('移送时限已过').waitFor();
  });

  it('says whom each entry means, and whom none does', async () => {
    const { page } = await visit({ as, path });
    await page.getByRole('button', { name: '添加回避' }).click();
    await page.getByRole('textbox', { name: '单位、姓名或者邮箱' }).fill('德城区公安分局');
    await page.getByRole('button', { name: '添加对象' }).click();
    await page.getByRole('textbox', { name: '名称或姓名' }).fill('钱某');
    await page.getByRole('textbox', { name: '类型' }).fill('人员');
    await checked(page);
    await page.getByRole('heading', { level: 3, name: '移送给：德州市公安局' }).waitFor();
    await page.getByRole('row', { name: '德城区公安分局 德城区公安分局' }).waitFor();
    await page.getByRole('row', { name: /钱某 名册中没有对应/ }).waitFor();
  });

  it('says what the reporter is owed, and what the unit deals with itself', async () => {
    const { page } = await visit({ as: `clerk@${police}`, path });
    await page.getByRole('radio', { name: /实名举报/ }).check();
    await page.getByRole('textbox', { name: '姓名' }).fill('赵某');
    await page.getByRole('textbox', { name: '电话' }).fill('13800000000');
    await checked(page);
    await page.getByRole('heading', { level: 3, name: '答复举报人' }).waitFor();
    await page.getByRole('heading', { level: 3, name: '本单位自行办理' }).waitFor();
    await page.getByRole('button', { name: '确认登记' }).click();
    await page.getByText('由本单位自行办理，没有移送件').waitFor();
  });
});

describe('registering', () => {
  it('hands it over, says its reference, and leads to the transfer', async () => {
    const { page } = await visit({ as, path });
    const before = await ledger();
    await checked(page);
    await page.getByRole('button', { name: '确认移送' }).click();
    await heading(page, '登记结果');
    const made = only(await newIn(before));
    expect(made).toMatchObject({ status: 'dispatched', to: police, channel: 'daily-enforcement' });
    await page.getByText(made.reference).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const { body } = await send('GET', `/v1/clues/${made.clueId}`, undefined, { as: police });
    expect(body).toMatchObject({ title, text, kinds: ['organised-crime'] });
    expect(body.discoveredAt).toBe('2026-09-24T00:00:00+08:00');
    await page.getByRole('link', { name: '德城区公安分局' }).click();
    expect(new URL(page.url()).pathname).toBe(`/console/transfers/${made.transferId}`);
  });

  it('takes the time of the discovery as the province has it', async () => {
    const { page } = await visit({ as, path });
    const before = await ledger();
    await page.getByLabel('发现时间').fill('08:30');
    await checked(page);
    await page.getByRole('button', { name: '确认移送' }).click();
    await heading(page, '登记结果');
    expect(only(await newIn(before)).discoveredAt).toBe('2026-09-24T08:30:00+08:00');
  });

  it('can be all: then its receiver knows nothing of it', async () => {
    const { page } = await visit({ as, path });
    const [before, received] = [await ledger(), await ledger('received', police)];
    await checked(page);
    await page.getByRole('button', { name: '仅登记，暂不移送' }).click();
    await page.getByText('已登记，尚未移送').waitFor();
    expect(only(await newIn(before)).status).toBe('registered');
    expect(await ledger('received', police)).toHaveLength(received.length);
    await page.getByRole('button', { name: '再登记一条' }).click();
    expect(await page.getByRole('textbox', { name: '标题' }).inputValue()).toBe('');
  });

  it('is the last that a unit sees of a clue that names it', async () => {
    const { page } = await visit({ as, path });
    await page.getByRole('button', { name: '添加回避' }).click();
    await page.getByRole('textbox', { name: '单位、姓名或者邮箱' }).fill('德城区住房和城乡建设局');
    await checked(page);
    await page.getByRole('button', { name: '仅登记，暂不移送' }).click();
    await page.getByText('登记后无法再行移送').waitFor();
    await page.getByRole('button', { name: '确认移送' }).click();
    await page.getByText('离开本页后不能再查看').waitFor();
    expect(await page.getByRole('table').getByRole('link').count()).toBe(0);
  });

  it('is done once where the connection breaks and it is sent again', async () => {
    const { page } = await visit({ as, path });
    const before = await ledger();
    await checked(page);
    const keys: (string | undefined)[] = [];
    await page.route('**/v1/clues', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      // It arrives, and its answer does not.
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '确认移送' }).click();
    await page.getByText('重试不会重复登记').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '重试' }).click();
    await heading(page, '登记结果');
    expect(new Set(keys).size).toBe(1);
    await page.getByText(only(await newIn(before)).reference).waitFor();
  });

  it('is not done a second time where it was changed since the connection broke', async () => {
    const { page } = await visit({ as, path });
    const before = await ledger();
    await checked(page);
    let first = true;
    await page.route('**/v1/clues', async (route) => {
      if (!first) return route.continue();
      first = false;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '确认移送' }).click();
    await page.getByText('重试不会重复登记').waitFor();
    await page.getByRole('link', { name: '台账' }).click();
    await page.getByRole('link', { name: '登记线索' }).click();
    await page.getByRole('textbox', { name: '标题' }).fill('另一标题');
    await next(page);
    await page.getByRole('button', { name: '确认移送' }).click();
    await page.getByText('前一次提交已经登记成功').waitFor();
    expect(await newIn(before)).toHaveLength(1);
  });
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  const words = {
    zh: { next: '下一步：核对去向', add: '添加附件', send: '确认移送', done: '登记结果', check: '核对去向' },
    en: {
      next: 'Next: where it goes',
      add: 'Add an annex',
      send: 'Hand it over',
      done: 'What became of it',
      check: 'Where it goes',
    },
  }[language];
  it.each([360, 1280])('every state fits %i pixels, and axe finds nothing', async (width) => {
    const { page } = await visit({ as, path, language, width });
    const fine = async () => expect([await overflows(page), await faultsOf(page)]).toEqual([false, []]);
    await fine();
    await page.getByRole('button', { name: words.add }).click();
    await page.getByRole('button', { name: words.next }).click();
    await page.getByRole('alert').waitFor();
    await fine();
    await page.locator('input:not([type])').first().fill(title);
    await page.locator('textarea').first().fill(text);
    await page.getByRole('checkbox').first().check();
    await page.getByRole('checkbox').nth(1).check();
    await page.locator('input[list]').fill('x');
    await page.locator('input[type=date]').fill('2026-09-11');
    await page.getByRole('button', { name: words.next }).click();
    await heading(page, words.check);
    await fine();
    await page.getByRole('button', { name: words.send }).click();
    await heading(page, words.done);
    await fine();
  });
});
