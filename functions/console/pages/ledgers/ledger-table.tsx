import type { ComponentChildren } from 'preact';
import { dutyNames, ruleNames, statusIn } from '../../../domain/names.ts';
import { useLanguage, useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { dayIn, zoned } from '../times.ts';
import type { Side } from './asked.ts';
import type { Transfer } from './rows.ts';

/** One side's rows, each with a link to its transfer. */
export const LedgerTable = ({ caption, side, rows }: { caption: string; side: Side; rows: readonly Transfer[] }) => {
  const t = useText();
  const language = useLanguage();
  const day = (instant: string | null): string => (instant === null ? '' : dayIn(language, zoned(instant).date));
  /** A line below another, where there is something to say. */
  const below = (text: ComponentChildren) => (text ? <span class="below">{text}</span> : null);
  const columns: Column<Transfer>[] = [
    {
      title: t({ zh: '线索编号', en: 'Reference' }),
      cell: ({ transferId, reference }) => <a href={`/console/transfers/${transferId}`}>{reference}</a>,
    },
    { title: t({ zh: '类别', en: 'Rule' }), cell: ({ rule }) => t(ruleNames[rule]) },
    side === 'sent'
      ? { title: t({ zh: '接收单位', en: 'To' }), cell: ({ toName }) => toName }
      : { title: t({ zh: '移送单位', en: 'From' }), cell: ({ fromName }) => fromName },
    { title: t({ zh: '发现日期', en: 'Found' }), cell: ({ discoveredAt }) => day(discoveredAt) },
    {
      title: t({ zh: '移送日期', en: 'Dispatched' }),
      cell: ({ dispatchedAt, late }) => (
        <>
          {day(dispatchedAt)}
          {below(late ? <strong class="overdue-mark">{t({ zh: '逾期', en: 'late' })}</strong> : null)}
        </>
      ),
    },
    {
      title: t({ zh: '签收', en: 'Acknowledged' }),
      cell: ({ acknowledgedAt, acknowledgedByName }) => (
        <>
          {day(acknowledgedAt)}
          {below(acknowledgedByName)}
        </>
      ),
    },
    {
      title: t({ zh: '状态', en: 'Status' }),
      cell: (row) => <span class="whole">{t(statusIn(row))}</span>,
    },
    {
      title: t({ zh: '应办事项', en: 'Owed' }),
      cell: ({ duty, daysLeft }) =>
        duty ? (
          <>
            {t(dutyNames[duty.name])}
            <Deadline duty={duty} daysLeft={daysLeft} />
          </>
        ) : null,
    },
    {
      title: t({ zh: '办理结果', en: 'Outcome' }),
      cell: ({ outcome, feedbackAt }) => (
        <>
          {outcome}
          {below(day(feedbackAt))}
        </>
      ),
    },
  ];
  return <Table caption={caption} columns={columns} rows={rows} keyOf={({ transferId }) => transferId} />;
};
