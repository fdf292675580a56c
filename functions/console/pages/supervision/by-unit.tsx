import { levelNames } from '../../../domain/names.ts';
import { useText } from '../language.ts';
import { type Column, Table } from '../parts/table.tsx';
import { addressOf, useAsked } from './asked.ts';
import { Phone, targetNames, type UnitWatched, unitsWatched, type Watched } from './watched.tsx';

const useColumns = (): readonly Column<UnitWatched>[] => {
  const t = useText();
  const { asked } = useAsked();
  return [
    {
      title: t({ zh: '应办单位', en: 'Unit' }),
      cell: ({ unitId, name }) => <a href={addressOf(asked, { unit: unitId })}>{name}</a>,
    },
    { title: t({ zh: '层级', en: 'Level' }), cell: ({ level }) => (level ? t(levelNames[level]) : null) },
    { title: t({ zh: '联系电话', en: 'Telephone' }), cell: ({ phone }) => <Phone number={phone} /> },
    {
      title: t({ zh: '逾期', en: 'Overdue' }),
      number: true,
      cell: ({ overdue }) => (overdue > 0 ? <strong class="bad">{overdue}</strong> : 0),
    },
    { title: t({ zh: '临期', en: 'At risk' }), number: true, cell: ({ atRisk }) => atRisk },
    {
      title: t({ zh: '最长逾期', en: 'Longest overdue' }),
      number: true,
      cell: ({ longest }) =>
        longest > 0
          ? t({ zh: `${longest}个工作日`, en: `${longest} working day${longest === 1 ? '' : 's'}` })
          : t({ zh: '无', en: 'none' }),
    },
    {
      title: t({ zh: '已督办至', en: 'Escalated to' }),
      cell: ({ escalatedTo }) => (escalatedTo ? t(targetNames[escalatedTo]) : t({ zh: '尚未督办', en: 'nobody yet' })),
    },
  ];
};

/** How much is overdue and at risk in all, and with whom. */
export const ByUnit = ({ items }: { items: readonly Watched[] }) => {
  const t = useText();
  const columns = useColumns();
  const units = unitsWatched(items);
  const overdue = items.filter((one) => one.overdue).length;
  return (
    <>
      <dl class="figures">
        <div>
          <dt>{t({ zh: '逾期', en: 'Overdue' })}</dt>
          <dd class={overdue > 0 ? 'bad' : undefined}>{overdue}</dd>
        </div>
        <div>
          <dt>{t({ zh: '临期', en: 'At risk' })}</dt>
          <dd>{items.length - overdue}</dd>
        </div>
        <div>
          <dt>{t({ zh: '涉及单位', en: 'Units' })}</dt>
          <dd>{units.length}</dd>
        </div>
      </dl>
      <Table
        caption={t({ zh: '按单位汇总，逾期最久的在前', en: 'By unit, the longest overdue first' })}
        columns={columns}
        rows={units}
        keyOf={({ unitId }) => unitId}
      />
    </>
  );
};
