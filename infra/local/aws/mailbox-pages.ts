import type { Language, Text } from '../../../functions/domain/languages.ts';
import { escaped } from '../../../functions/domain/markup.ts';
import { languageOf } from '../../../functions/http/language.ts';
import type { KeptMail, Mails } from './mails.ts';

/** The web mailbox: a list with its search, and a page a mail. In Chinese and English, without scripts. */

/** Something that belongs to a mail and stands on its page, as a paper that goes with it. */
export interface MailLink {
  label: Text;
  url: string;
}

export interface Pages {
  mails: Mails;
  /** What more there is to a mail. */
  linksOf: (mail: KeptMail) => readonly MailLink[];
}

export interface PageAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const perPage = 100;

const words = {
  zh: {
    tag: 'zh-CN',
    mailbox: '本机邮箱',
    zone: '时间为北京时间，以本机虚拟时钟为准',
    search: '搜索',
    everybody: '全部收件人',
    query: '收件人、主题、正文、线索编号',
    time: '时间',
    to: '收件人',
    from: '发件人',
    subject: '主题',
    none: '没有符合条件的邮件。',
    noSuch: '没有这封邮件。',
    range: (first: number, last: number, count: number) => `第${first}—${last}封，共${count}封`,
    newer: '较新的邮件',
    older: '较早的邮件',
    back: '返回列表',
    more: '相关文书',
    html: '网页格式',
    text: '纯文本格式',
    other: 'English',
  },
  en: {
    tag: 'en',
    mailbox: 'Local mailbox',
    zone: 'Times are of Beijing, by the virtual clock of this machine',
    search: 'Search',
    everybody: 'All recipients',
    query: 'Recipient, subject, text, reference',
    time: 'Time',
    to: 'To',
    from: 'From',
    subject: 'Subject',
    none: 'No mail is like that.',
    noSuch: 'There is no such mail.',
    range: (first: number, last: number, count: number) => `${first} to ${last} of ${count}`,
    newer: 'Newer mails',
    older: 'Older mails',
    back: 'Back to the list',
    more: 'What belongs to it',
    html: 'As HTML',
    text: 'As plain text',
    other: '中文',
  },
} as const;

const otherOf: Readonly<Record<Language, Language>> = { zh: 'en', en: 'zh' };

/** `2026-09-21 09:00`: the store keeps them in the province's zone. */
const timeOf = ({ at }: KeptMail): string => at.slice(0, 16).replace('T', ' ');

/** What a page is asked for. `chosen`: the language that the address names, which its links go on naming. */
interface Asked {
  path: string;
  language: Language;
  chosen: Language | undefined;
  q: string;
  to: string;
  page: number;
}

const addressOf = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
  );
  return said.length > 0 ? `${path}?${new URLSearchParams(said)}` : path;
};

/** The list as it is searched, at some page. */
const listAt = ({ chosen, q, to }: Asked, page: number): string =>
  addressOf('/', { q, to, page: page > 1 ? page : undefined, lang: chosen });

const link = (url: string, label: string, more = ''): string =>
  `<a href="${escaped(url)}"${more}>${escaped(label)}</a>`;

const style = `*{box-sizing:border-box}body{margin:0;font:16px/1.6 sans-serif;color:#1f1f1f;background:#fff}
main,header{max-width:75rem;margin:0 auto;padding:0 1rem;overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;gap:0 1.5rem;align-items:baseline;padding-top:1rem}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}a{color:#0b57a4}.quiet{color:#595959}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
input,select,button{font:inherit;padding:.4rem .6rem;border:1px solid #767676;border-radius:4px;background:#fff;max-width:100%}
input{flex:1 1 16rem;min-width:0}button{background:#0b57a4;border-color:#0b57a4;color:#fff}
table{width:100%;border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid #dcdcdc}
th{font-weight:normal;color:#595959;white-space:nowrap}.time{white-space:nowrap}.list td:nth-child(2){width:21rem}
nav{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:1rem 0}
iframe{width:100%;height:46rem;border:1px solid #dcdcdc;resize:vertical}
pre{white-space:pre-wrap;margin:0;padding:1rem;border:1px solid #dcdcdc;font:inherit}
@media(max-width:40rem){.list thead{display:none}.list tr{display:block;padding:.6rem 0;border-top:1px solid #dcdcdc}.list td,.list td:nth-child(2){display:block;width:auto;padding:0;border:0}}`;

/** Nothing is loaded and nothing runs; the styles are a mail's own too, in its frame. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const pageOf = (status: number, asked: Asked, title: string, main: string): PageAnswer => {
  const { language, path, q, to, page, chosen } = asked;
  const said = words[language];
  const other = otherOf[language];
  const turned = addressOf(path, { q, to, page: page > 1 ? page : undefined, lang: other });
  const home = addressOf('/', { lang: chosen });
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'accept-language',
    },
    body: `<!doctype html><html lang="${said.tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${style}</style></head><body><header><h1>${link(home, said.mailbox)}</h1><span class="quiet">${said.zone}</span>${link(turned, said.other, ` lang="${words[other].tag}" hreflang="${words[other].tag}"`)}</header><main>${main}</main></body></html>`,
  };
};

const searchForm = ({ language, chosen, q, to }: Asked, recipients: readonly string[]): string => {
  const said = words[language];
  const option = (value: string, label: string) =>
    `<option value="${escaped(value)}"${value.toLowerCase() === to.toLowerCase() ? ' selected' : ''}>${escaped(label)}</option>`;
  const known = to === '' || recipients.some((one) => one.toLowerCase() === to.toLowerCase());
  const options = [...(known ? [] : [to]), ...recipients].map((one) => option(one, one)).join('');
  const hidden = chosen ? `<input type="hidden" name="lang" value="${chosen}">` : '';
  return `<form method="get" action="/" role="search"><input type="search" name="q" value="${escaped(q)}" placeholder="${said.query}" aria-label="${said.query}"><select name="to" aria-label="${said.to}">${option('', said.everybody)}${options}</select>${hidden}<button>${said.search}</button></form>`;
};

const listPage = (asked: Asked, { mails }: Pages): PageAnswer => {
  const { language, chosen, q, page } = asked;
  const said = words[language];
  const offset = (page - 1) * perPage;
  const { found, count } = mails.search({ q, to: asked.to, limit: perPage, offset });
  const row = (mail: KeptMail) =>
    `<tr><td class="time">${timeOf(mail)}</td><td>${link(addressOf('/', { q, to: mail.to, lang: chosen }), mail.to)}</td><td>${link(addressOf(`/mails/${mail.id}`, { lang: chosen }), mail.subject)}</td></tr>`;
  const head = [said.time, said.to, said.subject].map((one) => `<th scope="col">${one}</th>`).join('');
  const table = `<table class="list"><thead><tr>${head}</tr></thead><tbody>${found.map(row).join('')}</tbody></table>`;
  const range = `<span class="quiet">${said.range(offset + 1, offset + found.length, count)}</span>`;
  const newer = page > 1 ? link(listAt(asked, page - 1), said.newer, ' rel="prev"') : '';
  const older = offset + found.length < count ? link(listAt(asked, page + 1), said.older, ' rel="next"') : '';
  const list =
    found.length === 0 ? `<p>${said.none}</p><nav>${newer}</nav>` : `${table}<nav>${range}${newer}${older}</nav>`;
  return pageOf(200, asked, said.mailbox, `${searchForm(asked, mails.recipients())}${list}`);
};

/** Plain text with its addresses as links. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"，。；、）]+)/)
    .map((part, n) => (n % 2 === 1 ? link(part, part, ' rel="noreferrer"') : escaped(part)))
    .join('');

const mailPage = (asked: Asked, { linksOf }: Pages, mail: KeptMail): PageAnswer => {
  const { language, chosen } = asked;
  const said = words[language];
  const rows = [
    [said.time, timeOf(mail)],
    [said.from, mail.from],
    [said.to, mail.to],
    [said.subject, mail.subject],
  ].map(([head = '', text = '']) => `<tr><th scope="row">${head}</th><td>${escaped(text)}</td></tr>`);
  const links = linksOf(mail).map(({ label, url }) => `<li>${link(url, label[language])}</li>`);
  const more = links.length > 0 ? `<h2>${said.more}</h2><ul>${links.join('')}</ul>` : '';
  const html = mail.html
    ? `<h2>${said.html}</h2><iframe sandbox title="${said.html}" srcdoc="${escaped(mail.html)}"></iframe>`
    : '';
  const text = mail.text ? `<h2>${said.text}</h2><pre>${linked(mail.text)}</pre>` : '';
  const back = `<nav>${link(addressOf('/', { lang: chosen }), said.back)}</nav>`;
  return pageOf(200, asked, mail.subject, `${back}<table>${rows.join('')}</table>${more}${html}${text}`);
};

const askedOf = (url: URL, acceptLanguage: string | undefined): Asked => {
  const { pathname: path, searchParams: query } = url;
  const named = query.get('lang');
  const chosen = named === 'zh' || named === 'en' ? named : undefined;
  const page = Number(query.get('page'));
  return {
    path,
    chosen,
    language: chosen ?? languageOf({ headers: { 'accept-language': acceptLanguage } }),
    q: query.get('q')?.trim() ?? '',
    to: query.get('to')?.trim() ?? '',
    page: Number.isSafeInteger(page) && page > 0 && page < 1e9 ? page : 1,
  };
};

/** What answers a GET of the web mailbox. `target`: path and query, as they were asked for. */
export const mailboxPage = (target: string, acceptLanguage: string | undefined, pages: Pages): PageAnswer => {
  const asked = askedOf(
    new URL(target.startsWith('/') ? `http://127.0.0.1${target}` : 'http://127.0.0.1/'),
    acceptLanguage,
  );
  if (asked.path === '/') return listPage(asked, pages);
  const id = /^\/mails\/(\d{1,15})$/.exec(asked.path)?.[1];
  const mail = id === undefined ? undefined : pages.mails.get(Number(id));
  if (mail) return mailPage(asked, pages, mail);
  const said = words[asked.language];
  return pageOf(
    404,
    asked,
    said.noSuch,
    `<p>${said.noSuch}</p><nav>${link(addressOf('/', { lang: asked.chosen }), said.back)}</nav>`,
  );
};
