import { createHash } from 'node:crypto';
import { escaped } from '../../domain/markup.ts';
import type { Annex, Block, Paper } from '../../domain/papers/forms.ts';
import { annexColumns, fonts, headingPoints, millimetres as mm, points as pt, red, wayToCheck } from './setting.ts';

/** A paper as a page that prints on A4 (GB/T 9704-2012, letter format): no script, nothing from elsewhere, every text escaped. */

const families = (names: readonly string[]): string =>
  names.map((name) => (name === 'serif' ? name : `"${name}"`)).join(', ');

/** Left and right of the page, in millimetres: the double rules reach so far, and the text is set in from there. */
const side = (210 - mm.rule) / 2;

/** A check code has nothing in it that a style sheet would read as anything else. */
const styleOf = ({ code }: Pick<Paper, 'code'>, points: number): string => `
@page { size: A4; margin: ${mm.top}mm ${side}mm ${mm.bottom}mm;
  @bottom-center { content: "${code}"; font: 9pt ${families(fonts.kai)}; vertical-align: top; padding-top: 8mm; } }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt ${families(fonts.song)}; vertical-align: top; padding: 7mm ${mm.right - side + 5}mm 0 0; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt ${families(fonts.song)}; vertical-align: top; padding: 7mm 0 0 ${mm.left - side + 5}mm; } }
@page :first { margin-top: ${mm.headTop}mm;
  @bottom-right { content: none; }
  @bottom-center { content: ""; width: 100%; padding: 0; margin-top: ${mm.bottom - mm.foot}mm; border-top: 4.5pt double ${red}; } }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { font: ${pt.body}pt/${pt.line}pt ${families(fonts.fang)}; color: #000; background: #fff; letter-spacing: -0.2pt; }
body { padding: 0 ${mm.right - side}mm 0 ${mm.left - side}mm; }
p { text-align: justify; text-indent: 2em; overflow-wrap: anywhere; line-break: strict; orphans: 2; widows: 2; }
.heading { font: ${points}pt/1.3 ${families(fonts.title)}; color: ${red}; text-align: center; text-indent: 0; letter-spacing: 0; }
.rule { margin: 4mm -${mm.right - side}mm 0 -${mm.left - side}mm; border-top: 4.5pt double ${red}; }
.line { display: flex; justify-content: space-between; margin-top: 2mm; }
.mark { font-family: ${families(fonts.hei)}; }
h1 { font: ${pt.title}pt/36pt ${families(fonts.title)}; text-align: center; margin: ${pt.line * 2}pt 0 ${pt.line}pt; letter-spacing: 0; }
.addressee, .how { text-indent: 0; }
h2 { font: ${pt.body}pt/${pt.line}pt ${families(fonts.hei)}; padding-left: 2em; break-after: avoid; letter-spacing: 0; }
.end { break-inside: avoid; }
.signed { margin-top: ${mm.seal}mm; margin-left: auto; padding-right: 4em; width: fit-content; max-width: 100%; text-align: center; }
.signed p { text-indent: 0; text-align: center; }
.how { margin-top: 8pt; padding-top: 2pt; border-top: 0.5pt solid #000; font: 9pt/13pt ${families(fonts.kai)}; letter-spacing: 0; }
.annexes { break-before: page; }
.annexes h3 { font: ${pt.body}pt/${pt.line}pt ${families(fonts.hei)}; }
.annexes h4 { font: ${pt.title}pt/36pt ${families(fonts.title)}; text-align: center; margin: ${pt.line}pt 0; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: 12pt; line-height: 18pt; letter-spacing: 0; }
th, td { border: 0.75pt solid #000; padding: 3pt 4pt; overflow-wrap: anywhere; vertical-align: middle; text-align: center; }
th { font-family: ${families(fonts.hei)}; font-weight: normal; }
${annexColumns.map(({ width }, n) => `th:nth-child(${n + 1}) { width: ${width}mm; }`).join(' ')}
td.name { text-align: left; }
td.digest { font: 8pt/11pt monospace; word-break: break-all; text-align: left; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
@media screen { body { width: ${mm.rule}mm; margin: ${mm.headTop}mm auto; } .annexes { margin-top: ${mm.foot}mm; } }
`;

const blockOf = ({ text, head }: Block): string => (head ? `<h2>${escaped(text)}</h2>` : `<p>${escaped(text)}</p>`);

const annexRow = ({ name, copies, digest = '' }: Annex, n: number): string =>
  `<tr><td>${n + 1}</td><td class="name">${escaped(name)}</td><td>${copies}</td><td class="digest">${escaped(digest)}</td></tr>`;

const annexPages = (annexes: readonly Annex[]): string =>
  annexes.length === 0
    ? ''
    : `<section class="annexes"><h3>附件</h3><h4>附件清单</h4>
<table>
<thead><tr>${annexColumns.map(({ head }) => `<th>${head}</th>`).join('')}</tr></thead>
<tbody>${annexes.map(annexRow).join('\n')}</tbody></table></section>`;

/** The page, and the policy that goes with it: what it may load is nothing, what styles it the one sheet that it has. */
export const htmlOf = (paper: Paper): { body: Buffer; policy: string } => {
  const style = styleOf(paper, headingPoints(paper.heading));
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const { title, heading, number, mark, addressee, blocks, closing, annexes, signature, contact, code } = paper;
  const last = blocks.at(-1);
  const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="referrer" content="no-referrer">
<title>${escaped(`${title} ${number}`)}</title>
<style>${style}</style>
</head>
<body>
<p class="heading">${escaped(heading)}</p>
<div class="rule"></div>
<div class="line"><span class="mark">${escaped(mark ?? '')}</span><span>${escaped(number)}</span></div>
<h1>${escaped(title)}</h1>
<p class="addressee">${escaped(addressee)}：</p>
${blocks.slice(0, -1).map(blockOf).join('\n')}
<div class="end">
${last ? blockOf(last) : ''}
<p>${escaped(closing)}</p>
${annexes.length > 0 ? `<p>附件：附件清单（共${annexes.length}项）</p>` : ''}
<div class="signed"><p>${escaped(signature.unit)}</p><p>${escaped(signature.date)}</p></div>
${contact ? `<p>${escaped(contact)}</p>` : ''}
<p class="how">${escaped(wayToCheck(code))}</p>
</div>
${annexPages(annexes)}
</body>
</html>
`;
  return { body: Buffer.from(html), policy: `${policy}; frame-ancestors 'none'` };
};
