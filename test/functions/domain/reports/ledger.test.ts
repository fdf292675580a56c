import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, pathsOf } from '../../../../functions/domain/reports/columns.ts';
import { allColumns, ledgerTitle, plainText } from '../../../../functions/domain/reports/ledger.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { actorOf, transferAt } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  dispatched,
  dispatchedAgain,
  office,
  proposalApproved,
  proposalMade,
  recalled,
  receiver,
  registered,
  returned,
  supplementAsked,
  supplied,
  withdrawn,
} from '../steps.ts';
import { given } from '../stories.ts';
import { rowWith } from './rows.ts';

const names = new Map([
  ['371402-housing', '德城区住房和城乡建设局'],
  ['371402-leading-group-office', '德城区扫黑办'],
]);
const show = (transfer: Transfer, now = '2026-09-30T00:00:00.000Z') =>
  Object.fromEntries(
    Object.entries(rowWith(transfer, now, { names })).map(([head, cell]: [string, Cell]) => [head, plainText(cell)]),
  );

const found = registered({ at: '2026-09-17T10:00:00+08:00' });
const sent = dispatched({ at: '2026-09-18T10:00:00+08:00' });
const by = actorOf(receiver, { name: '王某' });

describe('a row of the ledger', () => {
  it('shows what is, in the columns of the ledger, on the province’s clocks', () => {
    const { record } = given(
      found,
      sent,
      acknowledged({ at: '2026-09-30T09:00:00+08:00', by }),
      closed({ at: '2026-10-08T09:30:00+08:00' }),
    );
    expect(show(record)).toEqual({
      序号: '7',
      线索编号: record.reference,
      线索来源: '日常执法检查',
      线索类别: '涉黑涉恶线索',
      发现时间: '2026-09-17 10:00',
      移送单位: '德城区住房和城乡建设局',
      接收单位: '371402-public-security',
      移送时间: '2026-09-18 10:00',
      移送时限: '2026-09-23',
      签收时间: '2026-09-30 09:00',
      签收人: '王某',
      办理状态: '已办结',
      是否逾期: '是',
      督办次数: '0',
      反馈时间: '2026-10-08 09:30',
      反馈结果: '已立案',
      回复举报人时间: '',
      备注: '签收逾期',
      应办时限: '',
      时限暂定: '',
    });
  });

  it('says whether its sender withdrew it, which nobody had in hand, or recalled it from its receiver', () => {
    const stateOf = (...steps: Parameters<typeof given>) => show(given(...steps).record).办理状态;
    expect(stateOf(found, withdrawn())).toBe('已撤销');
    expect(stateOf(found, sent, returned(), withdrawn())).toBe('已撤销');
    expect(stateOf(found, sent, recalled())).toBe('已撤回');
    expect(stateOf(found, sent, returned(), dispatchedAgain(), recalled())).toBe('已撤回');
  });

  it('shows what is owed, and when it is overdue', () => {
    expect(show(given(found).record)).toMatchObject({
      办理状态: '待移送',
      移送时限: '2026-09-23',
      移送时间: '',
      是否逾期: '是',
      应办时限: '2026-09-23',
      备注: '逾期未移送',
    });
    expect(show(given(found, sent).record, '2026-09-20T00:00:00.000Z')).toMatchObject({
      是否逾期: '否',
      应办时限: '2026-09-24',
      时限暂定: '否',
    });
  });

  it('says what of a date is not final, and of a window in hours the time', () => {
    const { record } = given(found, sent);
    const with_ = (different: Partial<NonNullable<Transfer['duty']>>) => ({
      ...record,
      duty: record.duty && { ...record.duty, ...different },
    });
    expect(show(with_({ provisional: true }))).toMatchObject({ 应办时限: '2026-09-24', 时限暂定: '是' });
    const hourly = with_({ unit: 'hours', dueAt: '2026-09-19T02:00:00.000Z' });
    expect(show(hourly)).toMatchObject({ 应办时限: '2026-09-19 10:00' });
  });

  it('names who acknowledged, and never by the subject of a token', () => {
    const taken = (more: Parameters<typeof acknowledged>[0]) => show(given(found, sent, acknowledged(more)).record);
    expect(show(given(found, sent).record).签收人).toBe('');
    expect(taken({ by }).签收人).toBe('王某');
    expect(taken({}).签收人).toBe('371402-public-security经办人');
    const instead = { by: actorOf(office, { name: '李某' }), onBehalfOf: receiver };
    expect(taken(instead).签收人).toBe('李某（德城区扫黑办代签收）');
    expect(taken({ ...instead, by: actorOf(office) }).签收人).toBe('德城区扫黑办经办人（代签收）');
  });

  it('says that it came back while it is back, and afterwards that it did', () => {
    const back = [found, sent, returned()];
    const remark = (...steps: typeof back) => {
      const { record } = given(...steps);
      return show(record, record.changedAt).备注;
    };
    expect(remark(...back)).toBe('退回待补正（材料不完整）');
    expect(remark(...back, withdrawn())).toBe('曾退回（材料不完整）');
    expect(remark(...back, dispatchedAgain())).toBe('曾退回');
  });

  it('says while a supplement is owed, and since when, by the calendar of the province', () => {
    const asked = [found, sent, acknowledged(), supplementAsked({ at: '2026-09-25T00:30:00+08:00' })];
    expect(show(given(...asked).record).备注).toContain('待补充材料（9月25日要求）');
    expect(show(given(...asked, supplied()).record).备注).not.toContain('补充');
  });

  it('says who deals with it beside the receiver, and who in its place', () => {
    const remark = (kind: 'joint' | 'elevate', units: readonly string[] = []) => {
      const proposed = [registered(), dispatched(), acknowledged(), proposalMade({ kind, units })];
      return show(given(...proposed, proposalApproved()).record).备注;
    };
    expect(remark('joint', ['371403-public-security'])).toBe('联合办理，另行移送 1 件');
    expect(remark('elevate')).toBe('改派其他单位');
  });

  it('names channels as they are known, as the province calls them, or as they were written', () => {
    const settings = settingsWith({ channels: { 'village-patrol': { zh: '村级巡查', en: 'Village patrol' } } });
    const called = (channel: string) =>
      rowWith(transferAt('2026-09-17T10:00:00+08:00', { channel }), '2026-09-17T03:00:00Z', { settings }).线索来源;
    expect(called('letters-and-visits')).toBe('信访举报');
    expect(called('village-patrol')).toBe('村级巡查');
    for (const other of ['网格员上报', 'constructor', '__proto__']) expect(called(other)).toBe(other);
  });
});

describe('the columns of the ledger', () => {
  it('read each path of the record once, and of a duty neither its windows nor its chain', () => {
    const paths = pathsOf(allColumns(true));
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toContain('duty.dueAt');
    expect(paths).not.toContain('acknowledgedBy');
    for (const path of ['duty', 'duty.escalation', 'duty.reminders']) expect(paths).not.toContain(path);
  });

  it('stand in an order that stays: new ones come last', () => {
    const heads = (titles: boolean) => allColumns(titles).map(({ head }) => head);
    expect(heads(false).join(' ')).toBe(
      '序号 线索编号 线索来源 线索类别 发现时间 移送单位 接收单位 移送时间 移送时限 签收时间 签收人 办理状态 是否逾期 督办次数 反馈时间 反馈结果 回复举报人时间 备注 应办时限 时限暂定',
    );
    expect(heads(true)).toEqual([...heads(false), '线索标题']);
  });
});

describe('the title of a ledger', () => {
  it('says whose it is, of which month, and what it was narrowed by', () => {
    const chosen = { month: '2026-09', status: 'dispatched', rule: 'misconduct', overdue: true, titles: true } as const;
    expect(ledgerTitle('received', '德城区公安局', chosen)).toBe(
      '德城区公安局 接收线索工作台账（2026年9月，状态：待签收，类别：渎职、腐败、“保护伞”线索，仅逾期未办，含线索标题）',
    );
    expect(ledgerTitle('sent', '德城区公安局', { overdue: false, titles: false })).toBe(
      '德城区公安局 移送线索工作台账（全部）',
    );
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
