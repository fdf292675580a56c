import type { Text } from '../../../domain/languages.ts';
import { dutyNames, levelNames } from '../../../domain/names.ts';
import { answerOf, api } from '../api.ts';
import { useText } from '../language.ts';
import { Deadline } from '../parts/deadline.tsx';
import { ChoiceField } from '../parts/field.tsx';
import { More, useListing } from '../parts/listing.tsx';
import { Empty } from '../parts/reading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { ruleTitles } from '../transfer/titles.ts';
import { addressOf, useAsked } from './asked.ts';
import { ByUnit } from './by-unit.tsx';
import { RegionChoice } from './choices.tsx';
import { Phone, targetNames, type Watched } from './watched.tsx';

/** Working days: what falls due within so many is at risk. Empty: only what is overdue. */
const spans: readonly { value: string; name: Text }[] = [
  { value: 'none', name: { zh: '仅逾期', en: 'Overdue' } },
  { value: '0', name: { zh: '逾期和今日到期', en: 'Overdue, and due today' } },
  { value: '2', name: { zh: '逾期和2个工作日内到期', en: 'Overdue, and due within 2 working days' } },
  { value: '5', name: { zh: '逾期和5个工作日内到期', en: 'Overdue, and due within 5 working days' } },
  { value: '10', name: { zh: '逾期和10个工作日内到期', en: 'Overdue, and due within 10 working days' } },
];
const usual = '2';

/** Pages that are read for one board, of so many duties each. */
const pages = 5;
const pageSize = 200;

const useColumns = (): readonly Column<Watched>[] => {
  const t = useText();
  return [
    {
      title: t({ zh: '线索编号', en: 'Reference' }),
      cell: ({ transferId, reference }) => <a href={`/console/transfers/${transferId}`}>{reference}</a>,
    },
    { title: t({ zh: '类别', en: 'Kind' }), cell: ({ rule }) => t(ruleTitles[rule]) },
    { title: t({ zh: '应办事项', en: 'Duty' }), cell: ({ duty }) => (duty ? t(dutyNames[duty.name]) : null) },
    {
      title: t({ zh: '应办单位', en: 'Owed by' }),
      cell: ({ duty, level, phone }) => (
        <>
          {duty?.owedByName}
          {level ? (
            <span class="quiet">{t({ zh: `（${levelNames[level].zh}）`, en: ` (${levelNames[level].en})` })}</span>
          ) : null}
          <br />
          <Phone number={phone} />
        </>
      ),
    },
    {
      title: t({ zh: '办理时限', en: 'Due' }),
      cell: ({ duty, daysLeft }) => (duty ? <Deadline duty={duty} daysLeft={daysLeft} /> : null),
    },
    {
      title: t({ zh: '已督办至', en: 'Escalated to' }),
      cell: ({ escalatedTo }) => (escalatedTo ? t(targetNames[escalatedTo]) : t({ zh: '尚未督办', en: 'nobody yet' })),
    },
  ];
};

/** The longest overdue first. */
const inOrder = (a: Watched, b: Watched): number => (a.daysLeft ?? 0) - (b.daysLeft ?? 0);

const Listed = ({ items, complete }: { items: readonly Watched[]; complete: boolean }) => {
  const t = useText();
  const { asked } = useAsked();
  const columns = useColumns();
  const chosen = items.filter(({ duty }) => asked.unit === undefined || duty?.owedBy === asked.unit).sort(inOrder);
  const [first] = chosen;
  const unit = asked.unit === undefined ? undefined : (first?.duty?.owedByName ?? '');
  return (
    <>
      {complete ? null : (
        <p class="notice" role="status">
          {t({
            zh: `件数较多，这里只统计前${items.length}件，请选择地区缩小范围。`,
            en: `There are many: only the first ${items.length} are counted here. Choose a region.`,
          })}
        </p>
      )}
      <ByUnit items={items} />
      {unit === undefined ? null : (
        <p>
          {t({ zh: `以下只列出${unit || '该单位'}的事项。`, en: `Only those of ${unit || 'this unit'} are listed.` })}{' '}
          <a href={addressOf(asked, { unit: undefined })}>{t({ zh: '列出全部单位', en: 'List all units' })}</a>
        </p>
      )}
      <Table
        caption={t({ zh: '逾期和临期事项，逾期最久的在前', en: 'Duties, the longest overdue first' })}
        columns={columns}
        rows={chosen}
        keyOf={({ transferId }) => transferId}
      />
    </>
  );
};

/** What is overdue or soon will be, by unit and one by one, with whom to call. */
export const Board = () => {
  const t = useText();
  const { asked, ask } = useAsked();
  const span = spans.find(({ value }) => value === asked.within)?.value ?? usual;
  const { region } = asked;
  const query = {
    limit: pageSize,
    ...(region ? { region } : {}),
    ...(span === 'none' ? {} : { within: Number(span) }),
  };
  const listing = useListing(
    (cursor) => answerOf(api.GET('/v1/overdue', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } })),
    (page) => page,
    JSON.stringify(query),
    pages,
  );
  const read = !listing.loading && !listing.problem;
  return (
    <>
      <div class="choices">
        <RegionChoice />
        <ChoiceField
          label={t({ zh: '列出范围', en: 'What is listed' })}
          value={span}
          change={(within) => ask({ within: within === usual ? undefined : within })}
          options={spans.map(({ value, name }) => ({ value, label: t(name) }))}
        />
      </div>
      {read && listing.items.length === 0 ? (
        <Empty>
          {t({
            zh: '没有逾期和临期事项。需要提前掌握的，可以扩大上面的列出范围。',
            en: 'Nothing is overdue or at risk. To look further ahead, choose a longer span above.',
          })}
        </Empty>
      ) : null}
      {read && listing.items.length > 0 ? <Listed items={listing.items} complete={!listing.more} /> : null}
      {read ? null : <More listing={listing} />}
    </>
  );
};
