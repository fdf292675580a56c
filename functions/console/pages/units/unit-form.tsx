import type { ComponentChildren } from 'preact';
import { useText } from '../language.ts';
import { ChoiceField, TextField } from '../parts/field.tsx';
import type { Unit, UnitForm } from './form.ts';
import { useReturned } from './returned.tsx';
import { EmailRows, PersonRows, StandInRows } from './rows.tsx';

/** The fields of a unit. */
export const UnitFields = ({
  form,
  change,
  fault,
  unit,
  children,
}: {
  form: UnitForm;
  change: (different: Partial<UnitForm>) => void;
  fault: (path: string) => string | undefined;
  unit: Pick<Unit, 'undeliverable'>;
  /** Above the name: what a unit is identified by. */
  children?: ComponentChildren;
}) => {
  const t = useText();
  const returned = useReturned(unit);
  return (
    <>
      <fieldset class="card">
        <legend>{t({ zh: '基本信息', en: 'The unit' })}</legend>
        {children}
        <div class="beside">
          <TextField
            required
            label={t({ zh: '单位名称', en: 'Name' })}
            value={form.name}
            change={(name) => change({ name })}
            fault={fault('name')}
          />
          <TextField
            label={t({ zh: '英文名称', en: 'English name' })}
            hint={t({ zh: '用于英文邮件；没有的不填。', en: 'In English mails; empty where there is none.' })}
            value={form.nameEn}
            change={(nameEn) => change({ nameEn })}
            fault={fault('nameEn')}
          />
          <TextField
            label={t({ zh: '联系电话', en: 'Telephone' })}
            hint={t({
              zh: '印在邮件和文书上；没有的不填。',
              en: 'Stands in mails and papers; empty where there is none.',
            })}
            value={form.phone}
            change={(phone) => change({ phone })}
            fault={fault('phone')}
          />
          <ChoiceField
            label={t({ zh: '邮件语言', en: 'Language of mails' })}
            options={[
              { value: 'zh', label: t({ zh: '中文', en: 'Chinese' }) },
              { value: 'en', label: t({ zh: '英文', en: 'English' }) },
            ]}
            value={form.language}
            change={(language) => change({ language })}
            fault={fault('language')}
          />
        </div>
      </fieldset>
      <EmailRows emails={form.emails} change={(emails) => change({ emails })} fault={fault} returned={returned} />
      <PersonRows
        title={t({ zh: '负责人', en: 'Supervisors' })}
        hint={t({ zh: '逾期后的督办邮件发给负责人。', en: 'Whom escalations are mailed to.' })}
        field="supervisors"
        people={form.supervisors}
        change={(supervisors) => change({ supervisors })}
        fault={fault}
        returned={returned}
      />
      <PersonRows
        title={t({ zh: '经办人', en: 'Clerks' })}
        hint={t({
          zh: '在单位经办线索的人员，用于判断回避；邮件发往单位邮箱。',
          en: 'Who works at the desk: for recusals. Mails go to the addresses of the unit.',
        })}
        field="desks"
        people={form.desks}
        change={(desks) => change({ desks })}
        fault={fault}
        returned={() => undefined}
      />
      <StandInRows
        rows={form.delegations}
        change={(delegations) => change({ delegations })}
        fault={fault}
        absent={form.supervisors.map(({ email }) => email)}
      />
    </>
  );
};
