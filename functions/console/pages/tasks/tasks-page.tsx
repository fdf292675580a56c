import './tasks.css';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { statusIn } from '../../../domain/names.ts';
import type { Problem } from '../api.ts';
import { useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Reading, Refused, useRead } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { ruleTitles } from '../transfer/titles.ts';
import { otherSide, type Tab, type Task, tabs, taskNames } from './kinds.tsx';
import { Search } from './search.tsx';
import { firstTasks, inOrder, moreTasks, type Tasks } from './task-pages.ts';

const countIn = (counts: Tasks['counts'], { kinds }: Pick<Tab, 'kinds'>): number =>
  kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);

const TaskTabs = ({ current, counts }: { current: Tab | undefined; counts: Tasks['counts'] | undefined }) => {
  const t = useText();
  const all = tabs.reduce((sum, tab) => sum + (counts ? countIn(counts, tab) : 0), 0);
  return (
    <Tabs
      label={t({ zh: '待办类别', en: 'Kinds of tasks' })}
      tabs={[
        {
          name: t({ zh: '全部', en: 'All' }),
          to: '/console/tasks',
          current: current === undefined,
          count: counts ? all : undefined,
        },
        ...tabs.map((tab) => ({
          name: t(tab.name),
          to: `/console/tasks?kind=${tab.to}`,
          current: current === tab,
          count: counts ? countIn(counts, tab) : undefined,
        })),
      ]}
    />
  );
};

/** Where it is acted on: a supplement with the transfer that it is for. */
const placeOf = ({ about, transferId }: Task['transfer']): string => about ?? transferId;

const TaskTable = ({ caption, rows }: { caption: string; rows: readonly Task[] }) => {
  const t = useText();
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ kind, transfer }) => `${kind} ${transfer.transferId}`}
      columns={[
        {
          title: t({ zh: '线索编号', en: 'Reference' }),
          cell: ({ transfer }) => <a href={`/console/transfers/${placeOf(transfer)}`}>{transfer.reference}</a>,
        },
        { title: t({ zh: '待办事项', en: 'To do' }), cell: ({ kind }) => t(taskNames[kind]) },
        { title: t({ zh: '类别', en: 'Kind' }), cell: ({ transfer }) => t(ruleTitles[transfer.rule]) },
        { title: t({ zh: '相关单位', en: 'Other unit' }), cell: (task) => otherSide(task) ?? '—' },
        { title: t({ zh: '状态', en: 'Status' }), cell: ({ transfer }) => t(statusIn(transfer)) },
        {
          title: t({ zh: '办理时限', en: 'Due' }),
          cell: ({ transfer }) =>
            transfer.duty ? <Deadline duty={transfer.duty} daysLeft={transfer.daysLeft} /> : '—',
        },
      ]}
    />
  );
};

/** Further pages are put behind the first. */
const TaskList = ({ first, tab }: { first: Tasks; tab: Tab | undefined }) => {
  const t = useText();
  const [tasks, setTasks] = useState(first);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  // Read again, it begins anew.
  useEffect(() => setTasks(first), [first]);
  const { rows, goesOn } = inOrder(tasks);
  const more = async () => {
    setLoading(true);
    const next = await moreTasks(tasks);
    setLoading(false);
    setProblem(next.problem);
    if (next.data) setTasks(next.data);
  };
  if (rows.length === 0) {
    return (
      <Empty>
        {tab ? (
          tab.empty(t)
        ) : (
          <>
            {t({ zh: '目前没有待办事项。可以', en: 'Nothing is to be done now. You can ' })}
            <a href="/console/clues/new">{t({ zh: '登记线索', en: 'register a clue' })}</a>
            {t({ zh: '，办结的移送见', en: '; what has ended stands in the ' })}
            <a href="/console/ledgers">{t({ zh: '台账', en: 'ledgers' })}</a>
            {t({ zh: '。', en: '.' })}
          </>
        )}
      </Empty>
    );
  }
  return (
    <>
      {tasks.complete ? null : (
        <p class="notice">
          {t({
            zh: '本单位待办事项过多，未能全部列出和计数，请先办理列出的事项。',
            en: 'Your unit has more to do than can be listed and counted. Deal with what is listed first.',
          })}
        </p>
      )}
      <TaskTable
        caption={
          tab
            ? t({ zh: `${tab.name.zh}，按办理时限排列`, en: `${tab.name.en}: what is due first stands first` })
            : t({ zh: '全部待办事项，按办理时限排列', en: 'All tasks: what is due first stands first' })
        }
        rows={rows}
      />
      {problem ? <Refused problem={problem} /> : null}
      {goesOn ? (
        <button type="button" onClick={() => void more()} disabled={loading}>
          {t({ zh: '显示更多', en: 'Show more' })}
        </button>
      ) : null}
      <p class="unseen" role="status">
        {t({ zh: `已列出${rows.length}项`, en: `${rows.length} listed` })}
      </p>
    </>
  );
};

export const TasksPage = () => {
  const t = useText();
  const { query } = useLocation();
  const tab = tabs.find(({ to }) => to === query.kind);
  const asked = tab?.to ?? '';
  const read = useRead(() => firstTasks(tab?.kinds ?? []), asked);
  const [counts, setCounts] = useState<Tasks['counts']>();
  // They stand on while another tab is read.
  useEffect(() => {
    if (read.data) setCounts(read.data.counts);
  }, [read.data]);
  return (
    <Page title={t({ zh: '我的待办', en: 'My tasks' })}>
      <Search />
      <TaskTabs current={tab} counts={counts} />
      <Reading read={read}>{(first) => <TaskList key={asked} first={first} tab={tab} />}</Reading>
    </Page>
  );
};
