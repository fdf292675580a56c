import { useLanguage, useText } from '../language.ts';
import { personIn } from '../parts/person.ts';
import { momentIn } from '../times.ts';
import { changesOf, Differences } from './differences.tsx';
import type { Unit } from './form.ts';

/** Somebody else changed the unit meanwhile: who, what, and how to go on with what was typed. */
export const Overtaken = ({
  now,
  seen,
  goOn,
  leave,
}: {
  now: Unit;
  /** The version that was changed. */
  seen: number;
  goOn: () => void;
  leave: () => void;
}) => {
  const t = useText();
  const language = useLanguage();
  return (
    <div class="refused" role="alert">
      <p>
        <strong>
          {t({ zh: '该单位已被他人更改，本次没有保存。', en: 'Somebody else changed this unit: nothing was saved.' })}
        </strong>{' '}
        {t({ zh: '您填写的内容仍在页面上。', en: 'What you typed is still on this page.' })}
      </p>
      <ul>
        {changesOf(now, seen).map(({ version, by, at, changes }) => (
          <li key={version}>
            {t({
              zh: `${personIn(language, by)}，${momentIn(language, at)}`,
              en: `${personIn(language, by)}, ${momentIn(language, at)}`,
            })}
            <Differences changes={changes} />
          </li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" onClick={goOn}>
          {t({ zh: '保留我的更改，其余取最新内容', en: 'Keep my changes, take the rest from the newest' })}
        </button>
        <button type="button" onClick={leave}>
          {t({ zh: '放弃我的更改，读取最新内容', en: 'Drop my changes, read the newest' })}
        </button>
      </div>
    </div>
  );
};
