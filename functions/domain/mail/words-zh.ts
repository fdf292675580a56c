import { countedFacts, type Run } from '../calendar/count.ts';
import type { Amount, Words } from './wording.ts';

const duties: Words['duties'] = {
  dispatch: '移送',
  acknowledge: '签收',
  correct: '补正',
  supplement: '补充材料',
  feedback: '反馈',
  acceptance: '告知举报人受理情况',
  outcome: '告知举报人办理结果',
};

const reasons = { 'not-jurisdiction': '不属本单位管辖', incomplete: '材料不完整', inaccurate: '情况不准确' };

const handlings = { elsewhere: '异地办理', elevate: '提级办理', designate: '指定办理', joint: '联合办理' };

const returned = { bounced: '无法投递', complained: '投诉了系统邮件' };

const began = {
  'organised-crime': '发现日期',
  misconduct: '发现日期',
  'case-notice': '立案日期',
  reply: '举报日期',
  supplement: '发现日期',
};

const handled = (handling: keyof typeof handlings, named: readonly string[]) =>
  named.length > 0 ? `由${list(named)}${handlings[handling]}` : handlings[handling];

const verb = (duty: keyof typeof duties | null) => (duty ? duties[duty] : '办理');

const run = ({ name, first, last }: Run) => (first === last ? `${name} ${first}` : `${name} ${first} 至 ${last}`);

const units = { 'working-days': '个工作日', 'calendar-days': '个自然日', hours: '小时' };

const amount = ({ count, unit }: Amount) => (count > 0 ? `${count} ${units[unit]}` : `不足 1 ${units[unit]}`);

/** A number stands off from the words before it. */
const after = (word: string, text: string) => (/^\d/.test(text) ? `${word} ${text}` : `${word}${text}`);

const counts = {
  'working-days': (n: number) => `第 ${n} 个工作日到期`,
  'calendar-days': (n: number) => `第 ${n} 个自然日到期`,
  hours: (n: number) => `满 ${n} 小时到期`,
};

const runs = {
  always: '夜间、休息日连续计算',
  'working-days': '仅计工作日',
  'office-hours': '仅计工作日的办公时间',
};

const count: Words['count'] = (days, { unit, run: hoursRun, extended }) => {
  const { start, counted, weekends, holidays, paused, makeUpDays, movedOn, provisional } = countedFacts(days);
  const left = [...(weekends > 0 ? [`周末 ${weekends} 天`] : []), ...holidays.map(run)];
  const leaves = unit === 'working-days' || (unit === 'hours' && hoursRun !== 'always');
  return [
    `自 ${start} 起算${unit === 'hours' ? '' : '（当日不计）'}，${counts[unit](counted)}`,
    ...(unit === 'hours' ? [runs[hoursRun]] : []),
    ...(leaves && left.length > 0 ? [`不计 ${left.join('、')}`] : []),
    ...(makeUpDays.length > 0 ? [`调休上班 ${makeUpDays.join('、')} 计入`] : []),
    ...(paused.length > 0 ? [`暂停计算 ${paused.map((one) => run(one).trim()).join('、')}`] : []),
    ...(extended > 0 ? [`含批准延期 ${amount({ count: extended, unit })}`] : []),
    ...(movedOn ? ['期限最后一日为休息日，顺延至其后第一个工作日'] : []),
    ...(provisional ? ['放假通知未发布的年度按周一至周五计'] : []),
  ].join('；');
};

const list = (names: readonly string[]) => names.join('、');

const several = '有关单位';

const which = (owner: string | null) => owner ?? several;

export const zh: Words = {
  language: 'zh',
  tag: 'zh-CN',
  stop: '。',
  colon: '：',
  comma: '，',
  and: '、',
  foot: '本邮件由线索移送系统自动发出，不含线索内容。',
  duties,
  rules: {
    'organised-crime': '涉黑涉恶线索',
    misconduct: '渎职、腐败、“保护伞”线索',
    'case-notice': '立案通报',
    reply: '实名举报答复',
    supplement: '补充材料',
  },
  labels: {
    reference: '线索编号',
    rule: '线索类别',
    heldBy: '承办单位',
    from: '移送单位',
    to: '接收单位',
    duty: '应办事项',
    due: '办理时限',
    grace: '时限提前的办理期限',
    count: '期限计算',
    basis: '依据',
    missed: '应移送日期',
    overdue: '逾期时间',
    units: '涉及单位',
    asked: '办理要求',
    why: '督办事由',
    informed: '此前已通知',
    instead: '代收说明',
    again: '重发说明',
    rest: '其余',
    act: '登录系统办理',
    address: '邮箱',
    mend: '应办事项',
    effect: '影响',
  },
  headlines: {
    'due-today': ({ duty }) => ['催办', `今日到期，请及时${verb(duty)}`],
    due: ({ duty, dueDate }) => ['催办', `${dueDate} 到期，请及时${verb(duty)}`],
    'was-due': ({ duty, dueDate }) => ['催办', `${dueDate} 已到期，尚未${verb(duty)}`],
    overdue: ({ duty, owner, amount: by }) => ['督办', `${after(`${owner}逾期`, amount(by))}未${verb(duty)}`],
    late: ({ late, rule, discovered, missed, amount: by }) => [
      '督办',
      missed
        ? `${began[rule].slice(0, 2)}于 ${discovered}，应于 ${missed} 前移送，${after('逾期', amount(by))}，请督促移送单位`
        : `${late ? '逾期' : ''}登记或移送，请督促移送单位`,
    ],
    dispatched: ({ sender, until }) => ['移送', `${sender}移送线索，请于 ${until} 前签收`],
    recalled: ({ sender }) => ['撤回', `${sender}已撤回移送的线索，无需签收`],
    'supplement-asked': ({ receiver, until }) => ['补充材料', `${receiver}要求补充材料，请于 ${until} 前补充`],
    supplied: ({ sender }) => ['补充材料', `${sender}已补充材料，请登录系统查看`],
    undecided: ({ owner, askedOn, amount: by }) => [
      '待审批',
      `${owner} ${askedOn} 提出的延期申请已满 ${amount(by)}未审批，请尽快审批`,
    ],
    recounted: ({ movedFrom, due }) => ['时限变更', `办理时限由 ${movedFrom || '原定日期'} 调整为 ${due}`],
    'extension-asked': ({ owner, amount: by }) => ['延期申请', `${after(`${owner}申请延期`, amount(by))}，请审批`],
    'extension-approved': ({ amount: by, due }) => [
      '延期批准',
      `${after('批准延期', amount(by))}，办理时限延至 ${due}`,
    ],
    'extension-refused': ({ amount: by, due }) => [
      '延期不予批准',
      `${after('延期', amount(by))}的申请未获批准，办理时限仍为 ${due}`,
    ],
    returned: ({ receiver, reason, suggested, until }) => [
      '退回',
      `${receiver}退回线索（${reasons[reason]}${suggested ? `，建议移送${suggested}` : ''}），请于 ${until} 前补正`,
    ],
    feedback: ({ receiver, final }) => ['反馈', `${receiver}已作${final ? '办结' : '阶段性'}反馈，请登录系统查看`],
    'proposal-made': ({ receiver, handling, units: named }) => [
      '处理意见',
      `${receiver}提出${handled(handling, named)}的意见，请审批`,
    ],
    'proposal-approved': ({ handling, units: named, dueDate }) => [
      '处理意见',
      `${handled(handling, named)}的意见已获批准${dueDate ? `，新的签收时限为 ${dueDate}` : ''}`,
    ],
    'proposal-refused': ({ handling, units: named }) => [
      '处理意见',
      `${handled(handling, named)}的意见未获批准，请继续办理`,
    ],
  },
  began,
  subject: (tag, references, line) =>
    `【${tag}】${references.length > 0 ? `线索移送 ${references.join('、')}：` : ''}${line}`,
  owed: (duty, owner) => `${duties[duty]}（${owner}）`,
  amount,
  overdue: (by) => after('逾期', amount(by)),
  several,
  dueDate: (date, provisional) => `${date}${provisional ? '（暂定）' : ''}`,
  dueAt: (date, time, provisional) => `${date} ${time}${provisional ? '（暂定：有年度放假通知尚未发布）' : ''}`,
  standsStill: '（补充材料期间暂停计算）',
  isOver: '（已过，请立即办理）',
  grace: (date) => `${date} 前办理的，不计逾期`,
  count,
  asked: {
    owner: (_, duty) => `请立即${verb(duty)}`,
    supervisor: (owner, duty) => `请督促${owner}立即${verb(duty)}`,
    office: (owner, duty) => `请对${owner}予以督办，责成其立即${verb(duty)}`,
  },
  why: (step, level, wasLate) => {
    const whom = level === 'supervisor' ? '通知单位负责人' : '报领导小组办公室督办';
    if (step === 0) return `时限已过，按规定即时${whom}`;
    return wasLate
      ? `登记时已逾期，自登记之日起满 ${step} 个工作日仍未办理，按规定${whom}`
      : `逾期满 ${step} 个工作日仍未办理，按规定${whom}`;
  },
  informed: (unit, as, date) => {
    const who = as === 'supervisor' ? '负责人' : as === 'stand-in' ? '代行人' : '';
    return `${unit}${who}（${date}）`;
  },
  standsIn: (absent) => `${absent}不在岗期间，由您代行督办`,
  secondCopy: '系统无法确认前一封是否发出，本邮件可能与已收到的重复',
  many: {
    reminder: (n, owner) => `${which(owner)}有 ${n} 件线索移送事项待办，请在时限内办理`,
    escalation: (n, owner) => `${which(owner)}有 ${n} 件线索移送事项逾期未办，请督促办理`,
    undecided: (n) => `${n} 件延期申请未审批，请尽快审批`,
    late: (n, owner) => `${which(owner)}有 ${n} 件线索逾期登记或移送，请督促移送单位`,
    dispatched: (n) => `${n} 件线索移送贵单位，请按时签收`,
    recalled: (n) => `${n} 件移送的线索已撤回，无需签收`,
    'supplement-asked': (n) => `${n} 件线索需补充材料，请按时补充`,
    supplied: (n) => `${n} 件线索已补充材料，请登录系统查看`,
    recounted: (n) => `${n} 件线索移送的办理时限已调整`,
    'extension-asked': (n) => `${n} 件延期申请，请审批`,
    'extension-approved': (n) => `${n} 件延期申请已获批准`,
    'extension-refused': (n) => `${n} 件延期申请未获批准`,
    returned: (n) => `${n} 件线索被退回，请按时补正`,
    feedback: (n) => `${n} 件线索已有反馈，请登录系统查看`,
    'proposal-made': (n) => `${n} 件处理意见，请审批`,
    'proposal-approved': (n) => `${n} 件处理意见已获批准`,
    'proposal-refused': (n) => `${n} 件处理意见未获批准，请继续办理`,
  },
  recount: {
    line: (n) => ['时限变更', `日历或时限调整，${n} 件线索移送的办理时限已重新计算`],
    stays: (due) => `仍为 ${due}，以本邮件为准`,
    definite: (date) => `${date}，由暂定转为确定`,
    inTimeUntil: (date) => `新时限已过，${date} 前办理的，不计逾期`,
    more: (n) => `另有 ${n} 件，请登录系统查看台账`,
  },
  addressReturned: {
    line: (unitId, reason) => ['邮箱', `${unitId} 的邮箱${returned[reason]}，该单位可能收不到催办`],
    mend: (unitId) => `与该单位核实后，以 PUT /v1/units/${unitId} 更正；地址无误的，原样再提交一次即可恢复`,
  },
  calendarMissing: {
    line: (years) => ['日历', `${years.join('、')} 年放假通知尚未录入，跨年时限均为暂定`],
    mend: (years) =>
      `国务院办公厅发布通知后，以 ${years.map((year) => `PUT /v1/calendar/${year}`).join('、')} 录入放假日和调休上班日`,
    effect: '录入前按周一至周五计算；录入后系统重新计算全部在办时限，并通知有关单位',
  },
  standInNamed: {
    line: (from, until) => ['代行', `您 ${from} 至 ${until} 不在岗，督办邮件由他人代收`],
    labels: { unit: '所在单位', standIn: '代行人', days: '代行期间', saidBy: '指定人', wrong: '如有不符' },
    days: (from, until) => `${from} 至 ${until}（首尾两日在内）`,
    saidBy: { supervisor: (unit) => `${unit}负责人`, operator: () => '系统管理员' },
    wrong: (operators) => `请即与系统管理员联系（${operators.join('、')}）`,
  },
};
