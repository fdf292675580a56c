import type * as z from 'zod';
import { faultsOfUnit, type Region, regionSchema, type Unit, unitSchema } from './register.ts';

/** A register of units or regions as a table of text: what each line means, and what is wrong with it. */

export interface LineFault {
  /** Line of the file; the heads are line 1. */
  line: number;
  column: string;
  message: string;
}

export type Imported =
  | { kind: 'units'; units: Unit[]; faults: LineFault[] }
  | { kind: 'regions'; regions: Region[]; faults: LineFault[] };

export const unitColumns = ['unitId', 'name', 'organ', 'regionCode', 'emails', 'supervisors'] as const;
export const regionColumns = ['code', 'name', 'level', 'parent'] as const;

const list = (text: string) =>
  text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `张三 <zhang@unit.example>` */
const person = (text: string) => {
  const [, name = '', email = ''] = /^(.*?)\s*<([^<>]+)>$/.exec(text) ?? [];
  return name === '' ? { name: '', email: text } : { name, email };
};

type Row = Readonly<Record<string, string>>;

const issuesOf = (error: z.ZodError, line: number): LineFault[] =>
  error.issues.map(({ path, message }) => ({ line, column: String(path[0] ?? ''), message }));

const unitOf = (row: Row, line: number, regions: ReadonlySet<string>): Unit | LineFault[] => {
  const { unitId: id = '', emails = '', supervisors = '', ...rest } = row;
  const read = unitSchema.safeParse({
    unitId: id,
    ...rest,
    emails: list(emails),
    supervisors: list(supervisors).map(person),
  });
  if (!read.success) return issuesOf(read.error, line);
  const unit = read.data;
  const faults = faultsOfUnit(id, unit, regions.has(unit.regionCode));
  return faults.length > 0 ? faults.map(({ path, message }) => ({ line, column: path, message })) : unit;
};

const twice = (ids: readonly string[], column: string): LineFault[] =>
  ids.flatMap((id, n) =>
    ids.indexOf(id) < n
      ? [{ line: n + 2, column, message: `${id} stands on line ${ids.indexOf(id) + 2} already: strike one` }]
      : [],
  );

/** Rows as the parser gives them, by their heads. `knownRegions`: codes that are registered. */
export const importRows = (
  heads: readonly string[],
  rows: readonly Row[],
  knownRegions: ReadonlySet<string>,
): Imported | { kind: 'unknown'; faults: LineFault[] } => {
  const has = (columns: readonly string[]) =>
    columns.every((column) => heads.includes(column)) && heads.length === columns.length;
  if (has(unitColumns)) {
    const read = rows.map((row, n) => unitOf(row, n + 2, knownRegions));
    const faults = [
      ...read.flatMap((one) => (Array.isArray(one) ? one : [])),
      ...twice(
        rows.map((row) => row.unitId ?? ''),
        'unitId',
      ),
    ];
    return { kind: 'units', units: read.flatMap((one) => (Array.isArray(one) ? [] : [one])), faults };
  }
  if (has(regionColumns)) {
    const codes = new Set([...knownRegions, ...rows.map((row) => row.code ?? '')]);
    const read = rows.map((row, n) => {
      const region = regionSchema.safeParse({ ...row, parent: row.parent === '' ? null : row.parent });
      if (!region.success) return issuesOf(region.error, n + 2);
      const { parent } = region.data;
      if (parent === null || codes.has(parent)) return region.data;
      return [
        {
          line: n + 2,
          column: 'parent',
          message: `there is no region ${parent}: add it to the file, or import it before`,
        },
      ];
    });
    const faults = [
      ...read.flatMap((one) => (Array.isArray(one) ? one : [])),
      ...twice(
        rows.map((row) => row.code ?? ''),
        'code',
      ),
    ];
    return { kind: 'regions', regions: read.flatMap((one) => (Array.isArray(one) ? [] : [one])), faults };
  }
  const message = `the heads are ${heads.join(',') || 'missing'}: write ${unitColumns.join(',')} for units, or ${regionColumns.join(',')} for regions`;
  return { kind: 'unknown', faults: [{ line: 1, column: '', message }] };
};
