import { describe, expect, it } from 'vitest';
import { frameOf, printedColumns } from '../../../../functions/domain/reports/printed.ts';
import { acknowledged, closed, dispatched, interimFeedback, registered, supplementAsked } from '../steps.ts';
import { given } from '../stories.ts';
import { rowWith } from './rows.ts';

/** Digits of the width of A4 across, with margins of a centimetre, by 10 points of 宋体; a sheet that is wider is made smaller. */
const across = 149;

const sides = (['sent', 'received'] as const).flatMap((side) => [false, true].map((titles) => [side, titles] as const));

describe('the ledger on paper', () => {
  it.each(sides)('has a dozen columns at most, which fit across A4 (%s, titles: %s)', (side, titles) => {
    const columns = printedColumns(side, titles);
    expect(columns.length).toBeLessThanOrEqual(12);
    const width = columns.reduce((sum, column) => sum + column.width, 0);
    expect(width / across).toBeLessThan(1.1);
    expect(columns.map(({ head }) => head).includes('线索标题')).toBe(titles);
  });

  it('names the other party: its own unit stands above', () => {
    const heads = (side: 'sent' | 'received') => printedColumns(side, false).map(({ head }) => head);
    expect(heads('sent')).toContain('接收单位');
    expect(heads('sent')).not.toContain('移送单位');
    expect(heads('received')).toContain('移送单位');
    expect(frameOf('台账', '德城区公安局', 'Asia/Shanghai', new Date('2026-10-08T16:30:00Z'))).toMatchObject({
      filledBy: '填报单位：德城区公安局',
      filledOn: '填报时间：2026年10月9日',
    });
  });

  it('says how a clue stands, whether it is late, and what came of it', () => {
    const columns = printedColumns('received', false);
    const held = [registered(), dispatched()];
    const shown = (steps: typeof held, now: string) => rowWith(given(...steps).record, now, { columns }).办理情况;
    expect(shown(held, '2026-10-09T12:00:00+08:00')).toBe('待签收');
    expect(shown(held, '2026-10-10T12:00:00+08:00')).toBe('待签收（逾期）');
    const late = [...held, acknowledged({ at: '2026-10-12T10:00:00+08:00' })];
    expect(shown([...late, interimFeedback()], '2026-10-12T12:00:00+08:00')).toBe('办理中（曾逾期）\n核查中');
    const inTime = [...held, acknowledged(), closed()];
    expect(shown(inTime, '2026-12-01T12:00:00+08:00')).toBe('已办结\n已立案');
  });

  it('marks what its own unit did late, and says in the remarks what the other party did', () => {
    const discoveredAt = '2026-09-17T10:00:00+08:00';
    const sentLate = [registered({ discoveredAt }), dispatched({ at: '2026-09-24T10:00:00+08:00' })];
    const shown = (side: 'sent' | 'received', steps: typeof sentLate, now: string) => {
      const { 办理情况, 备注 } = rowWith(given(...steps).record, now, { columns: printedColumns(side, false) });
      return [办理情况, 备注];
    };
    const early = '2026-09-24T12:00:00+08:00';
    expect(shown('sent', sentLate, early)).toEqual(['待签收（曾逾期）', '移送逾期']);
    expect(shown('received', sentLate, early)).toEqual(['待签收', '移送逾期']);

    const held = [registered(), dispatched()];
    const late = '2026-10-12T12:00:00+08:00';
    expect(shown('sent', held, late)).toEqual(['待签收', '逾期未签收']);
    expect(shown('received', held, late)).toEqual(['待签收（逾期）', '逾期未签收']);
    const taken = [...held, acknowledged({ at: late })];
    expect(shown('sent', taken, late)).toEqual(['办理中', '签收逾期']);
    expect(shown('received', taken, late)).toEqual(['办理中（曾逾期）', '签收逾期']);
  });

  it.each(['sent', 'received'] as const)('tells of a supplement that is owed (%s)', (side) => {
    const asked = given(registered(), dispatched(), acknowledged(), supplementAsked()).record;
    const shown = rowWith(asked, asked.changedAt, { columns: printedColumns(side, false) });
    expect(shown.办理情况).toBe('办理中\n待补充材料');
    expect(shown.备注).toMatch(/^待补充材料（9月\d+日要求）$/);
  });

  it('shows days, and keeps their times', () => {
    const { 移送时间, 应办时限 } = rowWith(given(registered(), dispatched()).record, '2026-09-24T12:00:00+08:00', {
      columns: printedColumns('sent', false),
    });
    expect(移送时间).toEqual({ wall: '2026-09-24T11:00:00', day: true });
    expect(应办时限).toEqual({ wall: '2026-10-09T00:00:00', day: true, provisional: false });
  });
});
