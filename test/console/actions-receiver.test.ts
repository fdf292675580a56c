import { describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { dialogOf, discipline, lingcheng, office, open, police, saidOn, send, takeUnit, useDoing } from './doing.ts';

/** What a receiver does in the dialogs of a transfer; each is read by the API afterwards. */

const { at, recordOf, dispatched, acknowledged, command } = useDoing();

const clerk = `clerk@${police}`;

describe('a receiver', () => {
  it('reads before it acknowledges what that will cause, and is told what is owed next', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, clerk);
    const button = page.getByRole('button', { name: '签收', exact: true });
    const cause = page.locator(`[id="${await button.getAttribute('aria-describedby')}"]`);
    expect(await cause.textContent()).toContain('德城区公安分局须在2026年10月29日24时前办理（20个工作日）');
    expect(await cause.textContent()).toContain('签收的是线索内容第1版');
    expect(await page.locator('.doable li button').allTextContents()).toEqual([
      ...['签收', '要求补充材料', '申请延期', '提出处理意见', '退回'],
    ]);
    await open(page, '签收');
    await send(page, '签收');
    expect(await saidOn(page)).toBe(
      '已签收。签收的是线索内容第1版。下一步：德城区公安分局2026年10月29日24时前办理“反馈”。',
    );
    expect(await recordOf(transferId, police)).toMatchObject({ status: 'acknowledged', contentVersion: 1 });
    expect(await page.getByRole('button', { name: '签收', exact: true }).count()).toBe(0);
  });

  it('names the officers who follow a case when it acknowledges its notice', async () => {
    const { transferId } = await acknowledged();
    const { body } = await command('case', transferId, {
      filedAt: '2026-09-24',
      caseNumber: '德公（刑）立字〔2026〕1号',
    });
    const noticeId = String(body.noticeId);
    const { page } = await at(noticeId, `clerk@${discipline}`);
    await open(page, '签收');
    await send(page, '签收');
    await dialogOf(page).getByText('请填写指派提前介入的人员').waitFor();
    await page.getByLabel('指派提前介入的人员').fill('王某\n\n李某');
    await send(page, '签收');
    await saidOn(page);
    expect((await recordOf(noticeId, discipline)).officers).toEqual(['王某', '李某']);
  });

  it('returns it with a reason and the unit that should have it, found by name', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, clerk);
    await open(page, '退回');
    await send(page, '退回');
    const note = page.getByLabel('具体说明');
    await dialogOf(page).getByText('请说明退回的具体原因').waitFor();
    await dialogOf(page).getByText('请选择一项').waitFor();
    expect(await note.getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('不属本单位管辖').check();
    await note.fill('工地在陵城区');
    await takeUnit(page, '建议的接收单位', '陵城区公安');
    await send(page, '退回');
    expect(await saidOn(page)).toContain('下一步：德城区住房和城乡建设局2026年9月30日24时前办理“补正”。');
    const { returned, timeline } = await recordOf(transferId, police);
    expect(returned).toMatchObject({ reason: 'not-jurisdiction', suggested: lingcheng });
    expect(timeline.find(({ event }) => event === 'returned')).toMatchObject({ note: '工地在陵城区' });
  });

  it('asks for what is missing, a thing a line', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, clerk);
    await open(page, '要求补充材料');
    await page.getByLabel('需要补充的材料').fill('涉案人员名单\n现场照片\n');
    await send(page, '要求补充材料');
    expect(await saidOn(page)).toContain('已要求补充材料');
    const { timeline, supplement } = await recordOf(transferId, police);
    expect(supplement?.items).toBe(2);
    expect(timeline.at(-1)).toMatchObject({ items: ['涉案人员名单', '现场照片'] });
  });

  it('gives interim feedback, then final', async () => {
    const { transferId } = await acknowledged();
    const { page } = await at(transferId, clerk);
    const give = async (kind: string, outcome: string) => {
      await open(page, '反馈');
      await page.getByLabel(kind).check();
      await page.getByLabel('办理结果').fill(outcome);
      await page.getByLabel('详细情况').fill('已询问三名证人');
      await send(page, '反馈');
      return saidOn(page);
    };
    expect(await give('阶段性反馈', '正在核查')).toContain('下一步：德城区公安分局2026年10月29日24时前办理“反馈”');
    expect(await recordOf(transferId, police)).toMatchObject({ status: 'acknowledged', outcome: '正在核查' });
    expect(await give('办结反馈', '已立案')).toBe('已反馈。目前没有应办事项。');
    expect(await recordOf(transferId, police)).toMatchObject({ status: 'closed', outcome: '已立案' });
    await page.getByText('目前没有您可以办理的事项').waitFor();
  });

  it('files a case, whose notice goes out at once', async () => {
    const { transferId } = await acknowledged();
    const { page } = await at(transferId, clerk);
    await open(page, '登记立案');
    await page.getByLabel('立案日期').fill('2026-09-30');
    await page.getByLabel('案件编号').fill('德公（刑）立字〔2026〕2号');
    await send(page, '登记立案');
    await dialogOf(page).getByText('晚于当前时间').waitFor();
    await page.getByLabel('立案日期').fill('2026-09-24');
    await send(page, '登记立案');
    expect(await saidOn(page)).toContain('立案通报已发出');
    const { case: filed } = await recordOf(transferId, police);
    expect(filed).toMatchObject({ caseNumber: '德公（刑）立字〔2026〕2号', filedAt: '2026-09-24T00:00:00+08:00' });
    expect(await recordOf(filed?.transferId ?? '', discipline)).toMatchObject({ status: 'dispatched' });
  });

  it('asks for an extension in the unit of the window, and proposes that others deal with it', async () => {
    const { transferId } = await acknowledged();
    const { page } = await at(transferId, clerk);
    await open(page, '申请延期');
    const amount = page.getByLabel('申请延长的工作日数');
    await amount.fill('60');
    await page.getByLabel('申请理由').fill('需跨县核查');
    await send(page, '申请延期');
    await dialogOf(page).getByText('最多还可延长 40 个工作日').waitFor();
    expect(await amount.getAttribute('aria-invalid')).toBe('true');
    await amount.fill('10');
    await send(page, '申请延期');
    expect(await saidOn(page)).toContain('已申请延期，待审批');
    await open(page, '提出处理意见');
    await page.getByLabel(/^联合办理/).check();
    await takeUnit(page, '办理单位', '陵城区公安');
    await takeUnit(page, '办理单位', '齐河县公安');
    await page.getByRole('button', { name: '删除齐河县公安局' }).click();
    await page.getByLabel('理由').fill('线索涉及两地');
    await send(page, '提出处理意见');
    await saidOn(page);
    const record = await recordOf(transferId, police);
    expect(record.extension).toMatchObject({ workingDays: 10, unit: 'working-days' });
    expect(record.proposal).toMatchObject({ kind: 'joint', units: [lingcheng] });
  });

  it('is acted for by the supervisor of its office, whose buttons say so', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, `supervisor@${office}`);
    await page.getByText('代德城区公安分局办理。').first().waitFor();
    await open(page, '签收');
    await send(page, '签收');
    await saidOn(page);
    const { timeline } = await recordOf(transferId, police);
    const event = only(timeline.filter((one) => one.event === 'acknowledged'));
    expect(event.by).toMatchObject({ unitId: office, onBehalfOf: police });
  });
});
