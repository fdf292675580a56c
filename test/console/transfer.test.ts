import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { discipline, housing, only, police, type TransferBody } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectReadable, settled } from './looks.ts';

const { local, visit, submit, command, read, send, advanceTo } = useConsole();

const office = '371402-leading-group-office';
const city = '371400-leading-group-office';
const reporter = { anonymous: false, name: '赵六', phone: '13800000000' };

const fresh = async (different: Record<string, unknown> = {}) =>
  only((await submit(different)).body.transfers).transferId;

const transferOf = async (as: string, id: string | null | undefined): Promise<Page> => {
  const { page } = await visit({ as, path: `/transfers/${id}` });
  await settled(page);
  return page;
};

/** The steps, each as `name state`. */
const stepsOf = async (page: Page): Promise<string[]> => {
  const steps = page.getByRole('list', { name: '办理进度' }).getByRole('listitem');
  return (await steps.all()).length === 0
    ? []
    : Promise.all(
        (await steps.all()).map(async (one) => (await one.locator('strong, .state').allTextContents()).join(' ')),
      );
};

const section = (page: Page, name: string | RegExp) =>
  page.locator('section', { has: page.getByRole('heading', { name }) });

const happened = (page: Page) => section(page, '办理过程').locator('li > p:not(.when)').allTextContents();

describe('a transfer', { timeout: 180_000 }, () => {
  it('that is registered waits for its dispatch', async () => {
    const page = await transferOf(`clerk@${housing}`, await fresh({ dispatch: false }));
    expect(await stepsOf(page)).toEqual(['登记 已完成', '移送 当前', '签收 未开始', '办结反馈 未开始']);
    await page.getByRole('heading', { name: '应办事项：移送' }).waitFor();
    await page.getByText('尚未发出邮件。').waitFor();
    await page.getByText(/目前没有可出具的文书/).waitFor();
    await expectReadable(page);
  });

  it('explains its date as a picture and day by day in words', async () => {
    const page = await transferOf(`clerk@${police}`, await fresh());
    expect(await stepsOf(page)).toEqual(['登记 已完成', '移送 已完成', '签收 当前', '办结反馈 未开始']);
    const duty = section(page, '应办事项：签收');
    await duty
      .getByText(
        '自2026年9月24日起算（当日不计），第5个工作日到期；不计中秋节（9月25日至27日）、国庆节（10月1日至7日）。',
      )
      .waitFor();
    const months = duty.locator('table.month');
    expect(await months.locator('caption').allTextContents()).toEqual(['2026年9月', '2026年10月']);
    expect(await months.first().locator('td.starts, td.rests, td.counts').allTextContents()).toEqual([
      ...['24起算', '25中秋节', '26中秋节', '27中秋节', '281', '292', '303'],
    ]);
    expect(await months.last().locator('td.ends').textContent()).toBe('95');
    const days = duty.getByRole('listitem');
    expect(await days.count()).toBe(0);
    await duty.getByText('逐日说明（文字）').click();
    const said = await days.allTextContents();
    expect(said).toHaveLength(16);
    expect(said.slice(0, 2)).toEqual([
      '2026年9月24日（星期四）：起算日，不计入',
      '2026年9月25日（星期五）：中秋节放假，不计入',
    ]);
    expect(said.at(-1)).toBe(
      '2026年10月9日（星期五）：工作日，计入，第5日；到期日。依据：涉黑涉恶线索排查移送机制（德州市，2018年10月26日）',
    );
    expect(await happened(page)).toEqual([
      '登记线索；德城区住房和城乡建设局应于2026年10月9日前移送',
      '移送；德城区公安分局应于2026年10月9日前签收',
      '移送通知：已告知德城区公安分局',
    ]);
    await expectReadable(page);
  });

  it('that was returned shows its sender what to correct, and who returned it how it stood then', async () => {
    const id = await fresh();
    await command('return', id, { reason: 'incomplete', note: '缺少地点' });
    const page = await transferOf(`clerk@${housing}`, id);
    expect(await stepsOf(page)).toEqual([
      '登记 已完成',
      '移送 已完成',
      '退回，待补正 当前',
      '签收 未开始',
      '办结反馈 未开始',
    ]);
    await page.getByText('退回（材料不完整）；德城区住房和城乡建设局应于2026年9月30日前补正').waitFor();
    await page.getByText('说明：缺少地点').waitFor();
    await expectReadable(page);
    const former = await transferOf(`clerk@${police}`, id);
    await former.getByText('线索已离开本单位').waitFor();
    expect(await former.locator('.month').count()).toBe(0);
    await expectReadable(former);
  });

  it('that is due after some hours says at what time, and how much of each day counts', async () => {
    const { windows } = await local().settings();
    const hours = { amount: 48, unit: 'hours', run: 'working-days', basis: '德政法〔2026〕4号' };
    await local().putSettings({ windows: { ...windows, acknowledge: hours } });
    const id = await fresh();
    const { duty } = (await read(id)).body;
    const page = await transferOf(`clerk@${police}`, id);
    const card = section(page, '应办事项：签收');
    await card.getByText('48小时', { exact: true }).waitFor();
    expect(await card.locator('.deadline > span').textContent()).toBe(`2026年9月29日 ${duty?.dueAt.slice(11, 16)}`);
    await card.getByText('按小时计算，共48小时。').waitFor();
    expect(await card.locator('td.rests').allTextContents()).toEqual(['25中秋节', '26中秋节', '27中秋节']);
    await card.getByText('逐日说明（文字）').click();
    expect(await card.getByRole('listitem').allTextContents()).toContain('2026年9月28日（星期一）：计入24小时');
    await expectReadable(page);
    await local().putSettings({ windows });
  });

  it('that is acknowledged shows make-up days, what paused, what an extension added, and the case', async () => {
    const { windows } = await local().settings();
    const feedback = {
      amount: 5,
      unit: 'working-days',
      pausable: true,
      basis: '德政法〔2026〕3号',
      extension: [{ upTo: 5, by: 'office' }],
    };
    await local().putSettings({ windows: { ...windows, feedback } });
    const id = await fresh();
    await command('acknowledge', id);
    await command('supplement', id, { items: ['合同', '笔录'] });
    const stands = await transferOf(`clerk@${police}`, id);
    await stands.getByText('等待补充材料，暂停计算').waitFor();
    await stands.getByText(/^接收单位于.*要求补充材料2项，移送单位尚未补充。/).waitFor();
    await advanceTo('2026-09-28T10:00:00+08:00');
    await command('supplied', id, { note: '已补' }, { as: housing });
    const { body } = await command('extension', id, { workingDays: 1, reason: '案情复杂' });
    await send(
      'POST',
      `/v1/extensions/${body.extensionId}/decision`,
      { approve: true, note: '同意' },
      { as: office, role: 'supervisor' },
    );
    await command('case', id, { filedAt: '2026-09-28T10:00:00+08:00', caseNumber: '德公立字〔2026〕1号' });
    const page = await transferOf(`clerk@${police}`, id);
    const duty = section(page, '应办事项：反馈');
    await duty.getByText('6个工作日（含延期1个工作日）').waitFor();
    await duty.getByText('逐日说明（文字）').click();
    const said = await duty.getByRole('listitem').allTextContents();
    expect(said).toContain('2026年9月28日（星期一）：等待补充材料，暂停计算');
    expect(said).toContain('2026年10月10日（星期六）：调休上班，计入，第5日');
    expect(said.at(-1)).toBe(
      '2026年10月12日（星期一）：工作日，计入，第6日；属批准的延期；到期日。依据：德政法〔2026〕3号',
    );
    expect(await duty.locator('.legend li').allTextContents()).toEqual([
      ...[
        ' 起算日',
        ' 计入（数字为第几日）',
        ' 班：调休上班，计入',
        ' 属批准的延期',
        ' 不计入',
        ' 暂停计算',
        ' 到期日',
      ],
    ]);
    expect(await happened(page)).toContain('批准延期1个工作日；时限由2026年10月10日变更为2026年10月12日');
    await page.getByText('德公立字〔2026〕1号，2026年9月28日立案').first().waitFor();
    await expectReadable(page);
  });

  it('shows the notice of its case to discipline inspection, and to nobody else', async () => {
    const id = await fresh();
    await command('acknowledge', id);
    await command('case', id, { filedAt: '2026-09-24T10:00:00+08:00', caseNumber: '德公立字〔2026〕2号' });
    const notice = (await read(id, police)).body.case?.transferId;
    const page = await transferOf(`clerk@${discipline}`, notice);
    expect(await stepsOf(page)).toEqual(['登记 已完成', '移送 已完成', '签收 当前', '办结反馈 未开始']);
    await page.getByRole('row', { name: /立案情况通报/ }).waitFor();
    await expectReadable(page);
    const sender = await transferOf(`clerk@${housing}`, id);
    await sender.getByText('德公立字〔2026〕2号').first().waitFor();
    expect(await sender.content()).not.toContain(notice);
  });

  it('that an office handed on leads to its successor whoever may see that', async () => {
    const id = await fresh();
    const made = await send<{ proposalId: string }>(
      'POST',
      `/v1/transfers/${id}/proposals`,
      { kind: 'elevate', units: [], reason: '涉及本地干部' },
      { as: police },
    );
    const decided = await send<TransferBody>(
      'POST',
      `/v1/proposals/${made.body.proposalId}/decision`,
      { approve: true, note: '同意' },
      { as: city, role: 'supervisor' },
    );
    expect(decided.status).toBe(200);
    const page = await transferOf(`clerk@${housing}`, id);
    expect(await stepsOf(page)).toEqual(['登记 已完成', '移送 已完成', '改派 已完成']);
    await page.getByText('目前没有应办事项。').waitFor();
    const former = await transferOf(`clerk@${police}`, id);
    await former.getByText('本件终止，改由其他单位办理：提级办理（德州市公安局）').waitFor();
    expect(await former.getByRole('table', { name: '相关移送' }).count()).toBe(0);
    await page
      .getByRole('row', { name: /后续移送/ })
      .getByRole('link')
      .click();
    await page.getByRole('row', { name: /前一移送/ }).waitFor();
    expect(page.url()).toContain(decided.body.successors[0]);
    await expectReadable(page);
  });

  it('that is closed owes nothing more', async () => {
    const id = await fresh();
    await command('acknowledge', id);
    await command('feedback', id, { final: true, outcome: '已立案', text: '已立案侦查。' });
    const page = await transferOf(`clerk@${housing}`, id);
    expect(await stepsOf(page)).toEqual(['登记 已完成', '移送 已完成', '签收 已完成', '办结反馈 已完成']);
    await page.getByText('办结反馈：已立案').waitFor();
    await page.getByText('内容：已立案侦查。').waitFor();
    await expectReadable(page);
  });
});

describe('what stands beside a transfer', { timeout: 180_000 }, () => {
  it('is the supplement, which leads to where it is acted on', async () => {
    const id = await fresh();
    await command('supplement', id, { items: ['合同'] });
    const page = await transferOf(`clerk@${housing}`, (await read(id)).body.supplement?.supplementId);
    expect(await stepsOf(page)).toEqual(['要求补充材料 已完成', '补充材料 当前']);
    expect(await page.title()).toMatch(/^补充材料 371402-/);
    await expectReadable(page);
    await page.getByRole('link', { name: 'go to the transfer' }).click();
    await page.getByRole('heading', { name: 'What is owed: acknowledge' }).waitFor();
  });

  it('is the reply to its reporter', async () => {
    const { body } = await submit({ reporter });
    const page = await transferOf(`clerk@${housing}`, body.reply?.replyId);
    expect(await stepsOf(page)).toEqual([
      '登记实名举报 已完成',
      '告知受理情况 当前',
      '各移送办结 未开始',
      '告知办理结果 未开始',
    ]);
    expect(await page.content()).not.toContain(reporter.name);
    await expectReadable(page);
  });
});
