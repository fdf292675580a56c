import { useEffect, useRef } from 'preact/hooks';
import { statusNames } from '../../../../domain/names.ts';
import type { Problem, Schemas } from '../../api.ts';
import { useLanguage, useText } from '../../language.ts';
import { momentIn } from '../../times.ts';
import { nextIn, type Shown } from './acting.ts';
import { doerText, happenedText } from './happened.ts';

/** What happened on a transfer after somebody saw it last. */
export const eventsSince = (seen: Shown, fresh: Shown): readonly Schemas['Event'][] => {
  const last = seen.timeline.at(-1)?.seq ?? 0;
  return fresh.timeline.filter(({ seq }) => seq > last);
};

/** Others were quicker: who did what meanwhile, how it stands now, and whether one can still go on. What was typed stays. */
export const Meanwhile = ({
  problem,
  seen,
  fresh,
  allowed,
  goOn,
  leave,
}: {
  problem: Problem;
  seen: Shown;
  fresh: Shown;
  allowed: boolean;
  goOn: () => void;
  leave: () => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const events = eventsSince(seen, fresh);
  return (
    <div class="refused" role="alert">
      <h3 tabIndex={-1} ref={heading}>
        {t({ zh: '尚未办理：其间已有变化', en: 'Not done: it has changed meanwhile' })}
      </h3>
      {events.length > 0 ? (
        <ul>
          {events.map((event) => (
            <li key={event.seq}>
              {momentIn(language, event.at)} {t(doerText(event))}
              {language === 'en' ? ' ' : ''}
              {t(happenedText(event.event))}
            </li>
          ))}
        </ul>
      ) : (
        <p>{problem.detail}</p>
      )}
      <p>
        {t({
          zh: `现为“${statusNames[fresh.status].zh}”。${nextIn('zh', fresh)}`,
          en: `It is ${statusNames[fresh.status].en} now. ${nextIn('en', fresh)}`,
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
