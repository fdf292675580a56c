import { handlingNames, inChinese, reasonNames } from '../names.ts';
import type { DutyName } from '../windows.ts';
import { amount, correction, day, duties, left, list, rules, until } from './terms-zh.ts';
import type { About, Party, Sentences, Words } from './wording.ts';

/** What a Chinese mail about one transfer says in its subject, and in its first paragraph. */

const reasons = inChinese(reasonNames);

const handlings = inChinese(handlingNames);

const handled = ({ handling, units }: About): string => {
  if (units.length === 0) return handlings[handling];
  if (handling === 'designate') return `指定${list(units)}办理`;
  return `${handling === 'joint' ? '会同' : '由'}${list(units)}${handlings[handling]}`;
};

const decider = ({ decidedBy }: About) => decidedBy ?? '领导小组办公室';

/** An office above says 你单位, a unit to another 贵单位. */
const below = ({ name, isReader }: Party) => (isReader ? '你单位' : name);
const beside = ({ name, isReader }: Party) => (isReader ? '贵单位' : name);

/** The clue as a mail speaks of it. */
const clue = ({ kind, reference }: About) =>
  kind === 'reply' ? `实名举报（线索编号${reference}）` : `${rules[kind]}（编号${reference}）`;

/** By when, as `10月9日24时`; empty where nothing is due. */
const by = ({ due, today, provisional }: About) => (due ? `${until(due, today)}${provisional ? '（暂定）' : ''}` : '');

const before = (about: About) => (about.due ? `于${by(about)}前` : '');

/** How a unit handles what came to it by an approved proposal. */
const goesOn = ({ handling, former }: NonNullable<About['goesOn']>, who: string): string => {
  if (handling === 'designate') return `指定${who}办理`;
  if (handling !== 'joint') return `由${who}${handlings[handling]}`;
  return former ? `由${former}牵头、${who}联合办理` : `由${who}参与联合办理`;
};

const verb = (duty: DutyName | null) => (duty ? duties[duty] : '办理');

/** What is to be done, and towards whom. */
const act = (about: About): string => {
  const { duty, sender, receiver } = about;
  switch (duty) {
    case 'dispatch':
      return `移送${receiver.name}`;
    case 'correct':
      return correction(about, receiver.name);
    case 'supplement':
      return `向${receiver.name}补充材料`;
    case 'feedback':
      return `向${sender.name}反馈`;
    default:
      return verb(duty);
  }
};

/** What has not been done. */
const open: Readonly<Record<DutyName, (about: About) => string>> = {
  dispatch: (about) => `${below(about.owner)}登记的${clue(about)}尚未移送${about.receiver.name}`,
  acknowledge: (about) => `${about.sender.name}移送${below(about.owner)}的${clue(about)}尚未签收`,
  correct: (about) =>
    `${about.receiver.name}退回${below(about.owner)}的${clue(about)}尚未${about.reason === 'not-jurisdiction' ? '重新移送' : '补正'}`,
  supplement: (about) => `${about.receiver.name}就${clue(about)}要求${below(about.owner)}补充的材料尚未补充`,
  feedback: (about) => `${about.sender.name}移送${below(about.owner)}的${clue(about)}尚未办结反馈`,
  acceptance: (about) => `${below(about.owner)}受理的${clue(about)}尚未告知举报人受理情况`,
  outcome: (about) => `${below(about.owner)}受理的${clue(about)}尚未告知举报人办理结果`,
};

const stands = (about: About) => (about.duty ? open[about.duty](about) : `${clue(about)}尚未办理`);

const asked = (about: About): string => {
  const { capacity, owner } = about;
  if (capacity === 'owner') return `请立即${act(about)}`;
  return capacity === 'supervisor'
    ? `请督促${owner.name}立即${act(about)}`
    : `请对${owner.name}予以督办，责成其立即${act(about)}`;
};

const remains = ({ left: time }: About) => (time ? `还有${left(time)}` : '');

const found = { 'case-notice': '立案', reply: '接到举报' };
const began = ({ kind }: About) => (kind === 'case-notice' || kind === 'reply' ? found[kind] : '发现');

/** What was to be done by when, and what became of it. */
const missed = ({ missed: end, duty, amount: by, sentOn, stillOwed, today }: About): string => {
  if (!end) return '';
  const what = duty === 'correct' ? '补正并再次移送' : '移送';
  const due = `应于${until(end, today)}前${what}`;
  if (sentOn !== '') return `${due}，实际于${day(sentOn, today)}移送，迟延${amount(by)}`;
  return stillOwed ? `${due}，至今未移送，已逾期${amount(by)}` : `${due}，逾期${amount(by)}`;
};

const askedOfLate = ({ sentOn, stillOwed }: About): string => {
  if (sentOn !== '') return '请查明原因，督促今后按时移送';
  return stillOwed ? '请督促立即移送' : '请督促今后按时移送';
};

/** What the sender of what came back is asked to do by when. */
const askedOfReturned = (about: About): string => {
  // The notice of a case is owed, and cannot be taken back.
  const back = about.kind === 'case-notice' ? '' : '，或者撤回';
  return `请${before(about)}${correction(about)}${back}`;
};

export const undecided: Words['undecided'] = ({ asked: more, askedOn, today }) =>
  more ? `${day(askedOn, today)}申请延期${amount(more)}，尚未审批` : '';

const andUndecided = (about: About): string =>
  about.asked ? `。${about.owner.isReader ? '你单位' : '该单位'}${undecided(about)}` : '';

const clueSent = (about: About): string => {
  const { sender, receiver, reference, kind, corrected } = about;
  if (kind === 'case-notice')
    return `${sender.name}就已立案的线索（编号${reference}）${corrected ? '补正后再次' : ''}向${beside(receiver)}通报立案情况，请${before(about)}签收`;
  return corrected
    ? `${clue(about)}已补正，${sender.name}现再次移送${beside(receiver)}，请${before(about)}签收`
    : `${sender.name}现将${clue(about)}移送${beside(receiver)}，请${before(about)}签收`;
};

const sent = (about: About): string => {
  const { goesOn: way, receiver, kind } = about;
  const withOfficers = kind === 'case-notice' ? '，并载明提前介入人员' : '';
  if (!way) return `${clueSent(about)}${withOfficers}`;
  const { handling, former } = way;
  const who = former && handling !== 'joint' ? `（原由${former}办理）` : '';
  return `经${decider(about)}批准，${clue(about)}${goesOn(way, beside(receiver))}${who}，请${before(about)}签收${withOfficers}`;
};

const sentLine = (about: About): string => {
  const { goesOn: way, sender, receiver, corrected, kind } = about;
  if (way) return `经${decider(about)}批准，${goesOn(way, receiver.name)}`;
  const again = corrected ? '补正后再次' : '';
  return kind === 'case-notice'
    ? `${sender.name}${again}向${receiver.name}通报立案情况`
    : `${sender.name}${again}移送${receiver.name}`;
};

/** Whether the reader neither asked for an extension nor owes what it is about. */
const isBystander = ({ capacity, duty }: About): boolean => capacity === 'office' && duty !== null;

/** Who acknowledges what goes on, and when. */
const taken = (about: About): string => (about.due ? `，由${list(about.units)}于${by(about)}前签收` : '');

const ended = ({ receiver, handling }: About): string =>
  receiver.isReader && handling !== 'joint' ? '；贵单位的办理终止，请移交材料' : '';

const goesOnWithIt = ({ receiver }: About): string => (receiver.isReader ? '请继续办理' : `由${receiver.name}继续办理`);

export const sentences: Sentences = {
  headlines: {
    'due-today': (about) => ['催办', `今日到期，请于${by(about)}前${act(about)}`],
    due: (about) => ['催办', `${by(about)}到期，${remains(about)}，请及时${act(about)}`],
    'was-due': (about) => ['催办', `${by(about)}已到期，尚未${act(about)}`],
    overdue: (about) => ['督办', `${about.owner.name}逾期${amount(about.amount)}未${act(about)}`],
    late: (about) => [
      '督办',
      `${about.sender.name}${missed(about) || `${about.late ? '逾期' : ''}登记或移送`}，请予督促`,
    ],
    dispatched: (about) => [
      about.kind === 'case-notice' ? '通报' : '移送',
      `${sentLine(about)}，请${before(about)}签收`,
    ],
    recalled: ({ sender }) => ['撤回', `${sender.name}已撤回移送，无需签收`],
    'supplement-asked': (about) => ['补充材料', `${about.receiver.name}要求补充材料，请${before(about)}补充`],
    supplied: ({ sender }) => ['补充材料', `${sender.name}已补充材料，请登录系统查看`],
    undecided: (about) => [
      '待审批',
      `${about.owner.name}${day(about.askedOn, about.today)}提出的延期申请至今未审批（第${amount(about.amount)}），请尽快审批`,
    ],
    recounted: (about) => [
      '时限变更',
      `办理时限由${about.movedFrom ? until(about.movedFrom, about.today) : '原定日期'}调整为${by(about)}`,
    ],
    'extension-asked': (about) => ['延期申请', `${about.owner.name}申请延期${amount(about.amount)}，请审批`],
    'extension-approved': (about) => [
      '延期批准',
      isBystander(about)
        ? `${about.owner.name}申请延期${amount(about.amount)}已获批准，${verb(about.duty)}时限延至${by(about)}`
        : `批准延期${amount(about.amount)}，办理时限延至${by(about)}`,
    ],
    'extension-refused': (about) => [
      '延期不予批准',
      isBystander(about)
        ? `${about.owner.name}申请延期${amount(about.amount)}未获批准，${verb(about.duty)}时限仍为${by(about)}`
        : `延期${amount(about.amount)}的申请未获批准，办理时限仍为${by(about)}`,
    ],
    returned: (about) => [
      '退回',
      `${about.receiver.name}退回${about.kind === 'case-notice' ? '通报' : '线索'}（${reasons[about.reason]}${about.suggested ? `，建议移送${about.suggested}` : ''}），${askedOfReturned(about)}`,
    ],
    feedback: ({ receiver, final, today }) => [
      '反馈',
      `${receiver.name}${day(today, today)}作出${final ? '办结' : '阶段性'}反馈，请登录系统查看`,
    ],
    'proposal-made': (about) => ['处理意见', `${about.receiver.name}提出${handled(about)}的意见，请审批`],
    'proposal-approved': (about) => ['处理意见', `${handled(about)}的意见已获批准${taken(about)}`],
    'proposal-refused': (about) => ['处理意见', `${handled(about)}的意见未获批准，${goesOnWithIt(about)}`],
  },
  bodies: {
    'due-today': (about) => `${stands(about)}，今日到期。请于${by(about)}前${act(about)}`,
    due: (about) => `${stands(about)}，距办理时限${remains(about)}。请于${by(about)}前${act(about)}`,
    'was-due': (about) => `${stands(about)}，办理时限${by(about)}已过。请立即${act(about)}`,
    overdue: (about) =>
      `${stands(about)}，办理时限为${by(about)}，现已逾期${amount(about.amount)}${andUndecided(about)}。${asked(about)}`,
    late: (about) =>
      about.missed
        ? `${below(about.sender)}${day(about.discovered, about.today)}${began(about)}的${clue(about)}，${missed(about)}。${askedOfLate(about)}`
        : `${below(about.sender)}的${clue(about)}${about.late ? '逾期' : ''}登记或移送。请督促${about.sender.name}按时移送`,
    dispatched: sent,
    recalled: (about) => `${about.sender.name}移送${beside(about.receiver)}的${clue(about)}已撤回，无需签收`,
    'supplement-asked': (about) =>
      `${beside(about.sender)}移送${about.receiver.name}的${clue(about)}需补充材料，请${before(about)}补充。所需材料请登录系统查看`,
    supplied: (about) =>
      `${beside(about.receiver)}就${clue(about)}要求补充的材料，${about.sender.name}已补充，请登录系统查看`,
    undecided: (about) =>
      `${about.owner.name}${day(about.askedOn, about.today)}就${clue(about)}提出的延期申请，至今未审批（第${amount(about.amount)}），请尽快审批`,
    recounted: (about) =>
      `因放假安排或办理时限规定调整，${clue(about)}${about.duty ? duties[about.duty] : ''}的办理时限由${about.movedFrom ? until(about.movedFrom, about.today) : '原定日期'}调整为${by(about)}${about.standsStill ? '（补充材料期间暂停计算）' : ''}`,
    'extension-asked': (about) =>
      `${about.owner.name}就${clue(about)}申请延长${verb(about.duty)}时限${amount(about.amount)}，请审批。申请理由请登录系统查看`,
    'extension-approved': (about) =>
      isBystander(about)
        ? `${about.owner.name}就${clue(about)}申请延期${amount(about.amount)}，经${decider(about)}批准，${verb(about.duty)}时限延至${by(about)}。特此告知`
        : `就${clue(about)}提出的延期申请，经${decider(about)}批准，延期${amount(about.amount)}，办理时限延至${by(about)}`,
    'extension-refused': (about) =>
      isBystander(about)
        ? `${about.owner.name}就${clue(about)}申请延期${amount(about.amount)}，${decider(about)}不予批准，${verb(about.duty)}时限仍为${by(about)}。特此告知`
        : `就${clue(about)}提出的延期${amount(about.amount)}的申请，${decider(about)}不予批准，办理时限仍为${by(about)}，请按时办理`,
    returned: (about) =>
      `${beside(about.sender)}移送${about.receiver.name}的${clue(about)}现予退回（${reasons[about.reason]}${about.suggested ? `，建议移送${about.suggested}` : ''}）。${askedOfReturned(about)}。具体情况请登录系统查看`,
    feedback: (about) =>
      `${beside(about.sender)}移送${about.receiver.name}的${clue(about)}，现已作${about.final ? '办结' : '阶段性'}反馈，请登录系统查看`,
    'proposal-made': (about) =>
      `${about.receiver.name}就${clue(about)}提出${handled(about)}的意见，请审批。理由请登录系统查看`,
    'proposal-approved': (about) =>
      `就${clue(about)}提出的${handled(about)}的意见，已获${decider(about)}批准${taken(about)}${ended(about)}`,
    'proposal-refused': (about) =>
      `就${clue(about)}提出的${handled(about)}的意见，未获${decider(about)}批准，${goesOnWithIt(about)}`,
  },
};
