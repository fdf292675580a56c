import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { regions, units } from '../../infra/local/seed.ts';

const run = promisify(execFile);

const csv = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Puts the register in as an operator does: `npm run units`. */
export const importUnits = async (work: string, environment: Record<string, string>): Promise<void> => {
  const files = [join(work, 'regions.csv'), join(work, 'units.csv')];
  const [regionsFile = '', unitsFile = ''] = files;
  await writeFile(
    regionsFile,
    csv([
      ['code', 'name', 'level', 'parent'],
      ...regions.map((one) => [one.code, one.name, one.level, one.parent ?? '']),
    ]),
  );
  await writeFile(
    unitsFile,
    csv([
      ['unitId', 'name', 'organ', 'regionCode', 'emails', 'supervisors', 'desks'],
      ...units.map((one) => [
        one.unitId,
        one.name,
        one.organ,
        one.regionCode,
        one.emails.join(';'),
        ...[one.supervisors, one.desks].map((people) =>
          people.map(({ name, email }) => `${name} <${email}>`).join(';'),
        ),
      ]),
    ]),
  );
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', 'infra/units.ts', ...files, '--apply'], {
    env: { ...process.env, ...environment },
  });
};
