import { aroundRow, type Cell, type Column, rowOf } from '../../../../functions/domain/reports/columns.ts';
import { allColumns } from '../../../../functions/domain/reports/ledger.ts';
import type { Settings } from '../../../../functions/domain/settings.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { settingsWith } from '../settings.ts';

/** A row of a ledger by what stands above its columns. */

interface With {
  columns?: readonly Column[];
  names?: ReadonlyMap<string, string>;
  settings?: Settings;
  title?: string;
}

/** `now`: any form of an instant. */
export const rowWith = (
  transfer: Transfer,
  now: string,
  { columns = allColumns(false), names = new Map(), settings = settingsWith(), title }: With = {},
): Record<string, Cell> => {
  const cells = rowOf(columns, transfer, aroundRow(7, names, settings, new Date(now), title));
  return Object.fromEntries(columns.map(({ head }, n) => [head, cells[n] ?? null]));
};
