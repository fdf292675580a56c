import { describe, expect, it } from 'vitest';
import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { digest } from '../../../../functions/domain/mail/digests.ts';
import type { Reader } from '../../../../functions/domain/mail/facts.ts';
import { letter } from '../../../../functions/domain/mail/letters.ts';
import type { Telling } from '../../../../functions/domain/transfer/telling.ts';
import { planned } from '../records.ts';
import { settingsWith } from '../settings.ts';
import {
  acknowledged,
  closed,
  dispatched,
  dispatchedAgain,
  extensionAsked,
  extensionGranted,
  extensionRefused,
  nextTold,
  office,
  officeAbove,
  proposalApproved,
  proposalMade,
  proposalRefused,
  recalled,
  receiver,
  registered,
  returned,
  sender,
  withdrawn,
} from '../steps.ts';
import { given, givenMade, madeIn, type Step, type Story } from '../stories.ts';
import { factsOf, readerOf } from './desks.ts';

/** What each side reads of one thing that happened: who did it, and what is asked of the reader. */

const factsNext = (
  { record }: Pick<Story, 'record'>,
  { recused = [], now }: { recused?: string[]; now?: string } = {},
) => {
  const telling = planned(record, stateCouncil, settingsWith());
  if (!telling) throw new Error('nothing is to be told');
  return factsOf(record, telling, { recused, now: new Date(now ?? telling.at) });
};

const told = (
  story: Pick<Story, 'record'>,
  reader: Partial<Reader> = {},
  more: { recused?: string[]; now?: string } = {},
) => letter(factsNext(story, more), readerOf(reader));

const english = { language: 'en' } as const;
const atSender = { unitId: sender };
const signed = (text: string) => text.split('\n\n').at(-2)?.split('\n')[0];
const sent = [registered(), dispatched(), nextTold()];

describe('a late notice', () => {
  const late = registered({ discoveredAt: '2026-09-01T09:00:00+08:00' });
  const supervisor = { unitId: sender, as: 'supervisor' } as const;

  it('of what was dispatched says when, and asks for the cause', () => {
    const story = given(late, dispatched());
    const { subject, text } = told(story, supervisor);
    expect(subject).toContain('德城区住建局应于9月8日24时前移送，实际于9月24日移送，迟延13个工作日，请予督促');
    expect(text).toContain('，应于9月8日24时前移送，实际于9月24日移送，迟延13个工作日。请查明原因，督促今后按时移送。');
    expect(told(story, { ...supervisor, ...english }).text).toContain(
      'was to be dispatched by 24:00 on 8 September 2026, and was dispatched on 24 September 2026, 13 working days late. Please find out why, and see to it that Decheng District Housing Bureau dispatches in time from now on.',
    );
  });

  it('of what is not dispatched yet asks for that at once', () => {
    const story = given(late);
    const { subject, text } = told(story, supervisor);
    expect(subject).toContain('应于9月8日24时前移送，至今未移送，已逾期13个工作日，请予督促');
    expect(text).toContain('应于9月8日24时前移送，至今未移送，已逾期13个工作日。请督促立即移送。');
    expect(told(story, { ...supervisor, ...english }).text).toContain(
      'was to be dispatched by 24:00 on 8 September 2026, has not been dispatched yet and is 13 working days overdue. Please see to it that it is dispatched now.',
    );
    const gone = told(given(late, withdrawn()), supervisor).text;
    expect(gone).not.toMatch(/至今未移送|立即移送|实际于/);
    expect(gone).toContain('应于9月8日24时前移送，逾期13个工作日。请督促今后按时移送。');
  });
});

const city = '371400-public-security';
const neighbour = '371403-public-security';

describe('a dispatch by an approved proposal', () => {
  const successor = (kind: 'elevate' | 'joint' | 'elsewhere' | 'designate', units: string[] = []) => {
    const story = given(...sent, proposalMade({ kind, units }), nextTold()).when(proposalApproved());
    const [made] = madeIn(story.facts);
    if (!made) throw new Error('no successor');
    return givenMade(made);
  };

  it('says who approved what, and who had it before; the office signs', () => {
    const { subject, text } = told(successor('elevate'), { unitId: city });
    expect(subject).toContain('【移送】');
    expect(subject).toContain('经德州市扫黑办批准，由德州市公安局提级办理，请于10月9日24时前签收');
    expect(text).toContain(
      '经德州市扫黑办批准，涉黑涉恶线索（编号371402-20260924-00000000）由贵单位提级办理（原由德城区公安分局办理），请于10月9日24时前签收。',
    );
    expect(signed(text)).toBe('德州市扫黑办');
    const inEnglish = told(successor('elevate'), { unitId: city, ...english });
    expect(inEnglish.subject).toContain('[Dispatched]');
    expect(inEnglish.text).toContain(
      'With the approval of Dezhou Leading Group Office, the clue on organised crime (reference 371402-20260924-00000000) is to be handled by you one level up; Decheng District Public Security Branch handled it before. Please acknowledge it by 24:00 on 9 October 2026.',
    );
    expect(signed(inEnglish.text)).toBe('Dezhou Leading Group Office');
  });

  it('of each other kind says that kind; of a joint one who leads', () => {
    const joint = told(successor('joint', [city]), { unitId: city });
    expect(joint.text).toContain('由德城区公安分局牵头、贵单位联合办理，请于');
    expect(joint.subject).toContain('由德城区公安分局牵头、德州市公安局联合办理，请于');
    const jointInEnglish = told(successor('joint', [city]), { unitId: city, ...english }).subject;
    expect(jointInEnglish).toContain('jointly with Decheng District Public Security Branch, which leads, approved by');
    expect(told(successor('joint', [city]), { unitId: city, ...english }).text).toContain(
      'is to be handled by you jointly with Decheng District Public Security Branch, which leads. Please acknowledge it by',
    );
    expect(told(successor('elsewhere', [neighbour]), { unitId: neighbour }).text).toContain(
      '由贵单位异地办理（原由德城区公安分局办理）',
    );
    expect(told(successor('designate', [neighbour]), { unitId: neighbour }).text).toContain(
      '指定贵单位办理（原由德城区公安分局办理）',
    );
  });

  it('names nobody who must not hear of the clue', () => {
    const written = (['zh', 'en'] as const).map(
      (language) => told(successor('elevate'), { unitId: city, language }, { recused: [receiver, officeAbove] }).text,
    );
    expect(written[0]).toContain('经领导小组办公室批准，');
    expect(written[0]).toContain('由贵单位提级办理，请于');
    for (const text of written)
      expect(text).not.toMatch(/德州市扫黑办|德城区公安分局|Dezhou Leading|Public Security Branch/);
    const joint = told(successor('joint', [city]), { unitId: city }, { recused: [receiver] }).text;
    expect(joint).toContain('由贵单位参与联合办理，请于');
  });
});

it('a dispatch after correction says so', () => {
  const again = given(...sent, returned(), nextTold(), dispatchedAgain());
  const { subject, text } = told(again);
  expect(subject).toMatch(/^【移送】.*德城区住建局补正后再次移送德城区公安分局，请于.*前签收$/);
  expect(text).toContain('已补正，德城区住建局现再次移送贵单位，请于');
  const inEnglish = told(again, english);
  expect(inEnglish.subject).toMatch(/^\[Dispatched\].* again to .*, corrected, please acknowledge it by/);
  expect(inEnglish.text).toContain('to you again, now corrected.');
});

describe('a decision on an extension', () => {
  it('tells the side that neither asked nor owes who asked', () => {
    const asked = [...sent, extensionAsked(), nextTold()];
    const refused = given(...asked, extensionRefused());
    expect(told(refused, atSender).text).toContain(
      '德城区公安分局就涉黑涉恶线索（编号371402-20260924-00000000）申请延期4个工作日，德城区扫黑办不予批准，签收时限仍为10月9日24时。特此告知。',
    );
    expect(told(refused, atSender).subject).toContain(
      '德城区公安分局申请延期4个工作日未获批准，签收时限仍为10月9日24时',
    );
    expect(told(refused).text).toContain('请按时办理');
    expect(told(refused, { ...atSender, ...english }).text).not.toContain('Please do it in time');
    const granted = given(...asked, extensionGranted());
    expect(told(granted, atSender).text).toContain('德城区扫黑办批准，签收时限延至10月14日24时。特此告知。');
    expect(told(granted, { ...atSender, ...english }).text).toContain(
      'Decheng District Public Security Branch asked for 4 working days more on the clue on organised crime',
    );
  });
});

describe('a decision on a proposal', () => {
  const steps = (kind: 'elevate' | 'joint' | 'designate', units: string[] = []): Step[] => [
    ...sent,
    proposalMade({ kind, units }),
    nextTold(),
  ];

  it('says who acknowledges by when, and to the former handler that its handling ends, but for a joint one', () => {
    const approved = given(...steps('elevate'), proposalApproved());
    expect(told(approved, atSender).text).toContain('批准，由德州市公安局于10月9日24时前签收。');
    expect(told(approved).text).toContain('由德州市公安局于10月9日24时前签收；贵单位的办理终止，请移交材料。');
    expect(told(approved, english).text).toContain('Your handling ends: please hand over the material.');
    for (const text of [told(approved).text, told(approved, atSender).text]) {
      expect(text).toContain('原接收单位：德城区公安分局\n接收单位：德州市公安局\n');
      expect(text).not.toContain('涉及单位');
    }
    const joint = given(...steps('joint', [city]), proposalApproved());
    expect(told(joint).text).toContain('会同德州市公安局联合办理的意见');
    expect(told(joint).text).not.toContain('终止');
  });

  it('names a designated unit as offices do, and asks nobody to go on but the handler', () => {
    const made = given(...sent, proposalMade({ kind: 'designate', units: [neighbour] }));
    expect(told(made, { unitId: officeAbove }).text).toMatch(/提出指定\S+办理的意见，请审批/);
    const refused = given(...steps('elevate'), proposalRefused());
    expect(told(refused).text).toContain('请继续办理');
    expect(told(refused, atSender).text).toContain('由德城区公安分局继续办理');
    expect(told(refused, english).text).toContain('Please continue to handle the clue.');
    expect(told(refused, { ...atSender, ...english }).text).toContain('continues to handle the clue.');
  });
});

describe('an escalation', () => {
  const toUnit = nextTold({ people: { recipients: [{ unitId: receiver, as: 'unit' }], passed: [], ended: false } });

  it('names every day on which somebody was told', () => {
    const overdue = given(registered(), dispatched(), toUnit, toUnit, toUnit, toUnit);
    const supervisor = { unitId: receiver, as: 'supervisor' } as const;
    expect(told(overdue, supervisor).text).toContain('此前已通知：德城区公安分局（9月30日、10月8日、10月9日）');
    expect(told(overdue, { ...supervisor, ...english }).text).toContain(
      'Told before: Decheng District Public Security Branch (30 September 2026, 8 October 2026, 9 October 2026)',
    );
  });

  it('of many days names the first and the newest, and how many they were', () => {
    const overdue = given(registered(), dispatched(), ...Array.from({ length: 16 }, () => toUnit)).record;
    const [informed] = overdue.informed ?? [];
    expect(informed?.again).toHaveLength(9);
    const said = told({ record: overdue }, { unitId: office }).text.match(/此前已通知：.*/)?.[0] ?? '';
    expect(said).toMatch(/（9月30日、.*，共15次）$/);
  });

  it('says that an extension is not decided yet', () => {
    const steps: Step[] = [
      registered(),
      dispatched(),
      toUnit,
      extensionAsked({ at: '2026-10-08T15:00:00+08:00' }),
      nextTold(),
    ];
    const { record } = given(...steps);
    const telling = {
      key: 'escalation-1',
      kind: 'escalation',
      at: '2026-10-16T09:00:00+08:00',
      distance: 1,
      to: [],
    } as Telling;
    const written = (reader: Partial<Reader>) => letter(factsOf(record, telling), readerOf(reader)).text;
    expect(written({ unitId: office })).toContain('该单位10月8日申请延期4个工作日，尚未审批。');
    const facts = factsOf(record, telling);
    expect(digest([facts, facts], readerOf({ unitId: office })).text).toContain(
      '事由：10月8日申请延期4个工作日，尚未审批',
    );
    expect(written(english)).toContain(
      'An extension of 4 working days, asked for on 8 October 2026, has not been decided yet.',
    );
  });
});

describe('the link', () => {
  const label = (story: Pick<Story, 'record'>, reader: Partial<Reader> = {}) =>
    told(story, reader).text.match(/登录系统(?:办理|查看)(?=：http)|Sign in to (?:act|read)(?=: http)/)?.[0];

  it('is to read where nothing is to be done, else to act', () => {
    expect(label(given(registered(), dispatched()))).toBe('登录系统办理');
    const back = given(...sent, recalled());
    expect(label(back)).toBe('登录系统查看');
    expect(label(back, english)).toBe('Sign in to read');
    expect(told(back).html).toContain('>登录系统查看</a>');
    expect(label(given(...sent, acknowledged(), closed()), atSender)).toBe('登录系统查看');
    expect(label(given(...sent, proposalMade(), nextTold(), proposalRefused()), atSender)).toBe('登录系统查看');
    const facts = factsNext(back);
    expect(digest([facts, facts], readerOf()).text).not.toContain('登录系统办理');
  });
});

it('counts transfers, not clues, where one mail is about many', () => {
  const facts = factsNext(given(...sent, acknowledged(), closed()));
  expect(digest([facts, facts], readerOf(atSender)).subject).toContain('2项移送已有反馈，请登录系统查看');
  expect(digest([facts, facts], readerOf({ ...atSender, ...english })).subject).toContain('feedback on 2 transfers');
});
