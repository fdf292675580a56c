import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { addressReturned, calendarMissing, digest, recountDigest } from '../../../../functions/domain/mail/digests.ts';
import type { LetterFacts, Reader } from '../../../../functions/domain/mail/letters.ts';
import type { Telling } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { dispatched, nextTold, office, receiver, registered, sender } from '../steps.ts';
import { given } from '../stories.ts';

const mark = { unitId: '371402-housing', email: 'desk@housing.example' };

describe('a mail to operators', () => {
  it('says which address takes no mails, and how to mend it', () => {
    const bounced = addressReturned({ ...mark, reason: 'bounced' });
    expect(bounced.subject).toBe('【邮箱】371402-housing 的邮箱无法投递，该单位可能收不到催办');
    expect(bounced.text).toBe(
      [
        '371402-housing 的邮箱无法投递，该单位可能收不到催办。',
        '',
        '邮箱：desk@housing.example',
        '应办事项：与该单位核实后，以 PUT /v1/units/371402-housing 更正；地址无误的，原样再提交一次即可恢复',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    expect(addressReturned({ ...mark, reason: 'complained' }).subject).toBe(
      '【邮箱】371402-housing 的邮箱投诉了系统邮件，该单位可能收不到催办',
    );
  });

  it('asks for the calendar of a year', () => {
    const { subject, text } = calendarMissing([2027]);
    expect(subject).toBe('【日历】2027 年放假通知尚未录入，跨年时限均为暂定');
    expect(text).toBe(
      [
        '2027 年放假通知尚未录入，跨年时限均为暂定。',
        '',
        '应办事项：国务院办公厅发布通知后，以 PUT /v1/calendar/2027 录入放假日和调休上班日',
        '影响：录入前按周一至周五计算；录入后系统重新计算全部在办时限，并通知有关单位',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
  });

  it('can be in English', () => {
    const bounced = addressReturned({ ...mark, reason: 'bounced' }, 'en');
    const asked = calendarMissing([2027], 'en');
    expect(bounced.subject).toBe(
      '[Address] an address of 371402-housing takes no mails; reminders may not reach the unit',
    );
    expect(asked.text).toContain('PUT /v1/calendar/2027');
    for (const { subject, text, html } of [bounced, asked]) {
      expect(`${subject}${text}${html}`).not.toMatch(/\p{Script=Han}|undefined/u);
    }
  });
});

describe('one mail for many', () => {
  const names = new Map([
    [sender, '德城区住建局'],
    [receiver, '德城区公安分局'],
  ]);
  const settings = settingsWith();
  const reader: Reader = { language: 'zh', insteadOf: null, unitId: office, as: 'unit' };
  const inEnglish: Reader = { ...reader, language: 'en' };
  const { record } = given(registered(), dispatched(), nextTold());
  const reference = (n: number) => `371402-20260924-0000000${n}`;
  const item = (n: number, different: Partial<Transfer> = {}, telling: Partial<Telling> = {}): LetterFacts => ({
    transfer: { ...record, transferId: `t${n}`, reference: reference(n), ...different },
    telling: { key: 'escalation-3', kind: 'escalation', at: '', distance: 3, to: ['office'], ...telling } as Telling,
    ...{ names, settings, calendar: stateCouncil, now: new Date('2026-10-13T09:00:00+08:00') },
  });

  it('names what each is about, the oldest on top, and leads to each of them only', () => {
    const { duty } = record;
    if (!duty) throw new Error('no duty');
    const older = {
      duty: { ...duty, dueDate: '2026-09-30', ends: { on: '2026-09-30', at: '2026-09-30T16:00:00.000Z' } },
    };
    const informed = [{ unitId: receiver, as: 'supervisor', at: '2026-10-10T01:00:00.000Z' }];
    const { subject, text, html } = digest([item(1, { informed }), item(2, older)], reader);
    expect(subject).toBe(
      `【督办】线索移送 ${reference(2)}、${reference(1)}：德城区公安分局有 2 件线索移送事项逾期未办，请督促办理`,
    );
    expect(text).toBe(
      [
        '德城区公安分局有 2 件线索移送事项逾期未办，请督促办理。',
        '',
        '办理要求：请对德城区公安分局予以督办，责成其立即办理',
        `${reference(2)}：涉黑涉恶线索，德城区住建局 → 德城区公安分局，签收（德城区公安分局），2026-09-30 24:00，逾期 5 个工作日，督办事由：逾期满 3 个工作日仍未办理，按规定报领导小组办公室督办，https://clues.example/transfers/t2`,
        `${reference(1)}：涉黑涉恶线索，德城区住建局 → 德城区公安分局，签收（德城区公安分局），2026-10-09 24:00，逾期 3 个工作日，督办事由：逾期满 3 个工作日仍未办理，按规定报领导小组办公室督办，此前已通知：德城区公安分局负责人（2026-10-10），https://clues.example/transfers/t1`,
        '依据：涉黑涉恶线索排查移送机制（德州市，2018年10月26日）',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    expect(html).not.toContain('href="https://clues.example/transfers/"');
    expect(digest([item(1), item(2)], inEnglish).text).toContain('3 working days overdue, Why it comes to you: ');
  });

  it('has the references in its subject while they are few, once each, and the unit where it is one', () => {
    const many = [1, 2, 3, 4].map((n) => item(n));
    expect(digest(many, reader).subject).toBe('【督办】德城区公安分局有 4 件线索移送事项逾期未办，请督促办理');
    expect(digest(many, inEnglish).subject).toBe('[Escalation] 德城区公安分局 has 4 duties overdue, please see to it');
    const twins = [item(1), item(2, { reference: reference(1) })];
    expect(digest(twins, reader).subject).toContain(`线索移送 ${reference(1)}：`);
    const { duty } = record;
    const other = item(2, { duty: duty && { ...duty, owedBy: sender } });
    expect(digest([item(1), other], reader).subject).toContain('有关单位有 2 件线索移送事项逾期未办');
    expect(digest([item(1), other], reader).text).toContain('请对有关单位予以督办');
  });

  it('has the headline of each notice, and says where it may be a second copy', () => {
    const late = given(registered({ discoveredAt: '2026-09-01T09:00:00+08:00' })).record;
    const telling = planned(late, stateCouncil, settings);
    if (!telling) throw new Error('nothing to tell');
    const items = [1, 2].map((n) => item(n, { duty: late.duty, notices: late.notices }, telling));
    const { subject, text } = digest(
      items.map((one) => ({ ...one, again: true })),
      { ...reader, unitId: sender, as: 'supervisor' },
    );
    expect(subject).toContain('【督办】');
    expect(subject).toContain('德城区住建局有 2 件线索逾期登记或移送，请督促移送单位');
    expect(text.match(/应于 2026-09-08 前移送，逾期 13 个工作日/g)).toHaveLength(2);
    expect(text).toContain('本邮件可能与已收到的重复');
  });

  it('reminds without a word of delay', () => {
    const items = [1, 2].map((n) => ({
      ...item(n, {}, { kind: 'reminder', key: 'reminder-2', distance: 2 }),
      now: new Date('2026-09-30T09:00:00+08:00'),
    }));
    const { subject, text } = digest(items, { ...reader, unitId: receiver });
    expect(subject).toContain('【催办】');
    expect(text).not.toMatch(/逾期|督办/);
    expect(() => digest([], reader)).toThrow(RangeError);
  });

  it('of a recount leads to each transfer', () => {
    const moved = {
      ...{ transferId: 't1', reference: reference(1), duty: 'acknowledge' as const, owedBy: receiver },
      ...{ from: { dueDate: '2026-10-09', provisional: false }, to: { dueDate: '2026-10-12', provisional: false } },
    };
    expect(recountDigest([moved], names, settings, 'zh').text).toContain(
      `${reference(1)}：签收（德城区公安分局），2026-10-09 → 2026-10-12，https://clues.example/transfers/t1`,
    );
    // Its year's notice came, or was withdrawn.
    const [provisional, certain] = [true, false].map((is) => ({ dueDate: '2027-01-05', provisional: is }));
    const became = (from = provisional, to = certain) =>
      from && to && recountDigest([{ ...moved, from, to }], names, settings, 'zh').text;
    expect(became()).toContain('2027-01-05，由暂定转为确定');
    expect(became(certain, provisional)).toContain('2027-01-05 → 2027-01-05（暂定）');
  });
});
