import type { Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { type Column, Table } from '../parts/table.tsx';

export type Rate = Schemas['Statistics']['onTime']['all'];

/** A bar of a chart: what it is of, and where the duties that it is made of are listed. */
export interface Bar extends Rate {
  key: string;
  name: string;
  /** Of those that were late. */
  lateAt: string;
  /** Of all. */
  allAt: string;
}

export const percent = (rate: number | null): string => (rate === null ? '—' : `${Math.round(rate * 1000) / 10}%`);

/** How much was done in time, of all that was due: as its number says. */
const Share = ({ rate }: { rate: number }) => (
  <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="late" width="100" height="10" />
    <rect class="timely" width={rate * 100} height="10" />
  </svg>
);

/** A chart of rates that is a table as well: each bar stands in its row, with its figures and a link to the rows behind it. */
export const RateChart = ({ caption, of, bars }: { caption: string; of: string; bars: readonly Bar[] }) => {
  const t = useText();
  const columns: readonly Column<Bar>[] = [
    { title: of, cell: ({ name, allAt }) => <a href={allAt}>{name}</a> },
    {
      title: t({ zh: '按时办理率', en: 'On time' }),
      cell: ({ rate }) => (
        <div class="rate">
          <strong>{percent(rate)}</strong>
          {rate === null ? null : <Share rate={rate} />}
        </div>
      ),
    },
    { title: t({ zh: '应办', en: 'Due' }), number: true, cell: ({ due }) => due },
    { title: t({ zh: '按时', en: 'In time' }), number: true, cell: ({ onTime }) => onTime },
    {
      title: t({ zh: '逾期', en: 'Late' }),
      number: true,
      cell: ({ due, onTime, lateAt, name }) =>
        due > onTime ? (
          <a
            href={lateAt}
            aria-label={t({ zh: `${name}：逾期${due - onTime}件`, en: `${name}: ${due - onTime} late` })}
          >
            {due - onTime}
          </a>
        ) : (
          0
        ),
    },
  ];
  return <Table caption={caption} columns={columns} rows={bars} keyOf={({ key }) => key} />;
};
