import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { police } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, looks } from './looks.ts';
import { as, checked, heading, keptFrom, ledgers, next, path, text, title, typed } from './register-steps.ts';

/** 登记线索: the form, and who would receive it. Thursday 2026-09-24. */

const { visit, send } = useConsole();
const { ledger, newIn } = ledgers({ send });

describe('the form', () => {
  it('says beside each field what is missing, goes to the first, and lets go of what was mended', async () => {
    const { page } = await visit({ as, path });
    await next(page);
    await page.getByText('有5处需要更正').waitFor();
    const field = page.getByRole('textbox', { name: '标题' });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const hasKeyboard = () => field.evaluate((input) => input === input.ownerDocument.activeElement);
    await expect.poll(hasKeyboard).toBe(true);
    await expectFine(page);
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
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '登记线索' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(title);
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.title, location.href])',
    );
    for (const secret of [title, text]) expect(kept).not.toContain(secret);
  });
});

describe('a window with something typed', () => {
  it('is not closed without a question over what was typed', async () => {
    const { page } = await visit({ as, path });
    await typed(page);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
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
    await expectFine(page);
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
    await keptFrom(page, '德城区公安分局');
    await page.getByRole('button', { name: '添加回避' }).click();
    await page.getByRole('textbox', { name: '姓名或者邮箱' }).fill('supervisor.court@371402.example');
    await page.getByRole('button', { name: '添加对象' }).click();
    await page.getByRole('textbox', { name: '姓名或者名称' }).fill('钱某');
    await page.getByRole('textbox', { name: '类型' }).fill('人员');
    await checked(page);
    await page.getByRole('heading', { level: 3, name: '移送给：德州市公安局' }).waitFor();
    await page.getByRole('row', { name: '德城区公安分局 德城区公安分局' }).waitFor();
    await page.getByRole('row', { name: 'supervisor.court@371402.example 德城区人民法院分管负责人' }).waitFor();
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

describe('every look', () => {
  const wordsIn = {
    zh: { next: '下一步：核对去向', add: '添加附件', send: '确认移送', done: '登记结果', check: '核对去向' },
    en: {
      next: 'Next: where it goes',
      add: 'Add an annex',
      send: 'Hand it over',
      done: 'What became of it',
      check: 'Where it goes',
    },
  };
  it.each(looks)('of every state is fine in %s at %i pixels', async (language, width) => {
    const words = wordsIn[language];
    const { page } = await visit({ as, path, language, width });
    const fine = () => expectFine(page);
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
