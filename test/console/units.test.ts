import { describe, expect, it } from 'vitest';
import { housing } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, looks } from './looks.ts';

const { local, visit, send } = useConsole();

const operator = { as: 'operator', role: 'operator' };
const unitOf = async (id: string) =>
  (await send<Record<string, unknown>>('GET', `/v1/units/${id}`, undefined, operator)).body;
const put = async (id: string, different: object) => {
  const answer = await send('PUT', `/v1/units/${id}`, { ...(await unitOf(id)), ...different }, operator);
  expect(answer.status).toBe(200);
};
const returned = async (unit: string, emailAddress: string) => {
  const { handler } = await import('../../functions/events/mark-bounced-address.ts');
  const event = {
    time: '2026-09-24T02:00:00Z',
    detail: {
      eventType: 'Bounce',
      mail: { tags: { unit: [unit] } },
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress }] },
    },
  };
  await local().as('mark-bounced-address', () => handler(event));
};
const header = 'unitId,name,organ,regionCode,emails,supervisors';

describe('the list of units', () => {
  it.each(looks)('is searched, in %s at %i pixels', async (language, width) => {
    const { page } = await visit({ as: 'operator', path: '/units', language, width });
    await page.getByRole('row').nth(10).waitFor();
    await expectFine(page);
    await page.getByRole('searchbox').fill('德城区公安');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/q=/);
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('searchbox').fill('没有这样的单位');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText(language === 'zh' ? '没有找到符合条件的单位' : 'No unit is like that').waitFor();
    await expectFine(page);
  });

  it('shows addresses from which mails came back, alone where that is chosen, until an operator stands by them', async () => {
    const id = '371402-court';
    await returned(id, 'court@371402.example');
    const { page } = await visit({ as: 'operator', path: '/units' });
    await page.getByRole('checkbox', { name: '只看有邮箱退信的单位' }).check();
    await page.getByText(/退信：无法投递/).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await expectFine(page);
    await page.getByRole('link', { name: '德城区人民法院' }).click();
    await page.getByText('有邮箱退信：').waitFor();
    await expectFine(page);
    const { version } = await unitOf(id);
    await page.getByRole('button', { name: '邮箱已核实无误，清除退信标记' }).click();
    await page.getByText('已保存').waitFor();
    expect(await page.getByText('有邮箱退信：').count()).toBe(0);
    expect(await unitOf(id)).toMatchObject({ version, undeliverable: [] });
  });

  it('goes on where it has more than a page', async () => {
    const { page } = await visit({ as: 'operator', path: '/units' });
    await page.getByRole('row').nth(50).waitFor();
    await page.getByRole('button', { name: '显示更多' }).click();
    await page.getByRole('row').nth(51).waitFor();
  });
});

describe('one unit', () => {
  it.each(looks)('is changed, with faults beside their fields, in %s at %i pixels', async (language, width) => {
    const id = '371402-water';
    const { page } = await visit({ as: 'operator', path: `/units?unit=${id}`, language, width });
    const zh = language === 'zh';
    const phone = page.getByLabel(zh ? '联系电话' : 'Telephone');
    await phone.fill('x');
    await page.getByLabel(zh ? '邮箱1' : 'Address 1').fill('water');
    const save = page.getByRole('button', { name: zh ? '保存' : 'Save', exact: true });
    await save.click();
    await page.getByRole('alert').waitFor();
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    await page
      .getByText(zh ? '请填写电话号码' : 'write a telephone number')
      .first()
      .waitFor();
    await page
      .getByText(zh ? '请填写邮箱地址' : 'write a mail address')
      .first()
      .waitFor();
    await expectFine(page);
    await phone.fill(`0534-210${width + 1000}`);
    await page.getByLabel(zh ? '邮箱1' : 'Address 1').fill(`${language}.${width}@371402.example`);
    await save.click();
    await page.getByText(zh ? '已保存' : 'Saved').waitFor();
    expect(await unitOf(id)).toMatchObject({ emails: [`${language}.${width}@371402.example`] });
    await expectFine(page);
  });

  it('that somebody else changed meanwhile says who and what, and keeps what was typed', async () => {
    const { page } = await visit({ as: 'operator', path: `/units?unit=${housing}` });
    await page.getByLabel('联系电话').fill('0534-2109999');
    await put(housing, { nameEn: 'Decheng Housing' });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('该单位已被他人更改').waitFor();
    await alert.getByText('Decheng Housing').waitFor();
    expect(await page.getByLabel('联系电话').inputValue()).toBe('0534-2109999');
    await expectFine(page);
    await page.getByRole('button', { name: '保留我的更改，其余取最新内容' }).click();
    expect(await page.getByLabel('英文名称').inputValue()).toBe('Decheng Housing');
    // Another language takes nothing of it away.
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.getByLabel('Telephone').inputValue()).toBe('0534-2109999');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect(await unitOf(housing)).toMatchObject({ phone: '0534-2109999', nameEn: 'Decheng Housing' });
  });

  it('has no telephone and no English name any more where these are emptied', async () => {
    const id = '371402-agriculture';
    await put(id, { phone: '0534-2104444', nameEn: 'Decheng Agriculture' });
    const { page } = await visit({ as: 'operator', path: `/units?unit=${id}` });
    await page.getByLabel('联系电话').fill('');
    await page.getByLabel('英文名称').fill(' ');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    const unit = await unitOf(id);
    expect([unit.phone, unit.nameEn]).toEqual([undefined, undefined]);
  });

  it('is saved once where the connection broke before the answer came', async () => {
    const id = '371402-transport';
    const { page, context } = await visit({ as: 'operator', path: `/units?unit=${id}` });
    let broken = false;
    await context.route(`**/v1/units/${id}`, async (route) => {
      if (broken || route.request().method() !== 'PUT') return route.continue();
      broken = true;
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('联系电话').fill('0534-2103333');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('网络连接中断').waitFor();
    expect(await page.getByLabel('联系电话').inputValue()).toBe('0534-2103333');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect(await unitOf(id)).toMatchObject({ phone: '0534-2103333', version: 2 });
  });

  it('is registered anew, unless there is one of its id', async () => {
    const { page } = await visit({ as: 'operator', path: '/units?unit=new', width: 360 });
    await page.getByLabel('机关类型').selectOption('water');
    await page.getByLabel('行政区划代码').fill('371402');
    await page.getByLabel('单位名称').fill('德城区水利局二科');
    await page.getByLabel('邮箱1').fill('second@371402.example');
    await expectFine(page);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('该编号的单位已经登记').waitFor();
    await page.getByLabel('序号').fill('7');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.waitForURL(/unit=371402-water-7/);
    await page.getByRole('heading', { name: '德城区水利局二科' }).waitFor();
    expect(await unitOf('371402-water-7')).toMatchObject({ version: 1, emails: ['second@371402.example'] });
  });

  it('has stand-ins that an operator names', async () => {
    const { page } = await visit({ as: 'operator', path: '/units?unit=371402-land' });
    await page.getByRole('button', { name: '添加代行安排' }).click();
    await page.getByLabel('代行人姓名').fill('无此人');
    await page.getByLabel('代行人邮箱').fill('nobody@371402.example');
    await page.getByLabel('第一天').fill('2026-10-08');
    await page.getByLabel('最后一天').fill('2026-10-16');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page
      .getByText(/不是已登记人员的邮箱/)
      .first()
      .waitFor();
    const { desks } = (await unitOf('371402-land')) as { desks: { name: string; email: string }[] };
    await page.getByLabel('代行人姓名').fill(desks[0]?.name ?? '');
    await page.getByLabel('代行人邮箱').fill(desks[0]?.email ?? '');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect((await unitOf('371402-land')).delegations).toMatchObject([{ to: desks[0], from: '2026-10-08' }]);
  });
});

describe('a file of units', () => {
  it.each(looks)('is compared line by line, in %s at %i pixels', async (language, width) => {
    const zh = language === 'zh';
    const { page } = await visit({ as: 'operator', path: '/units?import=csv', language, width });
    const rows = ['371402-other-9,第九科,other,371402,ninth@371402.example,', '371402-courts,,court,371402,x,庭长'];
    await page.getByLabel(zh ? '或者粘贴内容' : 'Or paste its text').fill([header, ...rows].join('\n'));
    await page.getByRole('button', { name: zh ? /与单位库比对/ : /Compare with the register/ }).click();
    await page.getByText(zh ? '有误 1，新增 1，更改 0，无变化 0' : 'fault 1, new 1, changed 0, as it is 0').waitFor();
    await page.getByText(zh ? '为空：请填写名称' : 'is empty: write a name').waitFor();
    expect(await page.getByRole('button', { name: zh ? /^写入/ : /^Write / }).count()).toBe(0);
    await expectFine(page);
  });

  it('is chosen, compared and written, in GBK too', async () => {
    const { page } = await visit({ as: 'operator', path: '/units?import=csv' });
    // 德州 in GBK.
    const buffer = Buffer.concat([
      Buffer.from(`${header}\n371400-other-3,`),
      Buffer.from([0xb5, 0xc2, 0xd6, 0xdd]),
      Buffer.from(',other,371400,third@371400.example,\n'),
    ]);
    await page.getByLabel('选择 CSV 文件').setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer });
    await page.getByText('文件按 GBK 编码读取').waitFor();
    await page.getByRole('button', { name: /与单位库比对/ }).click();
    await page.getByRole('cell', { name: /单位名称：德州/ }).waitFor();
    expect((await send('GET', '/v1/units/371400-other-3', undefined, operator)).status).toBe(404);
    await page.getByRole('button', { name: '写入1个单位（新增1个，更改0个）' }).click();
    await page.getByText('已写入1个单位。').waitFor();
    expect(await unitOf('371400-other-3')).toMatchObject({ name: '德州', version: 1 });
    await page.getByRole('button', { name: /与单位库比对/ }).click();
    await page.getByText('文件与单位库一致，无须写入。').waitFor();
    await expectFine(page);
  });

  it('is not written over a unit that changed since it was compared', async () => {
    const { page } = await visit({ as: 'operator', path: '/units?import=csv' });
    const row = '371402-petitions,德城区信访局,petitions,371402,p@371402.example,';
    await page.getByLabel('或者粘贴内容').fill([header, row].join('\n'));
    await page.getByRole('button', { name: /与单位库比对/ }).click();
    await page.getByRole('button', { name: /^写入1个单位/ }).waitFor();
    await put('371402-petitions', { phone: '0534-2101111' });
    await page.getByRole('button', { name: /^写入1个单位/ }).click();
    await page.getByRole('alert').filter({ hasText: '又被更改' }).waitFor();
    expect((await unitOf('371402-petitions')).emails).toEqual(['petitions@371402.example']);
  });
});

describe('a supervisor', () => {
  it.each(looks)('names who stands in for themselves, in %s at %i pixels', async (language, width) => {
    const zh = language === 'zh';
    await put(housing, { delegations: [] });
    const { page } = await visit({ as: `supervisor@${housing}`, path: '/units', language, width });
    await page.getByRole('heading', { name: zh ? '本人代行安排' : 'Who stands in for you' }).waitFor();
    const add = page.getByRole('button', { name: zh ? '添加代行安排' : 'Add to Stand-ins' });
    await add.waitFor();
    const clear = page.getByRole('button', { name: zh ? /^删除代行安排/ : /^Remove 1/ });
    if ((await clear.count()) > 0) {
      await clear.click();
      // The button that was pressed is gone with its row.
      await expect.poll(() => add.evaluate((button) => button.matches(':focus'))).toBe(true);
    }
    await add.click();
    const isInRow = (input: { matches: (of: string) => boolean }) => input.matches(':focus');
    await expect.poll(() => page.locator('.unit-row :is(input, select)').first().evaluate(isInRow)).toBe(true);
    await page.getByLabel(zh ? '代行人姓名' : 'Name of the stand-in').fill('某人');
    await page.getByLabel(zh ? '代行人邮箱' : 'Address of the stand-in').fill('clerk.housing@371402.example');
    await page.getByLabel(zh ? '第一天' : 'First day').fill('2026-10-08');
    await page.getByLabel(zh ? '最后一天' : 'Last day').fill('2026-10-16');
    const save = page.getByRole('button', { name: zh ? '保存' : 'Save', exact: true });
    await save.click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel(zh ? '代行人姓名' : 'Name of the stand-in').getAttribute('aria-invalid')).toBe('true');
    await expectFine(page);
    await page.getByLabel(zh ? '代行人姓名' : 'Name of the stand-in').fill('德城区住房和城乡建设局经办人');
    await save.click();
    await page.getByText(zh ? '已保存' : 'Saved').waitFor();
    expect((await unitOf(housing)).delegations).toMatchObject([
      { absent: 'supervisor.housing@371402.example', to: { email: 'clerk.housing@371402.example' } },
    ]);
  });

  it('keeps what was typed where the unit changed meanwhile', async () => {
    const { page } = await visit({ as: 'supervisor@371402-court', path: '/units' });
    await page.getByRole('button', { name: '添加代行安排' }).click();
    await page.getByLabel('代行人姓名').fill('德城区人民法院经办人');
    await page.getByLabel('代行人邮箱').fill('clerk.court@371402.example');
    await page.getByLabel('第一天').fill('2026-10-08');
    await page.getByLabel('最后一天').fill('2026-10-16');
    await put('371402-court', { phone: '0534-2102222' });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('本单位的登记信息刚刚被他人更改').waitFor();
    await expectFine(page);
    await page.getByRole('button', { name: '保留我的填写' }).click();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').waitFor();
    expect((await unitOf('371402-court')).delegations).toMatchObject([{ from: '2026-10-08' }]);
  });
});
