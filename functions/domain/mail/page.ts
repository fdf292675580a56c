import type { Words } from './wording.ts';

/** A mail as it is sent. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

interface Page {
  words: Words;
  subject: string;
  line: string;
  /** The first cell of a row is its head; a row of more than two stands as a block of its own, since a phone is narrow. A cell that is an address is a link. */
  rows: readonly (readonly string[])[];
  /** Where there is one page that it is about. */
  link?: { label: string; url: string };
}

/** A mail of one line, a table and a link, plain and HTML. */
export const page = ({ words, subject, line: said, rows, link }: Page): Letter => {
  const line = said.charAt(0).toUpperCase() + said.slice(1);
  const { colon, comma, stop, foot } = words;
  const written = (text: string) =>
    /^https?:\/\//.test(text) ? `<a href="${escaped(text)}">${escaped(words.labels.act)}</a>` : escaped(text);
  const cell = (text: string, n: number) =>
    n === 0
      ? `<th style="text-align:left;vertical-align:top;padding:.3em 1em .3em 0;white-space:nowrap">${escaped(text)}</th>`
      : `<td style="padding:.3em 1em .3em 0">${written(text)}</td>`;
  const block = ([head = '', ...cells]: readonly string[]) =>
    `<td colspan="2" style="padding:.4em 0"><b>${escaped(head)}</b><br>${cells.map(written).join('<br>')}</td>`;
  const plain = rows.map(([head, ...cells]) => `${head}${colon}${cells.join(comma)}`).join('\n');
  return {
    subject,
    text: [`${line}${stop}`, plain, ...(link ? [`${link.label}${colon}${link.url}`] : []), `${foot}\n`].join('\n\n'),
    html: `<!doctype html><html lang="${words.tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="font-family:sans-serif;max-width:36em;margin:1em auto;padding:0 1em"><h1 style="font-size:1.1em">${escaped(line)}</h1><table style="border-collapse:collapse">${rows
      .map((cells) => `<tr>${cells.length > 2 ? block(cells) : cells.map(cell).join('')}</tr>`)
      .join(
        '',
      )}</table>${link ? `<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>` : ''}<p style="color:#666;font-size:.9em">${foot}</p></body></html>`,
  };
};
