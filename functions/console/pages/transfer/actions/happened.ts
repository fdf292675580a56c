import type { Text } from '../../../../domain/languages.ts';
import type { EventName } from '../../../../domain/transfer/events.ts';
import type { Schemas } from '../../api.ts';

/** What an event of a timeline is, after the name of who did it. */
const happened: Readonly<Record<EventName, Text>> = {
  registered: { zh: '登记了该移送件', en: 'registered it' },
  dispatched: { zh: '移送了线索', en: 'dispatched the clue' },
  acknowledged: { zh: '签收了线索', en: 'acknowledged the clue' },
  'interim-feedback': { zh: '作了阶段性反馈', en: 'gave interim feedback' },
  closed: { zh: '作了办结反馈', en: 'gave final feedback' },
  returned: { zh: '退回了线索', en: 'returned the clue' },
  withdrawn: { zh: '撤销了移送', en: 'withdrew it' },
  recalled: { zh: '撤回了线索', en: 'recalled the clue' },
  rerouted: { zh: '将线索改由其他单位办理', en: 'rerouted the clue to another unit' },
  'case-filed': { zh: '登记了立案', en: 'filed a case' },
  'proposal-made': { zh: '提出了处理意见', en: 'made a proposal' },
  'proposal-approved': { zh: '批准了处理意见', en: 'approved the proposal' },
  'proposal-refused': { zh: '未批准处理意见', en: 'refused the proposal' },
  'extension-asked': { zh: '申请了延期', en: 'asked for an extension' },
  'extension-approved': { zh: '批准了延期', en: 'granted the extension' },
  'extension-refused': { zh: '未批准延期', en: 'refused the extension' },
  undecided: { zh: '提醒了审批单位', en: 'reminded the office that decides' },
  'supplement-asked': { zh: '要求补充材料', en: 'asked for a supplement' },
  supplied: { zh: '回复已补充材料', en: 'said what was supplied' },
  'supplement-lapsed': { zh: '不再需要补充材料', en: 'needs the supplement no more' },
  recounted: { zh: '重新计算了办理时限', en: 'counted the deadline again' },
  'acceptance-told': { zh: '登记已告知举报人受理情况', en: 'told the reporter of the acceptance' },
  'outcome-owed': { zh: '开始计算告知办理结果的时限', en: 'began the window to tell the outcome' },
  'outcome-told': { zh: '登记已告知举报人办理结果', en: 'told the reporter the outcome' },
  reminded: { zh: '发出了催办', en: 'sent a reminder' },
  escalated: { zh: '发出了督办', en: 'sent an escalation' },
  told: { zh: '发出了邮件通知', en: 'sent a notice' },
  'told-late': { zh: '通知了负责人逾期情况', en: 'told the supervisors of the delay' },
  alarmed: { zh: '邮件未能发出，已报系统管理员', en: 'could not send a mail, and told the operators' },
  'workflow-restarted': { zh: '重新启动了计时', en: 'started its timer again' },
};

export const happenedText = (event: string): Text =>
  Object.hasOwn(happened, event) ? happened[event as EventName] : { zh: event, en: event };

/** Who did it: the unit, and the person as known then. */
export const doerText = ({ by }: Pick<Schemas['Event'], 'by'>): Text => {
  if (by === 'clock') return { zh: '系统', en: 'The system' };
  const unit = by.unitName ?? '';
  const name = by.name ?? '';
  const whose = by.onBehalfOfName
    ? { zh: `代${by.onBehalfOfName}`, en: ` for ${by.onBehalfOfName}` }
    : { zh: '', en: '' };
  return {
    zh: `${unit}${name ? `（${name}）` : ''}${whose.zh}`,
    en: `${unit}${name ? ` (${name})` : ''}${whose.en}`,
  };
};
