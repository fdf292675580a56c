import { notices } from './notices-zh.ts';
import { sentences, undecided } from './sentences-zh.ts';
import { amount, began, correction, count, date, day, duties, left, list, moment, rules, until } from './terms-zh.ts';
import type { Party, Step, Words } from './wording.ts';

const which = (owner: Party | null) => (owner?.isReader ? '你单位' : (owner?.name ?? '有关单位'));

/** Behind a sentence, where there is anything to say of the first of many. */
const withWorst = (worst: string) => (worst === '' ? '' : `，${worst}`);

const why = ({ duty, step, level, overdue, sinceOnRecord }: Step): string => {
  const whom = level === 'supervisor' ? '通知单位负责人' : '报领导小组办公室督办';
  if (step === 0 || overdue.count === 0) return `时限已过，按规定即时${whom}`;
  if (sinceOnRecord) {
    const began = duty === 'outcome' ? '列入应办事项时已逾期，自列入之日起' : '登记时已逾期，自登记之日起';
    return `${began}第${sinceOnRecord}个工作日仍未办理，按规定${whom}`;
  }
  return `逾期${overdue.unit === 'hours' ? '已满' : '第'}${amount(overdue)}仍未办理，按规定${whom}`;
};

export const zh: Words = {
  language: 'zh',
  tag: 'zh-CN',
  stop: '。',
  colon: '：',
  and: '、',
  indent: { plain: '　　', css: '2em' },
  system: '线索移送系统',
  foot: '本邮件由线索移送系统自动发出，不含线索内容。',
  addressee: {
    unit: (unit) => `${unit}：`,
    supervisor: (unit) => `${unit}负责人：`,
    'stand-in': (unit) => `${unit}负责人（代行）：`,
  },
  duties,
  rules,
  labels: {
    reference: '线索编号',
    rule: '线索类别',
    matter: '办理事项',
    heldBy: '承办单位',
    from: '移送单位',
    to: '接收单位',
    formerTo: '原接收单位',
    duty: '应办事项',
    due: '办理时限',
    grace: '时限提前的办理期限',
    count: '期限计算',
    basis: '依据',
    missed: '应移送日期',
    overdue: '逾期时间',
    units: '涉及单位',
    said: '事由',
    why: '督办事由',
    informed: '此前已通知',
    instead: '代收说明',
    again: '重发说明',
    rest: '其余',
    act: '登录系统办理',
    read: '登录系统查看',
    contact: '联系单位',
    office: '督办单位',
    address: '邮箱',
    mend: '应办事项',
    effect: '影响',
  },
  ...sentences,
  began,
  subject: (tag, references, line, kind) => {
    const named = references.length > 0 ? `线索移送 ${list(references)}${kind ? `（${kind}）` : ''}：` : '';
    return `【${tag}】${named}${line}`;
  },
  date,
  moment,
  owed: (one) => `${one.duty === 'correct' ? correction(one) : duties[one.duty]}（${one.owner}）`,
  amount,
  dueDate: (written, provisional) => `${written}${provisional ? '（暂定）' : ''}`,
  provisional: '（暂定：有年度放假通知尚未发布）',
  standsStill: '（补充材料期间暂停计算）',
  isOver: '（已过，请立即办理）',
  grace: (end) => `${moment(end)}前办理的，不计逾期`,
  count,
  asked: {
    owner: () => '请立即办理',
    supervisor: (owner) => `请督促${owner}立即办理`,
    office: (owner) => `请对${owner}予以督办，责成其立即办理`,
  },
  several: '有关单位',
  why,
  undecided,
  informed: (unit, as, days, times, today) => {
    const who = as === 'supervisor' ? '负责人' : as === 'stand-in' ? '代行人' : '';
    return `${unit}${who}（${list(days.map((on) => day(on, today)))}${times === null ? '' : `，共${times}次`}）`;
  },
  standsIn: (absent) => `${absent}不在岗期间，由您代行督办`,
  secondCopy: '系统无法确认前一封是否发出，本邮件可能与已收到的重复',
  call: (unit, phone) => `${unit}，电话：${phone}`,
  many: {
    reminder: (n, owner, worst) => `${which(owner)}有${n}件线索移送事项待办${withWorst(worst)}，请在时限内办理`,
    escalation: (n, owner, worst, asks) => `${which(owner)}有${n}件线索移送事项逾期未办${withWorst(worst)}，${asks}`,
    undecided: (n) => `${n}件延期申请未审批，请尽快审批`,
    late: (n, owner) => `${which(owner)}有${n}项移送逾期，请予督促`,
    dispatched: (n) => `向贵单位移送线索${n}项，请按时签收`,
    recalled: (n) => `${n}项移送已撤回，无需签收`,
    'supplement-asked': (n) => `${n}项移送需补充材料，请按时补充`,
    supplied: (n) => `${n}项移送已补充材料，请登录系统查看`,
    recounted: (n) => `${n}件线索移送事项的办理时限已调整`,
    'extension-asked': (n) => `${n}件延期申请，请审批`,
    'extension-approved': (n) => `${n}件延期申请已获批准`,
    'extension-refused': (n) => `${n}件延期申请未获批准`,
    returned: (n) => `${n}项移送被退回，请按时办理`,
    feedback: (n) => `${n}项移送已有反馈，请登录系统查看`,
    'proposal-made': (n) => `${n}件处理意见，请审批`,
    'proposal-approved': (n) => `${n}件处理意见已获批准`,
    'proposal-refused': (n) => `${n}件处理意见未获批准，请登录系统查看`,
  },
  asks: '请督促办理',
  earliest: ({ due, left: time, today }) => {
    if (!due) return '';
    return time ? `最早${until(due, today)}到期（还有${left(time)}）` : `最早${until(due, today)}到期`;
  },
  longest: (overdue) => `最长逾期${amount(overdue)}`,
  ...notices,
};
