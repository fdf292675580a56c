import { useText } from '../language.ts';
import { TextField } from '../parts/field.tsx';
import { AnnexFields } from './annexes.tsx';
import type { Part } from './content.tsx';
import { newAnnex, newSubject, newText } from './draft.ts';
import { Group, Rows } from './rows.tsx';

export const Named = ({ draft, change, fault }: Part) => {
  const t = useText();
  return (
    <section class="card">
      <h3>{t({ zh: '涉及对象和回避', en: 'Who is named, and who must not hear of it' })}</h3>
      <Rows
        name={t({ zh: '涉及对象', en: 'Subjects' })}
        one={t({ zh: '对象', en: 'a subject' })}
        hint={t({
          zh: '线索反映的人员、单位、企业。系统对其一律回避：不发邮件，不能查看。',
          en: 'People, units and businesses that it is about. None of them is mailed or shown anything of it.',
        })}
        fault={fault('subjects')}
        rows={draft.subjects}
        change={(subjects) => change({ subjects })}
        fresh={newSubject}
        fields={(subject, n, set) => {
          const at = (field: string) => fault(`subjects.${n}.${field}`);
          return (
            <>
              <TextField
                label={t({ zh: '名称或姓名', en: 'Name' })}
                value={subject.name}
                change={(name) => set({ name })}
                fault={at('name')}
                required
              />
              <TextField
                label={t({ zh: '类型', en: 'Kind' })}
                hint={t({ zh: '如：人员、单位、企业', en: 'A person, a unit, a business' })}
                value={subject.kind}
                change={(kind) => set({ kind })}
                fault={at('kind')}
                required
              />
              <TextField
                label={t({ zh: '证件号码', en: 'Number of a document' })}
                value={subject.idNumber}
                change={(idNumber) => set({ idNumber })}
                fault={at('idNumber')}
              />
              <TextField
                label={t({ zh: '说明', en: 'Note' })}
                value={subject.note}
                change={(note) => set({ note })}
                fault={at('note')}
              />
            </>
          );
        }}
      />
      <Rows
        name={t({ zh: '回避名单', en: 'Others who must not hear of it' })}
        one={t({ zh: '回避', en: 'an entry' })}
        hint={t({
          zh: '填写单位名称、姓名或者邮箱。下一步会显示各条对应到谁。',
          en: 'The name of a unit or a person, or an address. The next step shows whom each of them means.',
        })}
        fault={fault('recuse')}
        rows={draft.recuse}
        change={(recuse) => change({ recuse })}
        fresh={newText}
        fields={({ text }, n, set) => (
          <TextField
            label={t({ zh: '单位、姓名或者邮箱', en: 'Unit, person or address' })}
            value={text}
            change={(typed) => set({ text: typed })}
            fault={fault(`recuse.${n}`)}
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
      <Rows
        name={t({ zh: '附件清单', en: 'Annexes' })}
        one={t({ zh: '附件', en: 'an annex' })}
        hint={t({
          zh: '随线索以纸质件或光盘移交的材料，本系统不接收文件。',
          en: 'What goes beside the clue on paper or disk: no file is taken here.',
        })}
        fault={fault('annexes')}
        rows={draft.annexes}
        change={(annexes) => change({ annexes })}
        fresh={newAnnex}
        fields={(annex, n, set) => (
          <AnnexFields annex={annex} set={set} fault={(field) => fault(`annexes.${n}.${field}`)} />
        )}
      />
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
          <div class="pair">
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
