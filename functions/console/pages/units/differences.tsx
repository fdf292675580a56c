import { organNames } from '../../../domain/names.ts';
import type { Organ } from '../../../domain/organs.ts';
import { useLanguage, useText } from '../language.ts';
import { personIn } from '../parts/person.ts';
import { Table } from '../parts/table.tsx';
import { momentIn } from '../times.ts';
import { changesBetween, type FieldChange, fieldNames, formOf, type Unit } from './form.ts';

/** What became another in fields: from what, to what. */
export const Differences = ({
  changes,
}: {
  changes: readonly { field: string; from: string | null; to: string | null }[];
}) => {
  const t = useText();
  const none = t({ zh: '（空）', en: '(empty)' });
  const shown = (field: string, value: string) =>
    field === 'organ' && Object.hasOwn(organNames, value) ? t(organNames[value as Organ]) : value;
  return (
    <ul class="unit-differences">
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          {t(fieldNames[field] ?? { zh: field, en: field })}
          {t({ zh: '：', en: ': ' })}
          {from ? (
            <>
              <del>{shown(field, from)}</del> →{' '}
            </>
          ) : null}
          <ins>{to ? shown(field, to) : none}</ins>
        </li>
      ))}
    </ul>
  );
};

interface Change {
  version: number;
  at: string;
  by: NonNullable<Unit['history']>[number]['by'];
  changes: FieldChange[];
}

/** Each change of a unit with what it changed, the newest first. @param after Only those later than this version. */
export const changesOf = ({ history = [] }: Unit, after = 0): Change[] =>
  history
    .map((one, n): Change => {
      const before = history[n - 1];
      return {
        version: one.version,
        at: one.at,
        by: one.by,
        changes: before ? changesBetween(formOf(before), formOf(one)) : [],
      };
    })
    .filter(({ version }) => version > after)
    .toReversed();

export const Changes = ({ unit }: { unit: Unit }) => {
  const t = useText();
  const language = useLanguage();
  return (
    <Table
      caption={t({ zh: '更改记录', en: 'Changes' })}
      rows={changesOf(unit)}
      keyOf={({ version }) => String(version)}
      columns={[
        { title: t({ zh: '版本', en: 'Version' }), cell: ({ version }) => version },
        { title: t({ zh: '时间', en: 'When' }), cell: ({ at }) => momentIn(language, at) },
        { title: t({ zh: '操作人', en: 'Who' }), cell: ({ by }) => personIn(language, by) },
        {
          title: t({ zh: '内容', en: 'What' }),
          cell: ({ changes, version }) =>
            changes.length === 0 ? (
              version === 1 ? (
                t({ zh: '登记', en: 'registered' })
              ) : (
                '—'
              )
            ) : (
              <Differences changes={changes} />
            ),
        },
      ]}
    />
  );
};
