import { useEffect, useRef } from 'preact/hooks';
import type { Text } from '../../../../domain/languages.ts';
import { statusIn } from '../../../../domain/names.ts';
import type { Problem, Schemas } from '../../api.ts';
import { useLanguage, useText } from '../../language.ts';
import { momentIn } from '../../times.ts';
import { sentenceOf } from '../event-words.ts';
import { Who } from '../timeline.tsx';
import { nextIn, type Shown } from './acting.ts';

/** Something that happened after somebody saw a record last. */
export interface Happened extends Pick<Schemas['Event'], 'at' | 'by'> {
  what: Text;
}

/** What happened on a transfer. */
export const eventsSince = (seen: Shown, fresh: Shown): readonly Happened[] => {
  const last = seen.timeline.at(-1)?.seq ?? 0;
  return fresh.timeline
    .filter(({ seq }) => seq > last)
    .map((event) => ({ at: event.at, by: event.by, what: sentenceOf(event, fresh.rule) }));
};

/** Others were quicker: who did what meanwhile, how it stands now, and whether one can still go on. What was typed stays. */
export const Meanwhile = ({
  problem,
  happened,
  fresh,
  allowed,
  goOn,
  leave,
}: {
  problem: Problem;
  happened: readonly Happened[];
  fresh: Shown;
  allowed: boolean;
  goOn: () => void;
  leave: () => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div class="refused" role="alert">
      <h3 tabIndex={-1} ref={heading}>
        {t({ zh: '尚未办理：其间已有变化', en: 'Not done: it has changed meanwhile' })}
      </h3>
      {happened.length > 0 ? (
        <ul>
          {happened.map(({ at, by, what }) => (
            <li key={`${at} ${what.en}`}>
              {momentIn(language, at)} <Who by={by} />
              {t({ zh: `：${what.zh}`, en: `: ${what.en}` })}
            </li>
          ))}
        </ul>
      ) : (
        <p>{problem.detail}</p>
      )}
      <p>
        {t({
          zh: `现为“${statusIn(fresh).zh}”。${nextIn('zh', fresh)}`,
          en: `It is ${statusIn(fresh).en} now. ${nextIn('en', fresh)}`,
        })}
      </p>
      {allowed ? (
        <>
          <p>
            {t({
              zh: '填写的内容仍在，此项现在仍可办理。',
              en: 'What you typed is still here, and this can still be done.',
            })}
          </p>
          <button type="button" onClick={goOn}>
            {t({ zh: '按最新情况继续', en: 'Go on with it as it is now' })}
          </button>
        </>
      ) : (
        <>
          <p>
            {t({
              zh: '此项现在不能再办理；填写的内容仍在，需要的请先自行复制。',
              en: 'This cannot be done any more. What you typed is still here: copy what you need.',
            })}
          </p>
          <button type="button" onClick={leave}>
            {t({ zh: '关闭并查看最新情况', en: 'Close, and see it as it is now' })}
          </button>
        </>
      )}
    </div>
  );
};
