import type { ComponentChildren } from 'preact';
import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';

/** The tabs of what a unit has to do, and what each is called. */

export type Task = Schemas['Task'];
export type Kind = Task['kind'];

type Say = (text: Text) => string;

export interface Tab {
  /** In the query of its address. */
  to: string;
  name: Text;
  kinds: readonly Kind[];
  /** Nothing is there, and what one may do. */
  empty: (t: Say) => ComponentChildren;
}

const said = (zh: string, en: string) => (t: Say) => t({ zh, en });

export const tabs: readonly Tab[] = [
  {
    to: 'acknowledge',
    name: { zh: '待签收', en: 'To acknowledge' },
    kinds: ['acknowledge'],
    empty: said(
      '目前没有待签收的移送。外单位移送的线索到达后列在这里，并发邮件通知本单位。',
      'Nothing is to be acknowledged now. What other units send you stands here, and your unit is mailed when it comes.',
    ),
  },
  {
    to: 'feedback',
    name: { zh: '待反馈', en: 'To report back' },
    kinds: ['feedback'],
    empty: said(
      '目前没有待反馈的移送。签收的线索列在这里，办结后请向移送单位反馈。',
      'Nothing is to be reported back now. What you acknowledge stands here until its final feedback.',
    ),
  },
  {
    to: 'dispatch',
    name: { zh: '待移送', en: 'To dispatch' },
    kinds: ['dispatch'],
    empty: (t) => (
      <>
        {t({
          zh: '目前没有已登记而未移送的线索。发现线索的，请',
          en: 'No clue waits for its dispatch. Where one was found, ',
        })}
        <a href="/console/clues/new">{t({ zh: '登记线索', en: 'register it' })}</a>
        {t({ zh: '。', en: '.' })}
      </>
    ),
  },
  {
    to: 'correct',
    name: { zh: '待补正、补充', en: 'To correct or supply' },
    kinds: ['correct', 'supplement'],
    empty: said(
      '目前没有待补正或补充的材料。被退回或要求补充材料的移送列在这里。',
      'Nothing is to be corrected or supplied now. What a receiver returns, or asks more about, stands here.',
    ),
  },
  {
    to: 'reply',
    name: { zh: '待答复举报人', en: 'To tell reporters' },
    kinds: ['acceptance', 'outcome'],
    empty: said(
      '目前没有待答复的实名举报。登记实名举报后，应告知举报人的事项列在这里。',
      'No reporter waits for an answer now. What is to be told to those who report under their name stands here.',
    ),
  },
  {
    to: 'decide',
    name: { zh: '待审批', en: 'To decide' },
    kinds: ['extension-decision', 'proposal-decision'],
    empty: said(
      '目前没有待审批的事项。由领导小组办公室审批的延期申请和处理意见列在这里。',
      'Nothing is to be decided now. Extensions and proposals that a leading group office decides stand here.',
    ),
  },
];

export const taskNames = {
  dispatch: { zh: '移送', en: 'Dispatch' },
  acknowledge: { zh: '签收', en: 'Acknowledge' },
  correct: { zh: '补正后再次移送', en: 'Correct and dispatch again' },
  supplement: { zh: '补充材料', en: 'Supply what is missing' },
  feedback: { zh: '反馈', en: 'Report back' },
  acceptance: { zh: '告知受理情况', en: 'Tell of the acceptance' },
  outcome: { zh: '告知办理结果', en: 'Tell the outcome' },
  'extension-decision': { zh: '审批延期', en: 'Decide on an extension' },
  'proposal-decision': { zh: '审批处理意见', en: 'Decide on a proposal' },
} as const satisfies Readonly<Record<Kind, Text>>;

/** Who is concerned beside the reader's own unit; null where nobody in the system is. */
export const otherSide = ({ kind, transfer }: Task): string | null => {
  switch (kind) {
    case 'acceptance':
    case 'outcome':
      return null;
    case 'dispatch':
    case 'correct':
    case 'supplement':
      return transfer.toName;
    case 'acknowledge':
    case 'feedback':
      return transfer.fromName;
    default:
      return transfer.duty?.owedByName ?? transfer.toName;
  }
};
