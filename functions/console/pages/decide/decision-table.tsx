import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { Table } from '../parts/table.tsx';
import { useWho } from '../session/who.ts';
import { momentIn } from '../times.ts';
import { byWhen } from '../transfer/actions/acting.ts';
import { type Deciding, useAsked } from '../transfer/actions/request.tsx';
import { ruleTitles } from '../transfer/titles.ts';

type Task = Schemas['Task'];
type Transfer = Task['transfer'];

/** When it was asked for, and for how long nobody has decided. */
const Waiting = ({ transfer, kind }: { transfer: Transfer; kind: Deciding }) => {
  const t = useText();
  const language = useLanguage();
  const asked = kind === 'extension-decision' ? transfer.extension : transfer.proposal;
  const at = kind === 'extension-decision' ? transfer.extension?.askedAt : transfer.proposal?.madeAt;
  const days = asked?.undecidedFor;
  return (
    <div>
      {at ? momentIn(language, at) : null}
      {days === undefined ? null : (
        <strong class="waiting">
          {days === 0
            ? t({ zh: '待审批不足1个工作日', en: 'undecided for less than a working day' })
            : t({ zh: `待审批${days}个工作日`, en: `${days} working day${days === 1 ? '' : 's'} undecided` })}
        </strong>
      )}
    </div>
  );
};

/** What an approval comes to. */
const IfApproved = ({ transfer, kind }: { transfer: Transfer; kind: Deciding }) => {
  const t = useText();
  const language = useLanguage();
  if (kind === 'extension-decision') {
    const due = transfer.extension?.ifApproved;
    return <>{due ? byWhen(language, due) : '—'}</>;
  }
  const units = transfer.proposal?.ifApproved ?? [];
  if (units.length === 0) return <>—</>;
  return (
    <ul class="plainly">
      {units.map((one) => (
        <li key={one.to}>
          {t({
            zh: `移送${one.toName}，${byWhen('zh', one)}签收`,
            en: `goes to ${one.toName}, to acknowledge ${byWhen('en', one)}`,
          })}
        </li>
      ))}
    </ul>
  );
};

const Decision = ({ task, decide }: { task: Task; decide: (transferId: string) => void }) => {
  const t = useText();
  const { role } = useWho();
  const { transfer, kind } = task;
  if (transfer.allowedActions.some((action) => action === kind)) {
    return (
      <button
        type="button"
        class="main"
        aria-describedby="reading-noted"
        aria-label={t({ zh: `审批${transfer.reference}`, en: `Decide ${transfer.reference}` })}
        onClick={() => decide(transfer.transferId)}
      >
        {t({ zh: '审批', en: 'Decide' })}
      </button>
    );
  }
  return (
    <span class="hint">
      {role === 'supervisor'
        ? t({
            zh: '不能由您审批（本人提出的，由其他负责人审批）',
            en: 'Not yours to decide: who asked does not decide',
          })
        : t({ zh: '由负责人审批', en: 'A supervisor decides' })}
    </span>
  );
};

/** What is to be decided, what is due first in front. Why it was asked for is secret: it is read as the decision is opened. */
export const DecisionTable = ({
  kind,
  items,
  decide,
}: {
  kind: Deciding;
  items: readonly Task[];
  decide: (transferId: string) => void;
}) => {
  const t = useText();
  const askedIn = useAsked();
  return (
    <>
      <p class="hint noted" id="reading-noted">
        {t({
          zh: '打开审批即读取申请理由，此次读取将记录在案。',
          en: 'Opening one reads why it was asked for, which goes on the record.',
        })}
      </p>
      <Table
        caption={t({ zh: '待审批', en: 'To decide' })}
        rows={items}
        keyOf={({ transfer }) => transfer.transferId}
        columns={[
          {
            title: t({ zh: '线索编号', en: 'Reference' }),
            cell: ({ transfer }) => (
              <div>
                <a href={`/console/transfers/${transfer.transferId}`}>{transfer.reference}</a>
                <span class="hint">{t(ruleTitles[transfer.rule])}</span>
              </div>
            ),
          },
          { title: t({ zh: '申请事项', en: 'Asked for' }), cell: ({ transfer }) => askedIn(transfer, kind) },
          {
            title: t({ zh: '提出单位', en: 'By' }),
            cell: ({ transfer }) =>
              kind === 'extension-decision' ? (transfer.duty?.owedByName ?? '') : transfer.toName,
          },
          {
            title: t({ zh: '移送单位和接收单位', en: 'From and to' }),
            cell: ({ transfer }) => `${transfer.fromName} → ${transfer.toName}`,
          },
          {
            title: t({ zh: '提出时间', en: 'Since' }),
            cell: ({ transfer }) => <Waiting transfer={transfer} kind={kind} />,
          },
          {
            title: t({ zh: '现时限', en: 'Due now' }),
            cell: ({ transfer }) =>
              transfer.duty ? <Deadline duty={transfer.duty} daysLeft={transfer.daysLeft} /> : '—',
          },
          {
            title: t({ zh: '如同意', en: 'If approved' }),
            cell: ({ transfer }) => <IfApproved transfer={transfer} kind={kind} />,
          },
          { title: t({ zh: '办理', en: 'Decision' }), cell: (task) => <Decision task={task} decide={decide} /> },
        ]}
      />
    </>
  );
};
