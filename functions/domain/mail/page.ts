import { escaped } from '../markup.ts';
import type { Words } from './wording.ts';

/** A mail as it is sent. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** A line of a mail: what it is about, and what is said of it. */
export type Row = [head: string, text: string];

/** One thing of several in a mail, with where it is looked at. */
export interface Item {
  title: string;
  rows: readonly Row[];
  /** What for, and its URL. */
  link: Row;
}

export interface Page {
  words: Words;
  subject: string;
  /** The first line: whom it is to. */
  addressee: string;
  /** Each a sentence or a few, without the last stop. */
  paragraphs: readonly string[];
  rows: readonly Row[];
  items?: readonly Item[];
  /** Where there is one page that it is about: what for, and its URL. */
  link?: Row;
  /** Whom to call. */
  contacts?: readonly Row[];
  /** On whose behalf it is; null where the system alone sends it. */
  signedBy: string | null;
  /** The day of the province on which it is signed. */
  on: string;
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const signatureOf = ({ words, signedBy, on }: Page): string[] => [signedBy ?? words.system, words.date(on)];

const textOf = (page: Page): string => {
  const { words, addressee, paragraphs, rows, items = [], link, contacts = [] } = page;
  const { colon, indent, stop, foot } = words;
  const line = ([head, text]: Row) => `${head}${colon}${text}`;
  const item = ({ title, rows: said, link: leadsTo }: Item, n: number) =>
    [`${n + 1}. ${title}`, ...[...said, leadsTo].map((row) => `   ${line(row)}`)].join('\n');
  const blocks = [
    addressee,
    ...paragraphs.map((one) => `${indent.plain}${capital(one)}${stop}`),
    rows.map(line).join('\n'),
    ...items.map(item),
    contacts.map(line).join('\n'),
    ...(link === undefined ? [] : [line(link)]),
    signatureOf(page).join('\n'),
    `${foot}\n`,
  ];
  return blocks.filter((one) => one !== '').join('\n\n');
};

const rule = 'border-top:1px solid #dcdcdc';
const quiet = 'color:#595959';

/** A telephone does not break at its hyphen. */
const cell = (text: string): string =>
  escaped(text).replace(/\b0\d{2,3}-\d{7,8}\b/g, '<span style="white-space:nowrap">$&</span>');

const tableOf = (rows: readonly Row[]): string => {
  const row = ([head, text]: Row) =>
    `<tr><th scope="row" style="width:6.5em;padding:.4em .8em .4em 0;${rule};${quiet};font-weight:normal;text-align:left;vertical-align:top">${escaped(head)}</th><td style="padding:.4em 0;${rule};vertical-align:top">${cell(text)}</td></tr>`;
  return rows.length === 0
    ? ''
    : `<table style="width:100%;margin:0 0 1.2em;border-collapse:collapse;table-layout:fixed">${rows.map(row).join('')}</table>`;
};

const linkTo = ([label, url]: Row): string => `<a href="${escaped(url)}" style="color:#0b57a4">${escaped(label)}</a>`;

const htmlOf = (page: Page): string => {
  const { words, subject, addressee, paragraphs, rows, items = [], link, contacts = [] } = page;
  const { colon, indent, stop, tag, foot } = words;
  const line = ([head, text]: Row) => `<br><span style="${quiet}">${escaped(head)}${colon}</span>${escaped(text)}`;
  const item = ({ title, rows: said, link: leadsTo }: Item) =>
    `<li style="margin:0 0 1em;padding:.6em 0 0;${rule}"><b>${escaped(title)}</b>${said.map(line).join('')}<br>${linkTo(leadsTo)}</li>`;
  const body = [
    `<p style="margin:0 0 .8em">${escaped(addressee)}</p>`,
    ...paragraphs.map(
      (one) => `<p style="margin:0 0 1em;text-indent:${indent.css}">${escaped(capital(one))}${stop}</p>`,
    ),
    tableOf(rows),
    ...(items.length === 0 ? [] : [`<ol style="margin:0;padding:0 0 0 1.6em">${items.map(item).join('')}</ol>`]),
    tableOf(contacts),
    ...(link === undefined ? [] : [`<p style="margin:0 0 1em">${linkTo(link)}</p>`]),
    `<p style="margin:1.6em 0;text-align:right">${signatureOf(page).map(escaped).join('<br>')}</p>`,
    `<p style="margin:0;padding:.6em 0 0;${rule};${quiet};font-size:.85em">${escaped(foot)}</p>`,
  ].join('');
  return `<!doctype html><html lang="${tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject)}</title></head><body style="margin:0;padding:16px;background:#fff;color:#1f1f1f;font:16px/1.7 sans-serif"><div style="max-width:640px;margin:0 auto;overflow-wrap:anywhere">${body}</div></body></html>`;
};

/** A mail as an office writes one: whom it is to, what it says, whom to call, who signs and when; plain and HTML. */
export const page = (said: Page): Letter => ({ subject: said.subject, text: textOf(said), html: htmlOf(said) });
