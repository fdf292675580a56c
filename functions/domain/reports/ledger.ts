import { withOffset } from '../calendar/time.ts';
import { zh } from '../mail/words-zh.ts';
import { hasEnded, type Status, type Transfer } from '../transfer/transfer.ts';
import type { Rule } from '../units/routing.ts';

/** The ledger of transferred clues (线索移送工作台账) as a table: its columns, and what each transfer shows in them. Nothing secret. */

export const columns = [
  '序号',
  '线索编号',
  '线索来源',
  '线索类别',
  '发现时间',
  '移送单位',
  '接收单位',
  '移送时间',
  '移送时限',
  '签收时间',
  '签收人',
  '办理状态',
  '是否逾期',
  '督办次数',
  '反馈时间',
  '反馈结果',
  '回复举报人时间',
  '备注',
] as const;

/** Text, a number, or a time on the province's clocks: `day` is a date without a time. */
export type Cell = string | number | { wall: string; day: boolean } | null;

const statusNames: Partial<Record<Status, string>> = {
  registered: '待移送',
  dispatched: '待签收',
  returned: '已退回',
  acknowledged: '办理中',
  closed: '已办结',
  withdrawn: '已撤回',
  rerouted: '已改派',
};

const sideNames = { sent: '移送', received: '接收' } as const;

/** What stands above the table: whose ledger it is, of which month, and what it was filtered by. */
export const ledgerTitle = (
  side: 'sent' | 'received',
  unitName: string,
  { month, status, rule, overdue }: { month?: string; status?: Status; rule?: Rule; overdue: boolean },
): string => {
  const chosen = [
    month ?? '全部',
    status ? `状态：${statusNames[status] ?? status}` : '',
    rule ? `类别：${zh.rules[rule]}` : '',
    overdue ? '仅逾期未办' : '',
  ];
  return `${unitName} ${sideNames[side]}线索工作台账（${chosen.filter((part) => part !== '').join('，')}）`;
};

/** What a row shows of a transfer. */
const shownFields = [
  ...(['reference', 'channel', 'rule', 'from', 'to', 'status', 'late', 'done', 'duty', 'escalations'] as const),
  ...([
    'discoveredAt',
    'dispatchedAt',
    'acknowledgedAt',
    'acknowledgedBy',
    'feedbackAt',
    'outcome',
    'repliedAt',
  ] as const),
  ...(['returned', 'predecessor', 'successors', 'case'] as const),
] as const satisfies (keyof Transfer)[];

/** The same as paths of the stored record: of a duty only a part, since most of it is its windows and its chain. */
export const shownPaths = shownFields.flatMap((field) =>
  field === 'duty' ? ['name', 'dueDate', 'dueAt', 'provisional', 'extended'].map((part) => `duty.${part}`) : [field],
);

export type Shown = Pick<Transfer, (typeof shownFields)[number]>;

/** Whether anything of it was late, or is overdue now. Instant (UTC) as text. */
const isOverdue = ({ late, done, duty }: Shown, now: string): boolean =>
  late || Object.values(done).some(({ overdue }) => overdue) || (duty !== null && duty.dueAt < now);

const remarks = ({ late, duty, returned, predecessor, successors, case: filed }: Shown): string =>
  [
    late ? '逾期移送' : '',
    duty ? `应办时限 ${zh.dueDate(duty.dueDate, duty.provisional)}` : '',
    duty && duty.extended > 0 ? `延期 ${duty.extended} 个工作日` : '',
    returned ? '退回待补正' : '',
    predecessor ? '改派接收' : '',
    successors.length > 0 ? `另行移送 ${successors.length} 件` : '',
    filed ? `立案 ${filed.caseNumber}` : '',
  ]
    .filter((remark) => remark !== '')
    .join('；');

/** One row: numbered from 1, units by their names, times in the zone. */
export const ledgerRow = (
  transfer: Shown,
  n: number,
  names: ReadonlyMap<string, string>,
  { timeZone, now }: { timeZone: string; now: string },
): Cell[] => {
  const wall = (instant: string | null): Cell =>
    instant === null ? null : { wall: withOffset(timeZone, new Date(instant)).slice(0, 19), day: false };
  const { from, to, done, duty } = transfer;
  const due = done.dispatch?.dueDate ?? (duty?.name === 'dispatch' ? duty.dueDate : null);
  return [
    n,
    transfer.reference,
    transfer.channel,
    zh.rules[transfer.rule],
    wall(transfer.discoveredAt),
    names.get(from) ?? from,
    names.get(to) ?? to,
    wall(transfer.dispatchedAt),
    due === null ? null : { wall: `${due}T00:00:00`, day: true },
    wall(transfer.acknowledgedAt),
    transfer.acknowledgedBy,
    statusNames[transfer.status] ?? transfer.status,
    isOverdue(transfer, now) ? '是' : '否',
    transfer.escalations,
    wall(transfer.feedbackAt),
    transfer.outcome,
    wall(transfer.repliedAt),
    hasEnded(transfer) ? remarks({ ...transfer, duty: null }) : remarks(transfer),
  ];
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
