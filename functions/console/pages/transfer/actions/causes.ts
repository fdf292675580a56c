import type { Language, Text } from '../../../../domain/languages.ts';
import { dutyNames } from '../../../../domain/names.ts';
import type { Schemas } from '../../api.ts';
import { type Action, byWhen, dutiesInEnglish, type Shown, windowIn } from './acting.ts';
import { decisionCauses } from './causes-of-decisions.ts';
import { replyKind } from './names.ts';

/** What an action will cause, said before it is done: who is told, which window begins and until when, what cannot be undone. */

type Causes = (transfer: Shown) => (Text | null)[];

const due = (one: { dueDate: string; dueAt: string; provisional: boolean }): Text => ({
  zh: byWhen('zh', one),
  en: byWhen('en', one),
});

/** The duties that an action would begin. */
const begins = ({ prospects }: Shown, action: Action): Schemas['Prospect'][] =>
  prospects.filter((one) => one.action === action);

/** `由德城区公安分局在2026年10月8日24时前签收（5个工作日）` */
const beginning = (one: Schemas['Prospect']): Text => ({
  zh: `${dutyNames[one.duty].zh}时限即时开始：${one.owedByName}须在${due(one).zh}办理（${windowIn('zh', one)}）。`,
  en: `A window begins at once: ${one.owedByName} owes the ${dutiesInEnglish[one.duty]} ${due(one).en} (${windowIn('en', one)}).`,
});

const mailTo = (name: string): Text => ({ zh: `邮件通知${name}。`, en: `${name} is told by mail.` });
const noMail: Text = { zh: '不发邮件。', en: 'No mail is sent.' };

const isOverdue = ({ daysLeft }: Shown): boolean => daysLeft !== null && daysLeft < 0;

const overdue = (transfer: Shown): Text | null =>
  isOverdue(transfer) ? { zh: '现已逾期，将按逾期记录。', en: 'It is overdue, and goes on the record so.' } : null;

/** The first time that its sender is late, its supervisors hear of it. */
const toldLate = (transfer: Shown): Text | null =>
  isOverdue(transfer) && !transfer.late
    ? {
        zh: '现已逾期，将按逾期记录，并立即邮件通知本单位负责人。',
        en: 'It is overdue: it goes on the record so, and your supervisors are told by mail at once.',
      }
    : null;

const goesOn = ({ duty }: Shown): Text | null =>
  duty && {
    zh: `${duty.owedByName}的“${dutyNames[duty.name].zh}”时限照常计算（${due(duty).zh}）。`,
    en: `${duty.owedByName} still owes the ${dutiesInEnglish[duty.name]} ${due(duty).en}.`,
  };

const final: Text = { zh: '办理后不能撤销。', en: 'It cannot be undone.' };

const sending: Causes = (transfer) => {
  const [usual, elsewhere] = begins(transfer, 'dispatch');
  const isNotice = transfer.rule === 'case-notice';
  return [
    elsewhere
      ? {
          zh: `邮件通知接收单位（${transfer.toName}或者${elsewhere.owedByName}）。`,
          en: `The receiver is told by mail (${transfer.toName} or ${elsewhere.owedByName}).`,
        }
      : mailTo(transfer.toName),
    usual ? beginning(usual) : null,
    elsewhere
      ? {
          zh: `也可以改送退回时建议的${elsewhere.owedByName}（须在${due(elsewhere).zh}签收）：本移送件随即终结，由新的移送件继续。`,
          en: `It can go to ${elsewhere.owedByName} instead, as its return suggests (to acknowledge ${due(elsewhere).en}): then this transfer ends, and another goes on.`,
        }
      : null,
    toldLate(transfer),
    isNotice
      ? { zh: '立案通报移送后不能撤回。', en: 'The notice of a case cannot be recalled.' }
      : { zh: '对方签收之前可以撤回。', en: 'It can be recalled until it is acknowledged.' },
  ];
};

const acknowledging: Causes = (transfer) => {
  const [one] = begins(transfer, 'acknowledge');
  const version = one?.contentVersion;
  return [
    version === undefined
      ? null
      : {
          zh: `签收的是线索内容第${version}版。`,
          en: `What is acknowledged is version ${version} of the clue’s content.`,
        },
    one ? beginning(one) : null,
    overdue(transfer),
    {
      zh: `不发邮件，${transfer.fromName}可在系统中看到。`,
      en: `No mail is sent; ${transfer.fromName} sees it here.`,
    },
    { zh: '签收后不能再退回，对方也不能撤回。', en: 'After that it can be neither returned nor recalled.' },
  ];
};

const givingBack: Causes = (transfer) => [
  mailTo(transfer.fromName),
  ...begins(transfer, 'return').map(beginning),
  overdue(transfer),
  { zh: '退回后线索不再由本单位办理，不能撤销。', en: 'The clue leaves you then. It cannot be undone.' },
];

const askingForMore: Causes = (transfer) => [
  mailTo(transfer.fromName),
  ...begins(transfer, 'supplement').map(beginning),
  {
    zh: '线索仍由接收单位办理；本省规定补充期间暂停计时的，其时限随之暂停，否则照常计算。',
    en: 'The receiver keeps the clue. Its own window goes on, unless the province lets it stand still meanwhile.',
  },
  { zh: '一次只能要求一项补充，发出后不能撤销。', en: 'One at a time. It cannot be undone.' },
];

const correcting: Causes = (transfer) => [
  { zh: '打开即读取线索内容，此次读取将记录在案。', en: 'Opening it reads the clue, which goes on the record.' },
  {
    zh: '更正即生成新的版本，此前各版本保留；不发邮件。',
    en: 'It makes a new version; those before it are kept. No mail is sent.',
  },
  transfer.supplement
    ? {
        zh: '更正后仍须“回复已补充材料”。',
        en: 'You still have to say what was supplied then.',
      }
    : { zh: '更正后仍须移送。', en: 'It still has to be dispatched then.' },
  transfer.supplement ? null : goesOn(transfer),
];

const replying: Causes = (transfer) => [
  {
    zh: '系统不与举报人联系：请先告知举报人，再在此登记告知的内容。',
    en: 'The system does not talk to reporters: tell them first, then put on the record what they were told.',
  },
  replyKind(transfer) === 'acceptance'
    ? {
        zh: '线索的各移送件全部办结后，再告知办理结果，届时另行计算时限。',
        en: 'Once every transfer of the clue has ended, the outcome is to be told, in a window of its own.',
      }
    : { zh: '登记后该答复即告完成。', en: 'The reply is done then.' },
  overdue(transfer),
  noMail,
  final,
];

const causes: Readonly<Record<Action, Causes>> = {
  dispatch: sending,
  acknowledge: acknowledging,
  return: givingBack,
  feedback: (transfer) => [
    mailTo(transfer.fromName),
    {
      zh: '阶段性反馈：时限不变，此后仍须办结反馈。',
      en: 'Interim: the window stays as it is, and final feedback is still owed.',
    },
    {
      zh: '办结反馈：移送件随即终结，不能撤销。',
      en: 'Final: the transfer is closed, which cannot be undone.',
    },
    overdue(transfer),
  ],
  withdraw: () => [
    noMail,
    {
      zh: '线索不再移送，不能撤销；仍需移送的，须重新登记线索。',
      en: 'The clue goes nowhere then, which cannot be undone: submit it anew where it is to be transferred all the same.',
    },
  ],
  recall: (transfer) => [
    mailTo(transfer.toName),
    {
      zh: '线索收回，本移送件随即终结，不能撤销；仍需移送的，须重新登记线索。',
      en: 'The clue is taken back and the transfer ends, which cannot be undone: submit the clue anew where it is to be transferred all the same.',
    },
  ],
  supplement: askingForMore,
  supplied: (transfer) => [
    mailTo(transfer.toName),
    {
      zh: '补充材料事项随即办结。线索内容本身的补充，请先“更正内容”。',
      en: 'The supplement is done then. What the clue itself says is corrected first, by “Correct the content”.',
    },
    final,
  ],
  case: (transfer) => [
    {
      zh: '立案通报随即登记并移送本级纪检监察机关，由系统邮件通知；其签收时限即时开始。',
      en: 'The notice of the case is registered and dispatched at once to discipline inspection of your level, which is told by mail; its window to acknowledge begins.',
    },
    goesOn(transfer),
    { zh: '登记后不能撤销，通报不能撤回。', en: 'It cannot be undone, nor can the notice be recalled.' },
  ],
  proposals: (transfer) => [
    {
      zh: '邮件通知审批的领导小组办公室（联合办理由本级审批，其余由上一级审批）。',
      en: 'The leading group office that decides is told by mail: that of your level for a joint handling, else the one above.',
    },
    goesOn(transfer),
    final,
  ],
  correct: correcting,
  extension: (transfer) => [
    { zh: '邮件通知审批的领导小组办公室。', en: 'The leading group office that decides is told by mail.' },
    transfer.duty && {
      zh: `批准之前时限不变（${due(transfer.duty).zh}）；待审批期间暂不督办，最长三个工作日。`,
      en: `Nothing moves before it is granted (${due(transfer.duty).en}). While it is undecided nothing is escalated, for three working days at the longest.`,
    },
    final,
  ],
  reply: replying,
  ...decisionCauses,
};

/** What it will cause, in the reader's language, one thing each. */
export const causesOf = (action: Action, transfer: Shown, language: Language): string[] =>
  causes[action](transfer).flatMap((one) => (one ? [one[language]] : []));
