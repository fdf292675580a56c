import { statusNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { Table } from '../parts/table.tsx';
import { kindName } from './kinds.ts';
import { Recusals } from './preview.tsx';

type Submitted = Schemas['Submitted'];

/** A unit that its own clue names gets this one answer, and sees nothing of it from here on. */
const isLastSight = ({ transfers }: Submitted): boolean =>
  transfers.length > 0 && transfers.every(({ allowedActions }) => allowedActions.length === 0);

const Transfers = ({ submitted }: { submitted: Submitted }) => {
  const t = useText();
  const linked = !isLastSight(submitted);
  return (
    <Table
      caption={t({ zh: '移送情况', en: 'Transfers' })}
      rows={submitted.transfers}
      keyOf={({ transferId }) => transferId}
      columns={[
        {
          title: t({ zh: '接收单位', en: 'To' }),
          cell: ({ transferId, toName }) =>
            linked ? <a href={`/console/transfers/${transferId}`}>{toName}</a> : toName,
        },
        { title: t({ zh: '类别', en: 'Kind' }), cell: ({ rule }) => t(kindName(rule)) },
        { title: t({ zh: '状态', en: 'Status' }), cell: ({ status }) => t(statusNames[status]) },
        {
          title: t({ zh: '办理时限', en: 'Due' }),
          cell: ({ duty, daysLeft }) => (duty ? <Deadline duty={duty} daysLeft={daysLeft} /> : null),
        },
      ]}
    />
  );
};

/** What became of it: its number, and where it went. */
export const Sent = ({
  submitted,
  nameOf,
  again,
}: {
  submitted: Submitted;
  nameOf: (entry: string) => string;
  again: () => void;
}) => {
  const t = useText();
  const waits = submitted.transfers.some(({ status }) => status === 'registered');
  return (
    <>
      <div class="notice" role="status">
        <p>
          {waits
            ? t({ zh: '已登记，尚未移送。', en: 'Registered, and not handed over yet.' })
            : t({ zh: '已登记并办理移送。', en: 'Registered and handed over.' })}
        </p>
        <p>
          {t({ zh: '线索编号：', en: 'Reference: ' })}
          <strong class="code">{submitted.reference}</strong>
        </p>
        {isLastSight(submitted) ? (
          <p>
            {t({
              zh: '本单位须回避该线索，离开本页后不能再查看，请记下编号。',
              en: 'Your unit must not hear of this clue from here on: note the reference now.',
            })}
          </p>
        ) : null}
        {waits ? (
          <p>
            {t({
              zh: '请在时限内打开移送件，办理移送；在此之前接收单位不知情。',
              en: 'Open the transfer and dispatch it in time; until then its receiver knows nothing of it.',
            })}
          </p>
        ) : null}
      </div>
      {submitted.transfers.length > 0 ? (
        <Transfers submitted={submitted} />
      ) : (
        <p>
          {t({ zh: '由本单位自行办理，没有移送件。', en: 'Your unit deals with it itself: there is no transfer.' })}
        </p>
      )}
      {submitted.recusals.length > 0 ? <Recusals recusals={submitted.recusals} nameOf={nameOf} /> : null}
      <button type="button" onClick={again}>
        {t({ zh: '再登记一条', en: 'Register another' })}
      </button>
    </>
  );
};
