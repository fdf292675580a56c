import type { Text } from '../../../domain/languages.ts';
import type { EventName } from '../../../domain/transfer/events.ts';
import type { Schemas } from '../api.ts';
import { type Event, type Facts, factsOf } from './event-facts.ts';

/** What happened, in a sentence for each event of a timeline. */

type Rule = Schemas['Transfer']['rule'];

/** In brackets or behind a comma, where there is anything to say. */
const late = (is: boolean): Text => (is ? { zh: '（逾期）', en: ' (late)' } : { zh: '', en: '' });

/** What is owed from then on. */
const owed = ({ owner, due, duty, provisional }: Facts): Text =>
  owner === ''
    ? { zh: '', en: '' }
    : {
        zh: `；${owner}应于${due.zh}${provisional ? '（暂定）' : ''}前${duty.zh}`,
        en: `; ${owner} is to ${duty.en} by ${due.en}${provisional ? ' (provisional)' : ''}`,
      };

const joined = (...parts: readonly Text[]): Text => ({
  zh: parts.map(({ zh }) => zh).join(''),
  en: parts.map(({ en }) => en).join(''),
});

const begun: Readonly<Record<Rule, Text>> = {
  'organised-crime': { zh: '登记线索', en: 'Clue registered' },
  misconduct: { zh: '登记线索', en: 'Clue registered' },
  'case-notice': { zh: '登记立案通报', en: 'Notice of the case registered' },
  reply: { zh: '登记实名举报', en: 'Real-name report registered' },
  supplement: { zh: '要求补充材料', en: 'Supplement asked for' },
};

const handledBy = ({ handling, units }: Facts): Text => ({
  zh: `${handling?.zh ?? '改派'}${units.zh === '' ? '' : `（${units.zh}）`}`,
  en: `${handling?.en ?? 'rerouted'}${units.en === '' ? '' : ` (${units.en})`}`,
});

const moved = ({ movedFrom, movedTo }: Facts): Text =>
  movedTo.zh === ''
    ? { zh: '', en: '' }
    : { zh: `；时限由${movedFrom.zh}变更为${movedTo.zh}`, en: `; due ${movedTo.en} instead of ${movedFrom.en}` };

const toldOf = (name: Text, { told, ended }: Facts): Text => ({
  zh: `${name.zh}：${told.zh === '' ? '无可告知的人员' : `已告知${told.zh}`}${ended ? '；再上一级没有可告知的单位' : ''}`,
  en: `${name.en}: ${told.en === '' ? 'nobody could be told' : `told ${told.en}`}${ended ? '; nobody is left to tell above' : ''}`,
});

const sentences: Readonly<Record<EventName, (facts: Facts, rule: Rule) => Text>> = {
  registered: (facts, rule) => joined(begun[rule], late(facts.late), owed(facts)),
  dispatched: (facts) =>
    joined(
      facts.corrected ? { zh: '补正后再次移送', en: 'Dispatched again, corrected' } : { zh: '移送', en: 'Dispatched' },
      late(facts.late),
      owed(facts),
    ),
  acknowledged: (facts) => {
    const { content, officers } = facts;
    return joined(
      { zh: '签收', en: 'Acknowledged' },
      late(facts.overdue),
      content === null
        ? { zh: '', en: '' }
        : { zh: `，线索内容为第${content}版`, en: `, version ${content} of its content` },
      officers.zh === ''
        ? { zh: '', en: '' }
        : { zh: `；提前介入人员：${officers.zh}`, en: `; officers assigned: ${officers.en}` },
      owed(facts),
    );
  },
  'interim-feedback': ({ outcome, overdue }) =>
    joined({ zh: '阶段性反馈', en: 'Interim feedback' }, late(overdue), { zh: `：${outcome}`, en: `: ${outcome}` }),
  closed: ({ outcome, overdue }) =>
    joined({ zh: '办结反馈', en: 'Final feedback' }, late(overdue), { zh: `：${outcome}`, en: `: ${outcome}` }),
  returned: (facts) => {
    const { reason, suggested } = facts;
    return joined(
      { zh: '退回', en: 'Returned' },
      reason ? { zh: `（${reason.zh}）`, en: ` (${reason.en})` } : { zh: '', en: '' },
      suggested === '' ? { zh: '', en: '' } : { zh: `，建议移送${suggested}`, en: `; suggested: ${suggested}` },
      owed(facts),
    );
  },
  withdrawn: () => ({ zh: '撤销移送', en: 'Withdrawn' }),
  recalled: () => ({ zh: '撤回移送', en: 'Taken back' }),
  rerouted: (facts) => {
    const { zh, en } = handledBy(facts);
    return { zh: `本件终止，改由其他单位办理：${zh}`, en: `Ended here, and handed on: ${en}` };
  },
  'case-filed': ({ caseNumber, filedOn }) => ({
    zh: `登记立案：${caseNumber}，${filedOn.zh}立案`,
    en: `Case filed: ${caseNumber}, on ${filedOn.en}`,
  }),
  'proposal-made': (facts) => {
    const { zh, en } = handledBy(facts);
    return { zh: `提出处理意见：${zh}`, en: `Proposed: ${en}` };
  },
  'proposal-approved': (facts) => {
    const { zh, en } = handledBy(facts);
    return { zh: `批准处理意见：${zh}`, en: `Proposal approved: ${en}` };
  },
  'proposal-refused': (facts) => {
    const { zh, en } = handledBy(facts);
    return { zh: `不予批准处理意见：${zh}`, en: `Proposal refused: ${en}` };
  },
  'extension-asked': ({ amount, due }) => ({
    zh: `申请延期${amount.zh}（原时限${due.zh}）`,
    en: `Extension of ${amount.en} asked for (due ${due.en})`,
  }),
  'extension-approved': (facts) =>
    joined({ zh: `批准延期${facts.amount.zh}`, en: `Extension of ${facts.amount.en} granted` }, moved(facts)),
  'extension-refused': ({ amount }) => ({
    zh: `不予批准延期${amount.zh}`,
    en: `Extension of ${amount.en} refused`,
  }),
  undecided: (facts) => toldOf(facts.about, facts),
  'supplement-asked': (facts) =>
    joined(
      {
        zh: `要求补充材料${facts.items}项`,
        en: `Supplement asked for: ${facts.items} item${facts.items === 1 ? '' : 's'}`,
      },
      owed(facts),
      facts.paused
        ? { zh: '；补充期间接收单位的时限暂停计算', en: '; meanwhile the receiver’s clock stands still' }
        : { zh: '', en: '' },
    ),
  supplied: (facts) => joined({ zh: '已补充材料', en: 'Supplement supplied' }, moved(facts)),
  'supplement-lapsed': () => ({
    zh: '移送已继续办理，不再补充材料',
    en: 'The transfer went on: the supplement is not owed any more',
  }),
  recounted: (facts) =>
    joined({ zh: '因放假安排或办理时限规定调整', en: 'The calendar or the windows changed' }, moved(facts)),
  'acceptance-told': () => ({ zh: '已告知举报人受理情况', en: 'The reporter was told of the acceptance' }),
  'outcome-owed': (facts) => joined({ zh: '各项移送均已办结', en: 'Every transfer has ended' }, owed(facts)),
  'outcome-told': () => ({ zh: '已告知举报人办理结果', en: 'The reporter was told the outcome' }),
  reminded: (facts) => toldOf(facts.about, facts),
  escalated: (facts) => toldOf(facts.about, facts),
  told: (facts) => toldOf(facts.about, facts),
  'told-late': (facts) => toldOf(facts.about, facts),
  alarmed: () => ({
    zh: '系统未能发出通知，已告警，由系统管理员处理',
    en: 'The system could tell nobody, and raised an alarm: its operators see to it',
  }),
  'workflow-restarted': () => ({
    zh: '系统管理员重新启动了催办和督办',
    en: 'Operators started reminders and escalations anew',
  }),
};

const isKnown = (event: string): event is EventName => Object.hasOwn(sentences, event);

export const sentenceOf = (event: Event, rule: Rule): Text =>
  isKnown(event.event) ? sentences[event.event](factsOf(event), rule) : { zh: '其他事项', en: 'Something else' };

/** What the clock did by itself: who was told, and how often. */
const automatic: ReadonlyMap<string, (times: number) => Text> = new Map<EventName, (times: number) => Text>([
  ['told', (n) => ({ zh: `通知${n}次`, en: `${n} notice${n === 1 ? '' : 's'}` })],
  ['told-late', (n) => ({ zh: `逾期通报${n}次`, en: `${n} notice${n === 1 ? '' : 's'} of lateness` })],
  ['reminded', (n) => ({ zh: `催办${n}次`, en: `${n} reminder${n === 1 ? '' : 's'}` })],
  ['escalated', (n) => ({ zh: `督办${n}次`, en: `${n} escalation${n === 1 ? '' : 's'}` })],
  [
    'undecided',
    (n) => ({ zh: `提醒审批延期${n}次`, en: `${n} reminder${n === 1 ? '' : 's'} to decide on the extension` }),
  ],
]);

export const isAutomatic = ({ event }: Event): boolean => automatic.has(event);

export const automaticCounts = (events: readonly Event[]): Text[] =>
  [...automatic].flatMap(([name, counted]) => {
    const times = events.filter(({ event }) => event === name).length;
    return times > 0 ? [counted(times)] : [];
  });
