import { ruleNames, statusNames } from '../../../domain/names.ts';
import { useText } from '../language.ts';
import { CheckField, ChoiceField, TextField } from '../parts/field.tsx';
import { UnitField } from '../parts/unit-field.tsx';
import { useWho } from '../session/who.ts';
import { type Asked, type Rule, rules, type Status, statuses } from './asked.ts';

/** Asked without what is undefined in `change`. */
const changed = (asked: Asked, change: { [K in keyof Asked]?: Asked[K] | undefined }): Asked => {
  const all = Object.entries({ ...asked, ...change }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(all) as unknown as Asked;
};

/** Which rows of the ledger are looked at. `unitName`: whose it is. */
export const Filters = ({
  asked,
  unitName,
  ask,
}: {
  asked: Asked;
  unitName: string | undefined;
  ask: (asked: Asked) => void;
}) => {
  const t = useText();
  const { unitId } = useWho();
  const all = { value: '', label: t({ zh: '全部', en: 'All' }) };
  const isOffice = /^\d{6}-leading-group-office$/.test(unitId ?? '');
  return (
    <form class="filters" aria-label={t({ zh: '筛选', en: 'Filters' })} onSubmit={(event) => event.preventDefault()}>
      {isOffice ? (
        <UnitField
          label={t({ zh: '单位', en: 'Unit' })}
          hint={t({ zh: '本地区和所辖地区的单位；不选为本单位', en: 'Of your region or below; none for your own' })}
          units={asked.unit === undefined ? [] : [{ unitId: asked.unit, name: unitName ?? '', regionName: '' }]}
          change={([unit]) => ask(changed(asked, { unit: unit?.unitId }))}
        />
      ) : null}
      <ChoiceField
        label={t({ zh: '状态', en: 'Status' })}
        value={asked.status ?? ''}
        change={(value) => ask(changed(asked, { status: (value || undefined) as Status | undefined }))}
        options={[all, ...statuses.map((one) => ({ value: one, label: t(statusNames[one]) }))]}
      />
      <ChoiceField
        label={t({ zh: '类别', en: 'Rule' })}
        value={asked.rule ?? ''}
        change={(value) => ask(changed(asked, { rule: (value || undefined) as Rule | undefined }))}
        options={[all, ...rules.map((one) => ({ value: one, label: t(ruleNames[one]) }))]}
      />
      <TextField
        label={
          asked.side === 'sent' ? t({ zh: '登记月份', en: 'Registered in' }) : t({ zh: '收到月份', en: 'Received in' })
        }
        value={asked.month ?? ''}
        change={(month) => {
          // Where the browser has no field for months, it is typed digit by digit.
          if (month === '' || /^20\d\d-(0[1-9]|1[0-2])$/.test(month)) ask(changed(asked, { month }));
        }}
        input={{ type: 'month', placeholder: '2026-09' }}
      />
      <CheckField
        label={t({ zh: '只看逾期', en: 'Overdue only' })}
        checked={asked.overdue === 'true'}
        change={(checked) => ask(changed(asked, { overdue: checked ? 'true' : undefined }))}
      />
    </form>
  );
};
