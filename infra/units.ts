import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { putRegion, putUnit } from '../functions/adapters/table/unit-changes.ts';
import { readRegister } from '../functions/adapters/table/units.ts';
import {
  columns,
  type Fault,
  faultsAcross,
  type Plan,
  planOf,
  type Row,
  readSheets,
  type Sheet,
  type Step,
} from '../functions/domain/units/unit-import.ts';

/** `npm run units`: puts registers that are kept as files into the table. */

const usage = `npm run units -- <file> … [--apply]

Shows what the files would create and change in the registers of units and regions; writes it with --apply, and only when
every line is good. A second run changes nothing.

Files are CSV in UTF-8; the header line says which register it is:
  ${columns.units.join(',')}     emails: several with ; between; supervisors: name <email>, several with ; between
    and, where they are to be put in, desks: who works at the desk, written as supervisors are. Behind <email> the person's subject
    may stand, as the identity provider's tokens have it; one that is registered stays where the file says none
  ${columns.regions.join(',')}     level: province, prefecture or county; parent: empty for the province
Regions may also come as JSON: [{"code", "name", "level", "parent"}, …].

Environment: TABLE_NAME, AWS_REGION, and credentials as for any AWS tool.
  the local province, while npm start runs:
    TABLE_NAME=clue-transfer AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
      AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm run units -- units.csv
  a deployed one, with the TableName that its stack puts out:
    TABLE_NAME=<TableName> AWS_REGION=cn-north-1 AWS_PROFILE=<profile> npm run units -- units.csv`;

/** Ends the run; its message is all that the operator needs. */
class Stop extends Error {}

/** npm runs scripts in the package's folder; files are named from where the operator stands. */
const folder = process.env.INIT_CWD ?? process.cwd();

const textOf = async (file: string): Promise<string> => {
  const bytes = await readFile(resolve(folder, file)).catch((error: Error) => {
    throw new Stop(`${file} cannot be read: ${error.message}`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Stop(`${file} is not UTF-8: save it as "CSV UTF-8".`);
  }
};

const syntax: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a field that begins with " has no " at its end, here or in a line above: close it',
  CSV_INVALID_CLOSING_QUOTE: 'text follows the " at the end of a field: write "" for a " within it',
  INVALID_OPENING_QUOTE: 'a " stands within a field: put the field into quotes and write "" for it',
};

/** What csv-parse gives with `info` and `raw`, which its types leave out. */
const records = z.array(
  z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.number() }) }),
);

const csvSheet = (file: string, text: string): Sheet => {
  // The parser counts a CRLF within quotes as two lines.
  const plain = text.replace(/\r\n?/g, '\n');
  try {
    const parsed = parse(plain, {
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
    const [header, ...rows] = records.parse(parsed).map(({ record, raw, info }): Row => {
      const begins = info.lines - (raw.trim().match(/\n/g)?.length ?? 0);
      return { at: `line ${begins}`, fields: record };
    });
    return { file, header: header ?? { at: 'line 1', fields: [] }, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? `, line ${error.lines}` : '';
    throw new Stop(`${file}${line}: ${syntax[error.code] ?? error.message}`);
  }
};

const jsonSheet = (file: string, text: string): Sheet => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Stop(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(content) || !content.every((one) => one instanceof Object)) {
    throw new Stop(`${file} is no list of regions: write [{"code", "name", "level", "parent"}, …].`);
  }
  const entries: object[] = content;
  const names = [...new Set([...columns.regions, ...entries.flatMap((entry) => Object.keys(entry))])];
  const cell = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  return {
    file,
    header: { at: 'its entries', fields: names },
    rows: entries.map((entry, n) => ({
      at: `entry ${n + 1}`,
      fields: names.map((name) => cell(Reflect.get(entry, name))),
    })),
  };
};

const sheetOf = async (file: string): Promise<Sheet> => {
  const text = await textOf(file);
  return (file.toLowerCase().endsWith('.json') ? jsonSheet : csvSheet)(file, text);
};

/** In the order in which the lines stand. */
const sorted = (faults: readonly Fault[], sheets: readonly Sheet[]): Fault[] => {
  const places = sheets.flatMap(({ file, header, rows }) => [header, ...rows].map(({ at }) => `${file} ${at}`));
  const order = new Map(places.map((place, n) => [place, n]));
  const place = ({ file, at }: Fault) => order.get(`${file} ${at}`) ?? 0;
  return faults.toSorted((a, b) => place(a) - place(b));
};

const lineOf = ({ file, at, column, message }: Fault): string =>
  `${file}, ${at}${column === null ? '' : `, ${column}`}: ${message}`;

const show = <T extends { name: string }>(what: string, steps: readonly Step<T>[], id: (value: T) => string): void => {
  if (steps.length === 0) return;
  for (const { does, value, fields } of steps) {
    if (does === 'leave') continue;
    const more = does === 'create' ? value.name : fields.join(', ') || 'gets its first version';
    console.log(`${does}  ${id(value)}  ${more}`);
  }
  const count = (does: Step<T>['does']) => steps.filter((step) => step.does === does).length;
  console.log(
    `${what}: ${count('create')} to create, ${count('change')} to change, ${count('leave')} left as they are`,
  );
};

const due = <T>(steps: readonly Step<T>[]) => steps.filter(({ does }) => does !== 'leave');

const apply = async ({ regions, units }: Plan): Promise<void> => {
  const by = { sub: `${userInfo().username}@${hostname()}`, role: 'operator', unitId: null } as const;
  const change = () => ({ at: new Date().toISOString(), by });
  const writes = [
    ...due(regions).map((step) => ({ id: step.value.code, put: () => putRegion(step.value, change(), step.version) })),
    ...due(units).map((step) => ({ id: step.value.unitId, put: () => putUnit(step.value, change(), step.version) })),
  ];
  for (const [written, { id, put }] of writes.entries()) {
    await put().catch((error: Error) => {
      throw new Stop(
        `${id}: ${error.message}\n${written} of ${writes.length} were written. Run it again: it goes on where it stopped.`,
      );
    });
  }
  console.log(`Written: ${writes.length}.`);
};

const run = async (files: readonly string[], write: boolean): Promise<void> => {
  const sheets = await Promise.all(files.map(sheetOf));
  const imported = readSheets(sheets);
  const registered = await readRegister(
    imported.units.map(({ value }) => value.unitId),
    [
      ...imported.units.map(({ value }) => value.regionCode),
      ...imported.regions.flatMap(({ value }) => [value.code, ...(value.parent === null ? [] : [value.parent])]),
    ],
  ).catch((error: Error) => {
    const { TABLE_NAME, AWS_REGION } = process.env;
    throw new Stop(`The table ${TABLE_NAME} in ${AWS_REGION} cannot be read: ${error.message}`);
  });
  const faults = [...imported.faults, ...faultsAcross(imported, registered.regions)];
  if (faults.length > 0) {
    throw new Stop(
      `${sorted(faults, sheets).map(lineOf).join('\n')}\nNothing was written: mend the ${faults.length} faults above.`,
    );
  }
  const plan = planOf(imported, registered);
  show('regions', plan.regions, ({ code }) => code);
  show('units', plan.units, ({ unitId }) => unitId);
  if (due(plan.regions).length + due(plan.units).length === 0) console.log('There is nothing to write.');
  else if (write) await apply(plan);
  else console.log('Nothing was written. Run it again with --apply to write this.');
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { apply: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help || positionals.length === 0) throw new Stop(usage);
  for (const name of ['TABLE_NAME', 'AWS_REGION']) {
    if (!process.env[name]) throw new Stop(`Set ${name}.\n\n${usage}`);
  }
  await run(positionals, values.apply);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
