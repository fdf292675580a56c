import type { Text } from './languages.ts';
import type { Organ } from './organs.ts';
import type { ReturnReason } from './settings.ts';
import type { DutyName, Ruled, WindowUnit } from './windows.ts';

/** What statuses, duties, actions and the values of fields are called where somebody reads of them. */

/** Of a table of names those in Chinese. */
export const inChinese = <K extends string>(names: Readonly<Record<K, Text>>): Readonly<Record<K, string>> =>
  Object.fromEntries(Object.entries<Text>(names).map(([key, { zh }]) => [key, zh])) as Record<K, string>;

/** Of a transfer, of a reply to a reporter, and of a supplement. */
export const statusNames = {
  registered: { zh: '待移送', en: 'registered' },
  dispatched: { zh: '待签收', en: 'dispatched' },
  returned: { zh: '已退回', en: 'returned' },
  acknowledged: { zh: '办理中', en: 'acknowledged' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤销或撤回', en: 'withdrawn or recalled' },
  rerouted: { zh: '已改派', en: 'rerouted' },
  'owed-acceptance': { zh: '待告知受理', en: 'yet to tell of the acceptance' },
  waiting: { zh: '待各移送办结', en: 'waiting' },
  'owed-outcome': { zh: '待告知结果', en: 'yet to tell of the outcome' },
  done: { zh: '已答复', en: 'done' },
  'owed-supplement': { zh: '待补充材料', en: 'owed' },
  supplied: { zh: '已补充', en: 'supplied' },
  lapsed: { zh: '不再补充', en: 'lapsed' },
} as const satisfies Readonly<Record<string, Text>>;

const withdrawn: Text = { zh: '已撤销', en: 'withdrawn' };
const recalled: Text = { zh: '已撤回', en: 'recalled' };

/** What the status of a transfer is called: one whose sender took it back was recalled from its receiver, or withdrawn while nobody had it in hand. */
export const statusIn = ({
  status,
  dispatchedAt,
  returned,
}: {
  status: keyof typeof statusNames;
  dispatchedAt?: string | null | undefined;
  returned?: object | null | undefined;
}): Text => {
  if (status !== 'withdrawn' || dispatchedAt === undefined) return statusNames[status];
  return dispatchedAt === null || returned ? withdrawn : recalled;
};

export const dutyNames = {
  dispatch: { zh: '移送', en: 'dispatch' },
  acknowledge: { zh: '签收', en: 'acknowledge' },
  correct: { zh: '补正', en: 'correct' },
  supplement: { zh: '补充材料', en: 'supplement' },
  feedback: { zh: '反馈', en: 'feedback' },
  acceptance: { zh: '告知举报人受理情况', en: 'acceptance' },
  outcome: { zh: '告知举报人办理结果', en: 'outcome' },
} as const satisfies Readonly<Record<DutyName, Text>>;

/** What is done on a transfer: its name, in English as a thing to do; `done`, its participle; `route`, the last part of its path. */
export const actionNames = {
  dispatch: { zh: '移送', en: 'dispatch it', done: 'dispatched', route: 'dispatch' },
  acknowledge: { zh: '签收', en: 'acknowledge it', done: 'acknowledged', route: 'acknowledge' },
  return: { zh: '退回', en: 'return it', done: 'returned', route: 'return' },
  feedback: { zh: '反馈', en: 'report back', done: 'reported back on', route: 'feedback' },
  withdraw: { zh: '撤销', en: 'withdraw it', done: 'withdrawn', route: 'withdraw' },
  recall: { zh: '撤回', en: 'take it back', done: 'recalled', route: 'recall' },
  supplement: {
    zh: '要求补充材料',
    en: 'ask for what is missing',
    done: 'asked more about',
    route: 'supplement',
  },
  supplied: { zh: '回复已补充材料', en: 'say what was supplied', done: 'supplied with more', route: 'supplied' },
  case: { zh: '登记立案', en: 'file a case', done: 'taken as the ground of a case', route: 'case' },
  proposals: {
    zh: '提出处理意见',
    en: 'propose that others deal with it',
    done: 'proposed on',
    route: 'proposals',
  },
  redirect: { zh: '移送其他单位', en: 'dispatch it', done: 'dispatched to another unit', route: 'dispatch' },
  acceptance: {
    zh: '告知受理情况',
    en: 'tell the reporter of the acceptance',
    done: 'answered with the acceptance',
    route: 'reply',
  },
  outcome: {
    zh: '告知办理结果',
    en: 'tell the reporter the outcome',
    done: 'answered with the outcome',
    route: 'reply',
  },
} as const satisfies Readonly<Record<string, Text & { done: string; route: string }>>;
export type ActionName = keyof typeof actionNames;

/** An action as a step that a reader can take, with its route. */
export const stepOf = (name: ActionName): Text => {
  const { zh, en, route } = actionNames[name];
  return { zh: `${zh}（${route}）`, en: `${en} (POST …/${route})` };
};

export const unitNames = {
  'working-days': { zh: '工作日', en: 'working days' },
  'calendar-days': { zh: '自然日', en: 'calendar days' },
  hours: { zh: '小时', en: 'hours' },
} as const satisfies Readonly<Record<WindowUnit, Text>>;

export const levelNames = {
  province: { zh: '省级', en: 'province' },
  prefecture: { zh: '市级', en: 'prefecture' },
  county: { zh: '县级', en: 'county' },
} as const satisfies Readonly<Record<string, Text>>;

export const ruleNames = {
  'organised-crime': { zh: '涉黑涉恶线索', en: 'organised-crime' },
  misconduct: { zh: '渎职、腐败、“保护伞”线索', en: 'misconduct' },
  'case-notice': { zh: '立案通报', en: 'case-notice' },
  reply: { zh: '实名举报答复', en: 'reply' },
  supplement: { zh: '补充材料', en: 'supplement' },
} as const satisfies Readonly<Record<Ruled | 'supplement', Text>>;

export const organNames = {
  'public-security': { zh: '公安机关', en: 'public security' },
  'discipline-inspection': { zh: '纪检监察机关', en: 'discipline inspection' },
  petitions: { zh: '信访部门', en: 'petitions' },
  procuratorate: { zh: '检察机关', en: 'procuratorate' },
  court: { zh: '审判机关', en: 'court' },
  'judicial-administration': { zh: '司法行政部门', en: 'judicial administration' },
  land: { zh: '国土部门', en: 'land' },
  housing: { zh: '住建部门', en: 'housing' },
  transport: { zh: '交通部门', en: 'transport' },
  water: { zh: '水利部门', en: 'water' },
  agriculture: { zh: '农业部门', en: 'agriculture' },
  publicity: { zh: '宣传部门', en: 'publicity' },
  cyberspace: { zh: '网信部门', en: 'cyberspace' },
  'leading-group-office': { zh: '扫黑办', en: 'leading group office' },
  other: { zh: '其他成员单位', en: 'other' },
} as const satisfies Readonly<Record<Organ, Text>>;

export const reasonNames = {
  'not-jurisdiction': { zh: '不属本单位管辖', en: 'not-jurisdiction' },
  incomplete: { zh: '材料不完整', en: 'incomplete' },
  inaccurate: { zh: '情况不准确', en: 'inaccurate' },
} as const satisfies Readonly<Record<ReturnReason, Text>>;

export const handlingNames = {
  elsewhere: { zh: '异地办理', en: 'elsewhere' },
  elevate: { zh: '提级办理', en: 'elevate' },
  designate: { zh: '指定办理', en: 'designate' },
  joint: { zh: '联合办理', en: 'joint' },
} as const satisfies Readonly<Record<string, Text>>;

export const roleNames = {
  clerk: { zh: '经办人', en: 'clerk' },
  supervisor: { zh: '负责人', en: 'supervisor' },
  operator: { zh: '系统管理员', en: 'operator' },
  auditor: { zh: '审计管理员', en: 'auditor' },
} as const satisfies Readonly<Record<string, Text>>;

/** Values that a field may take, in Chinese: where one is to be chosen, each is said with it. */
const values: Readonly<Record<string, Text>> = {
  ...organNames,
  ...ruleNames,
  ...statusNames,
  ...reasonNames,
  ...handlingNames,
  ...levelNames,
  acceptance: { zh: '受理情况', en: 'acceptance' },
  outcome: { zh: '办理结果', en: 'outcome' },
  ...roleNames,
  zh: { zh: '中文', en: 'zh' },
  en: { zh: '英文', en: 'en' },
  true: { zh: '是', en: 'true' },
  false: { zh: '否', en: 'false' },
};

/** These values of a field as a list to choose from. */
export const choiceOf = (some: readonly unknown[]): Text => {
  const all = some.map(String);
  const named = all.map((one) => (Object.hasOwn(values, one) ? `${one}（${values[one]?.zh}）` : one));
  return { zh: named.join('、'), en: all.join(', ') };
};
