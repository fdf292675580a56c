import { useEffect, useRef, useState } from 'preact/hooks';
import type { paths } from '../../../http/api-types.d.ts';
import { answerOf, api } from '../api.ts';
import { useText } from '../language.ts';
import { TextField } from '../parts/field.tsx';

type Found = paths['/v1/directory']['get']['responses'][200]['content']['application/json']['items'][number];

/** Milliseconds without another letter, after which the directory is asked. */
const pause = 250;

/** Units whose name has this in it, as somebody types it. */
const useFound = (typed: string): readonly Found[] => {
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    const q = typed.trim();
    if (q === '') return undefined;
    let current = true;
    const timer = setTimeout(async () => {
      const { data } = await answerOf(api.GET('/v1/directory', { params: { query: { q, limit: 20 } } }));
      if (current && data) setFound(data.items);
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return found;
};

/** Whose ledger an office reads: a unit by its name, or its own. */
export const UnitFilter = ({
  name,
  choose,
}: {
  /** Of the unit that is chosen; undefined where it is the office's own. */
  name: string | undefined;
  choose: (unitId: string | undefined) => void;
}) => {
  const t = useText();
  const [typed, setTyped] = useState(name ?? '');
  const shown = useRef(name);
  // Chosen elsewhere, as by an address.
  useEffect(() => {
    if (shown.current !== name) setTyped(name ?? '');
    shown.current = name;
  }, [name]);
  const found = useFound(typed);
  return (
    <>
      <TextField
        label={t({ zh: '单位', en: 'Unit' })}
        hint={t({ zh: '本地区和所辖地区的单位；不填为本单位', en: 'Of your region or below; empty for your own' })}
        value={typed}
        change={(text) => {
          setTyped(text);
          const unit = found.find((one) => one.name === text.trim());
          if (unit) choose(unit.unitId);
          if (text.trim() === '' && name !== undefined) choose(undefined);
        }}
        input={{ list: 'units-found' }}
      />
      <datalist id="units-found">
        {found.map(({ unitId, name: one, regionName }) => (
          <option key={unitId} value={one}>
            {regionName}
          </option>
        ))}
      </datalist>
    </>
  );
};
