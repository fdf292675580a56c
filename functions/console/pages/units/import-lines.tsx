import { useState } from 'preact/hooks';
import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { ChoiceField } from '../parts/field.tsx';
import { Empty } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import { Differences } from './differences.tsx';
import { fieldNames } from './form.ts';

type Line = Schemas['ImportedLine'];
type Change = Line['change'];

const changeNames: Readonly<Record<Change, Text>> = {
  new: { zh: '新增', en: 'new' },
  changed: { zh: '更改', en: 'changed' },
  same: { zh: '无变化', en: 'as it is' },
  fault: { zh: '有误', en: 'fault' },
};

const order: readonly Change[] = ['fault', 'new', 'changed', 'same'];

const What = ({ line }: { line: Line }) => {
  const t = useText();
  if (line.errors.length === 0) return <Differences changes={line.fields} />;
  return (
    <ul class="unit-differences">
      {line.errors.map(({ path, message }) => (
        <li key={`${path} ${message}`} class="fault">
          {path === '' ? '' : `${t(fieldNames[path] ?? { zh: path, en: path })}${t({ zh: '：', en: ': ' })}`}
          {message}
        </li>
      ))}
    </ul>
  );
};

/** What becomes of each line of a file; those that change nothing only where they are asked for. */
export const ImportLines = ({ compared: { lines, counts } }: { compared: Schemas['UnitImport'] }) => {
  const t = useText();
  const [shown, setShown] = useState('differs');
  const rows = lines.filter(
    ({ change }) => shown === 'all' || (shown === 'differs' ? change !== 'same' : change === shown),
  );
  return (
    <>
      <h3>{t({ zh: '逐行比对结果', en: 'Line by line' })}</h3>
      <p role="status">{order.map((one) => `${t(changeNames[one])} ${counts[one]}`).join(t({ zh: '，', en: ', ' }))}</p>
      <ChoiceField
        label={t({ zh: '显示', en: 'Show' })}
        options={[
          { value: 'differs', label: t({ zh: '有变化和有误的行', en: 'lines that differ or have faults' }) },
          ...order.map((one) => ({ value: one, label: t(changeNames[one]) })),
          { value: 'all', label: t({ zh: '全部', en: 'all' }) },
        ]}
        value={shown}
        change={setShown}
      />
      {rows.length === 0 ? (
        <Empty>{t({ zh: '没有这样的行。', en: 'There are no such lines.' })}</Empty>
      ) : (
        <Table
          caption={t({ zh: '文件各行与单位库的差异', en: 'The lines of the file against the register' })}
          rows={rows}
          keyOf={({ line }) => String(line)}
          columns={[
            { title: t({ zh: '行', en: 'Line' }), number: true, cell: ({ line }) => line },
            { title: t({ zh: '单位编号', en: 'Id' }), cell: ({ unitId }) => unitId ?? '—' },
            { title: t({ zh: '结果', en: 'Change' }), cell: ({ change }) => t(changeNames[change]) },
            { title: t({ zh: '内容', en: 'What' }), cell: (line) => <What line={line} /> },
          ]}
        />
      )}
    </>
  );
};
