import type { ClueEvent } from '../clue/decision.ts';
import type { Text } from '../languages.ts';
import type { EventName } from '../transfer/events.ts';

/** What somebody can have done, as the log of audit names it: to a record, to the registers, the calendar or the settings. */
type ActName =
  | EventName
  | ClueEvent['event']
  | `${'unit' | 'region'}-${'registered' | 'changed'}`
  | 'clue-previewed'
  | 'calendar-changed'
  | 'calendar-withdrawn'
  | 'settings-changed';

/** What each is called where somebody reads of it. */
export const actNames: Readonly<Record<ActName, Text>> = {
  registered: { zh: '登记线索', en: 'Registered' },
  'clue-previewed': { zh: '预览线索', en: 'Clue previewed' },
  dispatched: { zh: '移送', en: 'Dispatched' },
  acknowledged: { zh: '签收', en: 'Acknowledged' },
  'interim-feedback': { zh: '阶段性反馈', en: 'Interim feedback' },
  closed: { zh: '办结反馈', en: 'Final feedback' },
  returned: { zh: '退回', en: 'Returned' },
  withdrawn: { zh: '撤销', en: 'Withdrawn' },
  rerouted: { zh: '改派', en: 'Rerouted' },
  recalled: { zh: '撤回', en: 'Recalled' },
  corrected: { zh: '更正内容', en: 'Content corrected' },
  read: { zh: '查阅内容', en: 'Content read' },
  'case-filed': { zh: '登记立案', en: 'Case filed' },
  'proposal-made': { zh: '提出处理意见', en: 'Proposal made' },
  'proposal-approved': { zh: '同意处理意见', en: 'Proposal approved' },
  'proposal-refused': { zh: '不同意处理意见', en: 'Proposal refused' },
  'extension-asked': { zh: '申请延期', en: 'Extension asked for' },
  'extension-approved': { zh: '同意延期', en: 'Extension approved' },
  'extension-refused': { zh: '不同意延期', en: 'Extension refused' },
  undecided: { zh: '提醒审批', en: 'Reminded to decide' },
  'supplement-asked': { zh: '要求补充材料', en: 'Supplement asked for' },
  supplied: { zh: '补充材料', en: 'Supplement supplied' },
  'supplement-lapsed': { zh: '补充要求失效', en: 'Supplement lapsed' },
  recounted: { zh: '重新计算时限', en: 'Deadline counted again' },
  'acceptance-told': { zh: '告知举报人受理情况', en: 'Reporter told of the acceptance' },
  'outcome-owed': { zh: '应告知举报人办理结果', en: 'Outcome owed to the reporter' },
  'outcome-told': { zh: '告知举报人办理结果', en: 'Reporter told the outcome' },
  reminded: { zh: '催办', en: 'Reminded' },
  escalated: { zh: '督办', en: 'Escalated' },
  told: { zh: '通知', en: 'Told' },
  'told-late': { zh: '通报逾期移送', en: 'Lateness told' },
  alarmed: { zh: '系统告警', en: 'Alarm' },
  'workflow-restarted': { zh: '重启流程', en: 'Workflow restarted' },
  'unit-registered': { zh: '登记单位', en: 'Unit registered' },
  'unit-changed': { zh: '变更单位信息', en: 'Unit changed' },
  'region-registered': { zh: '登记行政区划', en: 'Region registered' },
  'region-changed': { zh: '变更行政区划', en: 'Region changed' },
  'calendar-changed': { zh: '录入日历', en: 'Calendar changed' },
  'calendar-withdrawn': { zh: '撤回日历变更', en: 'Calendar change withdrawn' },
  'settings-changed': { zh: '变更设置', en: 'Settings changed' },
};

/** As what releases to come may name it, where this one has no word for it. */
export const actIn = (event: string): Text =>
  (Object.hasOwn(actNames, event) ? actNames[event as ActName] : undefined) ?? { zh: event, en: event };
