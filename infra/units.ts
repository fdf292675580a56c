import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { findRegion, findUnit, putRegion, putUnit } from '../functions/adapters/unit-records.ts';
import { importRows } from '../functions/domain/unit-import.ts';

/** `npm run units -- register.csv [--apply]`: what a register file would change, and with --apply changes it. */

const usage = `npm run units -- register.csv            says what would change
npm run units -- register.csv --apply    changes it

A file of units has the heads unitId,name,organ,regionCode,emails,supervisors; several addresses stand behind each other with
a semicolon, supervisors as 张三 <zhang@unit.example>. A file of regions has code,name,level,parent. Import regions first.

The environment says where: TABLE_NAME and AWS_REGION, and against npm start also AWS_ENDPOINT_URL_DYNAMODB and any
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;

const args = process.argv.slice(2);
const apply = args.includes('--apply');
const [file, ...more] = args.filter((arg) => arg !== '--apply');
if (!file || more.length > 0 || file.startsWith('-')) {
  console.error(usage);
  process.exit(2);
}

const fail = (lines: readonly string[]): never => {
  for (const line of lines) console.error(line);
  console.error('Nothing was changed.');
  process.exit(1);
};

const read = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return fail([`${path}: ${(error as Error).message}`]);
  }
};

const rowsOf = (text: string): { heads: string[]; rows: Record<string, string>[] } => {
  try {
    let heads: string[] = [];
    const columns = (found: string[]) => {
      heads = found;
      return found;
    };
    const rows = parse<Record<string, string>>(text, { bom: true, columns, skip_empty_lines: true, trim: true });
    return { heads, rows };
  } catch (error) {
    return fail([`${file}: ${(error as Error).message}`]);
  }
};

const { heads, rows } = rowsOf(await read(file));
const codes = [...new Set(rows.flatMap((row) => [row.regionCode, row.parent]).filter((code) => code))] as string[];
const found = await Promise.all(codes.map(async (code) => ((await findRegion(code)) ? [code] : [])));
const imported = importRows(heads, rows, new Set(found.flat()));
if (imported.kind === 'unknown' || imported.faults.length > 0) {
  fail(imported.faults.map(({ line, column, message }) => `${file}:${line}${column ? ` ${column}` : ''}: ${message}`));
}

const counts = { created: 0, changed: 0, left: 0 };
const note = (result: keyof typeof counts, id: string) => {
  counts[result] += 1;
  if (result !== 'left') console.log(`${result} ${id}`);
};
if (imported.kind === 'units') {
  for (const unit of imported.units) {
    if (apply) {
      note(
        (
          await putUnit(
            unit,
            { at: new Date().toISOString(), by: { sub: 'import', role: 'operator', unitId: null } },
            null,
          )
        ).result,
        unit.unitId,
      );
      continue;
    }
    const before = await findUnit(unit.unitId);
    note(!before ? 'created' : JSON.stringify(before.unit) === JSON.stringify(unit) ? 'left' : 'changed', unit.unitId);
  }
} else if (imported.kind === 'regions') {
  for (const region of imported.regions) {
    const before = await findRegion(region.code);
    const result = !before ? 'created' : JSON.stringify(before) === JSON.stringify(region) ? 'left' : 'changed';
    if (apply && result !== 'left') await putRegion(region);
    note(result, region.code);
  }
}
const { created, changed, left } = counts;
console.log(`${apply ? '' : 'Would be: '}${created} created, ${changed} changed, ${left} left as they are.`);
if (!apply) console.log('Nothing was changed: add --apply.');
