import type { BrowserContext } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { dialogOf, housing, open, police, saidOn, send, useDoing } from './doing.ts';
import { expectFine } from './looks.ts';

/** Others are quicker, and connections break: nothing that was typed is lost, and nothing is done twice. */

const { at, recordOf, dispatched, acknowledged, command } = useDoing();

const clerk = `clerk@${police}`;

describe('when somebody else was quicker', () => {
  it('says who did what, keeps what was typed, and goes on where it still can', async () => {
    const { transferId } = await acknowledged();
    const { page } = await at(transferId, clerk);
    await open(page, '反馈');
    await page.getByLabel('办结反馈').check();
    await page.getByLabel('办理结果').fill('查否');
    await page.getByLabel('详细情况').fill('逐一核查，均不属实');
    await command('feedback', transferId, { final: false, outcome: '正在核查' }, { role: 'supervisor' });
    await command('supplement', transferId, { items: ['照片'] });
    await send(page, '反馈');
    const alert = dialogOf(page).getByRole('alert');
    await alert.waitFor();
    const said = (await alert.textContent()) ?? '';
    expect(said).toMatch(/2026年9月24日 10:\d\d 德城区公安分局分管负责人：阶段性反馈：正在核查/);
    expect(said).toContain('德城区公安分局经办人：要求补充材料1项');
    await expectFine(page);
    expect((await recordOf(transferId, police)).status).toBe('acknowledged');
    await page.getByRole('button', { name: '按最新情况继续' }).click();
    expect(await page.getByLabel('详细情况').inputValue()).toBe('逐一核查，均不属实');
    await send(page, '反馈');
    await saidOn(page);
    expect(await recordOf(transferId, police)).toMatchObject({ status: 'closed', outcome: '查否' });
  });

  it('says that it cannot be done any more, and shows what came of it', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, `clerk@${housing}`);
    await open(page, '撤回');
    await page.getByLabel('原因').fill('误移送');
    await command('acknowledge', transferId);
    await send(page, '撤回');
    const alert = dialogOf(page).getByRole('alert');
    await alert.getByText('此项现在不能再办理').waitFor();
    expect(await alert.textContent()).toContain('德城区公安分局经办人：签收');
    expect(await dialogOf(page).getByRole('button', { name: '撤回', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '关闭并查看最新情况' }).click();
    await page.getByText('目前没有您可以办理的事项').waitFor();
    expect((await recordOf(transferId, housing)).status).toBe('acknowledged');
  });
});

/** The connection breaks once, after the API has done what was asked. */
const breakOnce = async (context: BrowserContext, path: string): Promise<string[]> => {
  const keys: string[] = [];
  await context.route(`**${path}`, async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  return keys;
};

describe('when the connection breaks after it was sent', () => {
  it('is sent again under the same key, and done once', async () => {
    const { transferId } = await acknowledged();
    const { page, context } = await at(transferId, clerk);
    const keys = await breakOnce(context, '/feedback');
    await open(page, '反馈');
    await page.getByLabel('阶段性反馈').check();
    await page.getByLabel('办理结果').fill('正在核查');
    await send(page, '反馈');
    await dialogOf(page).getByRole('alert').getByText('网络连接中断').waitFor();
    expect(await page.getByLabel('办理结果').inputValue()).toBe('正在核查');
    await expectFine(page);
    await send(page, '重新提交');
    expect(await saidOn(page)).toContain('已反馈。');
    expect(keys[1]).toBe(keys[0]);
    const { timeline } = await recordOf(transferId, police);
    expect(timeline.filter(({ event }) => event === 'interim-feedback')).toHaveLength(1);
  });

  it('is said to have no answer where none comes in time, and is done once when it is sent again', async () => {
    const { transferId } = await acknowledged();
    const { page, context } = await at(transferId, clerk);
    const keys: (string | undefined)[] = [];
    await context.route('**/feedback', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      // It arrives, and nothing comes back.
      if (keys.length === 1) await route.fetch();
      else await route.continue();
    });
    await page.clock.install();
    await open(page, '反馈');
    await page.getByLabel('阶段性反馈').check();
    await page.getByLabel('办理结果').fill('正在核查');
    await send(page, '反馈');
    await expect.poll(() => keys.length).toBe(1);
    await page.clock.fastForward(40_000);
    await dialogOf(page).getByRole('alert').getByText('等待答复超时').waitFor();
    expect(await page.getByLabel('办理结果').inputValue()).toBe('正在核查');
    await send(page, '重新提交');
    expect(await saidOn(page)).toContain('已反馈。');
    expect(keys[1]).toBe(keys[0]);
    const { timeline } = await recordOf(transferId, police);
    expect(timeline.filter(({ event }) => event === 'interim-feedback')).toHaveLength(1);
  });

  it('is not done twice where something else was typed before it is sent again', async () => {
    const { transferId } = await acknowledged();
    const { page, context } = await at(transferId, clerk);
    await breakOnce(context, '/feedback');
    await open(page, '反馈');
    await page.getByLabel('阶段性反馈').check();
    await page.getByLabel('办理结果').fill('正在核查');
    await send(page, '反馈');
    await dialogOf(page).getByRole('alert').getByText('网络连接中断').waitFor();
    await page.getByLabel('办理结果').fill('正在调查取证');
    await send(page, '重新提交');
    await dialogOf(page).getByRole('alert').getByText('：阶段性反馈').waitFor();
    const { outcome, timeline } = await recordOf(transferId, police);
    expect(outcome).toBe('正在核查');
    expect(timeline.filter(({ event }) => event === 'interim-feedback')).toHaveLength(1);
  });
});

describe('a dialog that is closed', () => {
  it('stays while it is sent, however often Escape is pressed', async () => {
    const { transferId } = await dispatched();
    const { page, context } = await at(transferId, clerk);
    const answer = Promise.withResolvers<void>();
    await context.route('**/acknowledge', async (route) => {
      await answer.promise;
      await route.continue();
    });
    await open(page, '签收');
    await send(page, '签收');
    await dialogOf(page).getByText('正在提交').waitFor();
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Escape');
    await dialogOf(page).waitFor();
    answer.resolve();
    expect(await saidOn(page)).toContain('已签收。');
  });

  it('by Escape gives the keyboard back to its button, and has what was typed when it is opened again', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, clerk);
    const button = page.getByRole('button', { name: '退回', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('具体说明').fill('缺少涉案地点');
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    const hasKeyboard = () => button.evaluate((element) => element === element.ownerDocument.activeElement);
    await expect.poll(hasKeyboard).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('具体说明').inputValue()).toBe('缺少涉案地点');
    const kept = await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    expect(kept).not.toContain('缺少涉案地点');
    // Escape closes the list of units first.
    await page.getByRole('combobox').fill('陵城区');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    expect(await dialogOf(page).count()).toBe(1);
  });
});
