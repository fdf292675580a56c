import type { ComponentChildren } from 'preact';
import { answerOf, api, type Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Reading, useRead } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { dayIn, momentIn } from '../times.ts';
import { concernsOf } from './concerns.ts';
import { Mails } from './mails.tsx';
import { countsIn, everyIn, reasonsOfReturn, roundNames } from './words.ts';

type Status = Schemas['Status'];

const Section = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }) => (
  <section class="card" aria-labelledby={id}>
    <h2 id={id} tabIndex={-1}>
      {title}
    </h2>
    {children}
  </section>
);

/** All that somebody has to look after, in front of everything. */
const Concerns = ({ status }: { status: Status }) => {
  const t = useText();
  const concerns = concernsOf(status);
  if (concerns.length === 0) {
    return (
      <p class="notice" role="status">
        {t({ zh: '运行正常，没有需要处理的事项。', en: 'All is well: nothing is to be looked after.' })}
      </p>
    );
  }
  return (
    <div class="refused" role="alert">
      <p>
        <strong>{t({ zh: `有${concerns.length}项需要处理`, en: `To be looked after: ${concerns.length}` })}</strong>
      </p>
      <ul>
        {concerns.map(({ at, said }) => (
          <li key={said.en}>
            <a href={`#${at}`} onClick={() => document.getElementById(at)?.focus()}>
              {t(said)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Rounds = ({ schedules }: Pick<Status, 'schedules'>) => {
  const t = useText();
  const language = useLanguage();
  return (
    <Table
      caption={t({ zh: '各定时任务最近一次运行', en: 'The last round of each schedule' })}
      rows={schedules}
      keyOf={({ name }) => name}
      columns={[
        { title: t({ zh: '任务', en: 'Schedule' }), cell: ({ name }) => t(roundNames[name].name) },
        {
          title: t({ zh: '周期', en: 'Period' }),
          cell: ({ everyMinutes }) => <span class="nowrap">{t(everyIn(everyMinutes))}</span>,
        },
        {
          title: t({ zh: '最近运行', en: 'Last round' }),
          cell: ({ lastAt }) => (lastAt ? momentIn(language, lastAt) : t({ zh: '尚未运行', en: 'none yet' })),
        },
        {
          title: t({ zh: '状态', en: 'State' }),
          cell: ({ silent, name }) =>
            silent ? (
              <>
                <strong class="bad">{t({ zh: '未按时运行', en: 'silent' })}</strong>
                <span> {t(roundNames[name].silent)}</span>
              </>
            ) : (
              <span class="good">{t({ zh: '正常', en: 'runs' })}</span>
            ),
        },
        { title: t({ zh: '结果', en: 'What it did' }), cell: ({ counts }) => t(countsIn(counts)) },
      ]}
    />
  );
};

const Calendar = ({ calendar }: Pick<Status, 'calendar'>) => {
  const t = useText();
  const language = useLanguage();
  const { years, missing, missingNextYear, provisionalFrom } = calendar;
  return (
    <>
      <dl class="facts">
        <dt>{t({ zh: '已录入年度', en: 'Years that are in' })}</dt>
        <dd>
          {t({
            zh: `${years[0] ?? ''}年至${years.at(-1) ?? ''}年`,
            en: `${years[0] ?? ''} to ${years.at(-1) ?? ''}`,
          })}
        </dd>
        <dt>{t({ zh: '下一年度', en: 'Next year' })}</dt>
        <dd>
          {missingNextYear === null
            ? t({ zh: '已录入', en: 'is in' })
            : t({ zh: `${missingNextYear}年尚未录入`, en: `${missingNextYear} is not in yet` })}
        </dd>
        <dt>{t({ zh: '时限暂定', en: 'Provisional' })}</dt>
        <dd>
          {t({
            zh: `涉及${dayIn(language, provisionalFrom)}及以后的时限均为暂定`,
            en: `deadlines that touch ${dayIn(language, provisionalFrom)} or later`,
          })}
        </dd>
      </dl>
      {missing.length > 0 || missingNextYear !== null ? (
        <p>
          <a href="/console/calendar">{t({ zh: '录入放假通知', en: 'Put the notice in' })}</a>
        </p>
      ) : null}
    </>
  );
};

const Addresses = ({ addresses: { items, complete } }: Pick<Status, 'addresses'>) => {
  const t = useText();
  const language = useLanguage();
  if (items.length === 0) {
    return (
      <Empty>{t({ zh: '没有退信的邮箱，无需处理。', en: 'No address gave mails back: nothing is to be done.' })}</Empty>
    );
  }
  return (
    <>
      <p>
        {t({
          zh: '请与单位核实邮箱，在单位库中更正后保存；地址无误的，重新保存即可恢复。',
          en: 'Ask the unit for the right address and save the unit; where it is right, save it again and it is mailed anew.',
        })}{' '}
        <a href="/console/units">{t({ zh: '打开单位库', en: 'Open the units' })}</a>
      </p>
      <Table
        caption={
          complete
            ? t({ zh: '不能送达的邮箱', en: 'Addresses that take no mails' })
            : t({ zh: '不能送达的邮箱（只列出一部分）', en: 'Addresses that take no mails (some of them)' })
        }
        rows={items}
        keyOf={({ email }) => email}
        columns={[
          {
            title: t({ zh: '单位', en: 'Unit' }),
            cell: ({ unitName }) => unitName ?? t({ zh: '系统管理员', en: 'operators' }),
          },
          { title: t({ zh: '邮箱', en: 'Address' }), cell: ({ email }) => email },
          { title: t({ zh: '原因', en: 'Why' }), cell: ({ reason }) => t(reasonsOfReturn[reason]) },
          { title: t({ zh: '时间', en: 'Since' }), cell: ({ at }) => momentIn(language, at) },
        ]}
      />
    </>
  );
};

const Failures = ({ failures }: Pick<Status, 'failures'>) => {
  const t = useText();
  if (failures === null) {
    return (
      <p>
        {t({ zh: '失败队列暂时没有答复，请稍后刷新。', en: 'The queues of failures do not answer: look again later.' })}
      </p>
    );
  }
  const { waiting, undelivered } = failures;
  return (
    <>
      <dl class="facts">
        <dt>{t({ zh: '处理失败', en: 'Failed' })}</dt>
        <dd>{waiting}</dd>
        <dt>{t({ zh: '未能投递', en: 'Undelivered' })}</dt>
        <dd>{undelivered}</dd>
      </dl>
      {waiting + undelivered > 0 ? (
        <p>
          {t({
            zh: '请在云平台控制台查看队列中的一条消息，排除原因后重新投递；定时任务的消息也可以等下一次运行处理。',
            en: 'Read a message of the queue in the console of AWS, mend the cause, then send them again; those of schedules may wait for the next round.',
          })}
        </p>
      ) : null}
    </>
  );
};

/** How the system itself fares, for operators: nothing of a clue. */
export const StatusPage = () => {
  const t = useText();
  const language = useLanguage();
  const read = useRead(() => answerOf(api.GET('/v1/status')), '');
  return (
    <Page
      title={t({ zh: '运行状况', en: 'Operation' })}
      actions={
        <button type="button" onClick={() => void read.reload()} disabled={read.loading}>
          {t({ zh: '刷新', en: 'Read again' })}
        </button>
      }
    >
      <Reading read={read}>
        {(status) => (
          <>
            <Concerns status={status} />
            <p class="quiet">
              {t({ zh: '截至', en: 'As of ' })}
              {momentIn(language, status.at)}
            </p>
            <Section id="schedules" title={t({ zh: '定时任务', en: 'Schedules' })}>
              <Rounds schedules={status.schedules} />
            </Section>
            <Section id="mails" title={t({ zh: '未确认送达的邮件', en: 'Mails that did not surely arrive' })}>
              <Mails mails={status.mails} reload={read.reload} />
            </Section>
            <Section id="addresses" title={t({ zh: '退信的邮箱', en: 'Addresses that gave mails back' })}>
              <Addresses addresses={status.addresses} />
            </Section>
            <Section id="calendar" title={t({ zh: '工作日历', en: 'Calendar' })}>
              <Calendar calendar={status.calendar} />
            </Section>
            <Section id="failures" title={t({ zh: '失败队列', en: 'Queues of failures' })}>
              <Failures failures={status.failures} />
            </Section>
          </>
        )}
      </Reading>
    </Page>
  );
};
