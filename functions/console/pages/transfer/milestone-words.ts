import type { Text } from '../../../domain/languages.ts';
import type { Notice } from '../../../domain/transfer/transfer.ts';
import { dayIn } from '../times.ts';

/** What mails and milestones are about, by the keys that the API gives them. */

const notices: Readonly<Record<Notice['kind'], Text>> = {
  dispatched: { zh: '移送通知', en: 'Notice of the dispatch' },
  recalled: { zh: '撤回通知', en: 'Notice that it was taken back' },
  'supplement-asked': { zh: '要求补充材料的通知', en: 'Request for a supplement' },
  supplied: { zh: '已补充材料的通知', en: 'Notice of the supplement' },
  late: { zh: '逾期登记或移送的通报', en: 'Notice of a late registration or dispatch' },
  recounted: { zh: '时限变更通知', en: 'Notice of a changed date' },
  'extension-asked': { zh: '延期申请，请审批', en: 'Extension to be decided' },
  'extension-approved': { zh: '批准延期的通知', en: 'Notice that an extension was granted' },
  'extension-refused': { zh: '不予延期的通知', en: 'Notice that an extension was refused' },
  returned: { zh: '退回通知', en: 'Notice of the return' },
  feedback: { zh: '反馈通知', en: 'Notice of the feedback' },
  'proposal-made': { zh: '处理意见，请审批', en: 'Proposal to be decided' },
  'proposal-approved': { zh: '批准处理意见的通知', en: 'Notice that a proposal was approved' },
  'proposal-refused': { zh: '不予批准处理意见的通知', en: 'Notice that a proposal was refused' },
};

const days = (n: number): string => `${n} working day${n === 1 ? '' : 's'}`;
const hoursIn = (minutes: number): number => Math.round(minutes / 6) / 10;

const reminder = (distance: number, inMinutes: boolean): Text => {
  if (distance === 0) return { zh: '到期催办', en: 'Reminder when it is due' };
  if (inMinutes) {
    const hours = hoursIn(distance);
    return { zh: `剩余${hours}小时催办`, en: `Reminder with ${hours} hour${hours === 1 ? '' : 's'} left` };
  }
  return { zh: `到期前${distance}个工作日催办`, en: `Reminder ${days(distance)} before` };
};

const escalation = (distance: number): Text =>
  distance === 0
    ? { zh: '时限届满督办', en: 'Escalation as it passes' }
    : { zh: `逾期第${distance}个工作日督办`, en: `Escalation on working day ${distance} after` };

/** @param key As `milestone` of an event, a mail or a milestone. */
export const milestoneName = (key: string): Text => {
  const timed = /^(reminder|escalation)-([\d.]+)(m?)$/.exec(key);
  if (timed) {
    const distance = Number(timed[2]);
    return timed[1] === 'reminder' ? reminder(distance, timed[3] === 'm') : escalation(distance);
  }
  const undecided = /^undecided-(\d{4}-\d\d-\d\d)/.exec(key)?.[1];
  if (undecided) {
    return {
      zh: `提醒审批延期（${dayIn('zh', undecided)}）`,
      en: `Reminder to decide on the extension (${dayIn('en', undecided)})`,
    };
  }
  const kind = (Object.keys(notices) as Notice['kind'][]).find((one) => key === one || key.startsWith(`${one}-`));
  return kind ? notices[kind] : { zh: '其他通知', en: 'Another notice' };
};

export const targetNames = {
  unit: { zh: '应办单位', en: 'the unit that owes it' },
  supervisors: { zh: '单位负责人', en: 'its supervisors' },
  office: { zh: '本级领导小组办公室', en: 'the leading group office' },
  'office-above': { zh: '上一级领导小组办公室', en: 'the office one level up' },
} as const satisfies Readonly<Record<string, Text>>;

export const capacityNames = {
  unit: { zh: '单位', en: 'desk' },
  supervisor: { zh: '负责人', en: 'supervisor' },
  'stand-in': { zh: '负责人（代行）', en: 'stand-in' },
} as const satisfies Readonly<Record<string, Text>>;
