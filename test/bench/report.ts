/** The one table of `npm run bench`, and its place in test/README.md. */

/** One thing that was measured; cells that it has nothing to say in are left out. */
export interface Row {
  what: string;
  ours: string;
  /** Held against the calls that it was seen to make. */
  seen?: string;
  seenRatio?: string;
  /** Held against the least that anything must call which does the same. */
  least?: string;
  leastRatio?: string;
  /** Which calls these are, or what else there is to know. */
  note?: string;
}

const heads = ['part', 'what', 'ours', 'bare, as seen', 'ratio', 'bare, the least', 'ratio', 'of'];

/** What stands before and after the table: nothing between them is kept by hand. */
const marks = { begin: '<!-- npm run bench -->', end: '<!-- /npm run bench -->' };

const cell = (text = ''): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const lineOf = (cells: readonly (string | undefined)[]): string => `| ${cells.map(cell).join(' | ')} |`;

const linesOf = (part: string, rows: readonly Row[]): string[] =>
  rows.map(({ what, ours, seen, seenRatio, least, leastRatio, note }) =>
    lineOf([part, what, ours, seen, seenRatio, least, leastRatio, note]),
  );

const tableOf = (lines: readonly string[]): string =>
  [lineOf(heads), `|${'---|'.repeat(heads.length)}`, ...lines].join('\n');

/** Rows by their part, in the order in which they were measured. */
export type Measured = ReadonlyMap<string, readonly Row[]>;

export const markdownOf = (measured: Measured): string =>
  tableOf([...measured].flatMap(([part, rows]) => linesOf(part, rows)));

const partOf = (line: string): string => line.split('|')[1]?.trim() ?? '';

/**
 * The text with the table between its marks. Parts that were not measured keep the lines that they had; all stand in the order of `parts`.
 * @throws Error where the marks are not there, once each and in their order.
 */
export const written = (text: string, measured: Measured, parts: readonly string[], caption: string): string => {
  const [before = '', rest, ...more] = text.split(marks.begin);
  const [inside = '', after, ...others] = rest?.split(marks.end) ?? [];
  if (after === undefined || more.length + others.length > 0) {
    throw new Error(`the table needs a place of its own: ${marks.begin} and ${marks.end}, once each`);
  }
  const kept = inside.split('\n').filter((line) => line.startsWith('|') && parts.includes(partOf(line)));
  const lines = parts.flatMap((part) => {
    const rows = measured.get(part);
    return rows ? linesOf(part, rows) : kept.filter((line) => partOf(line) === part);
  });
  return `${before}${marks.begin}\n${caption}\n\n${tableOf(lines)}\n${marks.end}${after}`;
};
