import { Zip, ZipDeflate } from 'fflate';
import type { Cell } from '../../domain/reports/columns.ts';
import type { Frame, PrintedColumn } from '../../domain/reports/printed.ts';
import { type Rows, requireFits } from './ledger-files.ts';
import { bookParts, headRow, letterOf, sheetEnd, sheetStart, styles, textXml } from './workbook-parts.ts';

/**
 * The ledger as a workbook of one sheet (ECMA-376), to print and to sign. Rows are written into the archive as they come: no library that
 * lays out a page writes that way, and all rows at once would not fit into the function's memory.
 */

/** Characters of XML that are packed together. */
const chunk = 65_536;

/** Days since the beginning of 1900 as spreadsheets count them; the wall's time is its fraction. */
const serialOf = (wall: string): number => Date.parse(`${wall}Z`) / 86_400_000 + 25_569;

const styleOf = (cell: Exclude<Cell, null>, { align }: PrintedColumn): number => {
  if (typeof cell === 'number') return styles.number;
  if (typeof cell === 'string') return align === 'left' ? styles.text : styles.centred;
  if (cell.provisional) return cell.day ? styles.provisionalDay : styles.provisionalTime;
  return cell.day ? styles.day : styles.time;
};

const cellXml = (cell: Cell, at: string, column: PrintedColumn): string => {
  if (cell === null || cell === '') return `<c r="${at}" s="${styles.number}"/>`;
  const style = styleOf(cell, column);
  if (typeof cell === 'string') return `<c r="${at}" s="${style}" t="inlineStr"><is>${textXml(cell)}</is></c>`;
  return `<c r="${at}" s="${style}"><v>${typeof cell === 'number' ? cell : serialOf(cell.wall)}</v></c>`;
};

/** Characters that take two digits' width. */
const wide =
  /[\u1100-\u115f\u2018-\u201f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3ffff}]/gu;

const widthOf = (line: string): number => line.length + (line.match(wide)?.length ?? 0);

/** Digits of a column's width that lines do not fill: its margins, and what cannot stand at the end or the beginning of a line. */
const slack = 2;

const linesOf = (cell: Cell, { width }: PrintedColumn): number =>
  typeof cell === 'string'
    ? cell.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / (width - slack))), 0)
    : 1;

/** Points of a line of the highest font that may stand for ours, and the most that a row may have. */
const [linePoints, mostPoints] = [14.5, 409];

/**
 * Not all programs make rows as high as their texts when they open a file, so each row says how high it is; without `customHeight`, it still
 * grows with what is typed into it.
 */
const heightOf = (cells: readonly Cell[], columns: readonly PrintedColumn[]): number => {
  const lines = columns.map((column, n) => linesOf(cells[n] ?? null, column));
  return Math.min(mostPoints, Math.max(...lines) * linePoints + 3);
};

const rowXml = (cells: readonly Cell[], n: number, columns: readonly PrintedColumn[]): string =>
  `<row r="${n}" ht="${heightOf(cells, columns)}">${columns.map((column, m) => cellXml(cells[m] ?? null, `${letterOf(m + 1)}${n}`, column)).join('')}</row>`;

/** @throws Refusal `too-large` */
export const workbookOf = async (frame: Frame, columns: readonly PrintedColumn[], rows: Rows): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
    bytes += part.length;
  });
  const encoder = new TextEncoder();
  const begin = (name: string): ZipDeflate => {
    const entry = new ZipDeflate(name);
    // The same file whenever it is made: an archive knows no earlier time.
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    return entry;
  };
  const sheet = begin('xl/worksheets/sheet1.xml');
  let waiting = sheetStart(frame, columns);
  let n = headRow;
  for await (const cells of rows) {
    n += 1;
    waiting += rowXml(cells, n, columns);
    if (waiting.length < chunk) continue;
    sheet.push(encoder.encode(waiting));
    waiting = '';
    requireFits(bytes);
  }
  sheet.push(encoder.encode(waiting + sheetEnd(frame, columns, n)), true);
  for (const [name, xml] of Object.entries(bookParts(columns, n))) begin(name).push(encoder.encode(xml), true);
  zip.end();
  requireFits(bytes);
  return Buffer.concat(parts);
};
