import { useLanguage, useText } from '../language.ts';
import { Table } from '../parts/table.tsx';
import { dayIn, weekdayIn, weekdayOf } from '../times.ts';
import { spansOf, type YearDays } from './days.ts';
import { holidayName } from './notice-text.ts';

const length = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;

/** The days off of a year by their holidays, and its make-up days: the picture in words. */
export const Arrangement = ({ year, days }: { year: number; days: YearDays }) => {
  const t = useText();
  const language = useLanguage();
  const said = (date: string) =>
    `${dayIn(language, date)} ${t({ zh: '周', en: '' })}${weekdayIn(language, weekdayOf(date))}`;
  const spans = spansOf(days);
  const work = [...days.work].sort();
  if (spans.length === 0 && work.length === 0) return null;
  return (
    <>
      <Table
        caption={t({ zh: `${year}年放假安排`, en: `Days off in ${year}` })}
        rows={spans}
        keyOf={({ first }) => first}
        columns={[
          { title: t({ zh: '节日', en: 'Holiday' }), cell: ({ name }) => holidayName(language, name) || '—' },
          {
            title: t({ zh: '放假', en: 'Off' }),
            cell: ({ first, last }) =>
              first === last ? said(first) : `${said(first)} ${t({ zh: '至', en: 'to' })} ${said(last)}`,
          },
          { title: t({ zh: '天数', en: 'Days' }), number: true, cell: ({ first, last }) => length(first, last) },
        ]}
      />
      <p class="card">
        <strong>{t({ zh: '调休上班：', en: 'Make-up working days: ' })}</strong>
        {work.length === 0 ? t({ zh: '无', en: 'none' }) : work.map(said).join(language === 'zh' ? '、' : ', ')}
      </p>
    </>
  );
};
