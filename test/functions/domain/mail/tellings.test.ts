import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import type { Reader } from '../../../../functions/domain/mail/facts.ts';
import { letter } from '../../../../functions/domain/mail/letters.ts';
import { en } from '../../../../functions/domain/mail/words-en.ts';
import { zh } from '../../../../functions/domain/mail/words-zh.ts';
import { explainDuty } from '../../../../functions/domain/transfer/duties.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { Window } from '../../../../functions/domain/windows.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  dispatched,
  extensionAsked,
  extensionGranted,
  extensionRefused,
  nextTold,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  recalled,
  receiver,
  registered,
  sender,
  supplementAsked,
  supplied,
} from '../steps.ts';
import { given, givenMade, madeIn, type Story } from '../stories.ts';
import { factsOf, readerOf } from './desks.ts';

/** What the mails of a transfer's life say, each to its reader. */

/** What is next to be told of a story, or later; `different`: what else stands on its record. */
const told = (
  { record }: Pick<Story, 'record'>,
  reader: Partial<Reader> = {},
  {
    now,
    different = {},
    again = false,
    recused = [],
  }: { now?: string; different?: Partial<Transfer>; again?: boolean; recused?: string[] } = {},
) => {
  const telling = planned(record, stateCouncil, settingsWith());
  if (!telling) throw new Error('nothing is to be told');
  const facts = factsOf({ ...record, ...different }, telling, { again, recused, now: new Date(now ?? telling.at) });
  return letter(facts, readerOf(reader));
};

const toldTo = (unitId: string, as: 'unit' | 'supervisor' = 'unit') =>
  nextTold({ people: { recipients: [{ unitId, as }], passed: [], ended: false } });

/** Dispatched, and the receiver reminded until its date has passed. */
const overdue = [registered(), dispatched(), toldTo(receiver), toldTo(receiver), toldTo(receiver), toldTo(receiver)];
const english = { language: 'en' } as const;

describe('an escalation', () => {
  it('counts the days as of its sending, in hours where the window is in hours', () => {
    const story = given(...overdue, toldTo(receiver, 'supervisor'));
    expect(told(story, {}, { now: '2026-11-03T09:00:00+08:00' }).subject).toContain('逾期18个工作日未签收');
    const duty = story.record.duty && {
      ...story.record.duty,
      ...{ unit: 'hours' as const, dueAt: '2026-10-09T02:00:00.000Z' },
      ends: { on: '2026-10-09', at: '2026-10-09T02:00:00.000Z' },
    };
    const inHours = (now: string) => told(story, {}, { now, different: { duty } });
    expect(inHours('2026-10-09T10:00:01+08:00').subject).toContain('逾期不足1小时未签收');
    expect(inHours('2026-10-10T12:30:00+08:00').subject).toContain('逾期26小时未签收');
    expect(inHours('2026-10-10T12:30:00+08:00').text).toContain('办理时限：2026年10月9日10时');
  });

  it('says what is asked of its reader, why it comes to them, and who was told before', () => {
    const first = given(...overdue);
    const toSupervisor = told(first, { unitId: receiver, as: 'supervisor' }).text.split('\n');
    expect(toSupervisor[2]).toMatch(/办理时限为10月9日24时，现已逾期1个工作日。请督促德城区公安分局立即签收。$/);
    expect(toSupervisor).toContain('督办事由：逾期第1个工作日仍未办理，按规定通知单位负责人');
    expect(toSupervisor).toContain('此前已通知：德城区公安分局（9月30日、10月8日、10月9日）');
    const third = given(...overdue, toldTo(receiver, 'supervisor'));
    const toOffice = told(third, { unitId: office, as: 'unit' }).text.split('\n');
    expect(toOffice[2]).toMatch(/请对德城区公安分局予以督办，责成其立即签收。$/);
    expect(toOffice).toContain('督办事由：逾期第3个工作日仍未办理，按规定报领导小组办公室督办');
    expect(toOffice).toContain(
      '此前已通知：德城区公安分局（9月30日、10月8日、10月9日）、德城区公安分局负责人（10月10日）',
    );
    const inEnglish = told(third, { unitId: office, as: 'unit', ...english }).text;
    expect(inEnglish).toContain(
      'Decheng District Public Security Branch is to acknowledge the clue now: please supervise it.',
    );
    expect(inEnglish).toContain('Why it comes to you: it is 3 working days overdue: the leading group office is told');
    expect(inEnglish).toContain(
      'Told before: Decheng District Public Security Branch (30 September 2026, 8 October 2026, 9 October 2026), Decheng District Public Security Branch, supervisor (10 October 2026)',
    );
  });

  it('counts as of its sending too where its step was held up by an extension that nobody decided', () => {
    const asked = extensionAsked({ at: '2026-10-09T15:00:00+08:00' });
    const held = given(...overdue.slice(0, -1), asked, nextTold());
    const record = { ...held.record, extension: null, notices: [], handled: 'escalation-1' };
    const { text } = told({ record }, { unitId: office }, { now: '2026-10-19T09:00:00+08:00' });
    expect(text).toContain('督办事由：逾期第7个工作日仍未办理，按规定报领导小组办公室督办');
    expect(text).not.toContain('3个工作日');
  });

  it('of a duty that was overdue when it came on the record counts from that day', () => {
    const { record } = given(registered({ discoveredAt: '2026-09-01T09:00:00+08:00' }), nextTold());
    const { text } = told({ record }, { unitId: office }, { now: '2026-09-30T09:00:00+08:00' });
    expect(text).toContain('督办事由：登记时已逾期，自登记之日起第3个工作日仍未办理');
    expect(text).toContain('现已逾期16个工作日');
  });

  it('never says whom it passed over', () => {
    const passed = nextTold({ people: { recipients: [], passed: [`${office}: recused`], ended: false } });
    for (const reader of [
      { unitId: officeAbove },
      { unitId: receiver, as: 'supervisor' as const },
      { unitId: sender },
    ]) {
      const { subject, text, html } = told(given(...overdue, passed), reader, { recused: [office] });
      expect(`${subject}${text}${html}`).not.toMatch(new RegExp(`${office}|德城区扫黑办|0534-2100114|recused`));
    }
  });

  it('says where it may be a second copy', () => {
    expect(told(given(...overdue), {}, { again: true }).text).toContain('本邮件可能与已收到的重复');
    expect(told(given(...overdue), english, { again: true }).text).toContain('this may be a second copy');
    expect(told(given(...overdue)).text).not.toContain('重复');
  });
});

describe('a notice', () => {
  it('of a clue registered late has the day of discovery, the missed date and by how much, not the next date', () => {
    const late = given(registered({ discoveredAt: '2026-09-01T09:00:00+08:00' }), dispatched());
    const { subject, text } = told(late, { unitId: sender, as: 'supervisor' });
    expect(subject).toContain('德城区住建局应于9月8日24时前移送，实际于9月24日移送，迟延13个工作日，请予督促');
    expect(text).toContain('德城区住建局9月1日发现的涉黑涉恶线索');
    expect(text).toContain('请查明原因，督促今后按时移送。');
    expect(text).toContain('发现日期：2026年9月1日\n应移送日期：2026年9月8日\n逾期时间：13个工作日\n');
    expect(text).not.toContain('10月9日');
    expect(text).toContain('《反有组织犯罪法》（2022年5月1日起施行）第二十四条');
    expect(told(late, { ...english, unitId: sender, as: 'supervisor' }).text).toContain(
      'that Decheng District Housing Bureau discovered on 1 September 2026 was to be dispatched by 24:00 on 8 September 2026, and was dispatched on 24 September 2026, 13 working days late.',
    );
    const bare = given(registered({ discoveredAt: '2026-09-01T09:00:00+08:00' })).record;
    const notices = bare.notices.map(({ facts: _, ...notice }) => notice);
    expect(told({ record: { ...bare, notices } }).subject).toContain('德城区住建局逾期登记或移送，请予督促');
  });

  it('asks the receiver to acknowledge what was dispatched, and says what was recalled', () => {
    const story = given(registered(), dispatched());
    expect(told(story).subject).toBe(
      '【移送】线索移送 371402-20260924-00000000（涉黑涉恶线索）：德城区住建局移送德城区公安分局，请于10月9日24时前签收',
    );
    expect(told(story, english).subject).toContain('[Dispatched]');
    const back = given(registered(), dispatched(), nextTold(), recalled());
    expect(told(back).subject).toContain('【撤回】');
    expect(told(back).text).not.toContain('依据');
    expect(told(back, english).subject).toContain('[Recalled]');
  });

  it('of a supplement leads to the transfer that it is for', () => {
    const asked = given(registered(), dispatched(), nextTold()).when(supplementAsked());
    const [made] = madeIn(asked.facts);
    if (!made) throw new Error('no supplement');
    const { subject, text } = told(givenMade(made), { unitId: sender });
    expect(subject).toContain('【补充材料】');
    expect(subject).toContain('德城区公安分局要求补充材料，请于9月30日24时前补充');
    expect(text).toContain('线索类别：涉黑涉恶线索');
    expect(text).toContain('https://clues.example/transfers/a1\n');
    expect(text).toContain('补充材料（德城区住建局）');
    expect(text).not.toContain('涉案人员名单');
    const came = given(registered(), dispatched(), nextTold(), supplementAsked(), supplied());
    expect(told(came).subject).toContain('【补充材料】');
    expect(told(came, english).subject).toContain('[Supplement]');
  });

  it('of an extension has what was asked for and the date that came of it, though the duty was done meanwhile', () => {
    const asked = given(registered(), dispatched(), nextTold(), extensionAsked());
    expect(told(asked).subject).toContain('德城区公安分局申请延期4个工作日，请审批');
    const waiting = given(registered(), dispatched(), nextTold(), extensionAsked(), nextTold());
    expect(told(waiting).subject).toContain(
      '【待审批】线索移送 371402-20260924-00000000（涉黑涉恶线索）：德城区公安分局9月24日提出的延期申请至今未审批（第1个工作日），请尽快审批',
    );
    expect(told(waiting, english).subject).toContain('[Undecided]');
    const granted = given(registered(), dispatched(), nextTold(), extensionAsked(), nextTold(), extensionGranted());
    expect(told(granted).subject).toContain('批准延期4个工作日，办理时限延至10月14日24时');
    expect(told(granted).text).toContain('经德城区扫黑办批准，延期4个工作日');
    expect(told(granted).text).toContain('含批准延期4个工作日');
    expect(told(granted).text).not.toContain('已过');
    const over = { now: '2026-10-15T09:00:00+08:00' };
    expect(told(granted, {}, over).text).toContain('办理时限：2026年10月14日24时（已过，请立即办理）');
    expect(told(granted, english, over).text).toContain('(has passed, act now)');
    expect(told(granted, {}, { different: { duty: null } }).subject).toContain('办理时限延至10月14日');
    const refused = given(registered(), dispatched(), nextTold(), extensionAsked(), nextTold(), extensionRefused());
    expect(told(refused).subject).toContain('延期4个工作日的申请未获批准，办理时限仍为10月9日');
  });

  it('of a proposal names its units and the new date', () => {
    const steps = [registered(), dispatched(), nextTold(), proposalMade()];
    expect(told(given(...steps)).subject).toContain('德城区公安分局提出由德州市公安局提级办理的意见，请审批');
    const approved = given(...steps, nextTold(), proposalApproved());
    expect(told(approved).subject).toContain('由德州市公安局提级办理的意见已获批准，由德州市公安局于10月9日24时前签收');
    expect(told(approved, english).subject).toContain(
      'handling one level up (Dezhou Public Security Bureau) was approved, now to be acknowledged by Dezhou Public Security Bureau by 24:00 on 9 October 2026',
    );
  });
});

describe('the count of a date', () => {
  const basis = { zh: '县办法〔2026〕3号', en: 'County rule 2026/3' };
  const counted = (window: Partial<Window>, different = {}) => {
    const { duty } = given(registered(), dispatched()).record;
    if (!duty) throw new Error('no duty');
    const span = { ...duty, ...window, basis, window: window.amount ?? 5, ...different };
    const days = explainDuty(stateCouncil, settingsWith(), span);
    return [zh.count(days, span), en.count(days, span)];
  };

  it('says its unit, and what does not count', () => {
    expect(counted({ unit: 'calendar-days', amount: 10 })).toEqual([
      '自2026年9月24日起算（当日不计），第10个自然日到期；期限最后一日为休息日，顺延至其后第一个工作日',
      'counted from 24 September 2026 (that day left out), due on calendar day 10; the last day is a day off, so it ends on the next working day',
    ]);
    expect(counted({ unit: 'hours', amount: 24, run: 'always' })).toEqual([
      '自2026年9月24日起算，满24小时到期；夜间、休息日连续计算',
      'counted from 24 September 2026, due after 24 hours; nights and days off count',
    ]);
    expect(counted({ unit: 'hours', amount: 48, run: 'working-days' })[0]).toContain(
      '仅计工作日；不计中秋节（9月25日至27日）',
    );
  });

  it('names the days that paused, and an extension', () => {
    const pauses = [{ from: '2026-09-28T02:00:00.000Z', until: '2026-09-29T02:00:00.000Z' }];
    const [inChinese, inEnglish] = counted({}, { pauses, extended: 2 });
    expect(inChinese).toContain('9月28日至29日暂停计算；含批准延期2个工作日');
    expect(inEnglish).toContain('paused: 28 to 29 September; with an extension of 2 working days');
  });
});
