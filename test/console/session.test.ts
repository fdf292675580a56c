import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useConsole } from './browser.ts';
import { pick } from './chromium.ts';
import { dialogOf, open, police } from './doing.ts';
import { expectFine } from './looks.ts';

/** What becomes of what somebody typed, and of who they are, when the sign-in or the line ends in the middle. */

const { local, visit, somebody, submit } = useConsole();

const housing = 'clerk@371402-housing';
const secret = '某工地强揽土方工程';

const isRefreshing = (data: string | null): boolean => data?.includes('refresh_token') ?? false;

/** From here on each token is over as soon as it is there, and how refreshing it goes can be said. */
const withShortTokens = async (context: BrowserContext) => {
  const how = { refreshing: 'done' as 'done' | 'refused' | 'lost' };
  await context.route('**/_local/issuer/token', async (route) => {
    if (isRefreshing(route.request().postData()) && how.refreshing !== 'done') {
      if (how.refreshing === 'lost') return route.abort();
      return route.fulfill({ status: 400, json: { error: 'invalid_grant' } });
    }
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json()), expires_in: 0 } });
  });
  return how;
};

const ended = (page: Page) => page.getByRole('dialog', { name: '登录已失效' });

/** A clerk whose form is begun, with a sign-in that ended as it was sent. */
const overtaken = async () => {
  const { page, context } = await somebody();
  const how = await withShortTokens(context);
  await page.goto(`${local().url}/console/clues/new`);
  await pick(page, housing);
  await page.getByRole('textbox', { name: /标题/ }).fill(secret);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/v1/clues/preview')) sent.push(request.postData() ?? '');
  });
  how.refreshing = 'refused';
  await page.getByRole('button', { name: /下一步/ }).click();
  await ended(page).waitFor();
  return { page, context, how, asked, sent };
};

describe('a sign-in that ends while somebody types', () => {
  it('stays with what was typed though Escape is pressed, and though signing in again is refused at first', async () => {
    const { page, context, how, sent } = await overtaken();
    for (const _ of [1, 2, 3]) await page.keyboard.press('Escape');
    await ended(page).waitFor();
    await context.route('**/_local/issuer/authorize?*', (route) => {
      const state = new URL(route.request().url()).searchParams.get('state');
      const location = `${local().url}/console/signed-in?error=access_denied&state=${state}&iss=${encodeURIComponent('http://127.0.0.1/local-issuer')}`;
      return route.fulfill({ status: 303, headers: { location } });
    });
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByRole('alert').getByText('没有登录成功').waitFor();
    await context.unroute('**/_local/issuer/authorize?*');
    how.refreshing = 'done';
    await page.getByRole('button', { name: '重新登录' }).click();
    await ended(page).waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: /标题/ }).inputValue()).toBe(secret);
    await expect.poll(() => sent.length).toBe(1);
  });

  it('shows nothing of it to somebody else who signs in, and sends nothing of it', async () => {
    const { page, context, how, asked, sent } = await overtaken();
    how.refreshing = 'done';
    await context.clearCookies();
    const popup = context.waitForEvent('page');
    await page.getByRole('button', { name: '重新登录' }).click();
    await pick(await popup, 'supervisor@371402-transport');
    await page.getByRole('heading', { level: 1, name: '我的待办' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: '登记线索' }).click();
    expect(await page.getByRole('textbox', { name: /标题/ }).inputValue()).toBe('');
    expect(asked).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('knows people of one name in one unit apart', async () => {
    const { page, context, how, asked, sent } = await overtaken();
    how.refreshing = 'done';
    let isChanged = false;
    await context.route('**/_local/issuer/token', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      const [head, claims = '', signature] = String(answer.access_token).split('.');
      const other = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'another' };
      const part = Buffer.from(JSON.stringify(other)).toString('base64url');
      if (isChanged) return route.fulfill({ response });
      isChanged = true;
      return route.fulfill({ response, json: { ...answer, access_token: [head, part, signature].join('.') } });
    });
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByRole('heading', { level: 1, name: '我的待办' }).waitFor();
    expect(asked).toEqual([]);
    expect(sent).toEqual([]);
  });
});

describe('a line that is cut', () => {
  it('ends no sign-in: what is read is read when it is back', async () => {
    const { page, context } = await somebody();
    const how = await withShortTokens(context);
    await page.goto(`${local().url}/console/tasks`);
    await pick(page, housing);
    await page.getByText('目前没有').first().waitFor();
    how.refreshing = 'lost';
    await page.getByRole('link', { name: /待反馈/ }).click();
    await page.getByText('网络连接中断').waitFor();
    expect(await ended(page).count()).toBe(0);
    how.refreshing = 'done';
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('网络连接中断').waitFor({ state: 'detached' });
  });

  it('at the start leads, once it is back, to where one wanted to go', async () => {
    const { page, context } = await somebody();
    await context.route('**/.well-known/openid-configuration', (route) => route.abort());
    await page.goto(`${local().url}/console/ledgers?month=2026-09`);
    const alert = page.getByRole('alert');
    await alert.getByText('没有登录成功。 无法连接身份认证系统，请检查网络后重试。').waitFor();
    await context.unroute('**/.well-known/openid-configuration');
    await page.getByRole('button', { name: '重试' }).click();
    await pick(page, housing);
    await page.getByRole('heading', { level: 1, name: '台账' }).waitFor();
    expect(new URL(page.url()).search).toBe('?month=2026-09');
  });
});

describe('an issuer that does not let one in', () => {
  it.each([
    ['access_denied', '身份认证系统没有准许登录', 'The identity provider did not let you in'],
    ['temporarily_unavailable', '身份认证系统暂时不可用', 'The identity provider is not available'],
  ])('with %s is told of in words of our own, in both languages', async (code, zh, en) => {
    const { page, context } = await somebody();
    await context.route('**/_local/issuer/authorize?*', (route) => {
      const state = new URL(route.request().url()).searchParams.get('state');
      const issuer = encodeURIComponent('http://127.0.0.1/local-issuer');
      const location = `${local().url}/console/signed-in?error=${code}&state=${state}&iss=${issuer}`;
      return route.fulfill({ status: 303, headers: { location } });
    });
    await page.goto(`${local().url}/console/tasks`);
    const alert = page.getByRole('alert');
    await alert.getByText(zh).waitFor();
    expect(await alert.textContent()).toContain(`代码：${code}`);
    await expectFine(page);
    await page.getByRole('button', { name: 'English' }).click();
    await alert.getByText(en).waitFor();
    expect(await alert.textContent()).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('for it does not answer is given up, and may be tried again', async () => {
    const { page, context } = await somebody();
    await page.clock.install();
    const asked = Promise.withResolvers<void>();
    await context.route('**/.well-known/openid-configuration', () => asked.resolve());
    await page.goto(`${local().url}/console/tasks`);
    await asked.promise;
    await page.clock.fastForward(40_000);
    await page.getByRole('alert').getByText('身份认证系统没有在限时内答复').waitFor();
    await context.unroute('**/.well-known/openid-configuration');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '本机登录' }).waitFor();
  });
});

describe('a token that is not taken', () => {
  it('is renewed where API Gateway says 403 of it, as it does where a function proves tokens', async () => {
    const { page, context } = await visit({ as: housing });
    let refused = 0;
    await context.route('**/v1/tasks*', (route) => {
      refused += 1;
      return refused > 1 ? route.continue() : route.fulfill({ status: 403, json: { message: 'Forbidden' } });
    });
    // The page one leaves says that there is nothing too, so the page's words do not tell which of them speaks.
    const taken = page.waitForResponse((response) => response.url().includes('/v1/tasks') && response.ok());
    await page.getByRole('link', { name: /待反馈/ }).click();
    await taken;
    await page.getByText('目前没有').first().waitFor();
    expect(refused).toBe(2);
  });
});

describe('a clock that is wrong', () => {
  it('keeps nobody out', async () => {
    const { page } = await somebody();
    await page.clock.setSystemTime(Date.now() + 3 * 3_600_000);
    await page.goto(`${local().url}/console/ledgers`);
    await pick(page, housing);
    await page.getByRole('heading', { level: 1, name: '台账' }).waitFor();
  });
});

describe('leaving', () => {
  it('takes what was typed away at once, without a question', async () => {
    const { page } = await visit({ as: housing, path: '/clues/new' });
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.getByRole('textbox', { name: /标题/ }).fill(secret);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText('您已退出登录').waitFor();
    await page.waitForURL('**/console/signed-out*');
    expect(asked).toEqual([]);
  });

  it('leaves nothing on a page that a browser keeps for the way back', async () => {
    const { page } = await visit({ as: housing, path: '/clues/new' });
    await page.getByRole('textbox', { name: /标题/ }).fill(secret);
    await page.evaluate('dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))');
    expect(await page.locator('#console').innerHTML()).toBe('');
    const { headers } = await fetch(`${local().url}/console/tasks`);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('two clicks at once', () => {
  it('send a command once', async () => {
    const { body } = await submit();
    const { page } = await visit({ as: `clerk@${police}`, path: `/transfers/${body.transfers[0]?.transferId}` });
    await open(page, '签收');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await dialogOf(page)
      .getByRole('button', { name: '签收', exact: true })
      .evaluate((button) => {
        const clicked = button as unknown as { click: () => void };
        clicked.click();
        clicked.click();
      });
    await dialogOf(page).waitFor({ state: 'detached' });
    expect(sent).toHaveLength(1);
  });
});

describe('a transfer that leaves its reader while a dialog is open', () => {
  it('is shown no longer once that is closed', async () => {
    const { body } = await submit();
    const id = body.transfers[0]?.transferId ?? '';
    const { page } = await visit({ as: `clerk@${police}`, path: `/transfers/${id}` });
    await open(page, '签收');
    const problem = {
      type: 'urn:clue-transfer:problem:not-found',
      title: '没有找到',
      status: 404,
      detail: '没有该移送。',
    };
    await page.route(`**/v1/transfers/${id}**`, (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await dialogOf(page).getByRole('button', { name: '签收', exact: true }).click();
    await dialogOf(page).getByText('没有该移送。').waitFor();
    await dialogOf(page).getByRole('button', { name: '取消' }).click();
    await page.locator('#content').getByText('请核对链接是否完整').waitFor();
    expect(await page.locator('#content').innerText()).not.toContain(body.reference);
  });
});
