import type { Text } from '../../../domain/languages.ts';
import { dutyNames, organNames, ruleNames, statusIn } from '../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { More, useListing } from '../parts/listing.tsx';
import { Empty } from '../parts/reading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { dayIn } from '../times.ts';
import { ruleTitles } from '../transfer/titles.ts';
import { type Asked, addressOf, useAsked } from './asked.ts';
import { monthIn } from './rates.tsx';

type Statistics = Schemas['Statistics'];
type Row = NonNullable<Statistics['rows']>['items'][number];

const kinds = [
  { rows: 'late', name: { zh: '逾期', en: 'Late' } },
  { rows: 'on-time', name: { zh: '按时', en: 'In time' } },
  { rows: 'all', name: { zh: '全部', en: 'All' } },
] as const;

const has = <K extends string>(names: Readonly<Record<K, Text>>, key: string | undefined): K | undefined =>
  key !== undefined && Object.hasOwn(names, key) ? (key as K) : undefined;

/** What the rows were narrowed by, in words. */
const useNarrowed = (asked: Asked, first: Statistics | undefined): string => {
  const t = useText();
  const { unit, month } = asked;
  const [organ, rule, duty] = [has(organNames, asked.organ), has(ruleNames, asked.rule), has(dutyNames, asked.duty)];
  const words = [
    ...(first ? [first.unitName ?? first.regionName] : []),
    ...(unit ? [first?.onTime.unitNames[unit] ?? ''] : []),
    ...(organ ? [t(organNames[organ])] : []),
    ...(rule ? [t(ruleTitles[rule])] : []),
    ...(duty ? [t(dutyNames[duty])] : []),
    ...(month ? [t(monthIn(month))] : [t({ zh: '近12个月', en: 'the last 12 months' })]),
  ];
  return [...new Set(words)].filter((word) => word !== '').join(' · ');
};

const useColumns = (): readonly Column<Row>[] => {
  const t = useText();
  const language = useLanguage();
  const day = (instant: string | null) => (instant === null ? null : dayIn(language, instant.slice(0, 10)));
  return [
    {
      title: t({ zh: '线索编号', en: 'Reference' }),
      cell: ({ transfer }) => <a href={`/console/transfers/${transfer.transferId}`}>{transfer.reference}</a>,
    },
    { title: t({ zh: '类别', en: 'Kind' }), cell: ({ transfer }) => t(ruleTitles[transfer.rule]) },
    { title: t({ zh: '应办单位', en: 'Owed by' }), cell: ({ unitName }) => unitName },
    { title: t({ zh: '应办事项', en: 'Duty' }), cell: ({ duty }) => t(dutyNames[duty]) },
    {
      title: t({ zh: '结果', en: 'Result' }),
      cell: ({ onTime }) =>
        onTime ? t({ zh: '按时', en: 'in time' }) : <strong class="bad">{t({ zh: '逾期', en: 'late' })}</strong>,
    },
    { title: t({ zh: '登记日期', en: 'Registered' }), cell: ({ transfer }) => day(transfer.registeredAt) },
    { title: t({ zh: '目前状态', en: 'Status now' }), cell: ({ transfer }) => t(statusIn(transfer)) },
  ];
};

/** A reply and a supplement are in no figures. */
const { reply: _reply, supplement: _supplement, ...ofTransfers } = ruleNames;

const queryOf = (asked: Asked) => {
  const { region, month, unit } = asked;
  const [organ, rule, duty] = [has(organNames, asked.organ), has(ofTransfers, asked.rule), has(dutyNames, asked.duty)];
  return {
    ...(region ? { region } : {}),
    ...(month ? { month } : {}),
    ...(unit ? { unit } : {}),
    ...(organ ? { organ } : {}),
    ...(rule ? { rule } : {}),
    ...(duty ? { duty } : {}),
    rows: kinds.find(({ rows }) => rows === asked.rows)?.rows ?? ('all' as const),
  };
};

/** The rows behind a rate. */
export const Rows = () => {
  const t = useText();
  const { asked } = useAsked();
  const query = queryOf(asked);
  const listing = useListing(
    (cursor) => answerOf(api.GET('/v1/statistics', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } })),
    ({ rows }) => rows ?? { items: [] },
    JSON.stringify(query),
  );
  const narrowed = useNarrowed(asked, listing.first);
  const columns = useColumns();
  const { region, month } = asked;
  return (
    <>
      <p>
        <a href={addressOf({}, { view: 'rates', region, month })}>
          {t({ zh: '返回按时办理率', en: 'Back to the rates' })}
        </a>
      </p>
      <h2>{narrowed}</h2>
      <Tabs
        label={t({ zh: '明细', en: 'Rows' })}
        tabs={kinds.map(({ rows, name }) => ({
          name: t(name),
          to: addressOf(asked, { rows }),
          current: query.rows === rows,
          count: query.rows === rows ? listing.first?.rows?.total : undefined,
        }))}
      />
      {listing.items.length > 0 ? (
        <Table
          caption={t({ zh: '构成该比率的事项', en: 'The duties that the rate was made of' })}
          columns={columns}
          rows={listing.items}
          keyOf={({ transfer, duty }) => `${transfer.transferId} ${duty}`}
        />
      ) : null}
      {listing.first && listing.items.length === 0 ? (
        <Empty>
          {t({ zh: '没有符合条件的事项，请选择其他类别。', en: 'There are none: choose another kind above.' })}
        </Empty>
      ) : null}
      <More listing={listing} />
    </>
  );
};
