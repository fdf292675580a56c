import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';

/** A unit as a form has it: texts, and lists of rows. */

export type Unit = Schemas['Unit'];

export interface PersonRow {
  name: string;
  email: string;
  subject: string;
}

export interface StandInRow {
  absent: string;
  name: string;
  email: string;
  from: string;
  until: string;
}

export interface UnitForm {
  name: string;
  nameEn: string;
  phone: string;
  language: string;
  emails: string[];
  supervisors: PersonRow[];
  desks: PersonRow[];
  delegations: StandInRow[];
}

export const fieldNames: Readonly<Record<string, Text>> = {
  unitId: { zh: '单位编号', en: 'Id' },
  name: { zh: '单位名称', en: 'Name' },
  nameEn: { zh: '英文名称', en: 'English name' },
  organ: { zh: '机关类型', en: 'Organ' },
  regionCode: { zh: '行政区划代码', en: 'Region code' },
  phone: { zh: '联系电话', en: 'Telephone' },
  language: { zh: '邮件语言', en: 'Language of mails' },
  emails: { zh: '单位邮箱', en: 'Addresses of the unit' },
  supervisors: { zh: '负责人', en: 'Supervisors' },
  desks: { zh: '经办人', en: 'Clerks' },
  delegations: { zh: '代行安排', en: 'Stand-ins' },
};

const personRow = ({ name, email, subject = '' }: Unit['supervisors'][number]): PersonRow => ({ name, email, subject });

export const standInRow = ({
  absent,
  to: { name, email },
  from,
  until,
}: {
  absent: string;
  to: { name: string; email: string };
  from: string;
  until: string;
}): StandInRow => ({ absent, name, email, from, until });

export const standIn = ({ absent, name, email, from, until }: StandInRow) => ({
  absent: absent.trim(),
  to: { name: name.trim(), email: email.trim() },
  from,
  until,
});

export const emptyForm: UnitForm = {
  name: '',
  nameEn: '',
  phone: '',
  language: 'zh',
  emails: [''],
  supervisors: [],
  desks: [],
  delegations: [],
};

export const formOf = (
  unit: Pick<Unit, 'name' | 'emails' | 'supervisors'> &
    Partial<Pick<Unit, 'nameEn' | 'phone' | 'language' | 'desks' | 'delegations'>>,
): UnitForm => ({
  name: unit.name,
  nameEn: unit.nameEn ?? '',
  phone: unit.phone ?? '',
  language: unit.language ?? 'zh',
  emails: unit.emails,
  supervisors: unit.supervisors.map(personRow),
  desks: (unit.desks ?? []).map(personRow),
  delegations: (unit.delegations ?? []).map(standInRow),
});

const person = ({ name, email, subject }: PersonRow) => ({
  name,
  email: email.trim(),
  ...(subject.trim() === '' ? {} : { subject }),
});

/** As the API takes it; rows stay where they are, so that its faults lead back to them. */
export const bodyOf = (form: UnitForm, { organ, regionCode }: Pick<Unit, 'organ' | 'regionCode'>) => ({
  name: form.name,
  organ,
  regionCode,
  emails: form.emails.map((email) => email.trim()),
  supervisors: form.supervisors.map(person),
  desks: form.desks.map(person),
  language: form.language === 'en' ? ('en' as const) : ('zh' as const),
  phone: form.phone,
  nameEn: form.nameEn,
  delegations: form.delegations.map(standIn),
});

const fields = Object.keys(emptyForm) as (keyof UnitForm)[];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The newest as somebody else left it, with what was changed in the form over it. */
export const merged = (form: UnitForm, base: UnitForm, newest: UnitForm): UnitForm =>
  Object.assign(
    {},
    newest,
    ...fields.filter((field) => !same(form[field], base[field])).map((field) => ({ [field]: form[field] })),
  );

const rowText = (row: string | PersonRow | StandInRow): string => {
  if (typeof row === 'string') return row;
  if ('absent' in row) return `${row.absent} → ${row.name} <${row.email}> ${row.from}–${row.until}`;
  return `${row.name} <${row.email}>${row.subject === '' ? '' : ` ${row.subject}`}`;
};

const cell = (value: UnitForm[keyof UnitForm]): string =>
  typeof value === 'string' ? value : value.map(rowText).join('; ');

export interface FieldChange {
  field: string;
  from: string;
  to: string;
}

/** Field by field what one form says otherwise than another. */
export const changesBetween = (before: UnitForm, after: UnitForm): FieldChange[] =>
  fields
    .filter((field) => !same(before[field], after[field]))
    .map((field) => ({ field, from: cell(before[field]), to: cell(after[field]) }));
