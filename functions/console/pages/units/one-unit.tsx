import { useEffect, useState } from 'preact/hooks';
import { organNames } from '../../../domain/names.ts';
import { type Answer, answerOf, api, type Problem } from '../api.ts';
import { useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Reading, Refused, useRead } from '../parts/reading.tsx';
import { Changes } from './differences.tsx';
import { bodyOf, changesBetween, formOf, merged, type Unit, type UnitForm } from './form.ts';
import { Overtaken } from './overtaken.tsx';
import { UnitFields } from './unit-form.tsx';

/** The API answers operators with the whole of it. */
const unitNow = async (id: string): Promise<Answer<Unit>> => {
  const answer = await answerOf(api.GET('/v1/units/{id}', { params: { path: { id } } }));
  if (answer.problem) return answer;
  return { data: answer.data as Unit };
};

const isLostRace = (problem: Problem | undefined): boolean => problem?.status === 412 || problem?.status === 409;

/** A unit that is being changed, from one version on. */
const useUnit = (first: Unit) => {
  const [base, setBase] = useState(first);
  const [form, setForm] = useState(formOf(first));
  const [newest, setNewest] = useState<Unit>();
  const [unread, setUnread] = useState<Problem>();
  const [saved, setSaved] = useState(false);
  const put = useCommand((headers) =>
    answerOf(
      api.PUT('/v1/units/{id}', {
        params: { path: { id: base.unitId }, header: { ...headers, 'If-Match': `"${base.version}"` } },
        body: bodyOf(form, base),
      }),
    ),
  );
  const take = (unit: Unit, next: UnitForm) => {
    setBase(unit);
    setForm(next);
    setNewest(undefined);
    put.clear();
  };
  const overtaken = isLostRace(put.problem);
  const compare = async () => {
    const { data, problem } = await unitNow(base.unitId);
    setUnread(problem);
    if (!data) return;
    // It was saved, and the connection broke before the answer came.
    if (changesBetween(formOf(data), form).length === 0) {
      take(data, formOf(data));
      setSaved(true);
    } else setNewest(data);
  };
  useEffect(() => {
    if (overtaken) void compare();
  }, [overtaken]);
  const save = async () => {
    const unit = await put.run();
    if (!unit) return;
    take(unit, formOf(unit));
    setSaved(true);
  };
  return {
    base,
    form,
    newest: overtaken ? newest : undefined,
    // Whoever was slower hears by whom, once that is known.
    problem: overtaken ? unread : put.problem,
    put,
    saved,
    save,
    take,
    change: (different: Partial<UnitForm>) => {
      setForm((before) => ({ ...before, ...different }));
      setSaved(false);
    },
  };
};

/** Addresses from which mails came back; the operator stands by them by saving the unit. */
const Returned = ({ unit, running, standBy }: { unit: Unit; running: boolean; standBy: () => void }) => {
  const t = useText();
  const marks = unit.undeliverable ?? [];
  if (marks.length === 0) return null;
  return (
    <div class="notice unit-returned">
      <p>
        <strong>{t({ zh: '有邮箱退信：', en: 'Mails came back from: ' })}</strong>
        {marks.map(({ email }) => email).join(t({ zh: '、', en: ', ' }))}
        {t({
          zh: '。请与该单位核实并改正邮箱；保存即视为确认下列邮箱均可用，退信标记随之清除，再次退信会重新提醒。',
          en: '. Ask the unit and mend the address. Saving says that the addresses below are right: the marks go, and mails that come back again warn anew.',
        })}
      </p>
      <button type="button" disabled={running} onClick={standBy}>
        {t({ zh: '邮箱已核实无误，清除退信标记', en: 'The addresses are right: clear the marks' })}
      </button>
    </div>
  );
};

const Edit = ({ first }: { first: Unit }) => {
  const t = useText();
  const { base, form, newest, problem, put, saved, save, take, change } = useUnit(first);
  const submit = (event: Event) => {
    event.preventDefault();
    void save();
  };
  return (
    <form onSubmit={submit} noValidate>
      <h2>{t({ zh: base.name, en: base.nameEn ?? base.name })}</h2>
      <Returned unit={base} running={put.running} standBy={() => void save()} />
      <UnitFields form={form} change={change} fault={put.fault} unit={base}>
        <dl class="facts">
          <dt>{t({ zh: '单位编号', en: 'Id' })}</dt>
          <dd>{base.unitId}</dd>
          <dt>{t({ zh: '行政区划', en: 'Region' })}</dt>
          <dd>{base.regionName ?? base.regionCode}</dd>
          <dt>{t({ zh: '机关类型', en: 'Organ' })}</dt>
          <dd>{t(organNames[base.organ])}</dd>
        </dl>
      </UnitFields>
      {newest ? (
        <Overtaken
          now={newest}
          seen={base.version}
          goOn={() => take(newest, merged(form, formOf(base), formOf(newest)))}
          leave={() => take(newest, formOf(newest))}
        />
      ) : problem ? (
        <Refused problem={problem} />
      ) : null}
      {saved ? (
        <p class="notice" role="status">
          {t({ zh: `已保存（第${base.version}版）。`, en: `Saved (version ${base.version}).` })}
        </p>
      ) : null}
      <div class="actions">
        <button type="submit" class="main" disabled={put.running || newest !== undefined}>
          {put.running ? t({ zh: '正在保存…', en: 'Saving…' }) : t({ zh: '保存', en: 'Save' })}
        </button>
        <a class="button" href="/console/units">
          {t({ zh: '返回单位列表', en: 'Back to the list' })}
        </a>
      </div>
      <Changes unit={base} />
    </form>
  );
};

/** One unit, to look at and to change. */
export const OneUnit = ({ id }: { id: string }) => {
  const read = useRead(() => unitNow(id), id);
  return <Reading read={read}>{(unit) => <Edit key={unit.unitId} first={unit} />}</Reading>;
};
