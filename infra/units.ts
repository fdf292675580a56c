import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { csvSheet } from '../functions/adapters/csv.ts';
import { putRegion, putUnit } from '../functions/adapters/table/unit-changes.ts';
import { readRegister } from '../functions/adapters/table/units.ts';
import { faultsAcross, regionsAsked } from '../functions/domain/units/import-faults.ts';
import { type Plan, planOf, type Step } from '../functions/domain/units/import-plan.ts';
import {
  columns,
  type Fault,
  optional,
  type Place,
  readSheets,
  type Sheet,
} from '../functions/domain/units/unit-import.ts';

/** `npm run units`: puts registers that are kept as files into the table. */

const usage = `npm run units -- <file> … [--apply]

Shows what the files would create and change in the registers of units and regions; writes it with --apply, and only when
every line is good. A second run changes nothing.

Files are CSV in UTF-8; the header line says which register it is:
  ${columns.units.join(',')}     emails: several with ; between; supervisors: name <email>, several with ; between
    and, where they are to be put in, ${optional.units.join(',')}: who works at the desk, written as supervisors are; whom to call;
    the English name. What a file has no column for stays as it is registered, a telephone and an English name also where their cell
    is empty. Behind <email> the person's subject may stand, as the identity provider's tokens have it; one that is registered stays
    where the file says none
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

/** What can be read of a file, and why not all of it where it is not. */
interface ReadFile {
  sheet: Sheet | null;
  faults: Fault[];
}

/** Nothing of a file can be read. Operators at the command line read English. */
const unreadable = (file: string, message: string): ReadFile => ({
  sheet: null,
  faults: [{ file, at: null, column: null, message: { zh: message, en: message } }],
});

/** npm runs scripts in the package's folder; files are named from where the operator stands. */
const folder = process.env.INIT_CWD ?? process.cwd();

const jsonSheet = (file: string, text: string): ReadFile => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return unreadable(file, `is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(content) || !content.every((one) => one instanceof Object)) {
    return unreadable(file, 'is no list of regions: write [{"code", "name", "level", "parent"}, …].');
  }
  const entries: object[] = content;
  const names = [...new Set([...columns.regions, ...entries.flatMap((entry) => Object.keys(entry))])];
  const cell = (value: unknown) => (value === null || value === undefined ? '' : String(value));
  const place = (n: number, said: string): Place => ({ n, zh: said, en: said });
  const rows = entries.map((entry, n) => ({
    at: place(n + 1, `entry ${n + 1}`),
    fields: names.map((name) => cell(Reflect.get(entry, name))),
  }));
  return { sheet: { file, header: { at: place(0, 'its entries'), fields: names }, rows }, faults: [] };
};

const readOne = async (file: string): Promise<ReadFile> => {
  let bytes: Buffer;
  try {
    bytes = await readFile(resolve(folder, file));
  } catch (error) {
    return unreadable(file, `cannot be read: ${(error as Error).message}`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable(file, 'is not UTF-8: save it as "CSV UTF-8".');
  }
  return (file.toLowerCase().endsWith('.json') ? jsonSheet : csvSheet)(file, text);
};

/** File by file in the order of the command, and line by line. */
const sorted = (faults: readonly Fault[], files: readonly string[]): Fault[] =>
  faults.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.at?.n ?? 0) - (b.at?.n ?? 0));

const lineOf = ({ file, at, column, message }: Fault): string =>
  at === null ? `${file} ${message.en}` : `${file}, ${at.en}${column === null ? '' : `, ${column}`}: ${message.en}`;

/** Faults that are shown of all that there are. */
const shown = 200;

const allFaults = (faults: readonly Fault[]): string => {
  const more = faults.length - shown;
  return [
    ...faults.slice(0, shown).map(lineOf),
    ...(more > 0 ? [`and ${more} more`] : []),
    `Nothing was written: mend the ${faults.length === 1 ? 'fault' : `${faults.length} faults`}${more > 0 ? '.' : ' above.'}`,
  ].join('\n');
};

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
    ...due(regions).map((step) => ({
      id: step.value.code,
      put: () => putRegion(step.value, change(), step.version ?? 0),
    })),
    ...due(units).map((step) => ({
      id: step.value.unitId,
      put: () => putUnit(step.value, change(), step.version ?? 0),
    })),
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
  const read = await Promise.all([...new Set(files)].map(readOne));
  const unread = read.flatMap(({ faults }) => faults);
  const imported = readSheets(read.flatMap(({ sheet }) => sheet ?? []));
  const registered = await readRegister(
    imported.units.map(({ value }) => value.unitId),
    regionsAsked(imported),
  ).catch((error: Error) => {
    const { TABLE_NAME, AWS_REGION } = process.env;
    throw new Stop(`The table ${TABLE_NAME} in ${AWS_REGION} cannot be read: ${error.message}`);
  });
  const across = faultsAcross(imported, registered.regions, unread.length === 0);
  const faults = [...unread, ...imported.faults, ...across];
  if (faults.length > 0) throw new Stop(allFaults(sorted(faults, files)));
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
