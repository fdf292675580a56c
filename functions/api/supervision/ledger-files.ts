import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import { Refusal } from '../../domain/errors.ts';
import type { Text } from '../../domain/languages.ts';
import type { Cell, Column } from '../../domain/reports/columns.ts';
import { plainText } from '../../domain/reports/ledger.ts';

/** A ledger, or the log of audit, as a file, written row by row as the pages of the index come in. */

export type Rows = AsyncIterable<Cell[]>;

/** Bytes of an answer: Lambda gives back 6 MB at the most, and a file goes out as base64, a third longer. */
const largest = 4_300_000;

const chooseMonth = {
  zh: '台账过大，不能在一个文件中导出，请选择月份（month=2026-09）、类别或状态。',
  en: 'The ledger does not fit into one file. Choose a month (month=2026-09), a rule or a status.',
};

/** `mend`: what is said where it does not. @throws Refusal `too-large` */
export const requireFits = (bytes: number, mend: Text = chooseMonth): void => {
  if (bytes > largest) throw new Refusal('too-large', mend);
};

/**
 * UTF-8 with a byte order mark, by which spreadsheets know it; lines end as RFC 4180 says. Compressed, ten times as much fits.
 */
export const csvOf = async (
  columns: readonly Pick<Column, 'head'>[],
  rows: Rows,
  gzip: boolean,
  mend: Text = chooseMonth,
): Promise<Buffer> => {
  const packed = createGzip();
  const parts: Buffer[] = [];
  packed.on('data', (part: Buffer) => parts.push(part));
  const take = (part: Buffer) => (gzip ? packed.write(part) : parts.push(part));
  take(Buffer.from('\ufeff'));
  let bytes = 0;
  // Many at once: each call of the library sets up all of it anew.
  let waiting: string[][] = [columns.map(({ head }) => head)];
  const write = () => {
    const part = Buffer.from(stringify(waiting, { record_delimiter: '\r\n' }));
    bytes += part.length;
    requireFits(gzip ? bytes / 10 : bytes, mend);
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
  requireFits(file.length, mend);
  return file;
};
