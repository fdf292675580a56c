import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { More, useListing } from '../parts/listing.tsx';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/reading.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Done } from '../transfer/actions/actions.tsx';
import type { Deciding } from '../transfer/actions/request.tsx';
import './decide.css';
import { DecisionTable } from './decision-table.tsx';
import { Opened } from './opened.tsx';

type Task = Schemas['Task'];

const kinds = [
  { kind: 'extension-decision', name: { zh: '延期申请', en: 'Extensions' } },
  { kind: 'proposal-decision', name: { zh: '处理意见', en: 'Proposals' } },
] as const;

const otherThan = (kind: Deciding) => (kind === kinds[0].kind ? kinds[1] : kinds[0]);

/** So many a page. */
const limit = 25;

const readTasks = (kind: Deciding, cursor?: string) =>
  answerOf(api.GET('/v1/tasks', { params: { query: { kind, limit, ...(cursor ? { cursor } : {}) } } }));

const List = ({
  kind,
  items,
  others,
  decide,
}: {
  kind: Deciding;
  items: readonly Task[];
  /** How many of the other kind there are to decide. */
  others: number;
  decide: (transferId: string) => void;
}) => {
  const t = useText();
  if (items.length > 0) return <DecisionTable kind={kind} items={items} decide={decide} />;
  const other = otherThan(kind);
  return (
    <Empty>
      {kind === 'extension-decision'
        ? t({ zh: '目前没有待审批的延期申请。', en: 'No extension waits for a decision.' })
        : t({ zh: '目前没有待审批的处理意见。', en: 'No proposal waits for a decision.' })}
      {others > 0 ? (
        <>
          {' '}
          <a href={`/console/decisions?kind=${other.kind}`}>
            {t({ zh: `查看${other.name.zh}（${others}项待审批）`, en: `${other.name.en} to decide: ${others}` })}
          </a>
        </>
      ) : null}
    </Empty>
  );
};

const Pending = ({ kind }: { kind: Deciding }) => {
  const t = useText();
  const [round, setRound] = useState(0);
  const [opened, setOpened] = useState<string>();
  const [message, setMessage] = useState('');
  const listing = useListing(
    (cursor) => readTasks(kind, cursor),
    (page) => page,
    `${kind} ${round}`,
  );
  const { first, items, loading, problem } = listing;
  return (
    <>
      <Tabs
        label={t({ zh: '审批类别', en: 'Kinds of decisions' })}
        tabs={kinds.map((one) => ({
          name: t(one.name),
          to: `/console/decisions?kind=${one.kind}`,
          current: one.kind === kind,
          count: first?.counts[one.kind],
        }))}
      />
      <Done message={message} />
      {items.length > 0 || !(loading || problem) ? (
        <List kind={kind} items={items} others={first?.counts[otherThan(kind).kind] ?? 0} decide={setOpened} />
      ) : null}
      <More listing={listing} />
      {opened ? (
        <Opened
          key={opened}
          transferId={opened}
          action={kind}
          close={(stale) => {
            setOpened(undefined);
            if (stale) setRound(round + 1);
          }}
          done={async (said) => {
            setOpened(undefined);
            setRound(round + 1);
            setMessage(said);
          }}
        />
      ) : null}
    </>
  );
};

/** What an office has to decide: longer windows, and that others deal with a clue. */
export const DecidePage = () => {
  const t = useText();
  const { query } = useLocation();
  const kind: Deciding = query.kind === 'proposal-decision' ? query.kind : 'extension-decision';
  return (
    <Page title={t({ zh: '审批', en: 'Decisions' })}>
      <p class="hint noted">
        {t({
          zh: '审批之前一切不变；未审批的，每个工作日邮件提醒本办公室。延期申请待审批期间暂不督办，最长三个工作日。',
          en: 'Nothing changes before the decision; as long as there is none, your office is reminded by mail each working day. While an extension is undecided nothing is escalated, for three working days at the longest.',
        })}
      </p>
      <Pending key={kind} kind={kind} />
    </Page>
  );
};
