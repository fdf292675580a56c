import { dutyNames, reasonNames, ruleNames, statusIn, statusNames } from '../names.ts';
import { isPaused } from '../transfer/duties.ts';
import { hasEnded, type Status } from '../transfer/status.ts';
import type { Rule } from '../units/routing.ts';
import { type Around, type Cell, type Column, column, type Readable } from './columns.ts';
import { isOverdueNow, latenessOf, wasLate } from './lateness.ts';

/** The ledger of transferred clues (线索移送工作台账) as a table of all its columns. Nothing secret, but for the title where it is asked for. */

const unitNames = { 'working-days': '个工作日', 'calendar-days': '日', hours: '小时' } as const;

export type LedgerSide = 'sent' | 'received';

const sideNames = { sent: '移送', received: '接收' } as const;

/** What a ledger was narrowed by, and whether it names the clues. */
export interface Chosen {
  /** As 2026-09. */
  month?: string | undefined;
  status?: Status | undefined;
  rule?: Rule | undefined;
  overdue: boolean;
  titles: boolean;
}

const monthInWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** What stands above the table: whose ledger it is, of which month, and what it was filtered by. */
export const ledgerTitle = (
  side: LedgerSide,
  unitName: string,
  { month, status, rule, overdue, titles }: Chosen,
): string => {
  const chosen = [
    month ? monthInWords(month) : '全部',
    status ? `状态：${statusNames[status].zh}` : '',
    rule ? `类别：${ruleNames[rule].zh}` : '',
    overdue ? '仅逾期未办' : '',
    titles ? '含线索标题' : '',
  ];
  return `${unitName} ${sideNames[side]}线索工作台账（${chosen.filter((part) => part !== '').join('，')}）`;
};

const isOverdue = (shown: Pick<Readable, 'late' | 'done' | 'duty'>, now: string): boolean =>
  wasLate(shown) || isOverdueNow(shown, now);

const returnRemark = ({ status, returned, done }: Pick<Readable, 'status' | 'returned' | 'done'>): string => {
  if (returned === null && done.correct === undefined) return '';
  const word = status === 'returned' ? '退回待补正' : '曾退回';
  return returned === null ? word : `${word}（${reasonNames[returned.reason].zh}）`;
};

export const fieldsOfRemarks = [
  ...(['status', 'late', 'done', 'duty', 'returned', 'supplement', 'predecessor', 'successors', 'case'] as const),
] as const satisfies readonly (keyof Readable)[];

/** Whose delay it was, its duty tells: each is named, so that nobody answers for the other side's. */
const latenessRemarks = (shown: Pick<Readable, 'late' | 'done' | 'duty'>, now: string): string[] =>
  latenessOf(shown, now).map(({ name, now: open }) =>
    open ? `逾期未${dutyNames[name].zh}` : `${dutyNames[name].zh}逾期`,
  );

/** What the sender still has to supply, and since when: until when, a record of its own says. */
const supplementRemark = ({ supplement, duty }: Pick<Readable, 'supplement' | 'duty'>, { wall }: Around): string => {
  if (!supplement) return '';
  const [, month, day] = wall(supplement.askedAt).slice(0, 10).split('-').map(Number);
  return `待补充材料（${month}月${day}日要求）${duty && isPaused(duty) ? '，期限暂停' : ''}`;
};

/** Beside it others deal with the clue as well; in its place another does, or several, of which some may have begun beside it. */
const successorsRemark = ({ status, successors: { length } }: Pick<Readable, 'status' | 'successors'>): string => {
  if (length === 0) return '';
  if (status !== 'rerouted') return `联合办理，另行移送 ${length} 件`;
  return length === 1 ? '改派其他单位' : `移送其他单位 ${length} 件`;
};

/** What there is to say beside the columns. */
export const remarks = (shown: Pick<Readable, (typeof fieldsOfRemarks)[number]>, around: Around): string => {
  const { predecessor, case: filed } = shown;
  const duty = hasEnded(shown) ? null : shown.duty;
  return [
    ...latenessRemarks(shown, around.now),
    duty && duty.extended > 0 ? `延期 ${duty.extended} ${unitNames[duty.unit]}` : '',
    supplementRemark(shown, around),
    returnRemark(shown),
    predecessor ? '由其他移送件转来' : '',
    successorsRemark(shown),
    filed ? `立案（案号：${filed.caseNumber}）` : '',
  ]
    .filter((remark) => remark !== '')
    .join('；');
};

const dayOf = (date: string): Cell => ({ wall: `${date}T00:00:00`, day: true });

/** The day by which it had to be sent, whether that is done or still owed. */
const sendBy = ({ done, duty }: Pick<Readable, 'done' | 'duty'>): Cell => {
  const due = done.dispatch?.dueDate ?? (duty?.name === 'dispatch' ? duty.dueDate : null);
  return due === null ? null : dayOf(due);
};

/** Until when the present duty is owed: its day or, of a window in hours, its time. */
export const dueBy = (shown: Pick<Readable, 'status' | 'duty'>, { wall }: Around): Cell => {
  const duty = hasEnded(shown) ? null : shown.duty;
  if (duty === null) return null;
  const { provisional } = duty;
  return duty.unit === 'hours'
    ? { wall: wall(duty.dueAt), day: false, provisional }
    : { wall: `${duty.dueDate}T00:00:00`, day: true, provisional };
};

export const fieldsOfAcknowledger = [
  ...(['to', 'acknowledgedAt', 'acknowledgedByName', 'acknowledgedByOffice'] as const),
] as const satisfies readonly (keyof Readable)[];

/** The person who acknowledged it; where nobody's name is known, somebody of the unit. */
export const acknowledger = (
  {
    to,
    acknowledgedAt,
    acknowledgedByName,
    acknowledgedByOffice,
  }: Pick<Readable, (typeof fieldsOfAcknowledger)[number]>,
  { name }: Around,
): Cell => {
  if (acknowledgedAt === null) return null;
  if (acknowledgedByOffice === null) return acknowledgedByName ?? `${name(to)}经办人`;
  const office = name(acknowledgedByOffice);
  return acknowledgedByName === null ? `${office}经办人（代签收）` : `${acknowledgedByName}（${office}代签收）`;
};

const timeOf = (instant: string | null, { wall }: Around): Cell =>
  instant === null ? null : { wall: wall(instant), day: false };

const yesOrNo = (is: boolean): string => (is ? '是' : '否');

/** All columns, from the left. Files that machines read have them in this order: new ones come last. */
const all: readonly Column[] = [
  column('序号', [], (_, { n }) => n),
  column('线索编号', ['reference'], ({ reference }) => reference),
  column('线索来源', ['channel'], ({ channel: code }, { channel }) => channel(code)),
  column('线索类别', ['rule'], ({ rule }) => ruleNames[rule].zh),
  column('发现时间', ['discoveredAt'], ({ discoveredAt }, around) => timeOf(discoveredAt, around)),
  column('移送单位', ['from'], ({ from }, { name }) => name(from)),
  column('接收单位', ['to'], ({ to }, { name }) => name(to)),
  column('移送时间', ['dispatchedAt'], ({ dispatchedAt }, around) => timeOf(dispatchedAt, around)),
  column('移送时限', ['done', 'duty'], sendBy),
  column('签收时间', ['acknowledgedAt'], ({ acknowledgedAt }, around) => timeOf(acknowledgedAt, around)),
  column('签收人', fieldsOfAcknowledger, acknowledger),
  column('办理状态', ['status', 'dispatchedAt', 'returned'], (shown) => statusIn(shown).zh),
  column('是否逾期', ['late', 'done', 'duty'], (shown, { now }) => yesOrNo(isOverdue(shown, now))),
  column('督办次数', ['escalations'], ({ escalations }) => escalations),
  column('反馈时间', ['feedbackAt'], ({ feedbackAt }, around) => timeOf(feedbackAt, around)),
  column('反馈结果', ['outcome'], ({ outcome }) => outcome),
  column('回复举报人时间', ['repliedAt'], ({ repliedAt }, around) => timeOf(repliedAt, around)),
  column('备注', fieldsOfRemarks, remarks),
  column('应办时限', ['status', 'duty'], dueBy),
  column('时限暂定', ['status', 'duty'], (shown) => {
    const duty = hasEnded(shown) ? null : shown.duty;
    return duty && yesOrNo(duty.provisional);
  }),
];

const titled: Column = column('线索标题', [], (_, { title }) => title);

/** The columns of the whole table; `titles`: with the clues' titles behind them. */
export const allColumns = (titles: boolean): readonly Column[] => (titles ? [...all, titled] : all);

/** Characters that make a spreadsheet read a cell of a CSV file as a formula, their full-width forms included. */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A cell as text for CSV: what a spreadsheet could take for a formula stands behind an apostrophe. */
export const plainText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.day ? cell.wall.slice(0, 10) : cell.wall.replace('T', ' ').slice(0, 16);
  return formula.test(cell) ? `'${cell}` : cell;
};
