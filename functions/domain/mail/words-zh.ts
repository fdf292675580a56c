import { type CountedDay, countedFacts, type Run } from '../calendar/calendar.ts';
import type { Words } from './wording.ts';

const duties: Words['duties'] = {
  dispatch: '移送',
  acknowledge: '签收',
  correct: '补正',
  feedback: '反馈',
  acceptance: '告知举报人受理情况',
  outcome: '告知举报人办理结果',
};

const reasons = { 'not-jurisdiction': '不属本单位管辖', incomplete: '材料不完整', inaccurate: '情况不准确' };

const handlings = { elsewhere: '异地办理', elevate: '提级办理', designate: '指定办理', joint: '联合办理' };

const returned = { bounced: '无法投递', complained: '投诉了系统邮件' };

const verb = (duty: keyof typeof duties | null) => (duty ? duties[duty] : '办理');

const run = ({ name, first, last }: Run) => (first === last ? `${name} ${first}` : `${name} ${first} 至 ${last}`);

const count = (days: readonly CountedDay[], calendar: string): string => {
  const { start, counted, weekends, holidays, makeUpDays, provisional } = countedFacts(days);
  const left = [...(weekends > 0 ? [`周末 ${weekends} 天`] : []), ...holidays.map(run)];
  return [
    `自 ${start} 起算（当日不计），第 ${counted} 个工作日到期`,
    ...(left.length > 0 ? [`不计 ${left.join('、')}`] : []),
    ...(makeUpDays.length > 0 ? [`调休上班 ${makeUpDays.join('、')} 计入`] : []),
    ...(provisional ? ['放假通知未发布的年度按周一至周五计'] : []),
    `日历版本 ${calendar}`,
  ].join('；');
};

export const zh: Words = {
  tag: 'zh-CN',
  stop: '。',
  colon: '：',
  comma: '，',
  foot: '本邮件由线索移送系统自动发出，不含线索内容。',
  duties,
  rules: {
    'organised-crime': '涉黑涉恶线索',
    misconduct: '渎职、腐败、“保护伞”线索',
    'case-notice': '立案通报',
    reply: '实名举报答复',
  },
  labels: {
    reference: '线索编号',
    rule: '线索类别',
    heldBy: '承办单位',
    from: '移送单位',
    to: '接收单位',
    duty: '应办事项',
    due: '办理时限',
    count: '期限计算',
    instead: '代收说明',
    rest: '其余',
    act: '登录系统办理',
    look: '登录系统查看',
    address: '邮箱',
    mend: '应办事项',
    effect: '影响',
    home: '系统地址',
  },
  headlines: {
    'due-today': ({ duty }) => ['催办', `今日到期，请及时${verb(duty)}`],
    due: ({ duty, dueDate }) => ['催办', `${dueDate} 到期，请及时${verb(duty)}`],
    'was-due': ({ duty, dueDate }) => ['催办', `${dueDate} 已到期，尚未${verb(duty)}`],
    overdue: ({ duty, owner, days }) => ['督办', `${owner}逾期 ${days} 个工作日未${verb(duty)}`],
    late: ({ late }) => ['督办', `${late ? '逾期' : ''}登记或移送，请督促移送单位`],
    recounted: ({ movedFrom, due }) => ['时限变更', `办理时限由 ${movedFrom || '原定日期'} 调整为 ${due}`],
    'extension-asked': ({ owner, days }) => ['延期申请', `${owner}申请延期 ${days} 个工作日，请审批`],
    'extension-approved': ({ due }) => ['延期批准', `延期申请已获批准，办理时限为 ${due}`],
    'extension-refused': ({ due }) => ['延期不予批准', `延期申请未获批准，办理时限仍为 ${due}`],
    returned: ({ receiver, reason, suggested, due }) => [
      '退回',
      `${receiver}退回线索（${reasons[reason]}${suggested ? `，建议移送${suggested}` : ''}），请于 ${due} 前补正`,
    ],
    feedback: ({ receiver, final }) => ['反馈', `${receiver}已作${final ? '办结' : '阶段性'}反馈，请登录系统查看`],
    'proposal-made': ({ receiver, handling }) => ['处理意见', `${receiver}提出${handlings[handling]}意见，请审批`],
    'proposal-approved': ({ handling }) => ['处理意见', `${handlings[handling]}意见已获批准`],
    'proposal-refused': ({ handling }) => ['处理意见', `${handlings[handling]}意见未获批准，请继续办理`],
  },
  subject: (tag, reference, line) => `【${tag}】${reference ? `线索移送 ${reference}：` : ''}${line}`,
  owed: (duty, owner) => `${duties[duty]}（${owner}）`,
  dueDate: (date, provisional) => `${date}${provisional ? '（暂定）' : ''}`,
  dueAt: (date, provisional, closeOfBusiness = '24:00') =>
    `${date} ${closeOfBusiness}${provisional ? '（暂定：有年度放假通知尚未发布）' : ''}`,
  count,
  standsIn: (absent) => `${absent}不在岗期间，由您代行督办`,
  morning: (kind, owner, n) =>
    kind === 'reminder'
      ? ['催办', `${owner}有 ${n} 件线索移送事项待办，请在时限内办理`]
      : ['督办', `${owner}有 ${n} 件线索移送事项逾期未办`],
  recount: {
    line: (n) => ['时限变更', `日历或时限调整，${n} 件线索移送的办理时限已重新计算`],
    definite: (date) => `${date}，由暂定转为确定`,
    more: (n) => `另有 ${n} 件，请登录系统查看台账`,
  },
  addressReturned: {
    line: (unitId, reason) => ['邮箱', `${unitId} 的邮箱${returned[reason]}，该单位可能收不到催办`],
    mend: (unitId) => `与该单位核实后，以 PUT /v1/units/${unitId} 更正；地址无误的，原样再提交一次即可恢复`,
  },
  calendarMissing: {
    line: (year) => ['日历', `${year} 年放假通知尚未录入，跨年时限均为暂定`],
    mend: (year) => `国务院办公厅发布通知后，以 PUT /v1/calendar/${year} 录入放假日和调休上班日`,
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
