import type { Text } from '../../../../domain/languages.ts';
import { handlingNames } from '../../../../domain/names.ts';
import { byWhen, type Shown, windowIn } from './acting.ts';

/** What the decision of an office will cause. */

const told: Text = {
  zh: '审批结果邮件通知有关单位；审批后不能更改。',
  en: 'The units concerned are told by mail. It cannot be undone.',
};

const extension = ({ extension: asked, duty }: Shown): (Text | null)[] => [
  asked?.ifApproved && duty
    ? {
        zh: `同意：时限由${byWhen('zh', duty)}改为${byWhen('zh', asked.ifApproved)}。`,
        en: `Granted: the deadline moves from ${byWhen('en', duty)} to ${byWhen('en', asked.ifApproved)}.`,
      }
    : null,
  duty
    ? {
        zh: `不同意：时限不变（${byWhen('zh', duty)}）。`,
        en: `Refused: the deadline stays (${byWhen('en', duty)}).`,
      }
    : null,
  told,
];

const proposal = ({ proposal: made, toName }: Shown): (Text | null)[] => [
  ...(made?.ifApproved ?? []).map((one) => ({
    zh: `同意：线索移送${one.toName}并邮件通知，签收时限即时开始（${byWhen('zh', one)}，${windowIn('zh', one)}）。`,
    en: `Approved: the clue goes to ${one.toName}, which is told by mail; its window to acknowledge begins (${byWhen('en', one)}, ${windowIn('en', one)}).`,
  })),
  made
    ? made.kind === 'joint'
      ? { zh: `${toName}继续办理。`, en: `${toName} goes on with it.` }
      : {
          zh: `${handlingNames[made.kind].zh}：${toName}的移送件随即终结，由新的移送件继续。`,
          en: `The transfer to ${toName} ends then, and the new one goes on.`,
        }
    : null,
  { zh: `不同意：仍由${toName}办理。`, en: `Refused: it stays with ${toName}.` },
  told,
];

export const decisionCauses = { 'extension-decision': extension, 'proposal-decision': proposal };
