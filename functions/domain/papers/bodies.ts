import { dateIn } from '../calendar/time.ts';
import type { EventOf } from '../transfer/events.ts';
import type { DutyName } from '../windows.ts';
import { clueBlocks, elsewhere, listed, quoted, say } from './blocks.ts';
import type { Block, FactsOf, PaperFacts } from './forms.ts';
import { actingOffice, returnedBefore } from './origin.ts';
import {
  basisText,
  dayOf,
  dayText,
  dutyPhrases,
  handlingWays,
  inSentence,
  linesOf,
  returnReasonNames,
  ruleNames,
  stopped,
  untilText,
} from './phrases.ts';

/** What each kind of paper says, from its event and the timeline before it; without content nothing of it is secret. */

export interface Names {
  name: (unitId: string | null) => string;
  /** The unit that issues it, by name. */
  issuer: string;
}

interface Body {
  blocks: Block[];
  closing: string;
}

/** `涉黑涉恶线索（编号：…）`; of a supplement that of the transfer which it is for. */
const clueText = ({ transfer: { rule, reference, about } }: PaperFacts): string =>
  `${ruleNames[rule === 'supplement' ? (about?.rule ?? rule) : rule]}（编号：${reference}）`;

/** The last event of that name before the paper's own; undefined where the timeline has none. */
const lastBefore = ({ timeline, event }: PaperFacts, name: 'dispatched' | 'acknowledged') =>
  timeline.findLast((one) => one.event === name && one.seq < event.seq);

/** What the sender handed over, as its receiver writes of it. */
const received = (facts: PaperFacts): string => {
  const sent = lastBefore(facts, 'dispatched');
  const day = sent ? dayOf(sent.at, facts.settings) : '';
  return facts.transfer.rule === 'case-notice'
    ? `你单位${day}送来的${clueText(facts)}收悉`
    : `你单位${day}移送的${clueText(facts)}收悉`;
};

type DutyDetail = EventOf<'dispatched'>['detail'];

const until = ({ transfer, settings }: PaperFacts, detail: Pick<DutyDetail, 'duty' | 'dueDate' | 'provisional'>) =>
  untilText(transfer, detail, settings);

/** What the window of a duty rests on, where what was said before does not name it already. */
const resting = ({ transfer, settings }: PaperFacts, duty: DutyDetail['duty'], said = ''): string => {
  const basis = basisText(transfer, duty, settings);
  return said.includes(basis) ? '' : `上述期限依据：${stopped(basis)}`;
};

/** Who keeps the lead where the receiver joins it. */
const jointly = ({ origin }: PaperFacts, { name }: Names): string =>
  origin?.handling === 'joint' ? `由${name(origin.holder)}牵头、你单位联合办理` : '';

/** By whose word it goes on. */
const byApproval = ({ origin }: PaperFacts, { name }: Names): string =>
  origin?.office ? `经${name(origin.office)}批准` : '根据处理意见';

const openingOf = (facts: PaperFacts, names: Names): string => {
  const { transfer, settings, origin } = facts;
  const day = dayOf(transfer.discoveredAt, settings);
  if (origin?.handling) {
    const way = origin.handling === 'joint' ? `，${jointly(facts, names)}` : handlingWays[origin.handling];
    return `${byApproval(facts, names)}，现将${clueText(facts)}移送你单位${way}。该线索于${day}发现。`;
  }
  const why = origin ? '因退回单位建议改送，' : '';
  return `${day}，我单位发现${clueText(facts)}1件。${why}根据${inSentence(basisText(transfer, 'dispatch', settings))}，现移送你单位。`;
};

const transferLetter = (facts: FactsOf<'dispatched'>, names: Names): Body => {
  const { settings, event } = facts;
  const { detail } = event;
  const opening = openingOf(facts, names);
  return {
    blocks: [
      ...say(
        opening,
        detail.corrected ? '该线索前经你单位退回，现已补正，再次移送。' : '',
        `请于${until(facts, detail)}签收，并及时反馈办理情况。`,
        resting(facts, detail.duty, opening),
      ),
      ...clueBlocks(facts),
    ],
    closing: settings.papers.closing,
  };
};

const caseNotice = (facts: FactsOf<'dispatched'>, names: Names): Body => {
  const { transfer, settings, event } = facts;
  const filed = transfer.case;
  const joint = jointly(facts, names);
  const why = `根据${inSentence(basisText(transfer, 'dispatch', settings))}，现将立案情况通报你单位，请指派人员提前介入。`;
  return {
    blocks: [
      ...say(
        filed
          ? `我单位于${dayOf(filed.filedAt, settings)}对涉黑涉恶线索（编号：${transfer.reference}）立案，案件编号：${filed.caseNumber}。`
          : `我单位已对涉黑涉恶线索（编号：${transfer.reference}）立案。`,
        why,
        joint === '' ? '' : `${byApproval(facts, names)}，${joint}。`,
        event.detail.corrected ? '本通报前经你单位退回，现已补正，再次送达。' : '',
        `请于${until(facts, event.detail)}签收，并一并告知指派人员。`,
        resting(facts, event.detail.duty, why),
      ),
      ...clueBlocks(facts),
    ],
    closing: '特此通报。',
  };
};

const receipt = (facts: FactsOf<'acknowledged'>, { name }: Names): Body => {
  const { event, settings, transfer } = facts;
  const office = actingOffice(event);
  const { detail, by, at } = event;
  const { officers = [], content } = detail;
  const person = by === 'clock' ? '' : (by.name ?? '');
  return {
    blocks: say(
      `${received(facts)}。${office === null ? `我单位已于${dayOf(at, settings)}签收` : `该件已于${dayOf(at, settings)}由${name(office)}代签收`}${person === '' ? '' : `，签收人：${person}`}。`,
      content !== undefined && content > 1 ? `签收的线索内容以补正后的第${content}版为准。` : '',
      officers.length > 0 ? `我单位指派${officers.join('、')}提前介入。` : '',
      `我单位将于${until(facts, detail)}${transfer.rule === 'case-notice' ? '反馈有关情况' : '反馈办理情况'}。`,
      resting(facts, detail.duty),
    ),
    closing: '特此回执。',
  };
};

const returnLetter = (facts: FactsOf<'returned'>, { name }: Names): Body => {
  const { detail } = facts.event;
  const { rule } = facts.transfer;
  const isNotice = rule === 'case-notice';
  const other = detail.suggested ? name(detail.suggested) : null;
  const suggested = other === null ? '' : isNotice ? `建议向${other}通报。` : `建议移送${other}办理。`;
  return {
    blocks: [
      ...say(
        `${received(facts)}。经研究，因${returnReasonNames[detail.reason](isNotice ? '该通报' : '该线索')}，现予退回。${suggested}`,
        `请于${until(facts, detail)}${dutyPhrases.correct({ to: '', rule, reason: detail.reason, suggested: other ?? undefined })}。`,
        resting(facts, detail.duty),
        facts.content ? '' : elsewhere('退回的具体说明'),
      ),
      ...quoted('退回说明', facts.content?.texts.note),
    ],
    closing: facts.settings.papers.closing,
  };
};

const supplementRequest = (facts: FactsOf<'supplement-asked'>): Body => {
  const { detail } = facts.event;
  return {
    blocks: [
      ...say(
        `${received(facts)}。因办理需要，请你单位补充材料${detail.items}项，并于${until(facts, detail)}提供。`,
        detail.paused ? '补充材料期间，我单位的办理期限暂停计算。' : '',
        resting(facts, detail.duty),
        facts.content ? '' : elsewhere('需补充的材料'),
      ),
      ...listed('需补充的材料', facts.content?.texts.items),
    ],
    closing: '特此通知。',
  };
};

/** When and by whom it was taken on. */
const takenOn = (facts: PaperFacts, { name }: Names): string => {
  const taken = lastBefore(facts, 'acknowledged');
  if (!taken) return '';
  const day = dayOf(taken.at, facts.settings);
  const office = actingOffice(taken);
  return office === null ? `，我单位于${day}签收办理` : `，${name(office)}于${day}代签收，由我单位办理`;
};

const feedbackLetter = (facts: FactsOf<'interim-feedback' | 'closed'>, names: Names): Body => {
  const { event, settings, content, transfer } = facts;
  const isFinal = event.event === 'closed';
  const what = transfer.rule === 'case-notice' ? '该通报事项' : '该线索';
  return {
    blocks: [
      ...say(
        `${received(facts)}${takenOn(facts, names)}。现将${isFinal ? '办理结果' : '阶段性办理情况'}反馈如下：`,
        ...linesOf(event.detail.outcome).map(stopped),
        isFinal ? `${what}已办结。` : `${what}仍在办理，后续情况将及时反馈。`,
        content ? '' : elsewhere('具体情况'),
      ),
      ...quoted('具体情况', content?.texts.text),
    ],
    closing: settings.papers.closing,
  };
};

/** Days that are named one by one; of more it is said how many there were, and from when to when. */
const namedDays = 3;

/** On which days the unit was told of the same duty before, by reminders and by escalations. */
const toldBefore = ({ timeline, event, settings }: PaperFacts, duty: string, dueDate: string): string => {
  const days = (name: 'reminded' | 'escalated') => [
    ...new Set(
      timeline.flatMap((one) =>
        one.seq < event.seq && one.event === name && one.detail.duty === duty && one.detail.dueDate === dueDate
          ? [dayOf(one.at, settings)]
          : [],
      ),
    ),
  ];
  const said = (all: readonly string[], what: string) => {
    if (all.length === 0) return [];
    return [all.length > namedDays ? `${all[0]}至${all.at(-1)}${what}${all.length}次` : `${all.join('、')}${what}`];
  };
  const parts = [...said(days('reminded'), '催办'), ...said(days('escalated'), '督办')];
  return parts.length > 0 ? `此前已于${parts.join('，')}。` : '';
};

/** Why it came back last, where it did. */
const backBecause = (facts: PaperFacts, { name }: Names) => {
  const { reason, suggested } = returnedBefore(facts) ?? {};
  return { reason, suggested: suggested ? name(suggested) : undefined };
};

/** What a duty is about, as the office writes to the unit that owes it. */
const aboutDuty = (facts: PaperFacts, owner: string, duty: DutyName | undefined, { name }: Names): string => {
  const { from, to, rule } = facts.transfer;
  if (rule === 'reply') return `你单位受理的${clueText(facts)}`;
  if (rule === 'case-notice') {
    return owner === from ? `你单位送${name(to)}的${clueText(facts)}` : `${name(from)}送你单位的${clueText(facts)}`;
  }
  if (owner !== from) return `${name(from)}移送你单位的${clueText(facts)}`;
  // By the duty of its event: what was dispatched since was not when the office wrote.
  return duty === 'dispatch' ? `你单位登记的${clueText(facts)}` : `你单位移送${name(to)}的${clueText(facts)}`;
};

const urging = (facts: FactsOf<'reminded' | 'escalated'>, names: Names): Body => {
  const { event, transfer, settings } = facts;
  const { duty = transfer.duty?.name, dueDate = transfer.duty?.dueDate, provisional = false } = event.detail;
  const owner = event.detail.owedBy ?? transfer.to;
  const about = aboutDuty(facts, owner, duty, names);
  if (!duty || !dueDate) return { blocks: say(`关于${about}，请你单位立即办理。`), closing: '特此通知。' };
  const today = dateIn(settings.timeZone, new Date(event.at));
  const what = dutyPhrases[duty]({ to: names.name(transfer.to), rule: transfer.rule, ...backBecause(facts, names) });
  const isEscalation = event.event === 'escalated';
  const state = isEscalation
    ? `截至${dayText(today)}，你单位仍未办理，已逾期。请立即办理，并将办理情况及逾期原因报${names.issuer}。`
    : today < dueDate
      ? '上述期限将至，请按期办理。'
      : today === dueDate
        ? '上述期限今日届满，请在期限届满前办理完毕。'
        : '上述期限已过，请立即办理。';
  return {
    blocks: say(
      `关于${about}，按规定你单位应当于${until(facts, { duty, dueDate, provisional })}${what}。`,
      isEscalation ? toldBefore(facts, duty, dueDate) : '',
      state,
      resting(facts, duty),
    ),
    closing: isEscalation ? '特此督办。' : '特此催办。',
  };
};

/** The text between addressee and signature. @throws Error for an event of which no paper is made. */
export const bodyOf = (facts: PaperFacts, names: Names): Body => {
  const { event } = facts;
  switch (event.event) {
    case 'dispatched':
      return facts.kind === 'case-notice'
        ? caseNotice({ ...facts, event }, names)
        : transferLetter({ ...facts, event }, names);
    case 'acknowledged':
      return receipt({ ...facts, event }, names);
    case 'returned':
      return returnLetter({ ...facts, event }, names);
    case 'supplement-asked':
      return supplementRequest({ ...facts, event });
    case 'interim-feedback':
    case 'closed':
      return feedbackLetter({ ...facts, event }, names);
    case 'reminded':
    case 'escalated':
      return urging({ ...facts, event }, names);
    default:
      throw new Error(`no paper is made of ${event.event}`);
  }
};
