import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useText } from '../language.ts';

/** Fields that belong together, under a name. */
export const Group = ({
  name,
  hint,
  fault,
  required = false,
  children,
}: {
  name: string;
  hint?: string | undefined;
  fault?: string | undefined;
  required?: boolean;
  children: ComponentChildren;
}) => {
  const id = useId();
  const t = useText();
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <fieldset class={fault ? 'group faulty' : 'group'} aria-describedby={described || undefined} tabIndex={-1}>
      <legend>
        {name}
        {required ? <span class="required">{t({ zh: '（必填）', en: ' (required)' })}</span> : null}
      </legend>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
    </fieldset>
  );
};

/** Rows of a kind, to add and to take out. */
export const Rows = <R extends { row: string }>({
  name,
  one,
  hint,
  fault,
  rows,
  change,
  fresh,
  fields,
}: {
  name: string;
  /** What one row is called. */
  one: string;
  hint?: string | undefined;
  fault?: string | undefined;
  rows: readonly R[];
  change: (rows: readonly R[]) => void;
  fresh: () => R;
  /** The fields of a row; `set` changes some of it. */
  fields: (row: R, n: number, set: (some: Partial<R>) => void) => ComponentChildren;
}) => {
  const t = useText();
  const list = useRef<HTMLOListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const count = useRef(rows.length);
  // Whoever added a row fills it in; whoever took one out stands at the button that adds.
  useEffect(() => {
    if (rows.length === count.current + 1) list.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
    if (rows.length === count.current - 1) adder.current?.focus();
    count.current = rows.length;
  }, [rows.length]);
  return (
    <Group name={name} hint={hint} fault={fault}>
      <ol class="rows" ref={list}>
        {rows.map((row, n) => (
          <li key={row.row}>
            <div class="beside">
              {fields(row, n, (some) => change(rows.map((other, m) => (m === n ? { ...other, ...some } : other))))}
            </div>
            <button
              type="button"
              class="plain"
              aria-label={t({ zh: `删除第${n + 1}项${one}`, en: `Remove ${one} ${n + 1}` })}
              onClick={() => change(rows.filter((_, m) => m !== n))}
            >
              {t({ zh: '删除', en: 'Remove' })}
            </button>
          </li>
        ))}
      </ol>
      <button type="button" ref={adder} onClick={() => change([...rows, fresh()])}>
        {t({ zh: `添加${one}`, en: `Add ${one}` })}
      </button>
    </Group>
  );
};
