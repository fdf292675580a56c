import { useEffect, useId, useState } from 'preact/hooks';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Field } from './field.tsx';
import './unit-field.css';

/** A unit as the directory has it, for every caller. */
export type Listed = Pick<Schemas['Listed'], 'unitId' | 'name' | 'regionName'>;

type Organ = Schemas['Listed']['organ'];

/** Units whose name has what is typed, a while after the last letter; undefined while nothing is typed or known yet. */
const useFound = (typed: string, organ: Organ | undefined): readonly Listed[] | undefined => {
  const [found, setFound] = useState<readonly Listed[]>();
  useEffect(() => {
    setFound(undefined);
    if (typed.trim() === '') return undefined;
    let stale = false;
    const timer = setTimeout(async () => {
      const query = { q: typed.trim(), limit: 20, ...(organ ? { organ } : {}) };
      const { data } = await answerOf(api.GET('/v1/directory', { params: { query } }));
      if (!stale) setFound(data?.items ?? []);
    }, 200);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [typed, organ]);
  return found;
};

const Chosen = ({ unit, remove }: { unit: Listed; remove: () => void }) => {
  const t = useText();
  return (
    <li>
      {unit.name}
      <button
        type="button"
        class="plain"
        onClick={remove}
        aria-label={t({ zh: `删除${unit.name}`, en: `Remove ${unit.name}` })}
      >
        ×
      </button>
    </li>
  );
};

/** Units, found by name in the directory: nobody types an id. */
export const UnitField = ({
  label,
  fault,
  hint,
  required,
  units,
  change,
  most = 1,
  organ,
}: {
  label: string;
  fault?: string | undefined;
  hint?: string | undefined;
  required?: boolean;
  units: readonly Listed[];
  change: (units: readonly Listed[]) => void;
  /** How many there may be. */
  most?: number;
  /** Of this kind alone. */
  organ?: Organ | undefined;
}) => {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(typed, organ)?.filter(({ unitId }) => !units.some((one) => one.unitId === unitId));
  const open = found !== undefined && found.length > 0;
  const take = (unit: Listed | undefined): void => {
    if (!unit) return;
    change(most === 1 ? [unit] : [...units, unit].slice(0, most));
    setTyped('');
    setAt(0);
  };
  const press = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (event.key === 'Enter') {
      event.preventDefault();
      take(found?.[at]);
    } else if (event.key === 'Escape' && typed !== '') {
      // Closes the list, not the dialog around it.
      event.preventDefault();
      setTyped('');
    } else if (move && open) {
      event.preventDefault();
      setAt((at + move + found.length) % found.length);
    }
  };
  return (
    <div class="units">
      <Field label={label} fault={fault} hint={hint} required={required}>
        {(described) => (
          <input
            {...described}
            type="text"
            role="combobox"
            autocomplete="off"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-activedescendant={open ? `${id}-${at}` : undefined}
            placeholder={t({ zh: '输入单位名称查找', en: 'Type a part of the name' })}
            value={typed}
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
        )}
      </Field>
      <div role="listbox" id={`${id}-list`} aria-label={label} hidden={!open}>
        {(found ?? []).map((unit, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a combobox are its input's
          // biome-ignore lint/a11y/useFocusableInteractive: as above, by aria-activedescendant
          <div
            key={unit.unitId}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(unit)}
          >
            {unit.name}
            <span class="hint">{unit.regionName}</span>
          </div>
        ))}
      </div>
      <p class="hint" role="status">
        {found?.length === 0 ? t({ zh: '没有找到这样的单位。', en: 'No such unit was found.' }) : null}
      </p>
      {units.length > 0 ? (
        <ul class="chosen" aria-label={t({ zh: `${label}：已选`, en: `${label}: chosen` })}>
          {units.map((unit) => (
            <Chosen
              key={unit.unitId}
              unit={unit}
              remove={() => change(units.filter(({ unitId }) => unitId !== unit.unitId))}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
};
