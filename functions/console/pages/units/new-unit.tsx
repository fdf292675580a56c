import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { organNames } from '../../../domain/names.ts';
import { type Organ, organs } from '../../../domain/organs.ts';
import { answerOf, api } from '../api.ts';
import { useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { ChoiceField, TextField } from '../parts/field.tsx';
import { Refused } from '../parts/reading.tsx';
import { bodyOf, emptyForm } from './form.ts';
import { UnitFields } from './unit-form.tsx';

/** A unit that is registered. */
export const NewUnit = () => {
  const t = useText();
  const { route } = useLocation();
  const [form, setForm] = useState(emptyForm);
  const [organ, setOrgan] = useState<Organ>('public-security');
  const [regionCode, setRegionCode] = useState('');
  const [number, setNumber] = useState('');
  const id = `${regionCode.trim()}-${organ}${number.trim() === '' ? '' : `-${number.trim()}`}`;
  const put = useCommand(() =>
    answerOf(
      api.PUT('/v1/units/{id}', {
        // What is there already is not replaced.
        params: { path: { id }, header: { 'If-Match': '"0"' } },
        body: bodyOf(form, { organ, regionCode: regionCode.trim() }),
      }),
    ),
  );
  const isTaken = put.problem?.status === 412;
  const register = async () => {
    const unit = await put.run();
    if (unit) route(`/console/units?unit=${unit.unitId}`);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <h2>{t({ zh: '登记新单位', en: 'Register a unit' })}</h2>
      <UnitFields form={form} change={(different) => setForm({ ...form, ...different })} fault={put.fault} unit={{}}>
        <div class="beside">
          <ChoiceField
            label={t({ zh: '机关类型', en: 'Organ' })}
            options={organs.map((one) => ({ value: one, label: t(organNames[one]) }))}
            value={organ}
            change={(value) => setOrgan(organs.find((one) => one === value) ?? organ)}
            fault={put.fault('organ')}
          />
          <TextField
            required
            label={t({ zh: '行政区划代码', en: 'Region code' })}
            hint={t({
              zh: '六位数字，如371402；区划应当已经登记。',
              en: 'Six digits, as 371402; the region must be registered.',
            })}
            value={regionCode}
            change={setRegionCode}
            fault={put.fault('regionCode') ?? put.fault('id')}
            input={{ inputMode: 'numeric' }}
          />
          <TextField
            label={t({ zh: '序号', en: 'Number' })}
            hint={t({
              zh: '同一地区同一类型的第二个单位填2，第一个不填。',
              en: 'Of a second unit of the same organ in a region 2; empty for the first.',
            })}
            value={number}
            change={setNumber}
            input={{ inputMode: 'numeric' }}
          />
        </div>
        <p>{t({ zh: `单位编号：${id}`, en: `Its id: ${id}` })}</p>
      </UnitFields>
      {isTaken ? (
        <div class="refused" role="alert">
          {t({
            zh: '该编号的单位已经登记，没有更改。',
            en: 'There is a unit of that id already, and it stays as it is. ',
          })}
          <a href={`/console/units?unit=${id}`}>{t({ zh: '打开该单位', en: 'Open it' })}</a>
        </div>
      ) : put.problem ? (
        <Refused problem={put.problem} />
      ) : null}
      <div class="actions">
        <button type="submit" class="main" disabled={put.running}>
          {t({ zh: '登记', en: 'Register it' })}
        </button>
        <a class="button" href="/console/units">
          {t({ zh: '返回单位列表', en: 'Back to the list' })}
        </a>
      </div>
    </form>
  );
};
