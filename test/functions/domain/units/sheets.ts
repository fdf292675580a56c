import { faultsAcross } from '../../../../functions/domain/units/import-faults.ts';
import {
  columns,
  type Fault,
  type Place,
  readSheets,
  type Sheet,
} from '../../../../functions/domain/units/unit-import.ts';
import { regions } from '../../../../infra/local/seed.ts';

/** Registers as files, and what is wrong with them against the seed. */

export const registered = new Map(regions.map((region) => [region.code, region]));

export const lineAt = (n: number): Place => ({ n, zh: `第 ${n} 行`, en: `line ${n}` });

export const sheetOf = (file: string, header: readonly string[], rows: readonly (readonly string[])[]): Sheet => ({
  file,
  header: { at: lineAt(1), fields: header },
  rows: rows.map((fields, n) => ({ at: lineAt(n + 2), fields })),
});
export const unitSheet = (...rows: string[][]) => sheetOf('units.csv', columns.units, rows);
export const regionSheet = (...rows: string[][]) => sheetOf('regions.csv', columns.regions, rows);

/** A row of units.csv, one column different. */
export const row = (different: Partial<Record<(typeof columns.units)[number], string>> = {}): string[] => {
  const cells = {
    unitId: '371402-court-2',
    name: '德城区人民法院第二法庭',
    organ: 'court',
    regionCode: '371402',
    emails: 'court.2@371402.example',
    supervisors: '庭长 <head@371402.example>',
    ...different,
  };
  return columns.units.map((name) => cells[name]);
};

export const faultsOf = (...sheets: Sheet[]): Fault[] => {
  const imported = readSheets(sheets);
  return [...imported.faults, ...faultsAcross(imported, registered)];
};
/** Where, and what of the message matters. */
export const brief = (faults: readonly Fault[]) => faults.map(({ at, column }) => `${at?.en}, ${column}`);
