import type { Text } from '../../../domain/languages.ts';
import { dutyNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';

/** What operators read of, in words. */

type Round = Schemas['Round'];

/** Each schedule, and what does not happen while it is silent. */
export const roundNames: Readonly<Record<Round['name'], { name: Text; silent: Text }>> = {
  watchdog: {
    name: { zh: '流程值守', en: 'Watchdog of workflows' },
    silent: {
      zh: '中断的流程得不到恢复，时限可能无人提醒。',
      en: 'A workflow that is lost stays lost, and its deadline may pass in silence.',
    },
  },
  'recount-deadlines': {
    name: { zh: '重新计算时限', en: 'Recount of deadlines' },
    silent: { zh: '日历或时限调整后，应办时限不会变动。', en: 'A changed calendar or window moves no deadline.' },
  },
  'verify-records': {
    name: { zh: '记录核验', en: 'Verification of records' },
    silent: { zh: '记录受损时不会被发现。', en: 'Nobody would see that a record was damaged.' },
  },
  'ask-for-calendar': {
    name: { zh: '提醒录入日历', en: 'Asking for the calendar' },
    silent: { zh: '下一年度日历未录入时无人提醒。', en: 'Nobody is asked for the calendar of next year.' },
  },
  'tell-absent': {
    name: { zh: '代行告知', en: 'Telling absent supervisors' },
    silent: {
      zh: '负责人可能不知道由谁代行。',
      en: 'A supervisor who is absent may not hear who stands in for them.',
    },
  },
  'carry-over-recusals': {
    name: { zh: '旧回避名单转换', en: 'Carrying over old recusals' },
    silent: { zh: '早期记录的查阅较慢。', en: 'Records of before are slower to read.' },
  },
};

const countNames: Readonly<Record<string, Text>> = {
  revived: { zh: '恢复流程', en: 'revived' },
  asked: { zh: '检查流程', en: 'asked' },
  overdue: { zh: '逾期事项', en: 'overdue' },
  open: { zh: '未办结', en: 'open' },
  moved: { zh: '时限变动', en: 'moved' },
  checked: { zh: '核验记录', en: 'checked' },
  faults: { zh: '异常记录', en: 'faults' },
  missing: { zh: '缺少年度', en: 'years missing' },
  units: { zh: '涉及单位', en: 'units' },
  pass: { zh: '轮次', en: 'pass' },
  found: { zh: '发现', en: 'found' },
  left: { zh: '剩余', en: 'left' },
};

const nameOf = (names: Readonly<Record<string, Text>>, key: string): Text =>
  (Object.hasOwn(names, key) ? names[key] : undefined) ?? { zh: key, en: key };

/** The store keeps no order of them. */
const inOrder = ([a]: [string, unknown], [b]: [string, unknown]): number =>
  Object.keys(countNames).indexOf(a) - Object.keys(countNames).indexOf(b);

/** What a round did. */
export const countsIn = (counts: Round['counts']): Text => {
  const said = Object.entries(counts)
    .sort(inOrder)
    .map(([key, count]): Text => {
      const { zh, en } = nameOf(countNames, key);
      return { zh: `${zh} ${count}`, en: `${en} ${count}` };
    });
  return { zh: said.map(({ zh }) => zh).join('，'), en: said.map(({ en }) => en).join(', ') };
};

/** Every so many minutes. */
export const everyIn = (minutes: number): Text => {
  if (minutes % 1440 === 0) return { zh: '每天', en: 'daily' };
  if (minutes === 60) return { zh: '每小时', en: 'hourly' };
  return { zh: `每${minutes}分钟`, en: `every ${minutes} min` };
};

export const stateNames = {
  refused: { zh: '被拒收', en: 'refused' },
  uncertain: { zh: '不能确定是否送达', en: 'may be lost' },
} as const satisfies Readonly<Record<string, Text>>;

export const reasonsOfReturn = {
  bounced: { zh: '退信', en: 'mails came back' },
  complained: { zh: '被投诉为垃圾邮件', en: 'reported as spam' },
} as const satisfies Readonly<Record<string, Text>>;

const readerNames: Readonly<Record<string, Text>> = {
  unit: { zh: '单位', en: 'the unit' },
  supervisor: { zh: '负责人', en: 'a supervisor' },
  'stand-in': { zh: '代行人', en: 'a stand-in' },
  operator: { zh: '系统管理员', en: 'an operator' },
  'absent-supervisor': { zh: '不在岗的负责人', en: 'an absent supervisor' },
};
export const readerIn = (as: string): Text => nameOf(readerNames, as);

/** Of a mail what it is about: a duty with its reminder or escalation, or a notice. */
export const aboutIn = (duty: string | null, milestone: string | null): Text => {
  const name = duty === null ? undefined : nameOf({ ...dutyNames, notice: { zh: '通知', en: 'notice' } }, duty);
  const kind = milestone?.startsWith('reminder')
    ? { zh: '催办', en: 'reminder' }
    : milestone?.startsWith('escalation')
      ? { zh: '督办', en: 'escalation' }
      : undefined;
  if (name === undefined) return { zh: '其他邮件', en: 'another mail' };
  return kind === undefined ? name : { zh: `${name.zh}${kind.zh}`, en: `${kind.en}: ${name.en}` };
};
