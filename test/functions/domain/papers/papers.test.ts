import { describe, expect, it } from 'vitest';
import type { PaperKind } from '../../../../functions/domain/papers/kinds.ts';
import { eventOfPaper, papersOf, requireContent } from '../../../../functions/domain/papers/kinds.ts';
import { refusalOf } from '../records.ts';
import {
  acceptanceTold,
  acknowledged,
  caseFiled,
  closed,
  discipline,
  dispatched,
  dispatchedAgain,
  interimFeedback,
  nextTold,
  office,
  receiver,
  registered,
  replyBegun,
  returned,
  sender,
  supplementAsked,
} from '../steps.ts';
import { given, givenMade, madeIn } from '../stories.ts';
import { escalatedTo, names, paper, textOf, timelineOf } from './facts.ts';

const sun = { name: '孙某', kind: '人员', idNumber: '371402X', note: '自称负责人' };
const taken = given(registered(), dispatched(), acknowledged({ content: 1 }));
const notice = () => {
  const [made] = madeIn(taken.when(caseFiled()).facts);
  if (!made) throw new Error('no notice was made');
  return givenMade(made);
};

const sentAndBack = (reason: 'not-jurisdiction' | 'incomplete', suggested: string | null) => [
  registered(),
  dispatched(),
  nextTold(),
  returned({ reason, suggested }),
];

const list = (story: { record: Parameters<typeof papersOf>[0] } & Parameters<typeof timelineOf>[0]) =>
  papersOf(story.record, timelineOf(story), () => true).map(({ kind, event }) => `${kind} ${event}`);

describe('which papers there are', () => {
  it('is said by the events', () => {
    expect(list(given(registered()))).toEqual([]);
    expect(list(given(registered(), dispatched(), returned(), dispatchedAgain()))).toEqual([
      'transfer-letter 2',
      'return-letter 3',
      'transfer-letter 4',
    ]);
    const whole = given(registered(), dispatched(), supplementAsked(), acknowledged(), interimFeedback(), closed());
    expect(list(whole)).toEqual([
      'transfer-letter 2',
      'supplement-request 3',
      'receipt 4',
      'feedback-letter 5',
      'feedback-letter 6',
    ]);
    expect(list(given(registered(), nextTold()))).toEqual(['reminder 2']);
  });

  it('differs for the notice of a case, which is itself the paper that tells of the case', () => {
    expect(list(notice())).toEqual(['case-notice 2']);
    expect(list(given(registered(), dispatched(), acknowledged(), caseFiled()))).toEqual([
      'transfer-letter 2',
      'receipt 3',
    ]);
  });

  it('leaves to the reply to a reporter only what its unit is reminded of', () => {
    expect(list(given(replyBegun(), nextTold(), acceptanceTold()))).toEqual(['reminder 2']);
  });
});

describe('the event of a paper', () => {
  const story = given(registered(), dispatched(), returned(), dispatchedAgain());
  const timeline = timelineOf(story);
  const of = (kind: PaperKind, wanted?: number) => eventOfPaper(kind, wanted, story.record, timeline, () => true).seq;

  it('is the newest of its kind, or the one that is asked for', () => {
    expect(of('transfer-letter')).toBe(4);
    expect(of('transfer-letter', 2)).toBe(2);
  });

  it('is refused where it is another’s or none, with those that there are', () => {
    for (const [kind, wanted] of [
      ['receipt', undefined],
      ['transfer-letter', 3],
      ['transfer-letter', 9],
    ] as const) {
      const asked = () => of(kind, wanted);
      expect(refusalOf(asked)).toBe('not-found');
      expect(asked).toThrow('it has transfer-letter?event=2, return-letter?event=3, transfer-letter?event=4');
    }
  });
});

describe('content', () => {
  it('belongs to papers that have some', () => {
    const without = (['receipt', 'reminder', 'escalation'] as const).map((kind) =>
      refusalOf(() => requireContent(kind)),
    );
    expect(without).toEqual(['bad-input', 'bad-input', 'bad-input']);
    expect(refusalOf(() => requireContent('transfer-letter'))).toBe('accepted');
  });
});

describe('what a paper says', () => {
  it('of a transfer: what was found when, by what it is handed over, and until when it is to be acknowledged', () => {
    const made = paper(taken, 'transfer-letter');
    expect(made).toMatchObject({
      title: '线索移送函',
      heading: names[sender],
      addressee: names[receiver],
      signature: { unit: names[sender], date: '2026年9月24日' },
      closing: '特此函达。',
      mark: null,
      annexes: [],
    });
    expect(made.blocks.map(({ text }) => text)).toEqual([
      '2026年9月24日，我单位发现涉黑涉恶线索（编号：371402-20260924-00000000）1件。根据涉黑涉恶线索排查移送机制（德州市，2018年10月26日）、《反有组织犯罪法》（2022年5月1日起施行）第二十四条，现移送你单位。',
      '请于2026年10月9日24时前签收，并及时反馈办理情况。',
      '线索内容及附件清单请登录线索移送系统查阅。',
    ]);
  });

  it('of a transfer with content: title, text and annexes as they were handed over', () => {
    const content = {
      clue: {
        title: '强揽工程',
        text: '第一段\n\n  第二段',
        subjects: [sun, { name: '某公司', kind: '单位' }],
        categories: ['强揽工程', '套路贷'],
        channel: 'daily-enforcement',
        annexes: [{ name: '照片\n三张', copies: 3, digest: 'ab' }],
        isWorkSecret: true,
      },
      texts: { note: '已补正姓名' },
    };
    const made = paper(given(registered(), dispatched(), returned(), dispatchedAgain()), 'transfer-letter', {
      content,
    });
    expect(made.blocks.slice(-14)).toEqual([
      { text: '一、线索标题', head: true },
      { text: '强揽工程' },
      { text: '二、线索来源', head: true },
      { text: '日常执法检查' },
      { text: '三、重点对象类别', head: true },
      { text: '强揽工程、套路贷' },
      { text: '四、涉及对象', head: true },
      { text: '1．孙某（人员，证件号码：371402X）：自称负责人' },
      { text: '2．某公司（单位）' },
      { text: '五、线索内容', head: true },
      { text: '第一段' },
      { text: '第二段' },
      { text: '六、补正说明', head: true },
      { text: '已补正姓名' },
    ]);
    expect(made).toMatchObject({ mark: '工作秘密', annexes: [{ name: '照片 三张', copies: 3, digest: 'ab' }] });
    expect(textOf(made)).toContain('该线索前经你单位退回，现已补正，再次移送。');
  });

  it('of an acknowledgement: who took what when, and until when there is feedback', () => {
    const named = given(registered(), dispatched(), acknowledged({ content: 2, at: '2026-09-25T09:00:00+08:00' }));
    const [, , taken] = named.events;
    if (taken?.event === 'acknowledged' && taken.by !== 'clock') taken.by.name = '王某';
    const made = paper(named, 'receipt');
    expect(made).toMatchObject({ heading: names[receiver], addressee: names[sender], closing: '特此回执。' });
    expect(made.blocks.slice(0, 3).map(({ text }) => text)).toEqual([
      '你单位2026年9月24日移送的涉黑涉恶线索（编号：371402-20260924-00000000）收悉。我单位已于2026年9月25日签收，签收人：王某。',
      '签收的线索内容以补正后的第2版为准。',
      '我单位将于2026年10月29日24时前反馈办理情况。',
    ]);
  });

  it('of a return: why, who should have it, and what is to be done; the note only with content', () => {
    const back = given(
      registered(),
      dispatched(),
      returned({ reason: 'not-jurisdiction', suggested: '371403-public-security' }),
    );
    const without = paper(back, 'return-letter');
    expect(textOf(without)).toContain(
      '经研究，因该线索不属于我单位管辖，现予退回。建议移送单位 371403-public-security办理。',
    );
    expect(textOf(without)).toContain('请于2026年9月30日24时前改送单位 371403-public-security，或者撤回。');
    expect(textOf(without)).not.toContain('材料不全');
    const bare = given(registered(), dispatched(), returned({ reason: 'not-jurisdiction' }));
    expect(textOf(paper(bare, 'return-letter'))).toContain('前说明管辖依据后再次移送，或者撤回。');
    const incomplete = given(registered(), dispatched(), returned());
    expect(textOf(paper(incomplete, 'return-letter'))).toContain('前补正并再次移送，或者撤回。');
    const withNote = paper(back, 'return-letter', { content: { clue: null, texts: { note: '材料不全' } } });
    expect(textOf(withNote)).toContain('退回说明\n材料不全');
  });

  it('of a reminder of what came back: what is asked by why it did', () => {
    const reminded = (reason: 'not-jurisdiction' | 'incomplete', suggested: string | null) =>
      textOf(paper(given(...sentAndBack(reason, suggested), nextTold(), nextTold()), 'reminder'));
    expect(reminded('not-jurisdiction', discipline)).toContain('前改送德城区纪委监委，或者撤回。');
    expect(reminded('incomplete', null)).toContain('前补正并再次移送，或者撤回。');
  });

  it('of a supplement: how much is asked for until when; what, only with content', () => {
    const asked = given(registered(), dispatched(), supplementAsked({ items: ['名单', '照片'] }));
    expect(textOf(paper(asked, 'supplement-request'))).toContain('请你单位补充材料2项，并于2026年9月30日24时前提供。');
    const items = { clue: null, texts: { items: '名单\n照片' } };
    const withItems = textOf(paper(asked, 'supplement-request', { content: items }));
    expect(withItems).toContain('需补充的材料\n1．名单\n2．照片');
    expect(withItems).not.toContain('请登录');
  });

  it('of feedback: the outcome, and whether it is the last', () => {
    const interim = given(registered(), dispatched(), acknowledged(), interimFeedback({ outcome: '基本属实' }));
    expect(textOf(paper(interim, 'feedback-letter'))).toContain(
      '现将阶段性办理情况反馈如下：\n基本属实。\n该线索仍在办理',
    );
    const final = given(registered(), dispatched(), acknowledged(), closed({ outcome: '属实！' }));
    expect(textOf(paper(final, 'feedback-letter'))).toContain('现将办理结果反馈如下：\n属实！\n该线索已办结。');
  });

  it('of a filed case: its day and number, to whom it is notified', () => {
    const made = paper(notice(), 'case-notice');
    expect(made).toMatchObject({ heading: names[receiver], addressee: names['371402-discipline-inspection'] });
    expect(textOf(made)).toContain(
      '我单位于2026年9月24日对涉黑涉恶线索（编号：371402-20260924-00000000）立案，案件编号：德城公立〔2026〕1号。',
    );
  });

  it('of a reminder: before its day, on it and after it', () => {
    const dispatchTold = [registered(), dispatched(), nextTold()];
    const onTime = given(...dispatchTold, nextTold(), nextTold(), nextTold());
    const said = [4, 5, 6].map((event) => textOf(paper(onTime, 'reminder', { event })));
    expect(said[0]).toContain(
      `关于${names[sender]}移送你单位的涉黑涉恶线索（编号：371402-20260924-00000000），按规定你单位应当于2026年10月9日24时前签收。\n上述期限将至，请按期办理。`,
    );
    expect(said[1]).toContain('上述期限将至');
    expect(said[2]).toContain('上述期限今日届满，请在期限届满前办理完毕。');
    const missed = given(...dispatchTold, nextTold({ at: '2026-10-10T08:00:00+08:00' }));
    expect(textOf(paper(missed, 'reminder'))).toContain('上述期限已过，请立即办理。');
  });

  it('of a reminder to a sender and to who answers a reporter: what they owe, each in their own words', () => {
    expect(textOf(paper(given(registered(), nextTold()), 'reminder'))).toContain(
      `关于你单位登记的涉黑涉恶线索（编号：371402-20260924-00000000），按规定你单位应当于2026年10月9日24时前将该线索移送${names[receiver]}。`,
    );
    // As it was then, whatever came since.
    expect(textOf(paper(given(registered(), nextTold(), dispatched()), 'reminder'))).toContain('关于你单位登记的');
    const back = given(registered(), dispatched(), returned(), nextTold(), nextTold());
    expect(textOf(paper(back, 'reminder'))).toContain(`关于你单位移送${names[receiver]}的涉黑涉恶线索`);
    const reply = textOf(paper(given(replyBegun(), nextTold()), 'reminder'));
    expect(reply).toContain('关于你单位受理的实名举报线索（编号：371402-20260924-00000000）');
    expect(reply).toContain('向举报人告知受理情况。');
  });

  it('of an escalation: that the day has passed, and whom to tell why', () => {
    const made = paper(escalatedTo(office), 'escalation');
    expect(made).toMatchObject({ heading: names[office], addressee: names[receiver], closing: '特此督办。' });
    expect(textOf(made)).toContain(
      `截至2026年10月10日，你单位仍未办理，已逾期。请立即办理，并将办理情况及逾期原因报${names[office]}。`,
    );
  });

  it('of an escalation after many: how many there were, and from when to when', () => {
    const story = given(registered(), dispatched(), ...Array.from({ length: 9 }, () => nextTold()));
    expect(textOf(paper(story, 'escalation'))).toContain(
      '此前已于2026年9月30日、2026年10月8日、2026年10月9日催办，2026年10月10日至2026年10月22日督办4次。',
    );
  });

  it('as the province words it', () => {
    const papers = { heading: '{unit}文件', words: {}, closing: '专此函告。' };
    const made = paper(taken, 'transfer-letter', { settings: { papers, closeOfBusiness: '17:30' } });
    expect(made).toMatchObject({ heading: `${names[sender]}文件`, closing: '专此函告。' });
    expect(textOf(made)).toContain('请于2026年10月9日17时30分前签收');
  });

  it('of a deadline that is not sure yet: that it may be counted anew', () => {
    const late = given(registered({ at: '2026-12-25T10:00:00+08:00' }), dispatched());
    expect(textOf(paper(late, 'transfer-letter'))).toContain(
      '请于2027年1月1日24时前（该期限涉及放假安排尚未公布的年度，以公布后重新计算的期限为准）签收',
    );
  });

  it('of whom to call, where the register says that of the unit that issues it', () => {
    expect(paper(taken, 'receipt').contact).toBeNull();
    const units = { [receiver]: { phone: '0534-2100220转8021' }, [sender]: { phone: '0534-2100110' } };
    expect(paper(taken, 'receipt', { units }).contact).toBe('（联系电话：0534-2100220转8021）');
  });
});
