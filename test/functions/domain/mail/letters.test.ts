import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { letter, type Reader } from '../../../../functions/domain/mail/letters.ts';
import type { About, Headline } from '../../../../functions/domain/mail/wording.ts';
import { en } from '../../../../functions/domain/mail/words-en.ts';
import { zh } from '../../../../functions/domain/mail/words-zh.ts';
import { explainDuty } from '../../../../functions/domain/transfer/duties.ts';
import { dispatch } from '../../../../functions/domain/transfer/life.ts';
import type { Telling } from '../../../../functions/domain/transfer/telling.ts';
import { at, transferAt } from '../records.ts';
import { settingsWith } from '../settings.ts';

const morning = '2026-09-24T10:00:00+08:00';
const { record: transfer } = dispatch(transferAt(morning), at(morning));
const written = (
  kind: 'reminder' | 'escalation' | 'extension-asked',
  distance: number,
  now: string,
  names: [string, string][] = [],
  reader: Reader = { language: 'zh', insteadOf: null },
) => {
  return letter(
    {
      transfer,
      telling: { key: '', kind, at: '', distance, to: [] } as Telling,
      names: new Map(names),
      settings: settingsWith(),
      now: new Date(now),
      calendar: stateCouncil,
    },
    reader,
  );
};

describe('a mail', () => {
  it('names reference, duty, units, due date and a link', () => {
    const { subject, text, html } = written('reminder', 2, '2026-09-30T09:00:00+08:00', [
      [transfer.to, '德城区公安分局'],
    ]);
    expect(subject).toBe(`【催办】线索移送 ${transfer.reference}：2026-10-09 到期，请及时签收`);
    for (const body of [text, html]) {
      for (const part of [
        transfer.reference,
        '签收（德城区公安分局）',
        '371402-housing',
        '2026-10-09 24:00',
        'https://clues.example/transfers/a1',
      ]) {
        expect(body).toContain(part);
      }
    }
  });

  it('says what is so when it is written', () => {
    expect(written('reminder', 0, '2026-10-09T09:00:00+08:00').subject).toContain('今日到期');
    expect(written('reminder', 0, '2026-10-12T09:00:00+08:00').subject).toContain('2026-10-09 已到期，尚未签收');
    expect(written('escalation', 3, '2026-10-13T09:00:00+08:00').subject).toContain('【督办】');
    expect(written('escalation', 3, '2026-10-13T09:00:00+08:00').subject).toContain('逾期 3 个工作日未签收');
  });

  it('escapes names in HTML', () => {
    const { html } = written('reminder', 2, morning, [[transfer.to, '<b>&"区']]);
    expect(html).toContain('&lt;b&gt;&amp;&quot;区');
    expect(html).not.toContain('<b>');
  });

  it('explains the date of an escalation in one line', () => {
    const { text, html } = written('escalation', 1, '2026-10-10T09:00:00+08:00');
    const line = '自 2026-09-24 起算（当日不计），第 5 个工作日到期；不计 中秋节 09-25 至 09-27、国庆节 10-01 至 10-07';
    expect(text.split('\n')).toContain(`期限计算：${line}`);
    expect(text.match(/依据：/g)).toHaveLength(1);
    expect(html).toContain(line);
    const reminder = written('reminder', 2, morning).text;
    expect(reminder).not.toContain('期限计算');
    expect(reminder.split('\n')).toContain('依据：涉黑涉恶线索排查移送机制（德州市，2018年10月26日）');
    expect(text + reminder).not.toContain(stateCouncil.version);
  });

  it('explains weekends, make-up days and years without a notice', () => {
    const duty = transferAt('2026-12-29T10:00:00+08:00').duty;
    if (!duty) throw new Error('no duty');
    expect(zh.count(explainDuty(stateCouncil, settingsWith(), duty), duty)).toBe(
      `自 2026-12-29 起算（当日不计），第 5 个工作日到期；不计 周末 2 天；放假通知未发布的年度按周一至周五计`,
    );
    const september = transferAt('2026-09-18T10:00:00+08:00').duty;
    expect(september && zh.count(explainDuty(stateCouncil, settingsWith(), september), september)).toContain(
      '调休上班 09-20 计入',
    );
  });

  it('is in English where its unit asks for that', () => {
    const reader: Reader = { language: 'en', insteadOf: null };
    const reminder = written('reminder', 2, '2026-09-30T09:00:00+08:00', [[transfer.to, '德城区公安分局']], reader);
    expect(reminder.subject).toBe(
      `[Reminder] Clue transfer ${transfer.reference}: due on 2026-10-09, please acknowledge the clue`,
    );
    expect(reminder.html).toContain('<html lang="en">');
    const { subject, text } = written('escalation', 1, '2026-10-10T09:00:00+08:00', [], reader);
    expect(subject).toContain('1 working day overdue');
    expect(text.split('\n')).toContain(
      'How it was counted: counted from 2026-09-24 (that day left out), due on working day 5; not counted: Mid-Autumn Festival 09-25 to 09-27, National Day 10-01 to 10-07',
    );
    const own = text.replace(transfer.reference, '').replace(/https?:\S+/g, '');
    expect(own).not.toMatch(/\p{Script=Han}/u);
    const duty = transferAt('2026-12-29T10:00:00+08:00').duty;
    expect(duty && en.count(explainDuty(stateCouncil, settingsWith(), duty), duty)).toContain(
      'years without a holiday notice',
    );
  });

  it('has every headline in both languages, each with the facts that it needs', () => {
    const about: About = {
      ...{
        duty: 'correct',
        rule: 'case-notice',
        owner: 'O',
        sender: 'X',
        receiver: 'R',
        amount: { count: 3, unit: 'hours' },
      },
      ...{ dueDate: '2026-10-09', due: '2026-10-09', until: '2026-10-09 24:00', movedFrom: '2026-10-08' },
      ...{ discovered: '2026-09-01', missed: '2026-09-08', askedOn: '2026-09-24' },
      ...{ late: true, final: true, reason: 'incomplete', suggested: 'S', handling: 'joint', units: ['U'] },
    };
    for (const kind of Object.keys(zh.headlines) as Headline[]) {
      const [[tag, line], [tagEn, lineEn]] = [zh.headlines[kind](about), en.headlines[kind](about)];
      expect(tag).toMatch(/^\p{Script=Han}+$/u);
      expect(`${tagEn}${lineEn}`).not.toMatch(/\p{Script=Han}|undefined|null/u);
      expect(line).not.toMatch(/undefined|null/);
      for (const fact of [
        'O',
        'R',
        'S',
        'U',
        'X',
        '2026-10-09',
        '2026-10-08',
        '2026-09-01',
        '2026-09-08',
        '2026-09-24',
        '3',
      ]) {
        if (line.includes(fact)) expect(lineEn).toContain(fact);
      }
    }
    expect(Object.keys(en.headlines).sort()).toEqual(Object.keys(zh.headlines).sort());
  });

  it('tells a stand-in for whom it comes', () => {
    const [zhText, enText] = (['zh', 'en'] as const).map(
      (language) => written('escalation', 1, '2026-10-10T09:00:00+08:00', [], { language, insteadOf: '主管' }).text,
    );
    expect(zhText).toContain('代收说明：主管不在岗期间，由您代行督办');
    expect(enText).toContain('you stand in for 主管');
  });

  it('tells the office what is asked for, and not why', () => {
    expect(written('extension-asked', 0, morning).subject).toContain('【延期申请】');
  });
});
