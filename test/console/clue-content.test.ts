import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { auditing } from '../audit.ts';
import { housing, only, police } from '../client.ts';
import { correcting } from '../contents.ts';
import { useConsole } from './browser.ts';
import { expectReadable, settled } from './looks.ts';

const { local, visit, submit, command, send } = useConsole();
const { readings } = auditing({ send, submit });
const { correct } = correcting({ send });

const secrets = ['强揽土方工程', '以暴力相威胁', '钱七', '绰号老七', '现场照片', '赵六', '13800000000', '孙八'];
const secret = {
  subjects: [{ name: '钱七', kind: '个人', idNumber: '371402199001011234', note: '绰号老七' }],
  annexes: [{ name: '现场照片', copies: 2 }],
  reporter: { anonymous: false, name: '赵六', phone: '13800000000' },
  recuse: ['孙八'],
};

const fresh = async () => {
  const { body } = await submit(secret);
  return { clueId: body.clueId, transferId: only(body.transfers).transferId };
};

const open = async (as: string, path: string): Promise<Page> => {
  const { page } = await visit({ as, path });
  await settled(page);
  return page;
};

/** Of the secrets those that stand in a text. */
const secretsIn = (text: string): string[] => secrets.filter((one) => text.includes(one));

/** All that the browser keeps or shows beside the page itself. */
const kept = (page: Page): Promise<string> =>
  page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.title])',
  );

const readButton = (page: Page) => page.getByRole('button', { name: '查看线索内容（将记录）' });

/** Who read what the clue says, and not only what was written on a transfer of it. */
const readersOf = async (clueId: string) =>
  (await readings(clueId)).body.items.filter(({ transferId }) => transferId === null).map(({ by }) => by.unitId);

describe('what a clue says', { timeout: 180_000 }, () => {
  it('is not on the page before it is asked for, and the reading is recorded when it is', async () => {
    const { clueId, transferId } = await fresh();
    const page = await open(`clerk@${police}`, `/transfers/${transferId}`);
    expect(secretsIn(await page.content())).toEqual([]);
    expect(await readersOf(clueId)).toEqual([]);
    await readButton(page).click();
    await page.getByRole('heading', { level: 3, name: '某工地强揽土方工程' }).waitFor();
    expect(secretsIn(await page.content())).toEqual(secrets);
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await expect.poll(focused).toBe('某工地强揽土方工程');
    expect(await readersOf(clueId)).toEqual([police]);
    expect(secretsIn(await kept(page))).toEqual([]);
    await page.getByRole('button', { name: '收起线索内容' }).click();
    expect(secretsIn(await page.content())).toEqual([]);
  });

  it('is readable in both languages and on a narrow screen', async () => {
    const { clueId, transferId } = await fresh();
    const page = await open(`clerk@${police}`, `/transfers/${transferId}`);
    await readButton(page).click();
    await page.getByText('实名：赵六，电话13800000000').waitFor();
    await expectReadable(page);
    // It was read once.
    await page.getByText('赵六, telephone 13800000000').waitFor();
    expect(await readersOf(clueId)).toEqual([police]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('row', { name: '钱七 个人 371402199001011234 绰号老七' }).waitFor();
    await page.getByRole('row', { name: '现场照片 2 —' }).waitFor();
  });

  it('is gone when its reader leaves the page, by link or by address, and does not come with the way back', async () => {
    const { transferId } = await fresh();
    const other = await fresh();
    const page = await open(`clerk@${police}`, `/transfers/${transferId}`);
    await readButton(page).click();
    await page.getByRole('heading', { level: 3 }).filter({ hasText: '强揽' }).waitFor();
    await page.getByRole('link', { name: '我的待办' }).click();
    await page.getByRole('heading', { level: 1, name: '我的待办' }).waitFor();
    expect(secretsIn(await page.content())).toEqual([]);
    await page.goBack();
    await readButton(page).waitFor();
    expect(secretsIn(await page.content())).toEqual([]);
    await readButton(page).click();
    await page.getByRole('heading', { level: 3 }).filter({ hasText: '强揽' }).waitFor();
    await page.goto(`${local().url}/console/transfers/${other.transferId}`);
    await settled(page);
    await readButton(page).waitFor();
    expect(secretsIn(await page.content())).toEqual([]);
    await page.goBack();
    await readButton(page).waitFor();
    expect(secretsIn(await page.content())).toEqual([]);
  });

  it('has the versions that its reader may know, each read for itself', async () => {
    const { clueId, transferId } = await fresh();
    await command('return', transferId, { reason: 'incomplete', note: '缺少地点' });
    expect((await correct(clueId, { text: '地点：东方红路。' })).status).toBe(200);
    const former = await open(`clerk@${police}`, `/transfers/${transferId}`);
    await readButton(former).click();
    await former.getByText('以暴力相威胁').waitFor();
    expect(await former.getByRole('table', { name: '内容版本' }).count()).toBe(0);
    const page = await open(`clerk@${housing}`, `/transfers/${transferId}`);
    await readButton(page).click();
    await page.getByText('地点：东方红路。').waitFor();
    const versions = page.getByRole('table', { name: '内容版本' });
    await versions.getByText('第2版（现显示）').waitFor();
    await versions.getByRole('button', { name: '查看第1版（将记录）' }).click();
    await page.getByText('以暴力相威胁').waitFor();
    expect(await page.getByText('地点：东方红路。').count()).toBe(0);
    expect(await readersOf(clueId)).toEqual([housing, housing, police]);
  });

  it('stays closed where the API refuses, and may be asked for again', async () => {
    const { transferId } = await fresh();
    const page = await open(`clerk@${police}`, `/transfers/${transferId}`);
    await page.context().setOffline(true);
    await readButton(page).click();
    await page.getByText('网络连接中断').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { level: 3 }).filter({ hasText: '强揽' }).waitFor();
  });
});

describe('papers', { timeout: 180_000 }, () => {
  it('come as DOCX and as HTML, under a name without a secret', async () => {
    const { clueId, transferId } = await fresh();
    const page = await open(`clerk@${police}`, `/transfers/${transferId}`);
    const taken = async (name: RegExp) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return { name: file.suggestedFilename(), contents: await readFile(await file.path()) };
    };
    const bare = await taken(/^Word文档 下载线索移送函（不含内容/);
    expect(bare.name).toMatch(/^线索移送函（371402-20260924-[0-9A-Z]{8}）2\.docx$/);
    expect(bare.contents.subarray(0, 2).toString()).toBe('PK');
    const html = await taken(/^网页 下载线索移送函（不含内容/);
    expect(secretsIn(html.contents.toString())).toEqual([]);
    expect(await readersOf(clueId)).toEqual([]);
    const full = await taken(/^网页 下载线索移送函（含内容，将记录/);
    expect(full.name).toMatch(/\.html$/);
    expect(secretsIn(full.contents.toString())).toContain('以暴力相威胁');
    expect(await readersOf(clueId)).toEqual([police]);
    expect(secretsIn(await page.content())).toEqual([]);
  });
});

describe('what its reader may not see', { timeout: 180_000 }, () => {
  it('is not found, as what is not there', async () => {
    const { body } = await submit({ recuse: ['371402-leading-group-office'] });
    const there = only(body.transfers).transferId;
    const page = await open('supervisor@371402-leading-group-office', `/transfers/${there}`);
    const shown = await page.locator('#content').textContent();
    expect(shown).toContain('没有找到');
    expect(await page.title()).toBe('移送详情 · 线索移送');
    const none = await open(
      'supervisor@371402-leading-group-office',
      '/transfers/00000000-0000-4000-8000-000000000000',
    );
    expect(await none.locator('#content').textContent()).toBe(shown);
    await expectReadable(none);
    const slip = await open('supervisor@371402-leading-group-office', '/transfers/x');
    expect(await slip.locator('#content').textContent()).toBe(shown);
  });

  it('is refused to those who have nothing to do with it, with whom to ask', async () => {
    const { transferId } = await fresh();
    const page = await open('clerk@371402-court', `/transfers/${transferId}`);
    expect(await page.getByRole('alert').textContent()).toContain(
      '只有移送单位、接收单位以及所在地区和上级的领导小组办公室可以查看',
    );
    expect(await page.title()).toBe('移送详情 · 线索移送');
    await expectReadable(page);
  });
});
