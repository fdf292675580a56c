import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Text } from '../../../domain/languages.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { later } from '../parts/later.tsx';
import { Page } from '../parts/page.tsx';
import { personIn } from '../parts/person.ts';
import { type Read, Reading, useRead } from '../parts/reading.tsx';
import { useWho } from '../session/who.ts';
import { momentIn, zoned } from '../times.ts';
import './calendar.css';
import { Arrangement } from './arrangement.tsx';
import { daysOf } from './days.ts';
import { History, isStanding, useNotice } from './history.tsx';
import { Recount } from './recount.tsx';
import { Legend, YearPicture } from './year-picture.tsx';

const EditCalendar = later(async () => (await import('../operating.ts')).EditCalendar);
const Withdraw = later(async () => (await import('../operating.ts')).Withdraw);

type Year = Schemas['CalendarYear'];
type Version = Schemas['CalendarVersion'];

/** Years that the API has. */
const [firstYear, lastYear] = [2018, 2099];

const thisYear = (): number => Number(zoned(new Date().toISOString()).date.slice(0, 4));

const yearIn = (asked: string | undefined): number => {
  const year = /^\d{4}$/.test(asked ?? '') ? Number(asked) : thisYear();
  return Math.min(lastYear, Math.max(firstYear, year));
};

const YearLinks = ({ year }: { year: number }) => {
  const t = useText();
  const link = (to: number, text: string) =>
    to < firstYear || to > lastYear ? null : <a href={`/console/calendar?year=${to}`}>{text}</a>;
  return (
    <nav class="cal-years" aria-label={t({ zh: '年度', en: 'Years' })}>
      {link(year - 1, t({ zh: `‹ ${year - 1}年`, en: `‹ ${year - 1}` }))}
      <h2>{t({ zh: `${year}年`, en: String(year) })}</h2>
      {link(year + 1, t({ zh: `${year + 1}年 ›`, en: `${year + 1} ›` }))}
    </nav>
  );
};

/** By which notice a year goes, or that none is out. */
const Basis = ({ year, published, notice }: Pick<Version, 'year' | 'published' | 'notice'>) => {
  const t = useText();
  const cited = useNotice();
  if (!published) {
    return (
      <p class="notice cal-provisional">
        <strong>{t({ zh: '暂定', en: 'Provisional' })}</strong>{' '}
        {t({
          zh: `${year}年的放假安排尚未发布或尚未录入，暂按周一至周五为工作日计算。涉及该年度的时限均为暂定，发布后重新计算并通知有关单位。`,
          en: `The notice for ${year} is not out, or not put in. Monday to Friday count as working days. Deadlines that touch ${year} are provisional: they are counted again once it is in, and the units are told.`,
        })}
      </p>
    );
  }
  return (
    <p>
      {t({ zh: '依据：', en: 'By: ' })}
      {cited(notice)}
    </p>
  );
};

const versionOf = (year: number, version: number) =>
  answerOf(api.GET('/v1/calendar/{year}/versions/{id}', { params: { path: { year, id: String(version) } } }));

/** A version with its days. */
const OneVersion = ({ year, version }: { year: number; version: number }) => {
  const t = useText();
  const language = useLanguage();
  const read = useRead(() => versionOf(year, version), `${year} ${version}`);
  const signed = ({ by, at }: Pick<Version, 'by' | 'at'>) =>
    by && at
      ? t({
          zh: `${personIn(language, by)}，${momentIn(language, at)}`,
          en: `${personIn(language, by)}, ${momentIn(language, at)}`,
        })
      : '';
  return (
    <Reading read={read}>
      {(data) => (
        <>
          <p class="notice">
            {version === 0
              ? t({ zh: '正在查看国务院办公厅通知的安排。', en: 'This is what the State Council’s notice has.' })
              : t({
                  zh: `正在查看第${version}版（${signed(data)}）。`,
                  en: `This is version ${version} (${signed(data)}).`,
                })}
            {data.withdrawn
              ? t({
                  zh: `该版已被撤销（${signed(data.withdrawn)}）。`,
                  en: ` It was withdrawn (${signed(data.withdrawn)}).`,
                })
              : null}{' '}
            <a href={`/console/calendar?year=${year}`}>{t({ zh: '查看现行日历', en: 'See the calendar in force' })}</a>
          </p>
          <Basis {...data} />
          <Legend />
          <YearPicture year={year} days={daysOf(data)} />
          <Arrangement year={year} days={daysOf(data)} />
        </>
      )}
    </Reading>
  );
};

/** The notice of a year that the province never changed stands in its version 0. */
const Known = ({ year }: { year: number }) => {
  const read = useRead(() => versionOf(year, 0), String(year));
  return <Reading read={read}>{(data) => <Basis {...data} />}</Reading>;
};

const InForce = ({ read, said }: { read: Read<Year>; said: Text | undefined }) => {
  const t = useText();
  return (
    <Reading read={read}>
      {(data) => {
        const days = daysOf(data);
        const isKnown = data.published && !data.history.some(isStanding);
        return (
          <>
            {said ? (
              <p class="notice" role="status">
                {t(said)}
              </p>
            ) : null}
            {data.recount && data.recount.phase !== 'done' ? (
              <Recount progress={data.recount} reload={read.reload} />
            ) : null}
            {isKnown ? <Known year={data.year} /> : <Basis {...data} />}
            <Legend />
            <YearPicture year={data.year} days={days} />
            <Arrangement year={data.year} days={days} />
            <History year={data.year} history={data.history} />
            {data.recount?.phase === 'done' ? <Recount progress={data.recount} reload={read.reload} /> : null}
          </>
        );
      }}
    </Reading>
  );
};

const OneYear = ({ year }: { year: number }) => {
  const t = useText();
  const operates = useWho().role === 'operator';
  const read = useRead(() => answerOf(api.GET('/v1/calendar/{year}', { params: { path: { year } } })), String(year));
  const [doing, setDoing] = useState<'edit' | 'withdraw'>();
  const [said, setSaid] = useState<Text>();
  const finish = (text?: Text) => {
    setDoing(undefined);
    setSaid(text);
    void read.reload();
  };
  const { data } = read;
  if (doing === 'edit' && data) {
    return (
      <EditCalendar
        inForce={data}
        done={() => finish({ zh: '已发布，时限正在重新计算。', en: 'Published. Deadlines are being counted again.' })}
        leave={() => finish()}
      />
    );
  }
  return (
    <>
      <YearLinks year={year} />
      {operates && data ? (
        <p class="actions">
          <button type="button" class="main" onClick={() => setDoing('edit')}>
            {data.published
              ? t({ zh: `更改${year}年`, en: `Change ${year}` })
              : t({ zh: `录入${year}年放假安排`, en: `Put the notice of ${year} in` })}
          </button>
          {data.history.some(isStanding) ? (
            <button type="button" class="danger" onClick={() => setDoing('withdraw')}>
              {t({ zh: '撤销最近一次更改…', en: 'Withdraw the newest change…' })}
            </button>
          ) : null}
        </p>
      ) : null}
      <InForce read={read} said={said} />
      {doing === 'withdraw' && data ? (
        <Withdraw
          inForce={data}
          done={() => finish({ zh: '已撤销，时限正在重新计算。', en: 'Withdrawn. Deadlines are being counted again.' })}
          close={() => setDoing(undefined)}
        />
      ) : null}
    </>
  );
};

export const CalendarPage = () => {
  const t = useText();
  const { query } = useLocation();
  const year = yearIn(query.year);
  const version = /^\d{1,6}$/.test(query.version ?? '') ? Number(query.version) : undefined;
  return (
    <Page title={t({ zh: '日历', en: 'Calendar' })}>
      {version === undefined ? (
        <OneYear key={year} year={year} />
      ) : (
        <>
          <YearLinks year={year} />
          <OneVersion year={year} version={version} />
        </>
      )}
    </Page>
  );
};
