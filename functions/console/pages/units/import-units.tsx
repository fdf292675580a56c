import { useState } from 'preact/hooks';
import { answerOf, api, type Problem, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Field, LongTextField } from '../parts/field.tsx';
import { Refused } from '../parts/reading.tsx';
import { ImportLines } from './import-lines.tsx';
import { type ReadFile, readCsv } from './read-csv.ts';

type Compared = Schemas['UnitImport'];

const send = (csv: string, apply: boolean, seen: Record<string, number | null> = {}) =>
  answerOf(api.POST('/v1/units/import', { body: { csv, apply, seen } }));

const seenIn = ({ lines }: Compared): Record<string, number | null> =>
  Object.fromEntries(
    lines.flatMap(({ unitId, version, change }) => (unitId === null || change === 'fault' ? [] : [[unitId, version]])),
  );

/** A file of units: compared first, then put. */
const useImport = () => {
  const [csv, setCsv] = useState('');
  const [compared, setCompared] = useState<Compared>();
  const [problem, setProblem] = useState<Problem>();
  const [running, setRunning] = useState(false);
  const [written, setWritten] = useState<number>();
  const compare = async () => {
    setRunning(true);
    setWritten(undefined);
    const answer = await send(csv, false);
    setProblem(answer.problem);
    setCompared(answer.data);
    setRunning(false);
  };
  const apply = async () => {
    if (!compared) return;
    setRunning(true);
    let all = 0;
    // One answer puts as many as it has time for; the same again goes on.
    for (let left = 1; left > 0; ) {
      const answer = await send(csv, true, seenIn(compared));
      setProblem(answer.problem);
      if (!answer.data) break;
      all += answer.data.written;
      left = answer.data.left;
      setWritten(all);
      if (left === 0) setCompared(undefined);
    }
    setRunning(false);
  };
  return {
    csv,
    compared,
    problem,
    running,
    written,
    compare,
    apply,
    type: (text: string) => {
      setCsv(text);
      setCompared(undefined);
      setProblem(undefined);
      setWritten(undefined);
    },
  };
};

const Source = ({ csv, type }: { csv: string; type: (text: string) => void }) => {
  const t = useText();
  const [file, setFile] = useState<ReadFile>();
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    const read = await readCsv(chosen);
    setFile(read);
    if (read.text !== undefined) type(read.text);
  };
  return (
    <div class="card">
      <Field
        label={t({ zh: '选择 CSV 文件', en: 'Choose a CSV file' })}
        hint={t({
          zh: '从 Excel 或 WPS 另存为“CSV UTF-8”。第一行是表头：unitId,name,organ,regionCode,emails,supervisors，可另加 desks,phone,nameEn。一格内有多个邮箱或人员的，以分号隔开；人员写成“姓名 <邮箱>”。一次最多1000行。',
          en: 'Saved from a spreadsheet as “CSV UTF-8”. Its first line is unitId,name,organ,regionCode,emails,supervisors, and may have desks,phone,nameEn. Several addresses or people in a cell have ; between them; a person is name <email>. Up to 1,000 lines.',
        })}
        fault={file?.fault && t(file.fault)}
      >
        {(described) => (
          <input
            {...described}
            type="file"
            accept=".csv,text/csv"
            onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
          />
        )}
      </Field>
      {file?.note ? (
        <p class="notice" role="status">
          {t(file.note)}
        </p>
      ) : null}
      <LongTextField label={t({ zh: '或者粘贴内容', en: 'Or paste its text' })} rows={6} value={csv} change={type} />
    </div>
  );
};

export const ImportUnits = () => {
  const t = useText();
  const { csv, compared, problem, running, written, compare, apply, type } = useImport();
  const due = compared ? compared.counts.new + compared.counts.changed : 0;
  return (
    <>
      <h2>{t({ zh: '从文件导入单位', en: 'Import units from a file' })}</h2>
      <Source csv={csv} type={type} />
      {problem ? <Refused problem={problem} /> : null}
      {written === undefined ? null : (
        <p class="notice" role="status">
          {running
            ? t({ zh: `已写入${written}个单位，正在继续…`, en: `${written} units written, going on…` })
            : t({ zh: `已写入${written}个单位。`, en: `${written} units written.` })}
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          class={compared ? '' : 'main'}
          disabled={running || csv.trim() === ''}
          onClick={() => void compare()}
        >
          {t({ zh: '与单位库比对（不写入）', en: 'Compare with the register (writes nothing)' })}
        </button>
        <a class="button" href="/console/units">
          {t({ zh: '返回单位列表', en: 'Back to the list' })}
        </a>
      </div>
      {compared ? (
        <>
          <ImportLines compared={compared} />
          {compared.counts.fault > 0 ? (
            <p class="notice">
              {t({
                zh: `有${compared.counts.fault}行有误，请在文件中更正后重新比对；有误的文件不能写入任何一行。`,
                en: `${compared.counts.fault} line${compared.counts.fault === 1 ? ' has a fault' : 's have faults'}: mend the file and compare again. Nothing of a file with a fault is written.`,
              })}
            </p>
          ) : due === 0 ? (
            <p class="notice">
              {t({
                zh: '文件与单位库一致，无须写入。',
                en: 'The file says what is registered: there is nothing to write.',
              })}
            </p>
          ) : (
            <button type="button" class="main" disabled={running} onClick={() => void apply()}>
              {running
                ? t({ zh: '正在写入…', en: 'Writing…' })
                : t({
                    zh: `写入${due}个单位（新增${compared.counts.new}个，更改${compared.counts.changed}个）`,
                    en: `Write ${due} units (${compared.counts.new} new, ${compared.counts.changed} changed)`,
                  })}
            </button>
          )}
        </>
      ) : null}
    </>
  );
};
