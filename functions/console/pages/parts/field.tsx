import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useText } from '../language.ts';

interface Around {
  label: string;
  /** What is wrong with what stands in it, in the reader's language. */
  fault?: string | undefined;
  hint?: string | undefined;
  required?: boolean | undefined;
}

/** What an input needs so that its label, its hint and its fault are read with it. */
export interface Described {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
  'aria-required': boolean;
}

/** A label, an input, what helps to fill it in, and what is wrong with it. */
export const Field = ({
  label,
  fault,
  hint,
  required = false,
  children,
}: Around & { children: (described: Described) => ComponentChildren }) => {
  const id = useId();
  const t = useText();
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required ? <span class="required">{t({ zh: '（必填）', en: ' (required)' })}</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': Boolean(fault),
        'aria-required': required,
      })}
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
    </div>
  );
};

interface Typed extends Around {
  value: string;
  change: (value: string) => void;
}

/** Nothing of what is typed stays in the browser. */
const unkept = { autocomplete: 'off', spellcheck: false } as const;

export const TextField = ({
  value,
  change,
  input = {},
  ...around
}: Typed & { input?: JSX.IntrinsicElements['input'] }) => (
  <Field {...around}>
    {(described) => (
      <input
        {...unkept}
        {...input}
        {...described}
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    )}
  </Field>
);

export const LongTextField = ({ value, change, rows = 4, ...around }: Typed & { rows?: number }) => (
  <Field {...around}>
    {(described) => (
      <textarea
        {...unkept}
        {...described}
        rows={rows}
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    )}
  </Field>
);

export interface Option {
  value: string;
  label: string;
}

export const ChoiceField = ({ value, change, options, ...around }: Typed & { options: readonly Option[] }) => (
  <Field {...around}>
    {(described) => (
      <select {...described} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);

export const CheckField = ({
  label,
  checked,
  change,
}: {
  label: string;
  checked: boolean;
  change: (checked: boolean) => void;
}) => (
  <label class="check">
    <input type="checkbox" checked={checked} onChange={({ currentTarget }) => change(currentTarget.checked)} />
    {label}
  </label>
);

/** One of a few, all of them seen. */
export const RadioField = ({
  label,
  fault,
  hint,
  required = false,
  value,
  change,
  options,
}: Typed & { options: readonly Option[] }) => {
  const id = useId();
  const t = useText();
  // The API says which codes it takes; here one sees what there is.
  const said = fault && value === '' ? t({ zh: '请选择一项', en: 'Choose one' }) : fault;
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <fieldset class="field" aria-describedby={described || undefined}>
      <legend>
        {label}
        {required ? <span class="required">{t({ zh: '（必填）', en: ' (required)' })}</span> : null}
      </legend>
      {options.map((one) => (
        <label class="check" key={one.value}>
          <input
            type="radio"
            name={id}
            value={one.value}
            checked={one.value === value}
            aria-invalid={Boolean(fault)}
            onChange={() => change(one.value)}
          />
          {one.label}
        </label>
      ))}
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {said}
        </p>
      ) : null}
    </fieldset>
  );
};
