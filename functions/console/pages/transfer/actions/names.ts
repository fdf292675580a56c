import type { Text } from '../../../../domain/languages.ts';
import { actionNames } from '../../../../domain/names.ts';
import type { Action, Shown } from './acting.ts';

/** What actions are called on their buttons, and what was done once they are. */

interface Named {
  name: Text;
  done: Text;
}

const named: Readonly<Record<Exclude<Action, 'reply'>, Named>> = {
  dispatch: { name: { zh: actionNames.dispatch.zh, en: 'Dispatch' }, done: { zh: '已移送。', en: 'Dispatched.' } },
  acknowledge: {
    name: { zh: actionNames.acknowledge.zh, en: 'Acknowledge' },
    done: { zh: '已签收。', en: 'Acknowledged.' },
  },
  return: { name: { zh: actionNames.return.zh, en: 'Return' }, done: { zh: '已退回。', en: 'Returned.' } },
  feedback: {
    name: { zh: actionNames.feedback.zh, en: 'Give feedback' },
    done: { zh: '已反馈。', en: 'Feedback was given.' },
  },
  withdraw: { name: { zh: actionNames.withdraw.zh, en: 'Withdraw' }, done: { zh: '已撤销。', en: 'Withdrawn.' } },
  recall: { name: { zh: actionNames.recall.zh, en: 'Recall' }, done: { zh: '已撤回。', en: 'Recalled.' } },
  supplement: {
    name: { zh: actionNames.supplement.zh, en: 'Ask for a supplement' },
    done: { zh: '已要求补充材料。', en: 'A supplement was asked for.' },
  },
  supplied: {
    name: { zh: actionNames.supplied.zh, en: 'Say what was supplied' },
    done: { zh: '已回复补充材料。', en: 'Your reply is on the record.' },
  },
  case: {
    name: { zh: actionNames.case.zh, en: 'File a case' },
    done: { zh: '已登记立案，立案通报已发出。', en: 'The case was filed, and its notice is out.' },
  },
  proposals: {
    name: { zh: actionNames.proposals.zh, en: 'Make a proposal' },
    done: { zh: '已提出处理意见，待审批。', en: 'The proposal was made, and waits for its decision.' },
  },
  correct: {
    name: { zh: '更正内容', en: 'Correct the content' },
    done: { zh: '内容已更正。', en: 'The content was corrected.' },
  },
  extension: {
    name: { zh: '申请延期', en: 'Ask for an extension' },
    done: { zh: '已申请延期，待审批。', en: 'The extension was asked for, and waits for its decision.' },
  },
  'extension-decision': {
    name: { zh: '审批延期申请', en: 'Decide the extension' },
    done: { zh: '延期申请已审批。', en: 'The extension was decided.' },
  },
  'proposal-decision': {
    name: { zh: '审批处理意见', en: 'Decide the proposal' },
    done: { zh: '处理意见已审批。', en: 'The proposal was decided.' },
  },
};

/** What a reporter is told next: of the acceptance first, then of the outcome. */
export const replyKind = ({ status }: Pick<Shown, 'status'>): 'acceptance' | 'outcome' =>
  status === 'owed-acceptance' ? 'acceptance' : 'outcome';

const replies = {
  acceptance: {
    name: { zh: '登记已告知受理情况', en: 'Record: told of the acceptance' },
    done: { zh: '已登记告知受理情况。', en: 'That the reporter was told of the acceptance is on the record.' },
  },
  outcome: {
    name: { zh: '登记已告知办理结果', en: 'Record: told of the outcome' },
    done: { zh: '已登记告知办理结果。', en: 'That the reporter was told of the outcome is on the record.' },
  },
} as const satisfies Readonly<Record<string, Named>>;

const namedOf = (action: Action, transfer: Pick<Shown, 'status'>): Named =>
  action === 'reply' ? replies[replyKind(transfer)] : named[action];

/** What it is called on its button. */
export const actionText = (action: Action, transfer: Pick<Shown, 'status'>): Text => namedOf(action, transfer).name;

/** What is said when it was done. `transfer`: as it was before. */
export const doneText = (action: Action, transfer: Pick<Shown, 'status'>): Text => namedOf(action, transfer).done;
