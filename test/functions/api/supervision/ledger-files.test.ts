import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../functions/api/supervision/ledger-files.ts';
import { workbookOf } from '../../../../functions/api/supervision/workbook.ts';
import type { Cell, Column } from '../../../../functions/domain/reports/columns.ts';
import { allColumns } from '../../../../functions/domain/reports/ledger.ts';
import { frameOf, printedColumns } from '../../../../functions/domain/reports/printed.ts';

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

const rowsOf = async function* (texts: readonly string[], columns: readonly Column[]): AsyncGenerator<Cell[]> {
  for (const one of texts) yield columns.map((_, n) => (n === 1 ? one : null));
};

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** A text of a cell as a spreadsheet reads it. */
const asRead = (xml: string): string =>
  xml
    .replaceAll(/&\w+;/g, (one) => entities[one as keyof typeof entities])
    .replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

const whole = allColumns(false);
const printed = printedColumns('sent', false);
const frame = frameOf('台账', '德城区公安局', 'Asia/Shanghai', new Date('2026-10-08T00:00:00Z'));

describe('any text in a ledger', () => {
  it('comes back from CSV as it was, but for a mark on what a spreadsheet would run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) => {
        const [, ...rows] = parse(await csvOf(whole, rowsOf(texts, whole), false), {
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
        const file = await workbookOf(frame, printed, rowsOf(texts, printed));
        const { sheets } = await readXlsx(file);
        const xml = new TextDecoder().decode(unzipSync(file)['xl/worksheets/sheet1.xml']);
        for (const [n, sent] of texts.entries()) {
          expect(sheets[0]?.cells?.get(`${n + 3},1`)?.formula).toBeUndefined();
          const [, written = ''] = new RegExp(`<c r="B${n + 4}"[^>]*><is><t [^>]*>([^<]*)</t>`).exec(xml) ?? [];
          // XML knows no control characters, and one kind of line end.
          expect(asRead(written)).toBe(sent.toWellFormed().replace(unwritable, '').replaceAll(/\r\n?/g, '\n'));
        }
      }),
      { numRuns: 50 },
    );
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is meant
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
