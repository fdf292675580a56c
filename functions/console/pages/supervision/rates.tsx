import type { Text } from '../../../domain/languages.ts';
import { dutyNames, organNames } from '../../../domain/names.ts';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { ChoiceField } from '../parts/field.tsx';
import { Empty, Reading, useRead } from '../parts/reading.tsx';
import { dayIn } from '../times.ts';
import { ruleTitles } from '../transfer/titles.ts';
import { addressOf, useAsked } from './asked.ts';
import { RegionChoice } from './choices.tsx';
import { type Bar, percent, type Rate, RateChart } from './rate-chart.tsx';
import { targetNames } from './watched.tsx';

type Statistics = Schemas['Statistics'];

/** What rows behind a rate are narrowed by, as the API calls it. */
type Narrowed = 'unit' | 'organ' | 'rule' | 'duty' | 'month';

/** `2026-09`, as its reader writes it. */
export const monthIn = (month: string): Text => {
  const [year = '', number = ''] = month.split('-');
  return { zh: `${year}年${Number(number)}月`, en: dayIn('en', `${month}-01`).replace(/^1 /, '') };
};

const named = (names: Readonly<Record<string, Text>>, key: string): Text => names[key] ?? { zh: key, en: key };

/** Bars of a chart, each with the address of the rows behind it. */
const useBars = () => {
  const { asked } = useAsked();
  const { region, month } = asked;
  return (rates: Readonly<Record<string, Rate>>, by: Narrowed, nameOf: (key: string) => string): Bar[] =>
    Object.entries(rates).map(([key, rate]) => {
      const to = (rows: string) => addressOf({}, { view: 'rows', region, month, rows, [by]: key });
      return { ...rate, key, name: nameOf(key), lateAt: to('late'), allAt: to('all') };
    });
};

const worstFirst = (bars: readonly Bar[]): Bar[] =>
  [...bars].sort((a, b) => (a.rate ?? 1) - (b.rate ?? 1) || b.due - a.due);

const Charts = ({ onTime }: { onTime: Statistics['onTime'] }) => {
  const t = useText();
  const barsOf = useBars();
  const unit = t({ zh: '单位', en: 'Unit' });
  const one = (names: Readonly<Record<string, Text>>) => (key: string) => t(named(names, key));
  return (
    <>
      <RateChart
        caption={t({ zh: '各单位按时办理率，低的在前', en: 'On-time rates by unit, the lowest first' })}
        of={unit}
        bars={worstFirst(barsOf(onTime.byUnit, 'unit', (id) => onTime.unitNames[id] ?? ''))}
      />
      <RateChart
        caption={t({ zh: '各类别按时办理率', en: 'On-time rates by kind' })}
        of={t({ zh: '类别', en: 'Kind' })}
        bars={barsOf(onTime.byRule, 'rule', one(ruleTitles))}
      />
      <RateChart
        caption={t({ zh: '各月按时办理率，按登记月份', en: 'On-time rates by the month of registration' })}
        of={t({ zh: '月份', en: 'Month' })}
        bars={barsOf(onTime.byMonth, 'month', (month) => t(monthIn(month)))}
      />
      <RateChart
        caption={t({ zh: '各应办事项按时办理率', en: 'On-time rates by duty' })}
        of={t({ zh: '应办事项', en: 'Duty' })}
        bars={barsOf(onTime.byDuty, 'duty', one(dutyNames))}
      />
      <RateChart
        caption={t({ zh: '各类机关按时办理率', en: 'On-time rates by kind of organ' })}
        of={t({ zh: '机关', en: 'Organ' })}
        bars={barsOf(onTime.byOrgan, 'organ', one(organNames))}
      />
    </>
  );
};

const Figures = ({ transfers, onTime, workingDays, escalations }: Statistics) => {
  const t = useText();
  const days = ({ median }: { median: number | null }) =>
    median === null ? '—' : t({ zh: `${median}个工作日`, en: `${median} working day${median === 1 ? '' : 's'}` });
  const figures: readonly [name: string, value: string | number][] = [
    [t({ zh: '移送件数', en: 'Transfers' }), transfers.total],
    [t({ zh: '按时办理率', en: 'Done in time' }), percent(onTime.all.rate)],
    [t({ zh: '逾期移送', en: 'Sent late' }), transfers.late],
    [t({ zh: '目前逾期', en: 'Overdue now' }), transfers.overdue],
    [t({ zh: '签收用时中位数', en: 'Median time to acknowledge' }), days(workingDays.acknowledge)],
    [t({ zh: '反馈用时中位数', en: 'Median time to feedback' }), days(workingDays.feedback)],
    [t({ zh: '督办次数', en: 'Escalations' }), escalations.total],
  ];
  const levels = (Object.keys(targetNames) as (keyof typeof targetNames)[]).map(
    (target) => `${t(targetNames[target])} ${escalations.byLevel[target] ?? 0}`,
  );
  return (
    <>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        {t({ zh: '督办对象：', en: 'Escalated to: ' })}
        {levels.join(t({ zh: '，', en: ', ' }))}
      </p>
    </>
  );
};

/** On-time rates, by unit, rule, month, duty and organ; each leads to the rows behind it. */
export const Rates = () => {
  const t = useText();
  const { asked, ask } = useAsked();
  const { region, month } = asked;
  const query = { ...(region ? { region } : {}), ...(month ? { month } : {}) };
  const read = useRead(() => answerOf(api.GET('/v1/statistics', { params: { query } })), JSON.stringify(query));
  // One month's figures know no other months: those that were there before stay to choose from.
  const months = [...new Set([...(month ? [month] : []), ...(read.data?.months ?? [])])].sort().reverse();
  return (
    <>
      <div class="choices">
        <RegionChoice />
        <ChoiceField
          label={t({ zh: '登记月份', en: 'Month of registration' })}
          value={month ?? ''}
          change={(one) => ask({ month: one })}
          options={[
            { value: '', label: t({ zh: '近12个月', en: 'The last 12 months' }) },
            ...months.map((one) => ({ value: one, label: t(monthIn(one)) })),
          ]}
        />
      </div>
      <Reading read={read}>
        {(data) => (
          <>
            <p>
              {data.unitName === null
                ? t({ zh: `${data.regionName}及所辖地区`, en: `${data.regionName} and the regions below` })
                : data.unitName}
            </p>
            <Figures {...data} />
            {data.onTime.all.due === 0 ? (
              <Empty>
                {t({
                  zh: '这一期间没有到期或办结的事项，请选择其他月份。',
                  en: 'No duty was done or fell due in this time: choose another month.',
                })}
              </Empty>
            ) : (
              <Charts onTime={data.onTime} />
            )}
          </>
        )}
      </Reading>
    </>
  );
};
