import { useEffect, useState } from 'preact/hooks';
import { actNames } from '../../../domain/reports/acts.ts';
import type { Problem } from '../api.ts';
import { useText } from '../language.ts';
import { ChoiceField, TextField } from '../parts/field.tsx';
import { addressOf, lastDays, useAsked } from './asked.ts';

interface Days {
  from: string;
  to: string;
}

/** Chooses the days and the kind of act. `days`: those that were answered for. */
export const Choices = ({ days, problem }: { days: Days | undefined; problem: Problem | undefined }) => {
  const t = useText();
  const { asked, ask } = useAsked();
  const answered = { from: asked.from ?? days?.from ?? '', to: asked.to ?? days?.to ?? '' };
  const [typed, setTyped] = useState<Days>(answered);
  const { from, to } = answered;
  useEffect(() => setTyped({ from, to }), [from, to]);
  const fault = (name: string) => problem?.errors.find((one) => one.path === name)?.message;
  const kinds = Object.entries(actNames).map(([value, name]) => ({ value, label: t(name) }));
  return (
    <>
      <form
        class="sought"
        onSubmit={(event) => {
          event.preventDefault();
          ask({ ...typed });
        }}
      >
        <TextField
          label={t({ zh: '起始日期', en: 'From' })}
          value={typed.from}
          change={(one) => setTyped({ ...typed, from: one })}
          fault={fault('from')}
          input={{ type: 'date' }}
        />
        <TextField
          label={t({ zh: '截止日期', en: 'To' })}
          value={typed.to}
          change={(one) => setTyped({ ...typed, to: one })}
          fault={fault('to')}
          input={{ type: 'date' }}
        />
        <ChoiceField
          label={t({ zh: '操作', en: 'Act' })}
          value={asked.event ?? ''}
          change={(event) => ask({ event })}
          options={[{ value: '', label: t({ zh: '全部操作', en: 'All acts' }) }, ...kinds]}
        />
        <p class="go">
          <button type="submit">{t({ zh: '查询', en: 'Show' })}</button>
        </p>
      </form>
      {days ? (
        <p>
          {([1, 7, 30] as const).map((count) => (
            <a class="span" key={count} href={addressOf(asked, lastDays(days.to, count))}>
              {count === 1
                ? t({ zh: '仅截止当日', en: 'The last day alone' })
                : t({ zh: `至截止日的${count}天`, en: `The ${count} days up to the last` })}
            </a>
          ))}
        </p>
      ) : null}
    </>
  );
};
