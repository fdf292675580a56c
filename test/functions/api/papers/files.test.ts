import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docxOf } from '../../../../functions/api/papers/paper-docx.ts';
import { htmlOf } from '../../../../functions/api/papers/paper-html.ts';
import type { Paper } from '../../../../functions/domain/papers/forms.ts';
import { printable } from '../../../../functions/domain/papers/phrases.ts';
import { partsOfDocx, seenInDocx, seenOnPage } from '../../../papers.ts';

/** A paper as a file: its page as the standard has it, and that no text gets out of its place. */

const code = '7K3F-9QZ2-M4XB-0D1H';
const paperWith = (different: Partial<Paper> = {}): Paper => ({
  kind: 'transfer-letter',
  title: '线索移送函',
  heading: '德城区住房和城乡建设局',
  number: '德建线移〔2026〕7K3F9-QZ2M4-2号',
  mark: '工作秘密',
  addressee: '德城区公安分局',
  blocks: [{ text: '现移送你单位。' }, { text: '线索内容', head: true }, { text: '有人强揽工程。' }],
  closing: '特此函达。',
  annexes: [
    { name: '照片', copies: 3, digest: 'ab'.repeat(32) },
    { name: '账册', copies: 1 },
  ],
  signature: { unit: '德城区住房和城乡建设局', date: '2026年9月24日' },
  contact: '（联系电话：0534-2100110）',
  code,
  ...different,
});

const said = [
  ...['德城区住房和城乡建设局', '德建线移〔2026〕7K3F9-QZ2M4-2号', '工作秘密', '线索移送函', '德城区公安分局：'],
  ...['现移送你单位。', '线索内容', '有人强揽工程。', '特此函达。', '附件：附件清单（共2项）', '2026年9月24日'],
  ...['（联系电话：0534-2100110）', `校验码：${code}`, '附件清单', '账册'],
];

const page = (paper: Paper) => {
  const { body, policy } = htmlOf(paper);
  return { html: body.toString('utf8'), policy };
};

const hostile = '<script>alert(1)</script><img src=x onerror="x"> & \' ]]> </w:t></w:p> {} \u0000\u0007\ud800\ufffe';

describe('a paper as a page', () => {
  it('says all that the paper says', () => {
    const seen = seenOnPage(page(paperWith()).html);
    for (const text of said) expect(seen).toContain(text);
    expect(seen).toContain('ab'.repeat(32));
  });

  it('prints on A4 with the text area and the rules of the letter format', () => {
    const { html } = page(paperWith());
    // 156 mm of text: 210 less 20 on each side, and 8 and 6 within.
    expect(html).toContain('@page { size: A4; margin: 37mm 20mm 35mm;');
    expect(html).toContain('body { padding: 0 6mm 0 8mm; }');
    expect(html).toContain('@page :first { margin-top: 30mm;');
    expect(html).toContain('font: 16pt/28.95pt "仿宋_GB2312"');
    expect(html.match(/4\.5pt double #e60012/g)).toHaveLength(2);
    expect(html).toContain('counter(page)');
  });

  it('loads nothing, runs nothing, and is styled by its one sheet alone', () => {
    const { html, policy } = page(paperWith({ annexes: [] }));
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(html).toContain(`style-src &#39;sha256-${hash}&#39;`);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\sstyle=|\son\w+=|https?:|url\(|@import/i);
  });

  it('escapes every text', () => {
    const text = printable(hostile);
    const { html } = page(
      paperWith({
        ...{ heading: text, number: text, mark: text, addressee: text, closing: text, contact: text },
        blocks: [{ text }, { text, head: true }, { text }],
        annexes: [{ name: text, copies: 1, digest: text }],
        signature: { unit: text, date: text },
      }),
    );
    expect(html).not.toMatch(/<script|<img|onerror="/);
    expect(html.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;/g)).toHaveLength(14);
  });
});

/** No parser of XML is at hand that is strict: this is what makes a part ill-formed. */
const requireWellFormed = (xml: string): void => {
  expect(xml.isWellFormed()).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML 1.0 does not know
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  const open: string[] = [];
  for (const [, close, name, rest] of xml.matchAll(/<(\/?)([\w:]+)([^<>]*)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!rest?.endsWith('/')) open.push(name ?? '');
  }
  expect(open).toEqual([]);
  expect(xml.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|apos;|#\d+;)/);
};

describe('a paper as a DOCX', () => {
  it('says all that the paper says', async () => {
    const seen = seenInDocx(await docxOf(paperWith()));
    for (const text of said) expect(seen).toContain(text);
    expect(seen.replaceAll(' ', '')).toContain('ab'.repeat(32));
  });

  it('has the page, the margins, the lines and the fonts of the standard', async () => {
    const { 'word/document.xml': xml = '', 'word/settings.xml': settings = '' } = partsOfDocx(
      await docxOf(paperWith()),
    );
    expect(xml).toMatch(/<w:pgSz [^>]*w:w="11906" w:h="16838"/);
    const [margins = ''] = /<w:pgMar [^>]*>/.exec(xml) ?? [];
    for (const [side, twips] of Object.entries({
      top: 2098,
      right: 1474,
      bottom: 1984,
      left: 1587,
      header: 1701,
      footer: 1134,
    })) {
      expect(margins).toContain(`w:${side}="${twips}"`);
    }
    expect(xml).toContain('<w:titlePg/>');
    expect(xml).toMatch(/<w:docGrid [^>]*w:linePitch="579"[^>]*>/);
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
    expect(xml).toContain('w:eastAsia="方正小标宋_GBK"');
    expect(xml).toContain('<w:sz w:val="32"/>');
    expect(xml).toContain('<w:sz w:val="44"/>');
    expect(settings).toContain('<w:evenAndOddHeaders/>');
  });

  it('has its heading and its rules on the first page, numbers and the code on all others', async () => {
    const parts = partsOfDocx(await docxOf(paperWith()));
    const heads = Object.entries(parts).filter(([name]) => /^word\/header\d+\.xml$/.test(name));
    const feet = Object.entries(parts).filter(([name]) => /^word\/footer\d+\.xml$/.test(name));
    expect(heads.map(([, xml]) => xml.includes('thickThinSmallGap') && xml.includes('德城区住房和城乡建设局'))).toEqual(
      [true],
    );
    expect(
      feet.map(([, xml]) => [xml.includes('PAGE'), xml.includes('thinThickSmallGap'), xml.includes(code)]).sort(),
    ).toEqual([
      [false, true, true],
      [true, false, true],
      [true, false, true],
    ]);
  });

  it('is well-formed whatever is written in it', async () => {
    const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constant(hostile)).map(printable);
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        const paper = paperWith({
          ...{ heading: text, number: text, mark: text, addressee: text, closing: text, contact: text },
          blocks: [{ text }, { text, head: true }],
          annexes: [{ name: text, copies: 1 }],
          signature: { unit: text, date: text },
        });
        for (const [name, xml] of Object.entries(partsOfDocx(await docxOf(paper)))) {
          if (name.endsWith('.xml')) requireWellFormed(xml.replace(/^<\?xml[^>]*\?>/, ''));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('puts a text of very many lines into few paragraphs, with every line in its place', async () => {
    const blocks = [
      { text: '线索内容', head: true } as const,
      ...Array.from({ length: 24_998 }, (_, n) => ({ text: `${n}` })),
      { text: '末行' },
    ];
    const { 'word/document.xml': xml = '', 'word/settings.xml': settings = '' } = partsOfDocx(
      await docxOf(paperWith({ blocks, annexes: [] })),
    );
    expect(xml.match(/<w:p>|<w:p /g)?.length).toBeLessThan(520);
    const lines = [...xml.matchAll(/<w:t [^>]*>(?:　　)?(\d+)<\/w:t>/g)].map(([, n]) => Number(n));
    expect(lines).toEqual(Array.from({ length: 24_998 }, (_, n) => n));
    expect(/48<\/w:t><w:br\/><w:t [^>]*>　　49</.test(xml)).toBe(true);
    expect(xml.slice(0, xml.indexOf('末行')).split('<w:p>').at(-1)).toContain('<w:keepNext/>');
    expect(settings).toContain('<w:doNotExpandShiftReturn/>');
  });

  it('holds what is long: rows that stay whole under heads that come again, and an end that never stands alone', async () => {
    const annexes = Array.from({ length: 100 }, (_, n) => ({
      name: `第${n + 1}号材料`,
      copies: 1,
      digest: 'cd'.repeat(32),
    }));
    const blocks = Array.from({ length: 500 }, (_, n) => ({ text: `${n + 1}．${'某'.repeat(98)}` }));
    const file = await docxOf(paperWith({ annexes, blocks }));
    const { 'word/document.xml': xml = '' } = partsOfDocx(file);
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(101);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    const [, afterLast = ''] = xml.split('500．');
    expect(xml.slice(0, xml.indexOf('500．')).split('<w:p>').at(-1)).toContain('<w:keepNext/>');
    expect(afterLast).toContain('附件清单（共100项）');
    expect(file.length).toBeLessThan(1_000_000);
    const { html } = page(paperWith({ annexes, blocks }));
    expect(html).toContain('.end { break-inside: avoid; }');
    expect(html.length).toBeLessThan(400_000);
  });
});
