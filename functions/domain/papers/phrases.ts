import { dateIn } from '../calendar/time.ts';
import type { Organ } from '../organs.ts';
import type { ReturnReason, Settings } from '../settings.ts';
import { termsOf } from '../transfer/decision.ts';
import { type Duty, timeTold } from '../transfer/duties.ts';
import type { ProposalKind, Transfer } from '../transfer/transfer.ts';
import type { DutyName } from '../windows.ts';

/** The words of papers (公文), which are Chinese documents, whatever language their reader asks in. */

/** `2026年11月27日`, no zero before month or day (GB/T 9704-2012). */
export const dayText = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** The day of an instant in the province. */
export const dayOf = (instant: string, { timeZone }: Pick<Settings, 'timeZone'>): string =>
  dayText(dateIn(timeZone, new Date(instant)));

const clockText = (time: string): string => {
  const [hour, minute] = time.split(':').map(Number);
  return minute === 0 ? `${hour}时` : `${hour}时${String(minute).padStart(2, '0')}分`;
};

/** The words of what was handed over, by the rule. */
export const ruleNames: Readonly<Record<Transfer['rule'], string>> = {
  'organised-crime': '涉黑涉恶线索',
  misconduct: '渎职、腐败、“保护伞”线索',
  'case-notice': '立案情况通报',
  reply: '实名举报线索',
  supplement: '线索',
};

export const returnReasonNames: Readonly<Record<ReturnReason, (what: '该线索' | '该通报') => string>> = {
  'not-jurisdiction': (what) => `${what}${what === '该通报' ? '事项' : ''}不属于我单位管辖`,
  incomplete: (what) => `${what}材料不完整`,
  inaccurate: (what) => `${what}反映的情况不准确`,
};

/** How a unit handles what an office gave it. */
export const handlingWays: Readonly<Record<Exclude<ProposalKind, 'joint'>, string>> = {
  elsewhere: '异地办理',
  elevate: '提级办理',
  designate: '办理',
};

/** What a duty is about, as papers say it: names of units, and why it came back where it did. */
interface Asked {
  to: string;
  rule: Transfer['rule'];
  reason?: ReturnReason | undefined;
  suggested?: string | undefined;
}

/** A notice of a case cannot be withdrawn. */
const correction = ({ rule, reason, suggested }: Asked): string => {
  const isNotice = rule === 'case-notice';
  const again = isNotice ? '再次送达' : '再次移送';
  const elsewhere = suggested ? `改送${suggested}` : `说明管辖依据后${again}`;
  return `${reason === 'not-jurisdiction' ? elsewhere : `补正并${again}`}${isNotice ? '' : '，或者撤回'}`;
};

/** What a unit has to do that owes a duty. */
export const dutyPhrases: Readonly<Record<DutyName, (asked: Asked) => string>> = {
  dispatch: ({ to }) => `将该线索移送${to}`,
  acknowledge: () => '签收',
  correct: correction,
  supplement: () => '提供所需补充材料',
  feedback: () => '反馈办理情况',
  acceptance: () => '向举报人告知受理情况',
  outcome: () => '向举报人告知办理结果',
};

/** One character for each organ, as numbers of papers have it. */
const organWords: Readonly<Record<Organ, string>> = {
  'public-security': '公',
  'discipline-inspection': '纪',
  petitions: '信',
  procuratorate: '检',
  court: '法',
  'judicial-administration': '司',
  land: '资',
  housing: '建',
  transport: '交',
  water: '水',
  agriculture: '农',
  publicity: '宣',
  cyberspace: '网',
  'leading-group-office': '扫',
  other: '综',
};

const stemOf = (region: string): string => region.replace(/(?:自治[区州县旗]|地区|[省市区县旗盟])$/u, '');

/** A region without what it is, as 德州 and 德城: whole where one character would be left, or a region above is called so (承德县). */
const regionWord = (region: string, above: readonly string[]): string => {
  const stem = stemOf(region);
  return [...stem].length < 2 || above.some((name) => stemOf(name) === stem) ? region : stem;
};

/** What the numbers of a unit begin with (发文机关代字): the province's own word for its organ, or one made of region and organ. */
export const issuingWord = (
  { organ, region, above }: { organ: Organ; region: string; above: readonly string[] },
  { papers }: Pick<Settings, 'papers'>,
): string =>
  (papers.words[organ] ?? `{region}${organWords[organ]}线移`).replaceAll('{region}', () => regionWord(region, above));

/** The duty as it stands, where it is still the one that an event spoke of. */
const standing = ({ duty }: Pick<Transfer, 'duty'>, name: DutyName, dueDate: string): Duty | null =>
  duty?.name === name && duty.dueDate === dueDate ? duty : null;

/** Until when, as `2026年10月9日24时前`: with the time as far as it is known. */
export const untilText = (
  transfer: Transfer,
  { duty, dueDate, provisional }: { duty: DutyName; dueDate: string; provisional: boolean },
  settings: Settings,
): string => {
  const owed = standing(transfer, duty, dueDate);
  const unit = owed?.unit ?? termsOf(transfer, settings).windows[duty].unit;
  const ofDay =
    unit === 'hours' ? owed && timeTold(owed, settings.timeZone).slice(11) : (settings.closeOfBusiness ?? '24:00');
  const doubt = provisional ? '（该期限涉及放假安排尚未公布的年度，以公布后重新计算的期限为准）' : '';
  return `${dayText(dueDate)}${ofDay ? clockText(ofDay) : ''}前${doubt}`;
};

/** What the window of a duty rests on: as it was when the duty began, where it stands still; else as it is now. */
export const basisText = (transfer: Transfer, duty: DutyName, settings: Settings): string =>
  (transfer.duty?.name === duty ? transfer.duty.basis : termsOf(transfer, settings).windows[duty].basis).zh;

/** Ends a text that people wrote with a stop, where it has none. */
export const stopped = (text: string): string => {
  const said = text.trimEnd();
  return /[。！？；…!?;][”’」』）)]*$/u.test(said) ? said : `${said.replace(/[.．，、,：:]$/u, '')}。`;
};

const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 knows no such characters, and a DOCX is XML
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cf}/gu;

/** A text that can stand on paper: without halves of characters, control characters and those that show nothing or turn its direction. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(unprintable, '')
    .replaceAll('\t', '　');

/** Its lines, blank ones left out; blanks before a line give way to the indent that paper has. */
export const linesOf = (text: string): string[] =>
  printable(text)
    .split('\n')
    .map((line) => line.replace(/^[\s　]+|[\s　]+$/g, ''))
    .filter((line) => line !== '');

/** What a window rests on, within a sentence. */
export const inSentence = (basis: string): string => basis.replaceAll('；', '、');
