import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf, xlsxOf } from '../../../../functions/api/supervision/ledger-files.ts';
import { type Cell, columns } from '../../../../functions/domain/reports/ledger.ts';

/** Texts such as callers may send: what spreadsheets run, quotes, separators, line ends, control characters. */
const starts = [
  '',
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '＝',
  '＋',
  '－',
  '＠',
  '"',
  "'",
  ',',
  '\n',
  '\r\n',
  '\u0001',
  '\ufffe',
  '<&>',
  '_x0041_',
];
const text = fc
  .tuple(fc.constantFrom(...starts), fc.string({ unit: 'grapheme' }))
  .map(([start, rest]) => `${start}${rest}`);

const rowsOf = async function* (texts: readonly string[]): AsyncGenerator<Cell[]> {
  for (const one of texts) yield columns.map((_, n) => (n === 1 ? one : null));
};

describe('any text in a ledger', () => {
  it('comes back from CSV as it was, but for a mark on what a spreadsheet would run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) => {
        const [, ...rows] = parse(await csvOf(rowsOf(texts), false), {
          bom: true,
          record_delimiter: '\r\n',
        }) as string[][];
        for (const [n, sent] of texts.entries()) {
          const back = rows[n]?.[1] ?? '';
          expect(back).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
          expect([sent, `'${sent}`]).toContain(back);
        }
      }),
    );
  });

  it('comes back from a workbook as text, and never breaks it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) => {
        const book = new ExcelJS.Workbook();
        // Copied: small buffers share their memory with others.
        await book.xlsx.load(new Uint8Array(await xlsxOf('台账', rowsOf(texts))).buffer);
        const sheet = book.worksheets[0];
        for (const [n, sent] of texts.entries()) {
          const { value, formula } = sheet?.getRow(n + 3).getCell(2) ?? {};
          expect(formula).toBeUndefined();
          // XML knows no control characters, and one kind of line end.
          expect(String(value ?? '')).toBe(sent.replace(unwritable, '').replaceAll(/\r\n?/g, '\n'));
        }
      }),
      { numRuns: 50 },
    );
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
