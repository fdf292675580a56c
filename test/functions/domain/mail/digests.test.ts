import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { digest } from '../../../../functions/domain/mail/digests.ts';
import type { LetterFacts, Reader } from '../../../../functions/domain/mail/facts.ts';
import { addressReturned, calendarMissing } from '../../../../functions/domain/mail/operators.ts';
import { recountDigest } from '../../../../functions/domain/mail/recount-digest.ts';
import type { Telling } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { dispatched, nextTold, office, receiver, registered, sender } from '../steps.ts';
import { given } from '../stories.ts';
import { factsOf, readerOf } from './desks.ts';

const mark = { unitId: '371402-housing', unit: '德城区住建局', email: 'desk@housing.example' };
const today = '2026-11-02';

describe('a mail to operators', () => {
  it('says which address takes no mails, and how to mend it', () => {
    const bounced = addressReturned({ ...mark, reason: 'bounced' }, today);
    expect(bounced.subject).toBe('【邮箱】德城区住建局的邮箱无法投递，该单位可能收不到催办');
    expect(bounced.text).toBe(
      [
        '系统管理员：',
        '',
        '　　德城区住建局的邮箱无法投递，该单位可能收不到催办。',
        '',
        '邮箱：desk@housing.example',
        '应办事项：与该单位核实后，在单位库中更正（单位编号 371402-housing）；地址无误的，原样再保存一次即可恢复',
        '',
        '线索移送系统',
        '2026年11月2日',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    expect(addressReturned({ ...mark, reason: 'complained' }, today).subject).toBe(
      '【邮箱】德城区住建局的邮箱投诉了系统邮件，该单位可能收不到催办',
    );
  });

  it('asks for the calendar of a year', () => {
    const { subject, text } = calendarMissing([2027], today);
    expect(subject).toBe('【日历】2027年放假通知尚未录入，跨年时限均为暂定');
    expect(text).toBe(
      [
        '系统管理员：',
        '',
        '　　2027年放假通知尚未录入，跨年时限均为暂定。',
        '',
        '应办事项：国务院办公厅发布通知后，在日历中录入2027年的放假日和调休上班日',
        '影响：录入前按周一至周五计算；录入后系统重新计算全部在办时限，并通知有关单位',
        '',
        '线索移送系统',
        '2026年11月2日',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
  });

  it('can be in English', () => {
    const bounced = addressReturned({ ...mark, unit: 'Housing Bureau', reason: 'bounced' }, today, 'en');
    const asked = calendarMissing([2027], today, 'en');
    expect(bounced.subject).toBe(
      '[Address] An address of Housing Bureau takes no mails; reminders may not reach the unit',
    );
    expect(asked.text).toContain('put the holidays and make-up days of 2027 into the calendar');
    for (const { subject, text, html } of [bounced, asked]) {
      expect(`${subject}${text}${html}`).not.toMatch(/\p{Script=Han}|undefined/u);
    }
  });
});

describe('one mail for many', () => {
  const settings = settingsWith();
  const reader: Reader = readerOf({ unitId: office });
  const inEnglish: Reader = { ...reader, language: 'en' };
  const { record } = given(registered(), dispatched(), nextTold());
  const reference = (n: number) => `371402-20260924-0000000${n}`;
  const item = (n: number, different: Partial<Transfer> = {}, telling: Partial<Telling> = {}): LetterFacts =>
    factsOf(
      { ...record, transferId: `t${n}`, reference: reference(n), ...different },
      { key: 'escalation-3', kind: 'escalation', at: '', distance: 3, to: ['office'], ...telling } as Telling,
      { now: new Date('2026-10-13T09:00:00+08:00') },
    );

  it('names what each is about, the oldest on top, and leads to each of them only', () => {
    const { duty } = record;
    if (!duty) throw new Error('no duty');
    const older = {
      duty: { ...duty, dueDate: '2026-09-30', ends: { on: '2026-09-30', at: '2026-09-30T16:00:00.000Z' } },
    };
    const informed = [{ unitId: receiver, as: 'supervisor', at: '2026-10-10T01:00:00.000Z' }];
    const { subject, text, html } = digest([item(1, { informed }), item(2, older)], reader);
    expect(subject).toBe(
      `【督办】线索移送 ${reference(2)}、${reference(1)}：德城区公安分局有2件线索移送事项逾期未办，最长逾期5个工作日，请督促办理`,
    );
    expect(text).toBe(
      [
        '德城区扫黑办：',
        '',
        '　　德城区公安分局有2件线索移送事项逾期未办，最长逾期5个工作日，请对德城区公安分局予以督办，责成其立即办理。',
        '',
        `1. ${reference(2)} 涉黑涉恶线索`,
        '   移送单位：德城区住建局',
        '   接收单位：德城区公安分局',
        '   应办事项：签收（德城区公安分局）',
        '   办理时限：2026年9月30日24时',
        '   逾期时间：5个工作日',
        '   督办事由：逾期第5个工作日仍未办理，按规定报领导小组办公室督办',
        '   登录系统办理：https://clues.example/transfers/t2',
        '',
        `2. ${reference(1)} 涉黑涉恶线索`,
        '   移送单位：德城区住建局',
        '   接收单位：德城区公安分局',
        '   应办事项：签收（德城区公安分局）',
        '   办理时限：2026年10月9日24时',
        '   逾期时间：3个工作日',
        '   督办事由：逾期第3个工作日仍未办理，按规定报领导小组办公室督办',
        '   此前已通知：德城区公安分局负责人（10月10日）',
        '   登录系统办理：https://clues.example/transfers/t1',
        '',
        '依据：涉黑涉恶线索排查移送机制（德州市，2018年10月26日）',
        '联系单位：德城区公安分局，电话：0534-2100101',
        '',
        '线索移送系统',
        '2026年10月13日',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url);
    expect(links).toEqual(['https://clues.example/transfers/t2', 'https://clues.example/transfers/t1']);
    const inWords = digest([item(1), item(2)], inEnglish);
    expect(inWords.text).toContain('   Overdue by: 3 working days\n   Why it comes to you: ');
    expect(`${inWords.subject}${inWords.text}${inWords.html}`).not.toMatch(/\p{Script=Han}/u);
  });

  it('has the references in its subject while they are few, once each, and the unit where it is one', () => {
    const many = [1, 2, 3, 4].map((n) => item(n));
    expect(digest(many, reader).subject).toBe(
      '【督办】德城区公安分局有4件线索移送事项逾期未办，最长逾期3个工作日，请督促办理',
    );
    expect(digest(many, inEnglish).subject).toBe(
      '[Escalation] Decheng District Public Security Branch has 4 overdue items (3 working days at most), please see to it',
    );
    const twins = [item(1), item(2, { reference: reference(1) })];
    expect(digest(twins, reader).subject).toContain(`线索移送 ${reference(1)}：`);
    const { duty } = record;
    const other = item(2, { duty: duty && { ...duty, owedBy: sender } });
    expect(digest([item(1), other], reader).subject).toContain('有关单位有2件线索移送事项逾期未办');
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
    expect(subject).toContain('德城区住建局有2项移送逾期，请予督促');
    expect(text.match(/应于9月8日24时前移送，实际于9月24日移送，迟延13个工作日/g)).toHaveLength(2);
    expect(text).toContain('本邮件可能与已收到的重复');
  });

  it('does not show by contrast that an office was passed over for one of them', () => {
    const telling = {
      kind: 'reminder',
      key: 'reminder-2',
      distance: 2,
      at: '2026-09-30T09:00:00+08:00',
      to: [],
    } as const;
    const of = (n: number, recused: string[]) =>
      factsOf({ ...record, transferId: `t${n}`, reference: reference(n) }, telling, { recused });
    const written = (...items: LetterFacts[]) => digest(items, readerOf()).text;
    expect(written(of(1, []), of(2, []))).toContain('督办单位：德城区扫黑办');
    const mixed = written(of(1, []), of(2, [office]));
    expect(mixed).not.toMatch(/扫黑办/);
    expect(mixed).toContain('\n\n线索移送系统\n2026年9月30日\n');
    expect(mixed).toContain('联系单位：德城区住建局，电话：0534-2100108');
  });

  it('reminds without a word of delay', () => {
    const items = [1, 2].map((n) => ({
      ...item(n, {}, { kind: 'reminder', key: 'reminder-2', distance: 2 }),
      now: new Date('2026-09-30T09:00:00+08:00'),
    }));
    const { subject, text } = digest(items, { ...reader, unitId: receiver });
    expect(subject).toContain('【催办】');
    expect(subject).toContain(
      '德城区公安分局有2件线索移送事项待办，最早10月9日24时到期（还有2个工作日），请在时限内办理',
    );
    expect(text).toContain('　　你单位有2件线索移送事项待办');
    expect(text).toMatch(/\n\n德城区扫黑办\n2026年9月30日\n\n/);
    expect(text).not.toMatch(/逾期|督办(?!单位)/);
    const tomorrow = items.map((one) => ({ ...one, now: new Date('2026-10-08T09:00:00+08:00') }));
    expect(digest(tomorrow, { ...reader, unitId: receiver }).subject).not.toBe(subject);
    expect(() => digest([], reader)).toThrow(RangeError);
  });

  it('of a recount leads to each transfer', () => {
    const moved = {
      ...{ transferId: 't1', reference: reference(1), kind: 'organised-crime' as const },
      ...{ duty: 'acknowledge' as const, owedBy: receiver },
      ...{ from: { dueDate: '2026-10-09', provisional: false }, to: { dueDate: '2026-10-12', provisional: false } },
    };
    const { names, now } = item(1);
    const written = (one: typeof moved) => recountDigest([one], names, settings, readerOf(), now).text;
    expect(written(moved)).toContain(
      [
        '德城区公安分局：\n\n　　因放假安排或办理时限规定调整，1件线索移送事项的办理时限已重新计算。\n',
        `1. ${reference(1)} 涉黑涉恶线索`,
        '   应办事项：签收（德城区公安分局）',
        '   办理时限：由2026年10月9日调整为2026年10月12日',
        '   登录系统办理：https://clues.example/transfers/t1',
      ].join('\n'),
    );
    // Its year's notice came, or was withdrawn.
    const [provisional, certain] = [true, false].map((is) => ({ dueDate: '2027-01-05', provisional: is }));
    const became = (from = provisional, to = certain) => from && to && written({ ...moved, from, to });
    expect(became()).toContain('2027年1月5日，由暂定转为确定');
    expect(became(certain, provisional)).toContain('由2027年1月5日调整为2027年1月5日（暂定）');
  });
});
