import { describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { dialogOf, housing, lingcheng, open, police, saidOn, send, useDoing } from './doing.ts';

/** What a sender does in the dialogs of a transfer; each is read by the API afterwards. */

const { at, recordOf, dispatched, acknowledged, returned, submit, command, api, answered } = useDoing();

const clerk = `clerk@${housing}`;

const clueOf = async (clueId: string) =>
  (await answered(api(housing).GET('/v1/clues/{id}', { params: { path: { id: clueId } } }))).body;

describe('a sender', () => {
  it('dispatches what it registered', async () => {
    const { body } = await submit({ dispatch: false });
    const { transferId } = only(body.transfers);
    const { page } = await at(transferId, clerk);
    expect(await page.locator('.doable li button').allTextContents()).toEqual(['更正内容', '移送', '撤销']);
    await open(page, '移送');
    await send(page, '移送');
    expect(await saidOn(page)).toBe('已移送。下一步：德城区公安分局2026年10月9日24时前办理“签收”。');
    expect(await recordOf(transferId, police)).toMatchObject({ status: 'dispatched' });
  });

  it('withdraws what it registered, for a reason', async () => {
    const { body } = await submit({ dispatch: false });
    const { transferId } = only(body.transfers);
    const { page } = await at(transferId, clerk);
    await open(page, '撤销');
    await page.getByLabel('原因').fill('重复登记');
    await send(page, '撤销');
    expect(await saidOn(page)).toBe('已撤销。目前没有应办事项。');
    const { status, timeline } = await recordOf(transferId, housing);
    expect(status).toBe('withdrawn');
    expect(timeline.at(-1)).toMatchObject({ event: 'withdrawn', reason: '重复登记' });
    expect(await page.locator('.headline .status').textContent()).toBe('已撤销');
  });

  it('recalls what was not yet acknowledged', async () => {
    const { transferId } = await dispatched();
    const { page } = await at(transferId, clerk);
    await open(page, '撤回');
    await page.getByLabel('原因').fill('误移送');
    await send(page, '撤回');
    await saidOn(page);
    expect((await recordOf(transferId, housing)).timeline.some(({ event }) => event === 'recalled')).toBe(true);
    expect(await page.locator('.headline .status').textContent()).toBe('已撤回');
  });

  it('dispatches what came back again, with what was corrected', async () => {
    const { transferId } = await returned();
    const { page } = await at(transferId, clerk);
    await open(page, '移送');
    await page.getByLabel('补正说明').fill('已补充地点');
    await send(page, '移送');
    await saidOn(page);
    const { status, timeline } = await recordOf(transferId, police);
    expect(status).toBe('dispatched');
    expect(timeline.findLast(({ event }) => event === 'dispatched')).toMatchObject({ note: '已补充地点' });
  });

  it('dispatches it to the unit that its return named', async () => {
    const { transferId } = await returned({ reason: 'not-jurisdiction', suggested: lingcheng });
    const { page } = await at(transferId, clerk);
    await open(page, '移送');
    await page.getByLabel('陵城区公安分局（退回时建议）').check();
    await send(page, '移送');
    expect(await saidOn(page)).toContain('已改送陵城区公安分局，由新的移送件继续。');
    const { status, successors } = await recordOf(transferId, housing);
    expect(status).toBe('rerouted');
    expect(await recordOf(only(successors), lingcheng)).toMatchObject({ status: 'dispatched', to: lingcheng });
  });

  it('supplies what was asked for, having corrected the content', async () => {
    const { transferId, clueId } = await acknowledged();
    await command('supplement', transferId, { items: ['涉案人员名单'] });
    const { page } = await at(transferId, clerk);
    await open(page, '更正内容');
    await page.getByLabel('正文').fill('巡查中发现有人以暴力相威胁，强揽土方运输；现附照片。');
    await page.getByRole('button', { name: '添加附件' }).click();
    await page.getByLabel('附件名称').fill('现场照片');
    await send(page, '更正内容');
    expect(await saidOn(page)).toContain('内容已更正。现为第2版。');
    await open(page, '回复已补充材料');
    await page.getByLabel('补充情况').fill('已补充照片');
    await send(page, '回复已补充材料');
    await saidOn(page);
    expect((await recordOf(transferId, police)).supplement).toBeNull();
    expect(await clueOf(clueId)).toMatchObject({ annexes: [{ name: '现场照片', copies: 1 }], content: { version: 2 } });
  });
});

describe('correcting', () => {
  it('reads the clue, which goes on the record, changes what was changed alone, and says whom a subject means', async () => {
    const subjects = [{ name: '某土方公司', kind: '企业' }];
    const { transferId, clueId } = await dispatched({ subjects, categories: ['把持基层政权'] });
    await command('return', transferId, { reason: 'inaccurate', note: '名称有误' });
    const { page } = await at(transferId, clerk);
    const readings = async () => {
      const { body } = await answered(
        api('371402-leading-group-office', 'supervisor').GET('/v1/readings', { params: { query: { clue: clueId } } }),
      );
      return body.items.length;
    };
    const before = await readings();
    await open(page, '更正内容');
    await page.getByLabel('标题').waitFor();
    expect(await readings()).toBe(before + 1);
    await page.getByLabel('标题').fill('');
    await send(page, '更正内容');
    await page.getByLabel('标题').and(page.locator('[aria-invalid="true"]')).waitFor();
    await page.getByLabel('标题').fill('某工地强揽土方工程（更正）');
    await page.getByRole('button', { name: '添加对象' }).click();
    await page.getByLabel('姓名或者名称').nth(1).fill('德城区交通运输局分管负责人');
    await page.getByLabel('类型').nth(1).fill('人员');
    await send(page, '更正内容');
    const said = await saidOn(page);
    expect(said).toMatch(/现为第2版。“某土方公司”在名册中没有对应。“德城区交通运输局分管负责人”对应.+，须回避。/);
    const clue = await clueOf(clueId);
    expect(clue).toMatchObject({ title: '某工地强揽土方工程（更正）', categories: ['把持基层政权'] });
    expect(clue.content.versions.at(-1)?.fields).toEqual(['title', 'subjects']);
  });

  it('keeps what was typed on a version that others made meanwhile, and takes theirs where nothing was typed', async () => {
    const { transferId, clueId } = await returned();
    const { page } = await at(transferId, clerk);
    await open(page, '更正内容');
    await page.getByLabel('正文').fill('正文由本人更正');
    const params = { path: { id: clueId } };
    await api(housing, 'supervisor').PATCH('/v1/clues/{id}', { params, body: { title: '负责人更正的标题' } });
    await send(page, '更正内容');
    const alert = dialogOf(page).getByRole('alert');
    await alert.getByText('更正线索内容（第2版：标题）').waitFor();
    expect(await page.getByLabel('正文').inputValue()).toBe('正文由本人更正');
    await page.getByRole('button', { name: '按最新情况继续' }).click();
    expect(await page.getByLabel('标题').inputValue()).toBe('负责人更正的标题');
    await send(page, '更正内容');
    await saidOn(page);
    expect(await clueOf(clueId)).toMatchObject({
      ...{ title: '负责人更正的标题', text: '正文由本人更正' },
      content: { version: 3 },
    });
  });
});

describe('who answers a reporter', () => {
  it('says what the person was told: first of the acceptance, then of the outcome', async () => {
    const reporter = { anonymous: false, name: '赵某', phone: '13900000000' };
    const { transferId, replyId = '' } = await dispatched({ reporter });
    const { page } = await at(replyId, clerk);
    await open(page, '登记已告知受理情况');
    await page.getByLabel('已告知举报人的内容').fill('已电话告知受理');
    await send(page, '登记已告知受理情况');
    expect(await saidOn(page)).toContain('已登记告知受理情况。');
    expect((await recordOf(replyId, housing)).status).toBe('waiting');
    await command('acknowledge', transferId);
    await command('feedback', transferId, { final: true, outcome: '查否' });
    await page.reload();
    await open(page, '登记已告知办理结果');
    await page.getByLabel('已告知举报人的内容').fill('已电话告知结果');
    await send(page, '登记已告知办理结果');
    await saidOn(page);
    const { status, timeline } = await recordOf(replyId, housing);
    expect(status).toBe('done');
    expect(timeline.at(-1)).toMatchObject({ event: 'outcome-told', note: '已电话告知结果' });
  });
});
