import { describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { cityOffice, dialogOf, lingcheng, office, open, police, saidOn, send, useDoing } from './doing.ts';
import { expectFine, looks } from './looks.ts';

/** The page on which an office decides. */

const { local, visit, at, recordOf, dispatched, command, send: ask, api, answered, advanceTo } = useDoing();

const asked = async (workingDays = 3) => {
  const transfer = await dispatched();
  const { body } = await command('extension', transfer.transferId, { workingDays, reason: '需跨县核查账目' });
  return { ...transfer, extensionId: String(body.extensionId) };
};

const proposed = async () => {
  const transfer = await dispatched();
  const made = { kind: 'elsewhere', units: [lingcheng], reason: '嫌疑人与本地干部关系密切' };
  const { body } = await command('proposals', transfer.transferId, made);
  return { ...transfer, proposalId: String(body.proposalId) };
};

const decideByApi = (what: 'extensions' | 'proposals', id: string, as: string, approve = false) =>
  ask('POST', `/v1/${what}/${id}/decision`, { approve, note: '材料不足' }, { as, role: 'supervisor' });

const supervisor = `supervisor@${office}`;

describe('a supervisor of an office', () => {
  it('sees what an extension comes to, reads why as it is opened, and grants it', async () => {
    const { transferId, reference } = await asked();
    await advanceTo('2026-09-28T10:00:00+08:00');
    const { page } = await visit({ as: supervisor, path: '/decisions' });
    const row = page.getByRole('row', { name: new RegExp(reference) });
    await row.waitFor();
    const text = (await row.textContent()) ?? '';
    expect(text).toContain('延长3个工作日');
    expect(text).toContain('2026年10月13日24时前');
    expect(text).toContain('待审批1个工作日');
    expect(text).not.toContain('跨县');
    await page.getByRole('button', { name: `审批${reference}` }).click();
    await dialogOf(page).getByText('需跨县核查账目').waitFor();
    await dialogOf(page).getByText('同意：时限由2026年10月9日24时前改为2026年10月13日24时前。').waitFor();
    await send(page, '审批延期申请');
    await dialogOf(page).getByText('填写有误').waitFor();
    await page.getByLabel('同意', { exact: true }).check();
    await page.getByLabel('说明').fill('情况属实');
    await send(page, '审批延期申请');
    expect(await saidOn(page)).toBe(
      '延期申请已审批。结果：同意。下一步：德城区公安分局2026年10月13日24时前办理“签收”。',
    );
    const record = await recordOf(transferId, police);
    expect(record).toMatchObject({ extension: null, duty: { dueDate: '2026-10-13' } });
    expect(record.timeline.find(({ event }) => event === 'extension-approved')).toMatchObject({ note: '情况属实' });
    expect(await page.getByRole('row', { name: new RegExp(reference) }).count()).toBe(0);
    const { body } = await answered(
      api(office, 'supervisor').GET('/v1/readings', { params: { query: { clue: record.clueId } } }),
    );
    expect(JSON.stringify(body)).toContain(office);
  });

  it('refuses one, and its deadline stays', async () => {
    const { transferId, reference } = await asked();
    const { page } = await visit({ as: supervisor, path: '/decisions' });
    await page.getByRole('button', { name: `审批${reference}` }).click();
    await page.getByLabel('不同意').check();
    await page.getByLabel('说明').fill('可以按期办理');
    await send(page, '审批延期申请');
    const before = (await recordOf(transferId, police)).duty?.dueDate;
    expect(await saidOn(page)).toContain('结果：不同意。');
    expect(await recordOf(transferId, police)).toMatchObject({ extension: null, duty: { dueDate: before } });
  });

  it('sees whom a proposal gives the clue to, and approves it', async () => {
    const { transferId, reference } = await proposed();
    const { page } = await visit({ as: `supervisor@${cityOffice}`, path: '/decisions?kind=proposal-decision' });
    const row = page.getByRole('row', { name: new RegExp(reference) });
    await row.waitFor();
    expect(await row.textContent()).toContain('异地办理：陵城区公安分局');
    const due = /移送陵城区公安分局，(\S+?)签收/.exec((await row.textContent()) ?? '')?.[1];
    await page.getByRole('button', { name: `审批${reference}` }).click();
    await dialogOf(page).getByText('嫌疑人与本地干部关系密切').waitFor();
    await page.getByLabel('同意', { exact: true }).check();
    await send(page, '审批处理意见');
    await saidOn(page);
    const { successors, status } = await recordOf(transferId, police);
    expect(status).toBe('rerouted');
    const { duty } = await recordOf(only(successors), lingcheng);
    const [, month, day] = (duty?.dueDate ?? '').split('-').map(Number);
    expect(due).toBe(`2026年${month}月${day}日24时前`);
  });

  it('decides on the page of the transfer as well', async () => {
    const { transferId } = await asked(2);
    const { page } = await at(transferId, supervisor);
    await open(page, '审批延期申请');
    await page.getByLabel('同意', { exact: true }).check();
    await send(page, '审批延期申请');
    expect(await saidOn(page)).toContain('结果：同意。');
    expect((await recordOf(transferId, police)).extension).toBeNull();
  });

  it('is told who was quicker, while the dialog was open and before', async () => {
    const first = await asked();
    const { page } = await visit({ as: supervisor, path: '/decisions' });
    await page.getByRole('button', { name: `审批${first.reference}` }).click();
    await page.getByLabel('同意', { exact: true }).check();
    await page.getByLabel('说明').fill('情况属实');
    expect((await decideByApi('extensions', first.extensionId, office)).status).toBe(200);
    await send(page, '审批延期申请');
    const alert = dialogOf(page).getByRole('alert');
    await alert.getByText('不予批准延期').waitFor();
    expect(await alert.textContent()).toContain('德城区扫黑办分管负责人：不予批准延期3个工作日');
    expect(await page.getByLabel('说明').inputValue()).toBe('情况属实');
    await expectFine(page);
    await page.getByRole('button', { name: '关闭并查看最新情况' }).click();
    await dialogOf(page).waitFor({ state: 'detached' });

    const second = await asked();
    await page.getByRole('link', { name: /处理意见/ }).click();
    await page
      .getByRole('navigation', { name: '审批类别' })
      .getByRole('link', { name: /延期申请/ })
      .click();
    const button = page.getByRole('button', { name: `审批${second.reference}` });
    await button.waitFor();
    expect((await decideByApi('extensions', second.extensionId, office)).status).toBe(200);
    await button.click();
    await dialogOf(page).getByText('此项已由他人审批').waitFor();
    await page.getByRole('button', { name: '关闭并查看最新情况' }).click();
    await button.waitFor({ state: 'detached' });
  });
});

describe('who does not decide', () => {
  it('sees no button for what they asked for themselves, in whatever unit', async () => {
    const operator = { as: office, role: 'operator' };
    const { body: unit } = await ask<Record<string, unknown>>('GET', `/v1/units/${office}`, undefined, operator);
    const first = { name: '德城区扫黑办分管负责人', email: 'supervisor.leading-group-office@371402.example' };
    const supervisors = [first, { name: '另一负责人', email: 'another@371402.example' }];
    expect((await ask('PUT', `/v1/units/${office}`, { ...unit, supervisors }, operator)).status).toBe(200);
    const { transferId, reference } = await dispatched();
    const token = await local().token(police, 'clerk', { ...first, sub: 'the-same' });
    const path = `/v1/transfers/${transferId}/extension`;
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask('POST', path, { workingDays: 2, reason: '需核查' }, { headers })).status).toBe(201);
    const { page } = await visit({ as: supervisor, path: '/decisions' });
    await page
      .getByRole('row', { name: new RegExp(reference) })
      .getByText('不能由您审批')
      .waitFor();
    expect(await page.getByRole('button', { name: `审批${reference}` }).count()).toBe(0);
  });

  it('sees what their office has to decide, without a button: a clerk', async () => {
    const { reference } = await asked();
    const { page } = await visit({ as: `clerk@${office}`, path: '/decisions' });
    const row = page.getByRole('row', { name: new RegExp(reference) });
    await row.getByText('由负责人审批').waitFor();
    expect(await page.getByRole('button', { name: /^审批/ }).count()).toBe(0);
  });
});

describe('the page', () => {
  it.each(looks)('has no fault in %s at %i', { timeout: 180_000 }, async (language, width) => {
    const extension = await asked();
    const proposal = await proposed();
    for (const [as, path, name] of [
      [supervisor, '/decisions', extension.reference],
      [`supervisor@${cityOffice}`, '/decisions?kind=proposal-decision', proposal.reference],
    ] as const) {
      const { page } = await visit({ as, path, language, width });
      await page.getByRole('button', { name: new RegExp(name) }).waitFor();
      await expectFine(page);
      await page.getByRole('button', { name: new RegExp(name) }).click();
      await page.getByRole('radio').first().waitFor();
      await expectFine(page);
      await page.keyboard.press('Escape');
      await dialogOf(page).waitFor({ state: 'detached' });
      const focused = () => page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');
      await expect.poll(focused).toContain(name);
    }
  });

  it('shows more than one page of them, on demand', { timeout: 180_000 }, async () => {
    for (let n = 0; n < 3; n += 1) await asked();
    const { page } = await visit({ as: supervisor });
    // As an office with very many would have them.
    await page.route('**/v1/tasks*', (route) => {
      const url = new URL(route.request().url());
      url.searchParams.set('limit', '2');
      return route.continue({ url: url.href });
    });
    await page.getByRole('link', { name: '审批', exact: true }).click();
    // Also those that are not for this supervisor to decide.
    const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: '显示更多' }).click();
    await rows.nth(2).waitFor();
    await expectFine(page);
  });

  it('says so where nothing waits', async () => {
    const { page } = await visit({ as: 'supervisor@371425-leading-group-office', path: '/decisions' });
    await page.getByText('目前没有待审批的延期申请。').waitFor();
    await expectFine(page);
  });
});
