import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Text } from '../domain/languages.ts';
import type { Fault, Place, Sheet } from '../domain/units/unit-import.ts';

/** CSV as spreadsheets save it. */

const syntax: Readonly<Record<string, Text>> = {
  CSV_QUOTE_NOT_CLOSED: {
    zh: '以 " 开头的字段没有以 " 结尾，请补上',
    en: 'a field that begins with " has no " at its end: close it',
  },
  CSV_INVALID_CLOSING_QUOTE: {
    zh: '字段结尾的 " 之后还有内容：字段内的引号请写成 ""，结尾写一个 "',
    en: 'text follows the " at the end of a field: write "" for a " within it, and one " at the end',
  },
  INVALID_OPENING_QUOTE: {
    zh: '字段中间有 "：请将整个字段放入引号内，其中的引号写成 ""',
    en: 'a " stands within a field: put the field into quotes and write "" for it',
  },
};

/** What csv-parse gives with `info` and `raw`, which its types leave out. */
const parsedRecord = z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.number() }) });

/** The records of these lines up to the first that is broken, each with its first and its last line, from 0; and what is wrong with that one. */
const recordsOf = (lines: readonly string[]) => {
  const found: { fields: string[]; first: number; last: number }[] = [];
  try {
    parse(lines.join('\n'), {
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record: (one: unknown) => {
        const { record, raw, info } = parsedRecord.parse(one);
        const last = info.lines - 1;
        found.push({ fields: record, first: last - (raw.trim().match(/\n/g)?.length ?? 0), last });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { found, broken: syntax[error.code] ?? { zh: '不是 CSV，请核对引号和逗号', en: error.message } };
  }
  return { found };
};

/** `line`: from 0. */
const at = (line: number): Place => ({ n: line + 1, zh: `第 ${line + 1} 行`, en: `line ${line + 1}` });

/** What can be read of a text, and what of it is broken; a record that is broken is named, and reading goes on with the line after its first. */
export const csvSheet = (file: string, text: string): { sheet: Sheet | null; faults: Fault[] } => {
  // The parser counts a CRLF within quotes as two lines.
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const records: { line: number; fields: string[] }[] = [];
  const broken: { line: number; message: Text }[] = [];
  for (let from = 0; from < lines.length; ) {
    const read = recordsOf(lines.slice(from));
    records.push(...read.found.map(({ fields, first }) => ({ line: from + first, fields })));
    if (read.broken === undefined) break;
    const after = from + (read.found.at(-1)?.last ?? -1) + 1;
    const line = after + lines.slice(after).findIndex((one) => one.trim() !== '');
    broken.push({ line, message: read.broken });
    from = line + 1;
  }
  const faults = broken.map(({ line, message }): Fault => ({ file, at: at(line), column: null, message }));
  const [header = { line: 0, fields: [] }, ...rows] = records;
  // Where the header is broken, what follows it is none.
  const isLost = broken.some(({ line }) => line <= header.line);
  const placed = ({ line, fields }: (typeof records)[number]) => ({ at: at(line), fields });
  return { sheet: isLost ? null : { file, header: placed(header), rows: rows.map(placed) }, faults };
};
