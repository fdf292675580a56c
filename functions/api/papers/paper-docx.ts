import type { FileChild, IParagraphOptions, IRunOptions } from 'docx';
import type { Annex, Block, Paper } from '../../domain/papers/forms.ts';
import { annexColumns, fonts, headingPoints, millimetres as mm, points as pt, red, wayToCheck } from './setting.ts';

/** A paper as a file that an office goes on with (DOCX). */

type Docx = typeof import('docx');
type Font = keyof typeof fonts;

const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);
const exactly = (points: number) => ({ line: Math.round(points * 20), lineRule: 'exact' as const });

/** Digits and Latin letters stand in the font that Word pairs with these. */
const fontOf = (font: Font) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: fonts[font][0],
});

/** What the parts of a paper are set with. */
const setting = (docx: Docx) => {
  const { AlignmentType, BorderStyle, Paragraph, TextRun } = docx;
  const indented = { firstLine: pt.body * 2 * 20 };
  const run = (text: string, font: Font = 'fang', more: Partial<IRunOptions> = {}) =>
    new TextRun({ text, font: fontOf(font), size: pt.body * 2, ...more });
  const paragraph = (
    text: string,
    more: IParagraphOptions = {},
    font: Font = 'fang',
    ofRun: Partial<IRunOptions> = {},
  ) =>
    new Paragraph({
      alignment: AlignmentType.BOTH,
      spacing: exactly(pt.line),
      indent: indented,
      children: [run(text, font, ofRun)],
      ...more,
    });
  const ruleBorder = (style: 'head' | 'foot') => ({
    style: style === 'head' ? BorderStyle.THICK_THIN_SMALL_GAP : BorderStyle.THIN_THICK_SMALL_GAP,
    size: 24,
    color: red.slice(1),
    space: 0,
  });
  const beyond = -twips((mm.rule - mm.width) / 2);
  /** A double rule that reaches beyond the text on both sides. */
  const rule = (of: 'head' | 'foot') =>
    new Paragraph({
      indent: { left: beyond, right: beyond },
      spacing: { ...exactly(4), before: of === 'head' ? twips(4) : 0 },
      border: { top: ruleBorder(of) },
    });
  return { run, paragraph, rule, indented };
};

type Setting = ReturnType<typeof setting>;

/** As many paragraphs the text may have; a program that opens more of them is slow, and so is the making of the file. */
const mostParagraphs = 500;

/** Blocks that become a paragraph each: of a text in very many lines, some lines together. The last stays alone, since it is kept with the end. */
const gathered = (blocks: readonly Block[]): readonly (readonly Block[])[] => {
  const most = Math.ceil(blocks.length / mostParagraphs);
  const groups: Block[][] = [];
  for (const [n, block] of blocks.entries()) {
    const group = groups.at(-1);
    const joins = group && group.length < most && !group[0]?.head && !block.head && n < blocks.length - 1;
    if (joins) group.push(block);
    else groups.push([block]);
  }
  return groups;
};

/** Lines after the first are set in by two characters, as a paragraph is. */
const blockOf =
  (docx: Docx, { paragraph, run }: Setting) =>
  ([first, ...rest]: readonly Block[], keepNext = false) => {
    const { text = '', head } = first ?? {};
    if (head) return paragraph(text, { keepNext: true }, 'hei');
    if (rest.length === 0) return paragraph(text, { keepNext });
    const lines = rest.flatMap((line) => [new docx.BuilderElement({ name: 'w:br' }), `　　${line.text}`]);
    return paragraph('', { keepNext, children: [run('', 'fang', { children: [text, ...lines] })] });
  };

/** The page number outside, and the code that says to which paper the page belongs. */
const footerOf = (docx: Docx, { run }: Setting, { code }: Paper, side: 'left' | 'right') => {
  const { AlignmentType, Footer, PageNumber, Paragraph, TextRun } = docx;
  const aside = twips(5);
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'right' ? { right: aside } : { left: aside },
        spacing: exactly(16),
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fontOf('song'), size: 28 })],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: exactly(12),
        children: [run(code, 'kai', { size: 18 })],
      }),
    ],
  });
};

/** How to check the paper, above the second double rule. */
const firstFooter = (docx: Docx, { paragraph, rule }: Setting, { code }: Paper) =>
  new docx.Footer({
    children: [
      paragraph(wayToCheck(code), { indent: {}, spacing: { ...exactly(12), after: 80 } }, 'kai', { size: 18 }),
      rule('foot'),
    ],
  });

const headOf = (docx: Docx, { rule, run }: Setting, { heading }: Paper) =>
  new docx.Header({
    children: [
      new docx.Paragraph({
        alignment: docx.AlignmentType.CENTER,
        children: [run(heading, 'title', { size: headingPoints(heading) * 2, color: red.slice(1) })],
      }),
      rule('head'),
    ],
  });

const annexTable = (docx: Docx, { run }: Setting, annexes: readonly Annex[]) => {
  const { AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType } = docx;
  const widths = annexColumns.map(({ width }) => twips(width));
  const cell = (
    text: string,
    n: number,
    font: Font,
    size: number,
    alignment: (typeof AlignmentType)['LEFT' | 'CENTER'],
  ) =>
    new TableCell({
      width: { size: widths[n] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 80, right: 80, top: 50, bottom: 50 },
      // Half as much again as the letters are high; the lines of the page do not count within a table.
      children: [new Paragraph({ alignment, spacing: exactly(size * 0.75), children: [run(text, font, { size })] })],
    });
  const { LEFT, CENTER } = AlignmentType;
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: twips(mm.width), type: WidthType.DXA },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: annexColumns.map(({ head }, n) => cell(head, n, 'hei', 24, CENTER)),
      }),
      ...annexes.map(
        ({ name, copies, digest = '' }, n) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(String(n + 1), 0, 'fang', 24, CENTER),
              cell(name, 1, 'fang', 24, LEFT),
              cell(String(copies), 2, 'fang', 24, CENTER),
              // In groups of eight: without a place to break, a cell would be torn.
              cell(digest.replace(/.{8}(?=.)/g, '$& '), 3, 'fang', 16, LEFT),
            ],
          }),
      ),
    ],
  });
};

const annexPages = (docx: Docx, set: Setting, { annexes }: Paper): FileChild[] =>
  annexes.length === 0
    ? []
    : [
        set.paragraph('附件', { pageBreakBefore: true, indent: {} }, 'hei'),
        set.paragraph(
          '附件清单',
          {
            alignment: docx.AlignmentType.CENTER,
            indent: {},
            spacing: { ...exactly(36), before: pt.line * 20, after: pt.line * 20 },
          },
          'title',
          { size: pt.title * 2 },
        ),
        annexTable(docx, set, annexes),
      ];

/** Signature, and whom to call: kept with the last lines of the text, so that they never stand alone. */
const endOf = (docx: Docx, { paragraph }: Setting, paper: Paper): FileChild[] => {
  const { signature, contact, annexes, closing } = paper;
  const centred = {
    alignment: docx.AlignmentType.CENTER,
    // Date and name over each other, four characters from the right (GB/T 9704-2012, 7.3.5).
    indent: { left: twips(mm.width / 3), right: pt.body * 4 * 20 },
    keepNext: true,
  };
  return [
    paragraph(closing, { keepNext: true }),
    ...(annexes.length > 0 ? [paragraph(`附件：附件清单（共${annexes.length}项）`, { keepNext: true })] : []),
    paragraph(signature.unit, { ...centred, spacing: { ...exactly(pt.line), before: twips(mm.seal) } }),
    paragraph(signature.date, { ...centred, keepNext: contact !== null }),
    ...(contact ? [paragraph(contact)] : []),
  ];
};

const bodyOf = (docx: Docx, set: Setting, paper: Paper): FileChild[] => {
  const { paragraph, run } = set;
  const { mark, number, title, addressee, blocks } = paper;
  const block = blockOf(docx, set);
  const groups = gathered(blocks);
  return [
    new docx.Paragraph({
      spacing: exactly(pt.line),
      tabStops: [{ type: docx.TabStopType.RIGHT, position: twips(mm.width) }],
      children: [run(mark ?? '', 'hei'), run(`\t${number}`)],
    }),
    paragraph(
      title,
      {
        alignment: docx.AlignmentType.CENTER,
        indent: {},
        spacing: { ...exactly(36), before: pt.line * 40, after: pt.line * 20 },
      },
      'title',
      { size: pt.title * 2 },
    ),
    paragraph(`${addressee}：`, { indent: {} }),
    ...groups.map((one, n) => block(one, n === groups.length - 1)),
    ...endOf(docx, set, paper),
    ...annexPages(docx, set, paper),
  ];
};

/** The file, with the text area and the lines of the standard. */
export const docxOf = async (paper: Paper): Promise<Buffer> => {
  // Here, since whoever reads a page should not wait for it.
  const docx = await import('docx');
  const set = setting(docx);
  const { number, title, signature } = paper;
  const document = new docx.Document({
    title: `${title} ${number}`,
    creator: signature.unit,
    lastModifiedBy: signature.unit,
    evenAndOddHeaderAndFooters: true,
    // Else lines that end with a break would be drawn out to the whole width.
    compatibility: { doNotExpandShiftReturn: true },
    styles: { default: { document: { run: { font: fontOf('fang'), size: pt.body * 2, characterSpacing: -4 } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: {
              top: twips(mm.top),
              right: twips(mm.right),
              bottom: twips(mm.bottom),
              left: twips(mm.left),
              header: twips(mm.headTop),
              footer: twips(mm.foot),
            },
          },
          grid: { linePitch: Math.round(pt.line * 20) },
        },
        headers: { first: headOf(docx, set, paper) },
        footers: {
          first: firstFooter(docx, set, paper),
          default: footerOf(docx, set, paper, 'right'),
          even: footerOf(docx, set, paper, 'left'),
        },
        children: bodyOf(docx, set, paper),
      },
    ],
  });
  return docx.Packer.toBuffer(document);
};
