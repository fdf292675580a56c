import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mailbox, serveMail } from '../../../../infra/local/aws/mailbox.ts';
import { openMails } from '../../../../infra/local/aws/mails.ts';
import { openStore } from '../../../../infra/local/aws/store.ts';

let dir = '';
let mailbox: Mailbox;
let store: DatabaseSync;

const police = 'public-security@371402.example';
const housing = 'housing@371402.example';
const nasty = `"><script>alert(1)</script>'&`;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-pages-'));
  store = openStore(join(dir, 'local.sqlite'));
  const mails = openMails(store);
  const keep = (n: number, to: string, different = {}) => {
    const at = `2026-10-08T09:${String(n % 60).padStart(2, '0')}:00.000+08:00`;
    const reference = `371402-20260924-${String(n).padStart(8, '0')}`;
    const subject = `【催办】线索移送 ${reference}（涉黑涉恶线索）`;
    const text = `德城区公安分局：\n\n登录系统办理：https://clues.example/transfers/t${n}\n`;
    mails.keep({ from: 'noreply@x.example', subject, text, html: `<p>第${n}件</p>`, at, ...different }, [to]);
  };
  for (let n = 1; n <= 120; n += 1) keep(n, n % 2 === 0 ? police : housing);
  keep(121, police, { subject: nasty, text: `只在正文里 ${nasty}`, html: `<p title="${'&quot;'}">${nasty}</p>` });
  mailbox = await serveMail({
    port: 0,
    store,
    now: () => new Date('2026-10-08T01:00:00Z'),
    linksOf: ({ id }) =>
      id === 1 ? [{ label: { zh: '催办单', en: 'Reminder' }, url: 'http://127.0.0.1:1/paper?a=1&b="' }] : [],
  });
});
afterAll(async () => {
  await mailbox.close();
  store.close();
  await rm(dir, { recursive: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${mailbox.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, html: await response.text() };
};
const subjectsOf = (html: string) => [...html.matchAll(/href="\/mails\/\d+[^"]*">([^<]*)</g)].map(([, one]) => one);
const find = (query: Record<string, string>) => get(`/?${new URLSearchParams(query)}`);

describe('the list of the web mailbox', () => {
  it('has a hundred mails a page, the newest first, and leads to the others', async () => {
    const { html } = await get('/');
    const subjects = subjectsOf(html);
    expect(subjects).toHaveLength(100);
    expect(subjects[1]).toContain('00000120');
    expect(html).toContain('第1—100封，共121封');
    const older = /href="([^"]*)" rel="next"/.exec(html)?.[1] ?? '';
    const second = await get(older);
    expect(subjectsOf(second.html)).toHaveLength(21);
    expect(subjectsOf(second.html).at(-1)).toContain('00000001');
    expect(second.html).not.toContain('rel="next"');
    expect(/href="([^"]*)" rel="prev"/.exec(second.html)?.[1]).toBe('/');
    expect(subjectsOf((await get('/?page=nonsense')).html)).toHaveLength(100);
    expect((await get('/?page=7')).html).toContain('没有符合条件的邮件');
  });

  it.each<[string, Record<string, string>, number]>([
    ['a reference', { q: '371402-20260924-00000077' }, 1],
    ['words of subject and recipient, in any case', { q: 'HOUSING 涉黑涉恶 00000003' }, 1],
    ['words of the text', { q: '只在正文里' }, 1],
    ['signs that mean something elsewhere', { q: '%' }, 0],
    ['a recipient', { to: housing.toUpperCase() }, 60],
    ['a recipient and a word', { to: police, q: '00000077' }, 0],
    ['part of a recipient', { to: '371402.example' }, 0],
  ])('is searched for %s', async (_, query, expected) => {
    const { html } = await find(query);
    expect(subjectsOf(html)).toHaveLength(expected);
  });

  it('keeps search and recipient from page to page', async () => {
    const { html } = await find({ q: '线索', lang: 'en' });
    const older = /href="([^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(Object.fromEntries(new URL(older, mailbox.url).searchParams)).toEqual({ q: '线索', page: '2', lang: 'en' });
    expect(html).toContain('value="线索"');
    expect(html).toContain('<input type="hidden" name="lang" value="en">');
    expect((await find({ to: housing })).html).toContain(`<option value="${housing}" selected>`);
  });

  it('is in Chinese, or in English where it is asked for, and stays so where the address says it', async () => {
    expect((await get('/')).html).toContain('<html lang="zh-CN">');
    const byHeader = await get('/', { 'accept-language': 'en-GB,en;q=0.9' });
    expect(byHeader.html).toContain('<html lang="en">');
    expect(byHeader.html).toContain('href="/mails/121"');
    const chosen = await get('/?lang=en&q=00000077', { 'accept-language': 'zh' });
    expect(chosen.html).toContain('1 to 1 of 1');
    expect(chosen.html).toContain('href="/mails/77?lang=en"');
    expect(chosen.html).toMatch(/href="\/\?q=00000077&amp;lang=zh" lang="zh-CN"/);
    const mail = await get('/mails/77?lang=en');
    expect(mail.html).toContain('href="/?lang=en"');
    expect(mail.html).toContain('href="/mails/77?lang=zh"');
  });
});

describe('the page of a mail', () => {
  it('shows its headers, its HTML in a frame in which nothing runs, and its text with links', async () => {
    const { status, html } = await get('/mails/2');
    expect(status).toBe(200);
    for (const part of ['2026-10-08 09:02', 'noreply@x.example', police, '【催办】线索移送 371402-20260924-00000002'])
      expect(html).toContain(part);
    expect(html).toContain('<iframe sandbox title="网页格式" srcdoc="&lt;p&gt;第2件&lt;/p&gt;">');
    expect(html).toContain('<a href="https://clues.example/transfers/t2" rel="noreferrer">');
  });

  it('holds what a mail says as text, whatever it is, and lets nothing in from elsewhere', async () => {
    for (const path of ['/mails/121', '/', `/?${new URLSearchParams({ q: nasty, to: nasty })}`]) {
      const { html, headers } = await get(path);
      expect(html).not.toContain('<script');
      expect(html).not.toContain(nasty);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; /);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(subjectsOf((await find({ q: nasty })).html)).toHaveLength(1);
  });

  it('has what belongs to a mail beside it', async () => {
    expect((await get('/mails/1')).html).toContain('href="http://127.0.0.1:1/paper?a=1&amp;b=&quot;">催办单</a>');
    expect((await get('/mails/1?lang=en')).html).toContain('>Reminder</a>');
    expect((await get('/mails/2')).html).not.toContain('相关文书');
  });

  it.each(['/mails/9999', '/mails/x', '/mails/1/2', '/store'])('is not there at %s', async (path) => {
    const { status, html } = await get(path);
    expect([status, html.includes('没有这封邮件')]).toEqual([404, true]);
  });

  it('is only read', async () => {
    const put = await fetch(`${mailbox.url}/mails/1`, { method: 'DELETE' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await fetch(`${mailbox.url}/mails/1`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
