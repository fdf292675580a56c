import { describe, expect, it } from 'vitest';
import { faultsAcross } from '../../../../functions/domain/units/import-faults.ts';
import { readSheets } from '../../../../functions/domain/units/unit-import.ts';
import { brief, faultsOf, regionSheet, registered, row, unitSheet } from './sheets.ts';

describe('faults of several kinds', () => {
  it('are all told at once: of rows, between rows, and between the registers', () => {
    const faults = faultsOf(
      unitSheet(
        row({ name: '' }),
        row({ emails: 'x' }),
        row({ unitId: '371499-court', regionCode: '371499', supervisors: '庭长' }),
        row({ unitId: '371402-courts', regionCode: '371498' }),
      ),
      regionSheet(
        ['371500', '聊城市', 'prefecture', '380000'],
        ['371501', '某区', 'county', '371502'],
        ['371502', '东昌府区', 'county', '371501'],
        ['371500', '', 'prefecture', '370000'],
      ),
    );
    expect(faults.map(({ file, at, column }) => `${file} ${at?.en} ${column}`).sort()).toEqual([
      'regions.csv line 2 parent',
      'regions.csv line 3 parent',
      'regions.csv line 4 parent',
      'regions.csv line 5 code',
      'regions.csv line 5 name',
      'units.csv line 2 name',
      'units.csv line 3 emails',
      'units.csv line 3 unitId',
      'units.csv line 4 regionCode',
      'units.csv line 4 supervisors',
      'units.csv line 5 regionCode',
      'units.csv line 5 unitId',
    ]);
    const messageAt = (at: string, column: string, file = 'units.csv') =>
      faults.find((one) => one.file === file && one.at?.en === at && one.column === column)?.message.en;
    expect(messageAt('line 3', 'unitId')).toContain('stands in units.csv, line 2, already');
    expect(messageAt('line 4', 'regionCode')).toContain('region 371499 is not registered');
    expect(messageAt('line 5', 'regionCode')).toContain('region 371498 is not registered');
    expect(messageAt('line 2', 'parent', 'regions.csv')).toContain('region 380000 is not registered');
    expect(messageAt('line 3', 'parent', 'regions.csv')).toContain('leads back to itself (371501 → 371502 → 371501)');
  });

  it('say of no region that it is nowhere while a file could not be read', () => {
    const imported = readSheets([unitSheet(row({ unitId: '371499-court', regionCode: '371499' }))]);
    expect(faultsAcross(imported, registered, false)).toEqual([]);
    expect(faultsAcross(imported, registered)).toHaveLength(1);
  });

  it('of a level say nothing of its parent', () => {
    expect(brief(faultsOf(regionSheet(['371500', '聊城市', '市', '']))).at(0)).toBe('line 2, level');
    expect(brief(faultsOf(regionSheet(['371500', '聊城市', '市', '380000'])))).toEqual([
      'line 2, level',
      'line 2, parent',
    ]);
  });
});
