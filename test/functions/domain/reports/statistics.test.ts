import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsUntil } from '../../../../functions/domain/calendar/time.ts';
import { percentile, type Row, statisticsOf } from '../../../../functions/domain/reports/statistics.ts';
import { duties, dutyNames } from '../../../../functions/domain/windows.ts';
import { transferAt } from '../records.ts';

const row = (different: Partial<Row> = {}): Row => ({
  ...transferAt('2026-09-17T10:00:00+08:00', { status: 'closed', duty: null }),
  ...different,
});
const everyUnit = () => true;
const done = (workingDays: number, overdue = false) => ({ dueDate: '2026-09-23', overdue, workingDays });

describe('statistics', () => {
  it('count how often duties were in time, by whoever owed them', () => {
    const rows = [
      row({ done: { dispatch: done(0), acknowledge: done(2), feedback: done(9) } }),
      row({
        done: { dispatch: done(1), acknowledge: done(7, true) },
        escalations: 2,
        escalatedTo: { supervisors: 1, office: 1 },
      }),
      row({ ...transferAt('2026-09-17T10:00:00+08:00'), rule: 'misconduct', late: true }),
    ];
    const found = statisticsOf(rows, everyUnit, '2026-10-01T00:00:00.000Z');
    expect(found.transfers).toMatchObject({
      total: 3,
      late: 1,
      overdue: 1,
      byRule: { misconduct: 1, 'organised-crime': 2 },
    });
    expect(found.onTime.all).toEqual({ due: 6, onTime: 4, rate: 0.667 });
    expect(found.onTime.byUnit).toEqual({
      '371402-housing': { due: 3, onTime: 2, rate: 0.667 },
      '371402-public-security': { due: 3, onTime: 2, rate: 0.667 },
    });
    expect(found.onTime.byDuty.dispatch).toEqual({ due: 3, onTime: 2, rate: 0.667 });
    expect(found.workingDays).toEqual({
      acknowledge: { count: 2, median: 2, p90: 7 },
      feedback: { count: 1, median: 9, p90: 9 },
    });
    expect(found.escalations).toEqual({ total: 2, byLevel: { supervisors: 1, office: 1, 'office-above': 0 } });
  });

  it.each(dutyNames)('count a late %s against the side that owes it', (name) => {
    const one = row({ done: { [name]: done(30, true) } });
    const side = one[duties[name].owedBy];
    expect(statisticsOf([one], everyUnit, '2026-10-01T00:00:00.000Z').onTime.byUnit).toEqual({
      [side]: { due: 1, onTime: 0, rate: 0 },
    });
  });

  it('have figures of the units that are counted, and of no other', () => {
    const rows = [
      row({ done: { dispatch: done(7, true), acknowledge: done(2) } }),
      row({ ...transferAt('2026-09-17') }),
    ];
    const { onTime } = statisticsOf(rows, (unitId) => unitId === '371402-public-security', '2026-10-01T00:00:00.000Z');
    const counted = { due: 1, onTime: 1, rate: 1 };
    expect(onTime).toEqual({
      all: counted,
      byDuty: { acknowledge: counted },
      byUnit: { '371402-public-security': counted },
      byOrgan: { 'public-security': counted },
      byRule: { 'organised-crime': counted },
      byMonth: { '2026-09': counted },
    });
  });

  it('of nothing say so', () => {
    expect(statisticsOf([], everyUnit, '2026-10-01T00:00:00.000Z')).toMatchObject({
      transfers: { total: 0 },
      onTime: { all: { rate: null } },
      workingDays: { acknowledge: { count: 0, median: null, p90: null } },
    });
  });

  it('take percentiles that are among the values, with as many below as the share says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(250), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const found = percentile(values, share);
          expect(values).toContain(found);
          expect(values.filter((value) => value <= (found ?? -1)).length).toBeGreaterThanOrEqual(values.length * share);
        },
      ),
    );
  });

  it('go back over months and years', () => {
    expect(monthsUntil('2027-02', 4)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
  });
});
