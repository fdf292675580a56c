import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { personIn } from '../parts/person.ts';
import { Table } from '../parts/table.tsx';
import { dayIn, momentIn } from '../times.ts';

type Entry = Schemas['CalendarYear']['history'][number];

export const isStanding = ({ withdraws, withdrawnBy }: Entry): boolean => withdraws === null && withdrawnBy === null;

/** A notice as it is cited. */
export const useNotice = () => {
  const t = useText();
  const language = useLanguage();
  return (notice: Schemas['CalendarYear']['notice']): string => {
    if (!notice) return t({ zh: '本省自行更改，无通知文号', en: 'the province’s own, without a notice' });
    const { number, issued } = notice;
    if (!issued) return number;
    return t({ zh: `${number}（${dayIn(language, issued)}）`, en: `${number} (${dayIn(language, issued)})` });
  };
};

/** Every change of a year, the newest first, each with its days to look at. */
export const History = ({ year, history }: { year: number; history: readonly Entry[] }) => {
  const t = useText();
  const language = useLanguage();
  const cited = useNotice();
  const link = (version: number) => `/console/calendar?year=${year}&version=${version}`;
  const state = (entry: Entry) => {
    if (entry.withdraws !== null) {
      return t({ zh: `撤销第${entry.withdraws}版`, en: `withdraws version ${entry.withdraws}` });
    }
    if (entry.withdrawnBy !== null) return t({ zh: '已撤销', en: 'withdrawn' });
    return entry === history.findLast(isStanding)
      ? t({ zh: '现行', en: 'in force' })
      : t({ zh: '已被取代', en: 'replaced' });
  };
  return (
    <>
      <h2>{t({ zh: '更改记录', en: 'Changes' })}</h2>
      {history.length === 0 ? (
        <p>{t({ zh: '本省未更改过该年度。', en: 'The province has never changed this year.' })}</p>
      ) : (
        <Table
          caption={t({ zh: `${year}年日历的更改`, en: `Changes of ${year}` })}
          rows={history.toReversed()}
          keyOf={({ revision }) => String(revision)}
          columns={[
            {
              title: t({ zh: '版本', en: 'Version' }),
              cell: ({ revision }) => (
                <a href={link(revision)}>{t({ zh: `第${revision}版`, en: `Version ${revision}` })}</a>
              ),
            },
            { title: t({ zh: '状态', en: 'State' }), cell: state },
            { title: t({ zh: '时间', en: 'When' }), cell: ({ at }) => momentIn(language, at) },
            { title: t({ zh: '操作人', en: 'Who' }), cell: ({ by }) => personIn(language, by) },
            { title: t({ zh: '依据', en: 'Notice' }), cell: ({ notice }) => cited(notice) },
            {
              title: t({ zh: '同时更改的年度', en: 'Years of the change' }),
              cell: ({ years }) => years.join(language === 'zh' ? '、' : ', '),
            },
          ]}
        />
      )}
      <p>
        <a href={link(0)}>{t({ zh: '查看国务院办公厅通知的安排', en: 'As the State Council’s notice has it' })}</a>
      </p>
    </>
  );
};
