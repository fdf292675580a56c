import { useText } from '../language.ts';
import { TextField } from '../parts/field.tsx';
import { UnitField } from '../parts/unit-field.tsx';
import type { Part } from './content.tsx';
import { AnnexRows, SubjectRows } from './content-rows.tsx';
import { newText } from './draft.ts';
import { Group, Rows } from './rows.tsx';

export const Named = ({ draft, change, fault }: Part) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '涉及对象和回避', en: 'Who is named, and who must not hear of it' })}</h3>
      <SubjectRows rows={draft.subjects} change={(subjects) => change({ subjects })} fault={fault} />
      <UnitField
        label={t({ zh: '须回避的单位', en: 'Units that must not hear of it' })}
        hint={t({ zh: '按单位名称查找。', en: 'Found by their names.' })}
        units={draft.recusedUnits}
        change={(recusedUnits) => change({ recusedUnits })}
        fault={draft.recusedUnits.map((_, n) => fault(`recuse.${n}`)).find((one) => one !== undefined)}
        most={20}
      />
      <Rows
        name={t({ zh: '须回避的人员', en: 'People who must not hear of it' })}
        one={t({ zh: '回避', en: 'an entry' })}
        hint={t({
          zh: '填写姓名或者邮箱。下一步会显示各条对应到谁。',
          en: 'A name or an address. The next step shows whom each of them means.',
        })}
        fault={fault('recuse')}
        rows={draft.recuse}
        change={(recuse) => change({ recuse })}
        fresh={newText}
        fields={({ text }, n, set) => (
          <TextField
            label={t({ zh: '姓名或者邮箱', en: 'Name or address' })}
            value={text}
            change={(typed) => set({ text: typed })}
            fault={fault(`recuse.${draft.recusedUnits.length + n}`)}
          />
        )}
      />
    </section>
  );
};

export const Beside = ({ draft, change, fault }: Part) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '附件和举报人', en: 'Annexes and reporter' })}</h3>
      <AnnexRows rows={draft.annexes} change={(annexes) => change({ annexes })} fault={fault} />
      <Group name={t({ zh: '举报人', en: 'Reporter' })} fault={fault('reporter')}>
        {[
          { named: false, label: t({ zh: '无举报人或者匿名举报', en: 'None, or anonymous' }) },
          {
            named: true,
            label: t({
              zh: '实名举报（本单位须告知其受理情况和办理结果）',
              en: 'Named (your unit has to answer them)',
            }),
          },
        ].map(({ named, label }) => (
          <label key={String(named)} class="check">
            <input type="radio" name="reporter" checked={draft.named === named} onChange={() => change({ named })} />
            {label}
          </label>
        ))}
        {draft.named ? (
          <div class="beside">
            <TextField
              label={t({ zh: '姓名', en: 'Name' })}
              value={draft.reporterName}
              change={(reporterName) => change({ reporterName })}
              fault={fault('reporter.name')}
              required
            />
            <TextField
              label={t({ zh: '电话', en: 'Telephone' })}
              value={draft.reporterPhone}
              change={(reporterPhone) => change({ reporterPhone })}
              fault={fault('reporter.phone')}
              input={{ type: 'tel' }}
              required
            />
          </div>
        ) : null}
      </Group>
    </section>
  );
};
