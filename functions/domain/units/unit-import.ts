import type * as z from 'zod';
import type { Issue } from '../errors.ts';
import { saidAs } from '../said.ts';
import { sameAddress } from './delegations.ts';
import { levels, type Person, type Region, regionFields, type UnitEntry, unitFields, unitId } from './forms.ts';

/** The register of units and of their regions as operators keep it in spreadsheets: read row by row, checked as a whole, compared with the one in force. */

export const columns = {
  units: ['unitId', 'name', 'organ', 'regionCode', 'emails', 'supervisors'],
  regions: ['code', 'name', 'level', 'parent'],
} as const;

/** What a file may leave out: as it is registered it then stays. */
export const optional = { units: ['desks', 'phone', 'nameEn'], regions: [] } as const;

interface Row {
  /** Where it stands, as `line 3`. */
  at: string;
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
  at: string | null;
  /** Null where the whole line is meant. */
  column: string | null;
  message: string;
}

/** What a row says, and where it stands. */
interface Entry<T> {
  file: string;
  at: string;
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

/** By column, with what stands there: a cell holds one value or a list. */
export const cellFaults = (issues: readonly Issue[], value: object): { column: string; message: string }[] =>
  issues.map(({ path, message: { en: message } }) => {
    const [column = '', ...rest] = path.split('.');
    const found = valueAt(value, [column, ...rest]);
    const shown = typeof found === 'string' && found !== '' ? `"${found}": ` : 'is empty: ';
    return { column, message: `${found instanceof Object ? '' : shown}${message}` };
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
  faults: { column: string; message: string }[];
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
      message: `"${text}": write each as name <email>, with ; between them`,
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
  const fault = (column: string | null, message: string): Fault => ({ file, at: header.at, column, message });
  if (!kind) {
    const forms = Object.entries(columns).map(([what, form]) => `${form.join(',')} for ${what}`);
    return { faults: [fault(null, `is no header: write ${forms.join(', or ')}`)] };
  }
  const wanted: readonly string[] = columns[kind];
  const known: readonly string[] = [...wanted, ...optional[kind]];
  return {
    kind,
    faults: [
      ...wanted
        .filter((name) => !names.includes(name))
        .map((name) => fault(name, 'is missing: add the column to the header')),
      ...names
        .filter((name, n) => !known.includes(name) || names.indexOf(name) < n)
        .map((name) => fault(name, `is no column of ${kind}, or is there twice: the header is ${known.join(',')}`)),
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
      const message = `has ${fields.length} fields where the header has ${header.fields.length}: put fields that hold a comma into quotes`;
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

type Versioned<T> = T & { version: number };

/** What becomes of one record. */
export interface Step<T> {
  does: 'create' | 'change' | 'leave';
  value: T;
  /** That the change goes by; null for a record that is new. */
  version: number | null;
  /** Fields that change. */
  fields: string[];
}

const stepOf = <T extends object>(value: T, before: Versioned<object> | undefined): Step<T> => {
  if (!before) return { does: 'create', value, version: null, fields: [] };
  const fields = Object.keys(value).filter(
    (name) => JSON.stringify(Reflect.get(value, name)) !== JSON.stringify(Reflect.get(before, name)),
  );
  // One that was put in by hand has no version and no history yet, and a unit is in no list.
  const does = fields.length > 0 || before.version === 0 ? 'change' : 'leave';
  return { does, value, version: before.version, fields };
};

/** People with the subject that the register knows of them where the file says none: a list of names and addresses takes none away. */
const knownSubjects = (people: readonly Person[], before: readonly Person[]): Person[] =>
  people.map((person) => {
    const subject = before.find(({ email }) => sameAddress(email, person.email))?.subject;
    return person.subject !== undefined || subject === undefined ? person : { ...person, subject };
  });

const withSubjects = (unit: UnitEntry, before: UnitEntry | undefined): UnitEntry => {
  const known = [...(before?.supervisors ?? []), ...(before?.desks ?? [])];
  return {
    ...unit,
    supervisors: knownSubjects(unit.supervisors, known),
    ...(unit.desks === undefined ? {} : { desks: knownSubjects(unit.desks, known) }),
  };
};

export interface Plan {
  regions: Step<Region>[];
  units: Step<UnitEntry>[];
}

/** What applying would do; regions from the top, so that none stands without its parent when it is interrupted. */
export const planOf = (
  { units, regions }: Pick<Imported, 'units' | 'regions'>,
  inForce: {
    units: ReadonlyMap<string, Versioned<UnitEntry>>;
    regions: ReadonlyMap<string, Versioned<Region>>;
  },
): Plan => ({
  regions: regions
    .map(({ value }) => stepOf(value, inForce.regions.get(value.code)))
    .sort((a, b) => levels.indexOf(a.value.level) - levels.indexOf(b.value.level)),
  units: units.map(({ value }) => {
    const before = inForce.units.get(value.unitId);
    return stepOf(withSubjects(value, before), before);
  }),
});
