import { useLocation } from 'preact-iso';
import { ruleNames, statusNames } from '../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Reading, useRead } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { Tabs } from '../parts/tabs.tsx';

type Task = Schemas['Task'];
type Kind = Task['kind'];

const kinds = [
  { kinds: ['acknowledge'], to: 'acknowledge', name: { zh: '待签收', en: 'To acknowledge' } },
  { kinds: ['feedback'], to: 'feedback', name: { zh: '待反馈', en: 'Feedback' } },
  { kinds: ['dispatch'], to: 'dispatch', name: { zh: '待移送', en: 'To dispatch' } },
] as const satisfies readonly { kinds: readonly Kind[]; to: string; name: { zh: string; en: string } }[];

export const TasksPage = () => {
  const t = useText();
  const { query } = useLocation();
  const kind = kinds.find(({ to }) => to === query.kind)?.to;
  const read = useRead(() => answerOf(api.GET('/v1/tasks', { params: { query: kind ? { kind } : {} } })), kind ?? '');
  return (
    <Page title={t({ zh: '我的待办', en: 'My tasks' })}>
      <Reading read={read}>
        {({ counts, items }) => (
          <>
            <Tabs
              label={t({ zh: '待办类别', en: 'Kinds of tasks' })}
              tabs={kinds.map(({ to, name, kinds: [one] }) => ({
                name: t(name),
                to: `/console/tasks?kind=${to}`,
                current: kind === to,
                count: counts[one],
              }))}
            />
            {items.length === 0 ? (
              <Empty>{t({ zh: '目前没有待办事项。', en: 'Nothing is to be done now.' })}</Empty>
            ) : (
              <Table
                caption={t({ zh: '待办事项', en: 'Tasks' })}
                rows={items}
                keyOf={({ kind: of, transfer }) => `${of} ${transfer.transferId}`}
                columns={[
                  {
                    title: t({ zh: '移送编号', en: 'Reference' }),
                    cell: ({ transfer }) => (
                      <a href={`/console/transfers/${transfer.transferId}`}>{transfer.reference}</a>
                    ),
                  },
                  { title: t({ zh: '类型', en: 'Rule' }), cell: ({ transfer }) => t(ruleNames[transfer.rule]) },
                  { title: t({ zh: '移送单位', en: 'From' }), cell: ({ transfer }) => transfer.fromName },
                  { title: t({ zh: '状态', en: 'Status' }), cell: ({ transfer }) => t(statusNames[transfer.status]) },
                  {
                    title: t({ zh: '时限', en: 'Due' }),
                    cell: ({ transfer }) =>
                      transfer.duty ? <Deadline duty={transfer.duty} daysLeft={transfer.daysLeft} /> : null,
                  },
                ]}
              />
            )}
          </>
        )}
      </Reading>
    </Page>
  );
};
