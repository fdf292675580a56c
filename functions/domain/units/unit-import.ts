import type * as z from 'zod';
import type { Issue } from '../errors.ts';
import type { Text } from '../languages.ts';
import { saidAs } from '../said.ts';
import { regionFields, type UnitEntry, unitFields } from './entries.ts';
import { type Region, unitId } from './forms.ts';

/** The register of units and of their regions as operators keep it in spreadsheets: read row by row, checked as a whole. */

export const columns = {
  units: ['unitId', 'name', 'organ', 'regionCode', 'emails', 'supervisors'],
  regions: ['code', 'name', 'level', 'parent'],
} as const;

/** What a file may leave out: as it is registered it then stays. */
export const optional = { units: ['desks', 'phone', 'nameEn'], regions: [] } as const;

/** Where in a file something stands: its number there, and how that is said, as `line 3`. */
export interface Place extends Text {
  n: number;
}

interface Row {
  at: Place;
  fields: readonly string[];
}

export interface Sheet {
  file: string;
  header: Row;
  rows: readonly Row[];
}

/** What is wrong, where, and the mend. */
export interface Fault {
  file: string;
  /** Null where the whole file is meant. */
  at: Place | null;
  /** Null where the whole line is meant. */
  column: string | null;
  message: Text;
}

/** What a row says, and where it stands. */
interface Entry<T> {
  file: string;
  at: Place;
  value: T;
}

/** What a row says as far as it can be told. */
export interface Told<T> extends Entry<T> {
  /** Columns with a fault of their own, and those that the file lacks: what they say is not looked at further. */
  bad: ReadonlySet<string>;
}

export interface Imported {
  units: Entry<UnitEntry>[];
  regions: Entry<Region>[];
  /** All rows, those with faults included. */
  told: { units: Told<UnitEntry>[]; regions: Told<Region>[] };
  /** Codes of all rows of regions, those with faults included: what is said of them is not said again of their units. */
  named: ReadonlySet<string>;
  faults: Fault[];
}

type Cells = Readonly<Record<string, string>>;

/** A list in one cell; a Chinese keyboard gives the other semicolon. */
const list = (cell = ''): string[] =>
  cell
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `name <email>`, with the person's subject behind it where it is known. */
const personOf = (text: string) => {
  const [, name = '', email = '', subject = ''] = /^([^<>]*)<([^<>]*)>([^<>]*)$/.exec(text) ?? [];
  return { name: name.trim(), email: email.trim(), ...(subject.trim() === '' ? {} : { subject: subject.trim() }) };
};

const isPerson = (text: string): boolean => /^[^<>]*[^<>\s][^<>]*<[^<>]+>[^<>]*$/.test(text);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at instanceof Object ? Reflect.get(at, key) : undefined), value);

interface CellFault {
  column: string;
  message: Text;
}

/** What stands in a cell, as a sentence on it begins. */
const shownIn = (found: unknown): Text => {
  if (found instanceof Object) return { zh: '', en: '' };
  return typeof found === 'string' && found !== ''
    ? { zh: `“${found}”：`, en: `"${found}": ` }
    : { zh: '为空：', en: 'is empty: ' };
};

/** By column, with what stands there: a cell holds one value or a list. */
export const cellFaults = (issues: readonly Issue[], value: object): CellFault[] =>
  issues.map(({ path, message: { zh, en } }) => {
    const [column = '', ...rest] = path.split('.');
    const shown = shownIn(valueAt(value, [column, ...rest]));
    return { column, message: { zh: `${shown.zh}${zh}`, en: `${shown.en}${en}` } };
  });

const issuesOf = (error: z.ZodError | undefined): Issue[] =>
  (error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    message: saidAs(message) ?? { zh: message, en: message },
  }));

interface ReadRow<T> {
  /** Undefined where it has a fault. */
  value?: T;
  /** The same, whatever faults it has. */
  said: T;
  faults: CellFault[];
}

/** Columns that list people, as far as the file has them. */
const peopleIn = ({ supervisors = '', desks }: Cells) => [
  { column: 'supervisors', people: list(supervisors) },
  ...(desks === undefined ? [] : [{ column: 'desks', people: list(desks) }]),
];

const unitOf = (cells: Cells): ReadRow<UnitEntry> => {
  const { unitId: id = '', name = '', organ = '', regionCode = '', phone = '', nameEn = '' } = cells;
  const listed = peopleIn(cells);
  const people = Object.fromEntries(listed.map(({ column, people }) => [column, people.map(personOf)]));
  const more = { ...(phone === '' ? {} : { phone }), ...(nameEn === '' ? {} : { nameEn }) };
  const said = { name, organ, regionCode, emails: list(cells.emails), ...people, ...more };
  const unreadable = listed.flatMap(({ column, people }) =>
    people.filter((text) => !isPerson(text)).map((text) => ({ column, text })),
  );
  const read = unitFields.safeParse(said);
  const readId = unitId.safeParse(id);
  const faults = [
    ...cellFaults(
      issuesOf(readId.error).map((issue) => ({ ...issue, path: 'unitId' })),
      { unitId: id },
    ),
    ...unreadable.map(({ column, text }) => ({
      column,
      message: {
        zh: `“${text}”：请逐人写成“姓名 <邮箱>”，各人之间以分号隔开`,
        en: `"${text}": write each as name <email>, with ; between them`,
      },
    })),
    ...cellFaults(
      issuesOf(read.error).filter(({ path }) => !unreadable.some(({ column }) => path.startsWith(column))),
      said,
    ),
  ];
  const told = { unitId: id, supervisors: [], ...said } as UnitEntry;
  return read.success && faults.length === 0
    ? { value: { unitId: id, ...read.data }, said: told, faults }
    : { said: told, faults };
};

const regionOf = ({ code = '', name = '', level = '', parent = '' }: Cells): ReadRow<Region> => {
  const said = { code, name, level, parent: parent === '' ? null : parent } as Region;
  const read = regionFields.safeParse(said);
  return read.success
    ? { value: read.data, said, faults: [] }
    : { said, faults: cellFaults(issuesOf(read.error), said) };
};

/** Whether the header line is of units or of regions, and what is wrong with it. */
const kindOf = ({ file, header }: Sheet): { kind?: keyof typeof columns; faults: Fault[] } => {
  const names = header.fields.map((name) => name.trim());
  const kind = (['units', 'regions'] as const).find((one) => names.includes(columns[one][0]));
  const fault = (column: string | null, message: Text): Fault => ({ file, at: header.at, column, message });
  if (!kind) {
    const message = {
      zh: `不是表头，单位请写 ${columns.units.join(',')}，行政区划请写 ${columns.regions.join(',')}`,
      en: `is no header: write ${columns.units.join(',')} for units, or ${columns.regions.join(',')} for regions`,
    };
    return { faults: [fault(null, message)] };
  }
  const wanted: readonly string[] = columns[kind];
  const known: readonly string[] = [...wanted, ...optional[kind]];
  return {
    kind,
    faults: [
      ...wanted
        .filter((name) => !names.includes(name))
        .map((name) => fault(name, { zh: '缺少该列，请在表头中补充', en: 'is missing: add the column to the header' })),
      ...names
        .filter((name, n) => !known.includes(name) || names.indexOf(name) < n)
        .map((name) =>
          fault(name, {
            zh: `没有这一列，或重复出现，表头应为 ${known.join(',')}`,
            en: `is no column of ${kind}, or is there twice: the header is ${known.join(',')}`,
          }),
        ),
    ],
  };
};

/** `lacking`: columns of the header with a fault; what they would say is not missed again in each row. */
const readRows = <T>(
  { file, header, rows }: Sheet,
  lacking: readonly string[],
  rowOf: (cells: Cells) => ReadRow<T>,
) => {
  const entries: Entry<T>[] = [];
  const told: Told<T>[] = [];
  const faults: Fault[] = [];
  for (const { at, fields } of rows) {
    if (fields.length !== header.fields.length) {
      const [has, wants] = [fields.length, header.fields.length];
      const message = {
        zh: `有 ${has} 个字段，表头有 ${wants} 个，请将含逗号的字段放入引号内`,
        en: `has ${has} fields where the header has ${wants}: put fields that hold a comma into quotes`,
      };
      faults.push({ file, at, column: null, message });
      continue;
    }
    const cells = Object.fromEntries(header.fields.map((name, n) => [name.trim(), (fields[n] ?? '').trim()]));
    const { value, said, faults: all } = rowOf(cells);
    const found = all.filter(({ column }) => !lacking.includes(column));
    faults.push(...found.map((fault) => ({ file, at, ...fault })));
    if (value !== undefined) entries.push({ file, at, value });
    told.push({ file, at, value: said, bad: new Set([...lacking, ...found.map(({ column }) => column)]) });
  }
  return { entries, told, faults };
};

const codesOf = ({ header, rows }: Sheet): string[] => {
  const column = header.fields.findIndex((name) => name.trim() === columns.regions[0]);
  return rows.map(({ fields }) => (fields[column] ?? '').trim());
};

/** Each row on its own; where a header has faults, as far as its columns are known. */
export const readSheets = (sheets: readonly Sheet[]): Imported => {
  const kinds = sheets.map((sheet) => ({ sheet, ...kindOf(sheet) }));
  const of = (wanted: keyof typeof columns) =>
    kinds.flatMap(({ sheet, kind, faults }) =>
      kind === wanted ? [{ sheet, lacking: faults.flatMap(({ column }) => column ?? []) }] : [],
    );
  const units = of('units').map(({ sheet, lacking }) => readRows(sheet, lacking, unitOf));
  const regions = of('regions').map(({ sheet, lacking }) => readRows(sheet, lacking, regionOf));
  return {
    units: units.flatMap(({ entries }) => entries),
    regions: regions.flatMap(({ entries }) => entries),
    told: { units: units.flatMap(({ told }) => told), regions: regions.flatMap(({ told }) => told) },
    named: new Set(of('regions').flatMap(({ sheet }) => codesOf(sheet))),
    faults: [...kinds, ...regions, ...units].flatMap(({ faults }) => faults),
  };
};
