import { describe, expect, it } from 'vitest';
import { year2027 } from '../calendar-2027.ts';
import { only } from '../client.ts';
import { useConsole } from './browser.ts';
import { expectFine, looks } from './looks.ts';

const { visit, submit, api, publish, advanceTo, local, schedulesAtRest } = useConsole('2026-10-28T10:00:00+08:00');

const status = async () => {
  const { data } = await api('operator', 'operator').GET('/v1/status');
  if (!data) throw new Error('no status was given');
  return data;
};

const police = '371402-public-security';

describe('the page of operation', () => {
  it('says that all is well where it is', async () => {
    await schedulesAtRest();
    const { page } = await visit({ as: 'operator', path: '/status' });
    await page.getByText('运行正常，没有需要处理的事项。').waitFor();
    expect(await page.getByRole('row').filter({ hasText: '正常' }).count()).toBe(6);
    await page.getByText('2027年尚未录入').waitFor();
    expect(await page.title()).toBe('运行状况 · 线索移送');
  });

  it('names all that somebody has to look after, and leads to it, in both languages and at every width', async () => {
    const { beat } = await import('../../functions/adapters/table/beats.ts');
    await advanceTo('2026-11-02T10:00:00+08:00');
    // A clock that jumped runs them in the background.
    const silent = async () => (await status()).schedules.filter((one) => one.silent).length;
    await expect.poll(silent, { timeout: 20_000 }).toBe(0);
    local().mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    await submit({ discoveredAt: '2026-11-02T09:00:00+08:00' });
    await local().engine.settled();
    await beat('watchdog', new Date('2026-11-02T08:00:00+08:00'), { revived: 2, asked: 7 });
    const { handler } = await import('../../functions/events/mark-bounced-address.ts');
    const email = 'public-security@371402.example';
    const bounce = { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: email }] };
    const detail = { eventType: 'Bounce', mail: { tags: { unit: [police] } }, bounce };
    await local().as('mark-bounced-address', () => handler({ time: '2026-11-02T02:00:00Z', detail }));
    for (const [language, width] of looks) {
      const { page } = await visit({ as: 'operator', path: '/status', language, width });
      const alert = page.getByRole('alert');
      await alert.waitFor();
      const said = await alert.getByRole('listitem').allTextContents();
      const expected = {
        zh: [/流程值守.*未按时运行/, /1封邮件/, /1个邮箱/, /2027年放假通知尚未录入/],
        en: [/Watchdog of workflows.*silent/, /1 mail refused/, /1 address takes/, /calendar of 2027/],
      }[language];
      expect(said).toEqual(expected.map((one) => expect.stringMatching(one)));
      await alert.getByRole('link').nth(2).click();
      await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('addresses');
      await expectFine(page);
    }
  });

  it('gives a transfer a new workflow once it was said what that does', async () => {
    const { page } = await visit({ as: 'operator', path: '/status' });
    const row = page.getByRole('row').filter({ hasText: '被拒收' });
    expect(await row.textContent()).toContain('德城区公安分局');
    await row.getByRole('button', { name: '重启流程' }).click();
    const dialog = page.getByRole('dialog', { name: '重启流程' });
    await dialog.getByText(/不会重发/).waitFor();
    await expectFine(page);
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(await row.count()).toBe(1);
    await row.getByRole('button', { name: '重启流程' }).click();
    await dialog.getByRole('button', { name: '重启流程' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('近一个月的邮件都已送出').waitFor();
    expect((await status()).mails.items).toEqual([]);
  });

  it('keeps the dialog where the connection broke, and does it once when tried again', async () => {
    local().mailbox.failNext(1, { status: 400, code: 'MessageRejected' });
    const { transferId } = only((await submit({ discoveredAt: '2026-11-02T09:00:00+08:00' })).body.transfers);
    await local().engine.settled();
    const { page, context } = await visit({ as: 'operator', path: '/status' });
    let lost = true;
    await context.route('**/v1/workflows/restart', (route) => {
      if (!lost) return route.continue();
      lost = false;
      return route.abort();
    });
    await page.getByRole('row').filter({ hasText: transferId }).getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '重启流程' }).click();
    await dialog.getByText('网络连接中断').waitFor();
    await dialog.getByRole('button', { name: '重启流程' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(transferId).waitFor({ state: 'detached' });
  });

  it('is read again on demand', async () => {
    const { page } = await visit({ as: 'operator', path: '/status' });
    const calendar = page.getByRole('region', { name: '工作日历' });
    await calendar.getByText('2027年尚未录入').waitFor();
    await publish(2027, year2027);
    await page.getByRole('button', { name: '刷新' }).click();
    await calendar.getByText('已录入', { exact: true }).waitFor();
  });

  it('is not for others, whom the API tells so', async () => {
    const { page } = await visit({ as: 'auditor', path: '/status' });
    await page.getByRole('alert').getByText('系统管理员').waitFor();
    expect(await page.getByRole('link', { name: '运行状况' }).count()).toBe(0);
  });
});
