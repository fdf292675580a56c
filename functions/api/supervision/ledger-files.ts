import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { createGzip } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import type { PaperSize } from 'exceljs';
import { Refusal } from '../../domain/errors.ts';
import { type Cell, columns, plainText } from '../../domain/reports/ledger.ts';

/** The ledger as a file, written row by row as the pages of the index come in. */

export type Rows = AsyncIterable<Cell[]>;

/** Bytes of an answer: Lambda gives back 6 MB at the most, and a file goes out as base64, a third longer. */
const largest = 4_300_000;

const requireFits = (bytes: number): void => {
  if (bytes <= largest) return;
  throw new Refusal('too-large', {
    zh: '台账过大，不能在一个文件中导出，请选择月份（month=2026-09）、类别或状态。',
    en: 'The ledger does not fit into one file. Choose a month (month=2026-09), a rule or a status.',
  });
};

/**
 * UTF-8 with a byte order mark, by which spreadsheets know it; lines end as RFC 4180 says. Compressed, ten times as much fits.
 */
export const csvOf = async (rows: Rows, gzip: boolean): Promise<Buffer> => {
  const packed = createGzip();
  const parts: Buffer[] = [];
  packed.on('data', (part: Buffer) => parts.push(part));
  const take = (part: Buffer) => (gzip ? packed.write(part) : parts.push(part));
  take(Buffer.from('\ufeff'));
  let bytes = 0;
  // Many at once: each call of the library sets up all of it anew.
  let waiting: string[][] = [[...columns]];
  const write = () => {
    const part = Buffer.from(stringify(waiting, { record_delimiter: '\r\n' }));
    bytes += part.length;
    requireFits(gzip ? bytes / 10 : bytes);
    take(part);
    waiting = [];
  };
  for await (const cells of rows) {
    waiting.push(cells.map(plainText));
    if (waiting.length === 200) write();
  }
  write();
  if (gzip) await once(packed.end(), 'end');
  const file = Buffer.concat(parts);
  requireFits(file.length);
  return file;
};

const widths = [6, 26, 18, 24, 17, 26, 26, 17, 12, 17, 18, 10, 10, 10, 17, 24, 17, 36];

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 knows no such characters, and a workbook is XML
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const excelValue = (cell: Cell) => {
  if (typeof cell === 'string') return cell.toWellFormed().replace(unwritable, '');
  return cell !== null && typeof cell === 'object' ? new Date(`${cell.wall}Z`) : cell;
};

/** One object for all cells of a kind: exceljs remembers each object that it meets. `@` keeps text what it is even when edited. */
const styles = {
  text: { numFmt: '@' },
  day: { numFmt: 'yyyy-mm-dd' },
  time: { numFmt: 'yyyy-mm-dd hh:mm' },
  plain: {},
};

const styleOf = (cell: Cell) => {
  if (typeof cell === 'string') return styles.text;
  if (cell === null || typeof cell === 'number') return styles.plain;
  return cell.day ? styles.day : styles.time;
};

/** A workbook of one sheet: title and heads stay in sight, times are real dates, text stays text. */
export const xlsxOf = async (title: string, rows: Rows): Promise<Buffer> => {
  // Here, since whoever reads a page of JSON should not wait for it.
  const { default: ExcelJS } = await import('exceljs');
  const stream = new PassThrough();
  const parts: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (part: Buffer) => {
    parts.push(part);
    bytes += part.length;
  });
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet('线索移送工作台账', {
    views: [{ state: 'frozen', ySplit: 2 }],
    // Printed, its width goes on one sheet of A3.
    pageSetup: {
      orientation: 'landscape',
      paperSize: 8 as PaperSize,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  });
  sheet.columns = widths.map((width) => ({ width }));
  const head = sheet.addRow([title]);
  head.font = { bold: true, size: 14 };
  head.commit();
  const names = sheet.addRow([...columns]);
  names.font = { bold: true };
  names.commit();
  for await (const cells of rows) {
    const row = sheet.addRow(cells.map(excelValue));
    for (const [n, cell] of cells.entries()) {
      row.getCell(n + 1).style = styleOf(cell);
    }
    row.commit();
    requireFits(bytes);
  }
  sheet.commit();
  await book.commit();
  requireFits(bytes);
  return Buffer.concat(parts);
};
