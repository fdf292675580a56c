import { withOffset } from '../calendar/time.ts';
import { zh } from '../mail/words-zh.ts';
import { statusNames } from '../names.ts';
import { type Duty, isPaused, overdueFrom } from '../transfer/duties.ts';
import { hasEnded, type Status } from '../transfer/status.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Rule } from '../units/routing.ts';

/** The ledger of transferred clues (线索移送工作台账) as a table: its columns, and what each transfer shows in them. Nothing secret. */

/** Text, a number, or a time on the province's clocks: `day` is a date without a time. */
export type Cell = string | number | { wall: string; day: boolean } | null;

const unitNames = { 'working-days': '个工作日', 'calendar-days': '日', hours: '小时' } as const;

const sideNames = { sent: '移送', received: '接收' } as const;

/** What stands above the table: whose ledger it is, of which month, and what it was filtered by. */
export const ledgerTitle = (
  side: 'sent' | 'received',
  unitName: string,
  { month, status, rule, overdue }: { month?: string; status?: Status; rule?: Rule; overdue: boolean },
): string => {
  const chosen = [
    month ?? '全部',
    status ? `状态：${statusNames[status].zh}` : '',
    rule ? `类别：${zh.rules[rule]}` : '',
    overdue ? '仅逾期未办' : '',
  ];
  return `${unitName} ${sideNames[side]}线索工作台账（${chosen.filter((part) => part !== '').join('，')}）`;
};

/** Of a duty only a part is read: most of it is its windows and its chain. */
const partsOfDuty = [
  'dueDate',
  'dueAt',
  'name',
  'provisional',
  'extended',
  'unit',
  'ends',
  'pauses',
] as const satisfies readonly (keyof Duty)[];

type Readable = Omit<Transfer, 'duty'> & { duty: Pick<Duty, (typeof partsOfDuty)[number]> | null };

/** What a cell shows beside the transfer's own fields. */
interface Around {
  /** The row's number, from 1. */
  n: number;
  /** Instant (UTC) as text. */
  now: string;
  /** Name of a unit; its id where none is known. */
  name: (unitId: string) => string;
  wall: (instant: string | null) => Cell;
}

/** A column: what stands above it, the fields that are read for it, and what it shows of them. */
interface Column<Head extends string, Field extends keyof Readable> {
  head: Head;
  fields: readonly Field[];
  cell: (shown: Pick<Readable, Field>, around: Around) => Cell;
}

const column = <const Head extends string, Field extends keyof Readable = never>(
  head: Head,
  fields: readonly Field[],
  cell: Column<Head, Field>['cell'],
): Column<Head, Field> => ({ head, fields, cell });

/** Instant (UTC) as text. */
const isOverdueNow = (duty: Readable['duty'], now: string): boolean => {
  const from = duty && overdueFrom(duty);
  return from !== null && from < now;
};

/** Whether anything of it was late, or is overdue now. Instant (UTC) as text. */
const isOverdue = ({ late, done, duty }: Pick<Readable, 'late' | 'done' | 'duty'>, now: string): boolean =>
  late || Object.values(done).some(({ overdue }) => overdue) || isOverdueNow(duty, now);

const fieldsOfRemarks = ['status', 'late', 'duty', 'returned', 'predecessor', 'successors', 'case'] as const;

const remarks = (shown: Pick<Readable, (typeof fieldsOfRemarks)[number]>): string => {
  const { late, returned, predecessor, successors, case: filed } = shown;
  const duty = hasEnded(shown) ? null : shown.duty;
  return [
    late ? '逾期移送' : '',
    duty ? `应办时限 ${zh.dueDate(duty.dueDate, duty.provisional)}` : '',
    duty && duty.extended > 0 ? `延期 ${duty.extended} ${unitNames[duty.unit]}` : '',
    duty && isPaused(duty) ? '待补充材料，期限暂停' : '',
    returned ? '退回待补正' : '',
    predecessor ? '改派接收' : '',
    successors.length > 0 ? `另行移送 ${successors.length} 件` : '',
    filed ? `立案 ${filed.caseNumber}` : '',
  ]
    .filter((remark) => remark !== '')
    .join('；');
};

/** The day by which it had to be sent, whether that is done or still owed. */
const sendBy = ({ done, duty }: Pick<Readable, 'done' | 'duty'>): Cell => {
  const due = done.dispatch?.dueDate ?? (duty?.name === 'dispatch' ? duty.dueDate : null);
  return due === null ? null : { wall: `${due}T00:00:00`, day: true };
};

const ledger = [
  column('序号', [], (_, { n }) => n),
  column('线索编号', ['reference'], ({ reference }) => reference),
  column('线索来源', ['channel'], ({ channel }) => channel),
  column('线索类别', ['rule'], ({ rule }) => zh.rules[rule]),
  column('发现时间', ['discoveredAt'], ({ discoveredAt }, { wall }) => wall(discoveredAt)),
  column('移送单位', ['from'], ({ from }, { name }) => name(from)),
  column('接收单位', ['to'], ({ to }, { name }) => name(to)),
  column('移送时间', ['dispatchedAt'], ({ dispatchedAt }, { wall }) => wall(dispatchedAt)),
  column('移送时限', ['done', 'duty'], sendBy),
  column('签收时间', ['acknowledgedAt'], ({ acknowledgedAt }, { wall }) => wall(acknowledgedAt)),
  column('签收人', ['acknowledgedBy'], ({ acknowledgedBy }) => acknowledgedBy),
  column('办理状态', ['status'], ({ status }) => statusNames[status].zh),
  column('是否逾期', ['late', 'done', 'duty'], (shown, { now }) => (isOverdue(shown, now) ? '是' : '否')),
  column('督办次数', ['escalations'], ({ escalations }) => escalations),
  column('反馈时间', ['feedbackAt'], ({ feedbackAt }, { wall }) => wall(feedbackAt)),
  column('反馈结果', ['outcome'], ({ outcome }) => outcome),
  column('回复举报人时间', ['repliedAt'], ({ repliedAt }, { wall }) => wall(repliedAt)),
  column('备注', fieldsOfRemarks, remarks),
];

/** What stands above the columns, from the left. */
export const columns = ledger.map(({ head }) => head);

/** Paths of the stored record that the cells are made of. */
export const shownPaths: readonly string[] = [
  ...new Set(
    ledger
      .flatMap(({ fields }): readonly (keyof Readable)[] => fields)
      .flatMap((field) => (field === 'duty' ? partsOfDuty.map((part) => `duty.${part}`) : [field])),
  ),
];

type Shown = Pick<Readable, (typeof ledger)[number]['fields'][number]>;

/** One row: numbered from 1, units by their names, times in the zone. */
export const ledgerRow = (
  transfer: Shown,
  n: number,
  names: ReadonlyMap<string, string>,
  { timeZone, now }: { timeZone: string; now: string },
): Cell[] => {
  const around: Around = {
    n,
    now,
    name: (unitId) => names.get(unitId) ?? unitId,
    wall: (instant) =>
      instant === null ? null : { wall: withOffset(timeZone, new Date(instant)).slice(0, 19), day: false },
  };
  return ledger.map(({ cell }) => cell(transfer, around));
};

/** Characters that make a spreadsheet read a cell of a CSV file as a formula, their full-width forms included. */
const formula = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A cell as text for CSV: what a spreadsheet could take for a formula stands behind an apostrophe. */
export const plainText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.day ? cell.wall.slice(0, 10) : cell.wall.replace('T', ' ').slice(0, 16);
  return formula.test(cell) ? `'${cell}` : cell;
};
