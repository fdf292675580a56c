import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Text } from '../../../domain/languages.ts';
import { statusIn, statusNames } from '../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { TextField } from '../parts/field.tsx';
import { Busy, Empty, Refused, useRead } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { useWho } from '../session/who.ts';
import { ClueContent } from '../transfer/clue-content.tsx';
import { ruleTitles } from '../transfer/titles.ts';
import { isOwn, OwnCase } from './own-case.tsx';

/** Finds what goes by a reference, which people read out of mails and papers; it stands in the address, since it is not secret. */

type Found = Schemas['FoundClue'];

interface Hit {
  id: string;
  rule: keyof typeof ruleTitles;
  parties: string;
  status: Text;
  duty: Schemas['Transfer']['duty'];
  daysLeft: number | null;
}

const hitsOf = ({ transfers, reply, unitName }: Found): Hit[] => [
  ...transfers.map(({ transferId, rule, fromName, toName, duty, daysLeft, ...transfer }) => ({
    id: transferId,
    rule,
    parties: `${fromName} → ${toName}`,
    status: statusIn(transfer),
    duty,
    daysLeft,
  })),
  ...(reply
    ? [
        {
          id: reply.replyId,
          rule: 'reply' as const,
          parties: unitName,
          status: statusNames[reply.status],
          duty: reply.duty,
          daysLeft: reply.daysLeft,
        },
      ]
    : []),
];

const Hits = ({ found }: { found: Found }) => {
  const t = useText();
  const { route } = useLocation();
  const hits = hitsOf(found);
  const own = isOwn(found, useWho());
  const sole = hits.length === 1 && !own ? hits[0] : undefined;
  // Back leads to the tasks, not to the search that led here.
  useEffect(() => {
    if (sole) route(`/console/transfers/${sole.id}`, true);
  }, [sole, route]);
  return (
    <>
      {hits.length === 0 || own ? (
        <p>
          {hits.length === 0
            ? t({
                zh: `${found.reference}由${found.unitName}自行办理，没有移送。`,
                en: `${found.unitName} deals with ${found.reference} itself: there is no transfer.`,
              })
            : t({
                zh: `${found.reference}的涉黑涉恶部分由${found.unitName}自行办理。`,
                en: `${found.unitName} deals itself with what of ${found.reference} is organised crime.`,
              })}
        </p>
      ) : null}
      {own ? <OwnCase clueId={found.clueId} /> : null}
      {hits.length === 0 ? <ClueContent clueId={found.clueId} /> : <HitTable found={found} hits={hits} />}
    </>
  );
};

/** What there is on its way. */
const HitTable = ({ found, hits }: { found: Found; hits: readonly Hit[] }) => {
  const t = useText();
  return (
    <Table
      caption={t({ zh: `编号${found.reference}的移送`, en: `What goes by ${found.reference}` })}
      rows={hits}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t({ zh: '类别', en: 'Kind' }),
          cell: ({ id, rule }) => <a href={`/console/transfers/${id}`}>{t(ruleTitles[rule])}</a>,
        },
        { title: t({ zh: '单位', en: 'Units' }), cell: ({ parties }) => parties },
        { title: t({ zh: '状态', en: 'Status' }), cell: ({ status }) => t(status) },
        {
          title: t({ zh: '办理时限', en: 'Due' }),
          cell: ({ duty, daysLeft }) => (duty ? <Deadline duty={duty} daysLeft={daysLeft} /> : null),
        },
      ]}
    />
  );
};

/** What was found under the reference in the address. */
const Results = ({ read }: { read: ReturnType<typeof useSearch> }) => {
  const t = useText();
  if (read.data === undefined) return read.loading ? <Busy /> : null;
  const [found] = read.data.items;
  if (found) return <Hits found={found} />;
  return (
    <Empty>
      {t({
        zh: '没有找到这个编号。请核对编号；编号无误的，可能不由本单位移送、接收或督办，请向移送单位或者领导小组办公室查询。',
        en: 'Nothing was found by this reference. Check it; if it is right, your unit neither sent nor received it nor oversees it: ask its sender or the leading group office.',
      })}
    </Empty>
  );
};

const useSearch = (reference: string) =>
  useRead(
    async () =>
      reference === '' ? { data: { items: [] } } : answerOf(api.GET('/v1/clues', { params: { query: { reference } } })),
    reference,
  );

export const Search = () => {
  const t = useText();
  const { query, route } = useLocation();
  const reference = query.reference ?? '';
  const [typed, setTyped] = useState(reference);
  const read = useSearch(reference);
  useEffect(() => setTyped(reference), [reference]);
  const fault = read.problem?.errors.find(({ path }) => path === 'reference')?.message;
  const search = () => {
    const wanted = typed.trim();
    if (wanted === '') route('/console/tasks');
    else if (wanted === reference) void read.reload();
    else route(`/console/tasks?reference=${encodeURIComponent(wanted)}`);
  };
  return (
    <section aria-label={t({ zh: '按编号查找', en: 'Find by reference' })}>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is too new for the browsers of offices */}
      <form
        role="search"
        class="search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <TextField
          label={t({ zh: '线索编号', en: 'Reference' })}
          hint={t({ zh: '如 371402-20260917-7K3F9QZ2', en: 'as 371402-20260917-7K3F9QZ2' })}
          fault={fault}
          value={typed}
          change={setTyped}
        />
        <button type="submit">{t({ zh: '查找', en: 'Find' })}</button>
      </form>
      {read.problem && !fault ? <Refused problem={read.problem} again={() => void read.reload()} /> : null}
      {reference === '' || fault ? null : (
        <div role="status">
          <Results read={read} />
        </div>
      )}
    </section>
  );
};
