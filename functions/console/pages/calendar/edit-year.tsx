import { useState } from 'preact/hooks';
import type { Problem } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { ChoiceField, LongTextField, TextField } from '../parts/field.tsx';
import { changedDays, daysOf, kindOf, withDay } from './days.ts';
import type { Draft, ReadDraft } from './drafts.ts';
import { holidayNames, noticeText } from './notice-text.ts';
import { Legend, YearPicture } from './year-picture.tsx';

type Tool = 'off' | 'work' | 'plain';

/** The faults that the API found with a year, whatever of it they are about. */
const faultsOf = (problem: Problem | undefined, year: number): string[] =>
  (problem?.errors ?? []).filter(({ path }) => path.startsWith(`years.${year}.`)).map(({ message }) => message);

/** One year of a change: its days by text or by clicks, and its notice. */
export const EditYear = ({
  draft,
  change,
  problem,
  addYear,
}: {
  draft: ReadDraft;
  change: (different: Partial<Draft>) => void;
  problem: Problem | undefined;
  addYear: (year: number) => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const [tool, setTool] = useState<Tool>('off');
  const [holiday, setHoliday] = useState('');
  const { year, base, days, faults, missing } = draft;
  const changed = new Set(changedDays(daysOf(base), days).map(({ date }) => date));
  const choose = (date: string) => {
    const kind = tool === 'plain' || kindOf(date, days) === tool ? null : tool;
    change({ text: noticeText(language, withDay(days, date, kind, holiday)) });
  };
  const refused = faultsOf(problem, year);
  const unread = faults.map(t);
  const tools: readonly { value: Tool; label: string }[] = [
    { value: 'off', label: t({ zh: '放假', en: 'day off' }) },
    { value: 'work', label: t({ zh: '调休上班', en: 'make-up working day' }) },
    { value: 'plain', label: t({ zh: '恢复平日', en: 'as its weekday is' }) },
  ];
  return (
    <fieldset class="card cal-year">
      <legend>{t({ zh: `${year}年`, en: String(year) })}</legend>
      <div class="beside">
        <TextField
          label={t({ zh: '通知文号', en: 'Number of the notice' })}
          hint={t({
            zh: '如：国办发明电〔2025〕7号。本省自行更改的不填。',
            en: 'As 国办发明电〔2025〕7号. Empty for a change of the province’s own.',
          })}
          value={draft.number}
          change={(number) => change({ number })}
        />
        <TextField
          label={t({ zh: '发布日期', en: 'Day of issue' })}
          value={draft.issued}
          change={(issued) => change({ issued })}
          input={{ type: 'date' }}
        />
      </div>
      <LongTextField
        label={t({ zh: '放假安排', en: 'Days off and make-up days' })}
        hint={t({
          zh: '一个节日一行，可以直接粘贴通知原文，如：春节：2月15日至23日放假。2月14日、2月28日上班。',
          en: 'A holiday a line, as: Spring Festival: 02-15 to 02-23 off. 02-14, 02-28 work. The Chinese text of a notice may be pasted as it is.',
        })}
        fault={[...unread, ...refused].join('\n') || undefined}
        rows={8}
        value={draft.text}
        change={(text) => change({ text })}
      />
      {missing.map((other) => (
        <p class="notice" role="status" key={other}>
          {t({
            zh: `以上安排涉及${other}年，该年度应当一并更改。`,
            en: `This names days of ${other}, which belongs into the same change. `,
          })}
          <button type="button" onClick={() => addYear(other)}>
            {t({ zh: `加入${other}年`, en: `Add ${other}` })}
          </button>
        </p>
      ))}
      <div class="beside">
        <ChoiceField
          label={t({ zh: '点选日期，将其设为', en: 'A click on a day makes it' })}
          options={tools}
          value={tool}
          change={(value) => setTool(tools.find((one) => one.value === value)?.value ?? 'off')}
        />
        {tool === 'off' ? (
          <ChoiceField
            label={t({ zh: '节日', en: 'Holiday' })}
            options={[
              { value: '', label: t({ zh: '按日期判断', en: 'by its date' }) },
              ...holidayNames.map((name) => ({ value: name.zh, label: t(name) })),
            ]}
            value={holiday}
            change={setHoliday}
          />
        ) : null}
      </div>
      <Legend />
      <YearPicture year={year} days={days} changed={changed} choose={choose} />
    </fieldset>
  );
};
