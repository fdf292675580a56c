import { useState } from 'preact/hooks';
import { roleNames } from '../../../domain/names.ts';
import { actIn } from '../../../domain/reports/acts.ts';
import { answerOf, api, fileOf, type Problem, type Schemas, save } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { More, useListing } from '../parts/listing.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Refused } from '../parts/reading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { isOffice, useWho } from '../session/who.ts';
import { dayIn, momentIn } from '../times.ts';
import { type Asked, addressOf, queryOf, useAsked } from './asked.ts';
import { Choices } from './choices.tsx';

type Act = Schemas['Act'];

/** What was read or changed: a clue by its reference, a unit, a region, a year. */
const About = ({ about }: Pick<Act, 'about'>) => {
  const t = useText();
  const { asked } = useAsked();
  const { clueId, reference, unitName, regionName, year } = about;
  if (clueId !== undefined) {
    const said = reference ?? t({ zh: '线索', en: 'a clue' });
    return asked.clue === clueId ? said : <a href={addressOf(asked, { clue: clueId })}>{said}</a>;
  }
  if (year !== undefined) return t({ zh: `${year}年日历`, en: `calendar of ${year}` });
  return unitName ?? regionName ?? t({ zh: '系统设置', en: 'settings' });
};

const useColumns = (): readonly Column<Act>[] => {
  const t = useText();
  const language = useLanguage();
  const { asked } = useAsked();
  return [
    { title: t({ zh: '时间', en: 'When' }), cell: ({ at }) => <span class="nowrap">{momentIn(language, at)}</span> },
    {
      title: t({ zh: '人员', en: 'Who' }),
      cell: ({ by }) => {
        const role = t(roleNames[by.role]);
        return by.name === undefined || by.name === role
          ? role
          : t({ zh: `${by.name}（${role}）`, en: `${by.name} (${role})` });
      },
    },
    {
      title: t({ zh: '单位', en: 'Unit' }),
      cell: ({ by: { unitId, unitName, onBehalfOfName } }) => {
        const behalf = onBehalfOfName
          ? t({ zh: `（代${onBehalfOfName}）`, en: ` (on behalf of ${onBehalfOfName})` })
          : '';
        if (unitId === null) return t({ zh: '不属于任何单位', en: 'of no unit' });
        return (
          <>
            {asked.unit === unitId ? unitName : <a href={addressOf(asked, { unit: unitId })}>{unitName}</a>}
            {behalf}
          </>
        );
      },
    },
    { title: t({ zh: '操作', en: 'Act' }), cell: ({ event }) => t(actIn(event)) },
    { title: t({ zh: '对象', en: 'What' }), cell: ({ about }) => <About about={about} /> },
  ];
};

/** What the list is narrowed to beside its days, each of which can be taken away. */
const Narrowed = ({ items }: { items: readonly Act[] }) => {
  const t = useText();
  const { asked } = useAsked();
  const unit = items.find(({ by }) => by.unitId === asked.unit)?.by.unitName ?? t({ zh: '所选单位', en: 'one unit' });
  const clue = items[0]?.about.reference ?? t({ zh: '所选线索', en: 'one clue' });
  const said: [name: string, what: string][] = [
    ...(asked.unit ? ([['unit', t({ zh: `只看单位：${unit}`, en: `Only of ${unit}` })]] as [string, string][]) : []),
    ...(asked.clue ? ([['clue', t({ zh: `只看线索：${clue}`, en: `Only of ${clue}` })]] as [string, string][]) : []),
  ];
  if (said.length === 0) return null;
  return (
    <ul class="narrowed">
      {said.map(([name, what]) => (
        <li key={name}>
          {what} <a href={addressOf(asked, { [name]: undefined })}>{t({ zh: '取消', en: 'leave out' })}</a>
        </li>
      ))}
    </ul>
  );
};

/** Gives out all that is asked for as one file. */
const Export = ({ asked, days }: { asked: Asked; days: { from: string; to: string } | undefined }) => {
  const t = useText();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async () => {
    if (!days) return;
    setRunning(true);
    const query = new URLSearchParams({ ...queryOf(asked), from: days.from, to: days.to });
    const answer = await fileOf(`/v1/audit?${query}`, 'text/csv');
    setRunning(false);
    setProblem(answer.problem);
    if (answer.data) save(answer.data, `audit-${days.from}-${days.to}.csv`);
  };
  return (
    <>
      <button type="button" onClick={() => void run()} disabled={running || days === undefined}>
        {running ? t({ zh: '正在导出…', en: 'Exporting…' }) : t({ zh: '导出 CSV', en: 'Export as CSV' })}
      </button>
      {problem ? <Refused problem={problem} /> : null}
    </>
  );
};

const Log = () => {
  const t = useText();
  const language = useLanguage();
  const { asked } = useAsked();
  const query = queryOf(asked);
  const listing = useListing(
    (cursor) => answerOf(api.GET('/v1/audit', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } })),
    (page) => page,
    JSON.stringify(query),
  );
  const columns = useColumns();
  const { first, items, problem } = listing;
  return (
    <Page
      title={t({ zh: '审计', en: 'Audit' })}
      actions={<Export asked={asked} days={first ? { from: first.from, to: first.to } : undefined} />}
    >
      <Tabs
        label={t({ zh: '操作类别', en: 'Kinds of acts' })}
        tabs={[
          {
            name: t({ zh: '全部操作', en: 'All acts' }),
            to: addressOf(asked, { event: undefined }),
            current: asked.event !== 'read',
          },
          {
            name: t({ zh: '查阅', en: 'Readings' }),
            to: addressOf(asked, { event: 'read' }),
            current: asked.event === 'read',
          },
        ]}
      />
      <Choices days={first} problem={problem} />
      <Narrowed items={items} />
      {items.length > 0 && first ? (
        <Table
          caption={t({
            zh: `${dayIn(language, first.from)}至${dayIn(language, first.to)}的操作，最近的在前`,
            en: `What was done from ${dayIn(language, first.from)} to ${dayIn(language, first.to)}, the newest first`,
          })}
          columns={columns}
          rows={items}
          keyOf={({ at, by, event, about }) => `${at} ${by.sub} ${event} ${JSON.stringify(about)}`}
        />
      ) : null}
      {first && items.length === 0 ? (
        <Empty>
          {t({
            zh: '所选期间没有这类操作，请扩大期间，或者取消筛选。',
            en: 'Nothing of this kind was done on these days: ask for more of them, or for all acts.',
          })}
        </Empty>
      ) : null}
      <More listing={listing} />
    </Page>
  );
};

/** Who read and changed what, and when: for auditors, and for leading group offices of their region. */
export const AuditPage = () => {
  const t = useText();
  const { role, unitId } = useWho();
  if (role === 'auditor' || (role !== 'operator' && isOffice(unitId))) return <Log />;
  return (
    <Page title={t({ zh: '审计', en: 'Audit' })}>
      <Empty>
        {t({
          zh: '操作记录由审计管理员和领导小组办公室查看。需要了解本单位经办线索的查阅情况的，请与本级领导小组办公室联系。',
          en: 'Auditors and leading group offices see who read and changed what. Ask the office of your region about the clues of your unit.',
        })}
      </Empty>
    </Page>
  );
};
