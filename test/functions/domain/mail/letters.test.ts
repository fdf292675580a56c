import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { namesOf } from '../../../../functions/domain/mail/contacts.ts';
import type { Reader } from '../../../../functions/domain/mail/facts.ts';
import { letter } from '../../../../functions/domain/mail/letters.ts';
import type { About, Headline } from '../../../../functions/domain/mail/wording.ts';
import { en } from '../../../../functions/domain/mail/words-en.ts';
import { zh } from '../../../../functions/domain/mail/words-zh.ts';
import { explainDuty } from '../../../../functions/domain/transfer/duties.ts';
import { dispatch } from '../../../../functions/domain/transfer/life.ts';
import type { Telling } from '../../../../functions/domain/transfer/telling.ts';
import { at, transferAt, unitWith } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { factsOf, housing, police, readerOf } from './desks.ts';

const morning = '2026-09-24T10:00:00+08:00';
const { record: transfer } = dispatch(transferAt(morning), at(morning));
const written = (
  kind: 'reminder' | 'escalation',
  distance: number,
  now: string,
  reader: Partial<Reader> = {},
  different: Parameters<typeof factsOf>[2] = {},
) => {
  const telling = { key: '', kind, at: now, distance, to: [] } as Telling;
  return letter(factsOf(transfer, telling, different), readerOf(reader));
};

describe('a mail', () => {
  it('reads as one of an office: whom it is to, what it says, until when and why, whom to call, who signs', () => {
    const { subject, text, html } = written('reminder', 2, '2026-09-30T09:00:00+08:00');
    expect(subject).toBe(
      `【催办】线索移送 ${transfer.reference}（涉黑涉恶线索）：10月9日24时到期，还有2个工作日，请及时签收`,
    );
    expect(text).toBe(
      [
        '德城区公安分局：',
        '',
        `　　德城区住建局移送你单位的涉黑涉恶线索（编号${transfer.reference}）尚未签收，距办理时限还有2个工作日。请于10月9日24时前签收。`,
        '',
        `线索编号：${transfer.reference}`,
        '线索类别：涉黑涉恶线索',
        '移送单位：德城区住建局',
        '接收单位：德城区公安分局',
        '应办事项：签收（德城区公安分局）',
        '办理时限：2026年10月9日24时',
        '依据：涉黑涉恶线索排查移送机制（德州市，2018年10月26日）',
        '',
        '联系单位：德城区住建局，电话：0534-2100108',
        '督办单位：德城区扫黑办，电话：0534-2100114',
        '',
        '登录系统办理：https://clues.example/transfers/a1',
        '',
        '德城区扫黑办',
        '2026年9月30日',
        '',
        '本邮件由线索移送系统自动发出，不含线索内容。',
        '',
      ].join('\n'),
    );
    for (const line of text.split('\n')) {
      const said = line.replace('登录系统办理：', '').replace(/^　　/, '');
      const [head, ...rest] = said.split('：');
      for (const part of [head, rest.join('：')]) expect(html.replace(/<span[^>]*>|<\/span>/g, '')).toContain(part);
    }
  });

  it('names a unit that is not registered by its id', () => {
    const { text } = written('reminder', 2, morning, {}, { units: [police] });
    expect(text).toContain('移送单位：371402-housing');
  });

  it('says what is so when it is written', () => {
    expect(written('reminder', 0, '2026-10-09T09:00:00+08:00').subject).toContain('今日到期，请于10月9日24时前签收');
    const late = written('reminder', 0, '2026-10-12T09:00:00+08:00');
    expect(late.subject).toContain('10月9日24时已到期，尚未签收');
    expect(late.text).toContain('办理时限10月9日24时已过。请立即签收。');
    expect(written('escalation', 3, '2026-10-13T09:00:00+08:00').subject).toContain('【督办】');
    expect(written('escalation', 3, '2026-10-13T09:00:00+08:00').subject).toContain('逾期3个工作日未签收');
  });

  it('says the year of a date that is not of this year', () => {
    const { record } = dispatch(transferAt('2026-12-29T10:00:00+08:00'), at('2026-12-29T10:00:00+08:00'));
    const telling = { key: '', kind: 'reminder', at: '2026-12-30T09:00:00+08:00', distance: 2, to: [] } as const;
    expect(letter(factsOf(record, telling), readerOf()).text).toContain('请于2027年1月5日24时（暂定）前签收');
  });

  it('says the time at which an office closes, and the hour of a window in hours with what is left of it', () => {
    const settings = settingsWith({ closeOfBusiness: '17:30' });
    const now = '2026-10-08T09:00:00+08:00';
    expect(written('reminder', 1, now, {}, { settings }).text).toContain('请于10月9日17时30分前签收');
    expect(written('reminder', 1, now, { language: 'en' }, { settings }).text).toContain('by 17:30 on 9 October 2026');
    const { duty } = transfer;
    if (!duty) throw new Error('no duty');
    const due = { dueAt: '2026-10-08T06:05:00.000Z', dueDate: '2026-10-08' };
    const inHours = { ...transfer, duty: { ...duty, ...due, unit: 'hours' as const } };
    const telling = (at: string) => ({ key: '', kind: 'reminder', at, distance: 6, to: [] }) as const;
    const left = (at: string, language: 'zh' | 'en' = 'zh') =>
      letter(factsOf(inHours, telling(at)), readerOf({ language })).subject;
    expect(left(now)).toContain('10月8日14时5分到期，还有5小时，请及时签收');
    expect(left('2026-10-08T13:35:00+08:00')).toContain('还有30分钟');
    expect(left('2026-10-08T13:35:00+08:00', 'en')).toContain('due at 14:05 on 8 October 2026 (30 minutes left)');
  });

  it('is one column of HTML in its language that loads and runs nothing, and breaks what is long', () => {
    const { html } = written('escalation', 3, '2026-10-13T09:00:00+08:00', { unitId: housing.unitId });
    expect(html).toMatch(/^<!doctype html><html lang="zh-CN">/);
    expect(html).toContain('max-width:640px');
    expect(html).toContain('overflow-wrap:anywhere');
    expect(html).not.toMatch(/<(?:img|script|link|style|iframe|form)|\ssrc=|url\(|@import/);
    // A telephone alone stays in one piece.
    expect(html.match(/nowrap">[^<]*/g)).toEqual(['nowrap">0534-2100101', 'nowrap">0534-2100114']);
    expect([...html.matchAll(/https?:[^"<]+/g)].map(([url]) => url)).toEqual(['https://clues.example/transfers/a1']);
  });

  it('escapes names in HTML', () => {
    const units = [{ ...police, name: '<b>&"区' }];
    const { html } = written('reminder', 2, morning, {}, { units });
    expect(html).toContain('&lt;b&gt;&amp;&quot;区');
    expect(html).not.toContain('<b>');
  });

  it('explains the date of an escalation in one line', () => {
    const { text, html } = written('escalation', 1, '2026-10-10T09:00:00+08:00');
    const line =
      '自2026年9月24日起算（当日不计），第5个工作日到期；不计中秋节（9月25日至27日）、国庆节（10月1日至7日）';
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
      `自2026年12月29日起算（当日不计），第5个工作日到期；不计周末2天；放假通知未发布的年度按周一至周五计`,
    );
    const september = transferAt('2026-09-18T10:00:00+08:00').duty;
    expect(september && zh.count(explainDuty(stateCouncil, settingsWith(), september), september)).toContain(
      '9月20日调休上班，计入',
    );
  });

  it('is in English where its unit asks for that, with the English names of units', () => {
    const inEnglish = { language: 'en' } as const;
    const reminder = written('reminder', 2, '2026-09-30T09:00:00+08:00', inEnglish);
    expect(reminder.subject).toBe(
      `[Reminder] Clue transfer ${transfer.reference} (Clue on organised crime): due at 24:00 on 9 October 2026 (2 working days left), please acknowledge the clue`,
    );
    expect(reminder.text.split('\n')).toEqual([
      'Decheng District Public Security Branch:',
      '',
      `The clue on organised crime (reference ${transfer.reference}) that Decheng District Housing Bureau dispatched to you has not been acknowledged yet (2 working days left). Please acknowledge the clue by 24:00 on 9 October 2026.`,
      '',
      `Reference: ${transfer.reference}`,
      'Kind: Clue on organised crime',
      'Sender: Decheng District Housing Bureau',
      'Receiver: Decheng District Public Security Branch',
      'Duty: acknowledge the clue (Decheng District Public Security Branch)',
      'Due: 9 October 2026, 24:00',
      expect.stringMatching(/^Basis: /),
      '',
      'Contact: Decheng District Housing Bureau, telephone 0534-2100108',
      'Supervising office: Decheng District Leading Group Office, telephone 0534-2100114',
      '',
      'Sign in to act: https://clues.example/transfers/a1',
      '',
      'Decheng District Leading Group Office',
      '30 September 2026',
      '',
      'Sent by the clue transfer system. This message contains no details of the clue.',
      '',
    ]);
    expect(reminder.html).toContain('<html lang="en">');
    const { subject, text, html } = written('escalation', 1, '2026-10-10T09:00:00+08:00', {
      ...inEnglish,
      as: 'supervisor',
    });
    expect(subject).toContain('1 working day overdue');
    expect(text.split('\n')).toContain(
      'How it was counted: counted from 24 September 2026 (that day left out), due on working day 5; not counted: Mid-Autumn Festival (25 to 27 September), National Day (1 to 7 October)',
    );
    expect(`${subject}${text}${html}`).not.toMatch(/\p{Script=Han}/u);
    const duty = transferAt('2026-12-29T10:00:00+08:00').duty;
    expect(duty && en.count(explainDuty(stateCouncil, settingsWith(), duty), duty)).toContain(
      'years without a holiday notice',
    );
  });

  it('names the notice of a case as what it is in English', () => {
    const notice = { ...transfer, rule: 'case-notice' as const };
    const telling = { key: '', kind: 'reminder', at: '2026-09-30T09:00:00+08:00', distance: 2, to: [] } as const;
    const { subject, text } = letter(factsOf(notice, telling), readerOf({ language: 'en' }));
    expect(subject).toContain('please acknowledge the notice');
    expect(text).toContain('Duty: acknowledge the notice (');
    expect(text).not.toMatch(/acknowledge the clue/);
  });

  it('names a unit in Chinese to an English reader where it has no English name', () => {
    const bare = unitWith(housing.unitId, { name: '德城区住建局' });
    const names = namesOf([bare, police]);
    expect(written('reminder', 2, morning, { language: 'en' }, { names }).text).toContain('Sender: 德城区住建局');
  });

  it('has every headline in both languages, each with the facts that it needs', () => {
    const party = (name: string) => ({ name, isReader: false });
    const about: About = {
      ...{ reference: 'REF', kind: 'case-notice', duty: 'correct', capacity: 'supervisor', today: '2026-10-07' },
      ...{ owner: party('O'), sender: party('X'), receiver: party('R'), amount: { count: 3, unit: 'hours' } },
      ...{ due: { date: '2026-10-09', time: '24:00' }, provisional: false, standsStill: false },
      ...{ left: { count: 17, unit: 'hours' }, movedFrom: { date: '2026-10-08', time: null } },
      ...{ discovered: '2026-09-01', missed: { date: '2026-09-08', time: '24:00' }, askedOn: '2026-09-24' },
      ...{
        sentOn: '2026-09-23',
        stillOwed: false,
        asked: { count: 24, unit: 'hours' },
        corrected: false,
        goesOn: null,
      },
      ...{ late: true, final: true, reason: 'incomplete', suggested: 'S', handling: 'joint', units: ['U'] },
      decidedBy: 'D',
    };
    const facts = [
      ...['REF', 'O', 'R', 'S', 'U', 'X', 'D', '17', '24'].map((same) => [same, same]),
      ...[
        ['10月9日', '9 October 2026'],
        ['10月8日', '8 October 2026'],
        ['9月1日', '1 September 2026'],
        ['9月8日', '8 September 2026'],
        ['9月23日', '23 September 2026'],
        ['9月24日', '24 September 2026'],
        ['24小时', '24 hours'],
        ['3小时', '3 hours'],
      ],
    ];
    const agree = (line: string, lineEn: string) => {
      expect(lineEn).not.toMatch(/\p{Script=Han}|undefined|null/u);
      expect(line).not.toMatch(/undefined|null|。$/);
      for (const [fact = '', factEn = ''] of facts) if (line.includes(fact)) expect(lineEn).toContain(factEn);
    };
    for (const kind of Object.keys(zh.headlines) as Headline[]) {
      const [[tag, line], [tagEn, lineEn]] = [zh.headlines[kind](about), en.headlines[kind](about)];
      expect(tag).toMatch(/^\p{Script=Han}+$/u);
      expect(tagEn).toMatch(/^[A-Z][a-z ]+$/);
      agree(line, lineEn);
      agree(zh.bodies[kind](about), en.bodies[kind](about));
      expect(zh.bodies[kind](about)).toContain('REF');
    }
    expect(Object.keys(en.headlines).sort()).toEqual(Object.keys(zh.headlines).sort());
    expect(Object.keys(en.bodies).sort()).toEqual(Object.keys(zh.headlines).sort());
  });

  it('is addressed to the unit, its supervisors, or whoever stands in for one, and says to a stand-in for whom', () => {
    const first = (reader: Partial<Reader>) =>
      written('escalation', 1, '2026-10-10T09:00:00+08:00', reader).text.split('\n')[0];
    expect(first({})).toBe('德城区公安分局：');
    expect(first({ as: 'supervisor' })).toBe('德城区公安分局负责人：');
    expect(first({ unitId: '371402-leading-group-office' })).toBe('德城区扫黑办：');
    expect(first({ as: 'supervisor', language: 'en' })).toBe(
      'To the supervisors of Decheng District Public Security Branch:',
    );
    const standIn = { as: 'stand-in', insteadOf: '主管' } as const;
    expect(first(standIn)).toBe('德城区公安分局负责人（代行）：');
    const [zhText, enText] = (['zh', 'en'] as const).map(
      (language) => written('escalation', 1, '2026-10-10T09:00:00+08:00', { ...standIn, language }).text,
    );
    expect(zhText).toContain('代收说明：主管不在岗期间，由您代行督办');
    expect(enText).toContain('you stand in for 主管');
  });
});
