import { describe, expect, it } from 'vitest';
import { only, police } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine } from './looks.ts';
import { as, checked, heading, keptFrom, ledgers, next, path, text, title } from './register-steps.ts';

/** 登记线索: what becomes of a clue that is sent. Thursday 2026-09-24. */

const { visit, send } = useConsole();
const { ledger, newIn } = ledgers({ send });

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
    await expectFine(page);
    const { body } = await send('GET', `/v1/clues/${made.clueId}`, undefined, { as: police });
    expect(body).toMatchObject({ title, text, kinds: ['organised-crime'] });
    expect(body.discoveredAt).toBe('2026-09-24T00:00:00+08:00');
    await page.getByRole('link', { name: '德城区公安分局' }).click();
    expect(new URL(page.url()).pathname).toBe(`/console/transfers/${made.transferId}`);
  });

  it('is done by the keyboard alone', async () => {
    const { page } = await visit({ as, path });
    const before = await ledger();
    const { keyboard } = page;
    await page.getByRole('textbox', { name: '标题' }).focus();
    await keyboard.type(title);
    await keyboard.press('Tab');
    await keyboard.type(text);
    // Past the classification, to the kinds.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('日常执法检查');
    await keyboard.press('Tab');
    // In the order of year, month and day that this browser has.
    await page.locator(':focus').fill('2026-09-24');
    await keyboard.press('Enter');
    await heading(page, '核对去向');
    for (let n = 0; n < 20; n += 1) {
      await keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === '确认移送') break;
    }
    await keyboard.press('Enter');
    await heading(page, '登记结果');
    expect(only(await newIn(before))).toMatchObject({
      status: 'dispatched',
      discoveredAt: '2026-09-24T00:00:00+08:00',
    });
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
    await keptFrom(page, '德城区住房和城乡建设局');
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
    await expectFine(page);
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
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '登记线索' }).click();
    await page.getByRole('textbox', { name: '标题' }).fill('另一标题');
    await next(page);
    await page.getByRole('button', { name: '确认移送' }).click();
    await page.getByText('前一次提交已经登记成功').waitFor();
    expect(await newIn(before)).toHaveLength(1);
  });
});
