import { describe, expect, it } from 'vitest';
import { only } from '../client.ts';
import { useConsole } from './browser.ts';
import { pick } from './chromium.ts';
import { expectFine } from './looks.ts';

const { local, visit, somebody, submit } = useConsole();

const housing = 'clerk@371402-housing';

const tokensIn = (storage: string): boolean => /eyJ/.test(storage);

describe('signing in', () => {
  it('leads back to the page that a mail linked to', async () => {
    const { page } = await somebody();
    const { transferId } = only((await submit()).body.transfers);
    await page.goto(`${local().url}/console/transfers/${transferId}`);
    await pick(page, housing);
    await page.getByRole('heading', { level: 1, name: '移送详情' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/transfers/${transferId}`);
  });

  it('keeps tokens out of all that the browser keeps', async () => {
    const { page, context } = await visit({ as: housing });
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    const { cookies } = await context.storageState();
    expect(tokensIn(kept)).toBe(false);
    expect(tokensIn(JSON.stringify(cookies))).toBe(false);
    expect(page.url()).not.toMatch(/code=|state=/);
  });

  it('asks the issuer again when the page is loaded again, which knows its own session', async () => {
    const { page } = await visit({ as: housing, path: '/ledgers' });
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '台账' }).waitFor();
  });

  it('ends in every tab at once, and at the issuer', async () => {
    const { page, context } = await visit({ as: housing });
    const other = await context.newPage();
    await other.goto(`${local().url}/console/ledgers`);
    await other.getByRole('heading', { level: 1 }).waitFor();
    const leaving = page.waitForRequest('**/_local/issuer/logout?*');
    await page.getByRole('button', { name: '退出登录' }).click();
    // It is told of whom, so that it need not ask.
    const hint = new URL((await leaving).url()).searchParams.get('id_token_hint') ?? '';
    const [, claims = ''] = hint.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: 'console', sub: housing });
    await page.getByText('您已退出登录').waitFor();
    await other.getByText('您已退出登录').waitFor();
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '本机登录' }).waitFor();
  });

  it('is asked for again in a window of its own when it has ended, and what was typed stays', async () => {
    const { page, context } = await visit({ as: housing });
    // Neither the token nor its refreshing is taken any more.
    await context.route('**/_local/issuer/token', (route) =>
      route.request().postData()?.includes('refresh_token')
        ? route.fulfill({ status: 400, json: { error: 'invalid_grant' } })
        : route.continue(),
    );
    let refused = false;
    await context.route('**/v1/tasks*', (route) => {
      if (refused) return route.continue();
      refused = true;
      return route.fulfill({ status: 401, body: '' });
    });
    await page.getByRole('link', { name: /待反馈/ }).click();
    await page.getByRole('dialog', { name: '登录已失效' }).waitFor();
    await expectFine(page);
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: '重新登录' }).click();
    await (await opened).waitForEvent('close');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?kind=feedback');
    await page.getByText('目前没有').waitFor();
  });

  it('says so where the issuer refuses, and lets one try again', async () => {
    const { page } = await somebody();
    await page.goto(`${local().url}/console/signed-in?error=access_denied&state=x`);
    await page.getByRole('heading', { name: '本机登录' }).waitFor();
  });
});

describe('the language', () => {
  it('is Chinese first, English by choice, and remembered', async () => {
    const { page } = await visit({ as: housing });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'My tasks' }).waitFor();
    expect(await page.title()).toBe('My tasks · Clue transfer');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'My tasks' }).waitFor();
  });
});

describe('what the console is served with', () => {
  it('lets nothing run but its own script, and nobody frame it', async () => {
    const answer = await fetch(`${local().url}/console/`);
    expect(answer.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await answer.text()).not.toMatch(/<script>|<style>|style=/);
  });

  it('is small', async () => {
    const page = await (await fetch(`${local().url}/console/`)).text();
    const names = [...page.matchAll(/"(\/console\/assets\/[^"]+)"/g)].map(([, name]) => name ?? '');
    // Its script, what that begins with, and its style sheet.
    expect(names).toHaveLength(3);
    const sizes = await Promise.all(
      names.map(async (name) => {
        const { headers } = await fetch(`${local().url}${name}`, {
          headers: { 'accept-encoding': 'gzip' },
          method: 'GET',
        });
        expect(headers.get('cache-control')).toContain('immutable');
        return Number(headers.get('content-length'));
      }),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(90_000);
  });

  it('comes without what operators alone need, and says so where that does not come when it is asked for', async () => {
    const { page } = await visit({ as: 'supervisor@371402-housing' });
    await page.route('**/console/assets/operating-*', (route) => route.abort());
    await page.getByRole('link', { name: '单位库' }).click();
    await page.getByRole('alert').getByText('本页没有完整载入').waitFor();
    await expectFine(page);
    await page.unroute('**/console/assets/operating-*');
    await page.getByRole('button', { name: '重新载入' }).click();
    await page.getByRole('heading', { level: 2, name: '本人代行安排' }).waitFor();
  });

  it('answers for a script of another release with nothing, not with a page', async () => {
    expect((await fetch(`${local().url}/console/assets/main-OLD.js`)).status).toBe(404);
  });
});
