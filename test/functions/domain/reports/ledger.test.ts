import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, ledgerRow, plainText, shownPaths } from '../../../../functions/domain/reports/ledger.ts';
import { acknowledge, dispatch, feedback } from '../../../../functions/domain/transfer/life.ts';
import { at, clerkOf, transferAt } from '../records.ts';

const police = clerkOf('371402-public-security');
const names = new Map([['371402-housing', '德城区住房和城乡建设局']]);
const show = (transfer: Parameters<typeof ledgerRow>[0], now = '2026-09-30T00:00:00.000Z') =>
  Object.fromEntries(
    ledgerRow(transfer, 7, names, { timeZone: 'Asia/Shanghai', now }).map((cell, n) => [columns[n], plainText(cell)]),
  );

describe('a row of the ledger', () => {
  const registered = transferAt('2026-09-17T10:00:00+08:00');
  const dispatched = dispatch(registered, at('2026-09-18T10:00:00+08:00')).record;

  it('shows what is, in the columns of the ledger, on the province’s clocks', () => {
    const taken = acknowledge(dispatched, at('2026-09-30T09:00:00+08:00', police)).record;
    const closed = feedback(taken, { final: true, outcome: '已立案' }, at('2026-10-08T09:30:00+08:00', police)).record;
    expect(show(closed)).toEqual({
      序号: '7',
      线索编号: closed.reference,
      线索来源: 'daily-enforcement',
      线索类别: '涉黑涉恶线索',
      发现时间: '2026-09-17 10:00',
      移送单位: '德城区住房和城乡建设局',
      接收单位: '371402-public-security',
      移送时间: '2026-09-18 10:00',
      移送时限: '2026-09-23',
      签收时间: '2026-09-30 09:00',
      签收人: police.sub,
      办理状态: '已办结',
      是否逾期: '是',
      督办次数: '0',
      反馈时间: '2026-10-08 09:30',
      反馈结果: '已立案',
      回复举报人时间: '',
      备注: '',
    });
  });

  it('shows what is owed, and when it is overdue', () => {
    expect(show(registered)).toMatchObject({
      办理状态: '待移送',
      移送时限: '2026-09-23',
      移送时间: '',
      是否逾期: '是',
    });
    expect(show(dispatched, '2026-09-20T00:00:00.000Z')).toMatchObject({ 是否逾期: '否', 备注: '应办时限 2026-09-24' });
  });
});

describe('the columns of the ledger', () => {
  it('read each path of the record once, and of a duty neither its windows nor its chain', () => {
    expect(new Set(shownPaths).size).toBe(shownPaths.length);
    expect(shownPaths).toContain('duty.dueAt');
    for (const path of ['duty', 'duty.escalation', 'duty.reminders']) expect(shownPaths).not.toContain(path);
    expect(new Set(columns).size).toBe(columns.length);
  });
});

describe('a cell of a CSV file', () => {
  it('is never what a spreadsheet takes for a formula', () => {
    for (const text of ['=1+1', '+86', '-1', '@cmd', '＝1+1', '＋1', '－1', '＠x', '\t=1', ' =1', '\u200b=1', '\rx']) {
      expect(plainText(text)).toBe(`'${text}`);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(text)).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
        expect(plainText(text).endsWith(text)).toBe(true);
      }),
    );
  });
});
