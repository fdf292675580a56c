import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../language.ts';
import { ChoiceField, TextField } from '../parts/field.tsx';
import type { PersonRow, StandInRow } from './form.ts';

/** Lists in a form, a row each. */

/** What the API says of the field of a path. */
type Fault = (path: string) => string | undefined;

/** The rows of a list, each to be taken away, and one more to be added. */
const Rows = <T,>({
  title,
  hint,
  fault,
  rows,
  change,
  blank,
  row,
}: {
  title: string;
  hint?: string | undefined;
  /** Of the whole list. */
  fault?: string | undefined;
  rows: readonly T[];
  change: (rows: T[]) => void;
  blank: T;
  row: (one: T, set: (one: T) => void, n: number) => ComponentChildren;
}) => {
  const t = useText();
  const list = useRef<HTMLFieldSetElement>(null);
  const next = useRef<string | undefined>(undefined);
  // Whoever added a row fills it in; whoever removed one stands at the button that adds.
  useEffect(() => {
    if (next.current === undefined) return;
    list.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = undefined;
  }, [rows.length]);
  return (
    <fieldset class="card unit-rows" ref={list}>
      <legend>{title}</legend>
      {hint ? <p class="hint">{hint}</p> : null}
      {fault ? <p class="fault">{fault}</p> : null}
      {rows.length === 0 ? <p>{t({ zh: '目前没有。', en: 'None so far.' })}</p> : null}
      {rows.map((one, n) => (
        <div class="unit-row" key={n}>
          {row(one, (other) => change(rows.map((old, m) => (m === n ? other : old))), n)}
          <button
            type="button"
            aria-label={t({ zh: `删除${title}第${n + 1}项`, en: `Remove ${n + 1} of ${title}` })}
            onClick={() => {
              next.current = '.adds';
              change(rows.filter((_, m) => m !== n));
            }}
          >
            {t({ zh: '删除', en: 'Remove' })}
          </button>
        </div>
      ))}
      <button
        type="button"
        class="adds"
        onClick={() => {
          next.current = '.unit-row:last-of-type :is(input, select)';
          change([...rows, blank]);
        }}
        aria-label={t({ zh: `添加${title}`, en: `Add to ${title}` })}
      >
        {t({ zh: '添加', en: 'Add' })}
      </button>
    </fieldset>
  );
};

export const EmailRows = ({
  emails,
  change,
  fault,
  returned,
}: {
  emails: readonly string[];
  change: (emails: string[]) => void;
  fault: Fault;
  /** What is said of an address from which mails came back. */
  returned: (email: string) => string | undefined;
}) => {
  const t = useText();
  return (
    <Rows
      title={t({ zh: '单位邮箱', en: 'Addresses of the unit' })}
      hint={t({ zh: '移送、催办等邮件发往这些邮箱。', en: 'Where the desk is mailed.' })}
      fault={fault('emails')}
      rows={emails}
      change={change}
      blank=""
      row={(email, set, n) => (
        <TextField
          label={t({ zh: `邮箱${n + 1}`, en: `Address ${n + 1}` })}
          value={email}
          change={set}
          fault={fault(`emails.${n}`) ?? returned(email)}
          input={{ inputMode: 'email' }}
        />
      )}
    />
  );
};

export const PersonRows = ({
  title,
  field,
  hint,
  people,
  change,
  fault,
  returned,
}: {
  title: string;
  /** Its name in the API. */
  field: 'supervisors' | 'desks';
  hint: string;
  people: readonly PersonRow[];
  change: (people: PersonRow[]) => void;
  fault: Fault;
  returned: (email: string) => string | undefined;
}) => {
  const t = useText();
  return (
    <Rows
      title={title}
      hint={hint}
      fault={fault(field)}
      rows={people}
      change={change}
      blank={{ name: '', email: '', subject: '' }}
      row={(one, set, n) => (
        <>
          <TextField
            label={t({ zh: '姓名', en: 'Name' })}
            value={one.name}
            change={(name) => set({ ...one, name })}
            fault={fault(`${field}.${n}.name`)}
          />
          <TextField
            label={t({ zh: '邮箱', en: 'Address' })}
            value={one.email}
            change={(email) => set({ ...one, email })}
            fault={fault(`${field}.${n}.email`) ?? returned(one.email)}
            input={{ inputMode: 'email' }}
          />
          <TextField
            label={t({ zh: '登录标识（可不填）', en: 'Sign-in id (may be empty)' })}
            value={one.subject}
            change={(subject) => set({ ...one, subject })}
            fault={fault(`${field}.${n}.subject`)}
          />
        </>
      )}
    />
  );
};

export const StandInRows = ({
  rows,
  change,
  fault,
  absent,
  own = false,
}: {
  rows: readonly StandInRow[];
  change: (rows: StandInRow[]) => void;
  fault: Fault;
  /** Addresses of those who may be absent: the first stands in a new row. */
  absent: readonly string[];
  /** They are all the reader's own. */
  own?: boolean;
}) => {
  const t = useText();
  const at = (n: number, field: string) => fault(`delegations.${n}.${field}`);
  return (
    <Rows
      title={t({ zh: '代行安排', en: 'Stand-ins' })}
      hint={t({
        zh: '负责人不在岗期间，发给负责人的邮件改发代行人。代行人应当是已登记的负责人或经办人，姓名、邮箱与登记的一致。',
        en: 'While a supervisor is away, their mails go to the stand-in: a registered person, by the name and address that they are registered with.',
      })}
      fault={fault('delegations')}
      rows={rows}
      change={change}
      blank={{ absent: absent[0] ?? '', name: '', email: '', from: '', until: '' }}
      row={(one, set, n) => (
        <>
          {own ? (
            <ChoiceField
              label={t({ zh: '本人邮箱', en: 'Your address' })}
              options={[...new Set([one.absent, ...absent])].map((value) => ({ value, label: value }))}
              value={one.absent}
              change={(email) => set({ ...one, absent: email })}
              fault={at(n, 'absent')}
            />
          ) : (
            <TextField
              label={t({ zh: '不在岗负责人邮箱', en: 'Address of who is away' })}
              value={one.absent}
              change={(email) => set({ ...one, absent: email })}
              fault={at(n, 'absent')}
              input={{ inputMode: 'email' }}
            />
          )}
          <TextField
            label={t({ zh: '代行人姓名', en: 'Name of the stand-in' })}
            value={one.name}
            change={(name) => set({ ...one, name })}
            fault={at(n, 'to.name')}
          />
          <TextField
            label={t({ zh: '代行人邮箱', en: 'Address of the stand-in' })}
            value={one.email}
            change={(email) => set({ ...one, email })}
            fault={at(n, 'to.email') ?? at(n, 'to')}
            input={{ inputMode: 'email' }}
          />
          <TextField
            label={t({ zh: '第一天', en: 'First day' })}
            value={one.from}
            change={(from) => set({ ...one, from })}
            fault={at(n, 'from')}
            input={{ type: 'date' }}
          />
          <TextField
            label={t({ zh: '最后一天', en: 'Last day' })}
            value={one.until}
            change={(until) => set({ ...one, until })}
            fault={at(n, 'until')}
            input={{ type: 'date' }}
          />
        </>
      )}
    />
  );
};
