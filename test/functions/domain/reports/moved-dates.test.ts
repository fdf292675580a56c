import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../functions/domain/reports/ledger.ts';
import { statisticsOf } from '../../../../functions/domain/reports/statistics.ts';
import type { Settings } from '../../../../functions/domain/settings.ts';
import { recounted } from '../../../../functions/domain/transfer/deadlines.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { WindowForm } from '../../../../functions/domain/windows.ts';
import { at } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  dispatched,
  extensionAsked,
  extensionGranted,
  nextTold,
  registered,
  supplementAsked,
  supplied,
} from '../steps.ts';
import { given } from '../stories.ts';
import { rowWith } from './rows.ts';

/** What ledgers and statistics say of dates that moved, or stand still. Dispatched on Thursday 2026-09-24, due on Friday 10-09. */

const basis = '鲁规〔2026〕1号';
const province = (acknowledge: WindowForm): Settings =>
  settingsWith({ windows: { ...settingsWith().windows, acknowledge } });
const heldBy = (settings: Settings) => [registered({ settings }), dispatched({ settings }), nextTold({ settings })];

/** What stands under late and remarks, and whether statistics count the receiver as late, at a time of the province. */
const said = (transfer: Transfer, date: string) => {
  const now = new Date(`2026-${date}T12:00:00+08:00`).toISOString();
  const shown = rowWith(transfer, now);
  const { onTime, transfers } = statisticsOf([transfer], (unitId) => unitId === transfer.to, now);
  expect(transfers.overdue).toBe(onTime.all.due);
  return { late: shown.是否逾期, due: plainText(shown.应办时限 ?? null), remark: shown.备注, overdue: onTime.all.due };
};

describe('a date that a recount moved into the past', () => {
  const held = given(...heldBy(settingsWith())).record;
  const c = { ...at('2026-10-08T10:00:00+08:00'), settings: province(3) };
  const moved = recounted(held, c, { id: 'r1', untold: ['r1'] })?.record as Transfer;

  it('is nobody’s delay before its unit was told, and from the end of its grace on', () => {
    expect(moved.duty).toMatchObject({ dueDate: '2026-09-30', ends: { on: '2026-10-12' } });
    expect(said(moved, '10-08')).toEqual({ late: '否', due: '2026-09-30', remark: '', overdue: 0 });
    expect(said(moved, '10-12')).toMatchObject({ late: '否', overdue: 0 });
    expect(said(moved, '10-13')).toMatchObject({ late: '是', overdue: 1 });
  });
});

describe('a date that stands still', () => {
  const settings = province({ amount: 5, unit: 'working-days', pausable: true, basis });
  const standing = [...heldBy(settings), supplementAsked({ settings, at: '2026-09-28T10:00:00+08:00' })];

  it('is nobody’s delay, however long, and the ledger says so', () => {
    expect(said(given(...standing).record, '12-01')).toEqual({
      ...{ late: '否', due: '2026-10-09', remark: '待补充材料（9月28日要求），期限暂停', overdue: 0 },
    });
  });

  it('goes on with what was left of it', () => {
    const { record } = given(...standing, supplied({ settings, at: '2026-10-10T10:00:00+08:00' }));
    // Nothing was counted before the 28th: five working days from the 12th on.
    expect(said(record, '10-16')).toEqual({ late: '否', due: '2026-10-16', remark: '', overdue: 0 });
    expect(said(record, '10-17')).toMatchObject({ late: '是', overdue: 1 });
  });
});

describe('what was granted on top', () => {
  const hours: WindowForm = { amount: 24, unit: 'hours', basis, extension: [{ upTo: 24, by: 'office' }] };

  it('is said in the unit of its window', () => {
    const granted = [extensionAsked(), extensionGranted()];
    expect(said(given(...heldBy(settingsWith()), ...granted).record, '10-08').remark).toContain('延期 4 个工作日');
    const settings = province(hours);
    const hourly = given(...heldBy(settings)).record;
    const longer = { ...hourly, duty: hourly.duty && { ...hourly.duty, extended: 12 } };
    expect(said(longer, '09-24').remark).toContain('延期 12 小时');
    const days = { ...hourly, duty: hourly.duty && { ...hourly.duty, unit: 'calendar-days' as const, extended: 3 } };
    expect(said(days, '09-24').remark).toContain('延期 3 日');
  });
});
