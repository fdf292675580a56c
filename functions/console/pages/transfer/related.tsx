import type { Text } from '../../../domain/languages.ts';
import { statusIn, statusNames } from '../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Refused, useRead } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { ruleTitles } from './titles.ts';

type Transfer = Schemas['TransferWithTimeline'];

interface Row {
  id: string;
  relation: Text;
  title: Text;
  parties: string;
  status: string;
}

/** What another transfer of the clue is to this one. */
const relationOf = ({ about, predecessor, successors, case: filed }: Transfer, id: string): Text => {
  if (id === about) return { zh: '要求补充的移送', en: 'what it is for' };
  if (id === predecessor) return { zh: '前一移送', en: 'came from' };
  if (successors.includes(id)) return { zh: '后续移送', en: 'went on as' };
  if (id === filed?.transferId) return { zh: '立案通报的对应件', en: 'by the filed case' };
  return { zh: '同一线索', en: 'of the same clue' };
};

const rowsOf = (transfer: Transfer, found: Schemas['FoundClue'] | undefined, t: (text: Text) => string): Row[] => {
  const others = (found?.transfers ?? []).filter(({ transferId }) => transferId !== transfer.transferId);
  const reply = found?.reply;
  const supplements = transfer.supplements.filter((id) => id !== transfer.transferId);
  return [
    ...others.map((one) => ({
      id: one.transferId,
      relation: relationOf(transfer, one.transferId),
      title: ruleTitles[one.rule],
      parties: `${one.fromName} → ${one.toName}`,
      status: t(statusIn(one)),
    })),
    ...supplements.map((id) => ({
      id,
      relation: { zh: '属于本件', en: 'for this one' },
      title: ruleTitles.supplement,
      parties: `${transfer.fromName} → ${transfer.toName}`,
      status:
        id === transfer.supplement?.supplementId ? t(statusNames['owed-supplement']) : t({ zh: '已结束', en: 'ended' }),
    })),
    ...(reply && reply.replyId !== transfer.transferId
      ? [
          {
            id: reply.replyId,
            relation: { zh: '同一线索', en: 'of the same clue' },
            title: ruleTitles.reply,
            parties: found?.unitName ?? '',
            status: t(statusNames[reply.status]),
          },
        ]
      : []),
  ];
};

/** What else there is of the same clue, as far as the reader sees it. */
export const Related = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const { reference } = transfer;
  const read = useRead(() => answerOf(api.GET('/v1/clues', { params: { query: { reference } } })), reference);
  const rows = rowsOf(transfer, read.data?.items[0], t);
  if (read.problem) return <Refused problem={read.problem} again={() => void read.reload()} />;
  if (rows.length === 0) return null;
  return (
    <Table
      caption={t({ zh: '相关移送', en: 'Related' })}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t({ zh: '类别', en: 'Kind' }),
          cell: ({ id, title }) => <a href={`/console/transfers/${id}`}>{t(title)}</a>,
        },
        { title: t({ zh: '关系', en: 'Relation' }), cell: ({ relation }) => t(relation) },
        { title: t({ zh: '单位', en: 'Units' }), cell: ({ parties }) => parties },
        { title: t({ zh: '状态', en: 'Status' }), cell: ({ status }) => status },
      ]}
    />
  );
};
