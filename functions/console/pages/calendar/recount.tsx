import { useEffect } from 'preact/hooks';
import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { momentIn } from '../times.ts';
import { Effects } from './effects.tsx';

type Progress = Schemas['Recount'];

const phases: Readonly<Record<Progress['phase'], Text>> = {
  counting: { zh: '正在重新计算未办结移送件的时限', en: 'Counting the open deadlines again' },
  telling: { zh: '时限已重新计算，正在通知有关单位', en: 'Counted; the units are being told' },
  done: { zh: '时限已全部重新计算，有关单位均已通知', en: 'All deadlines are counted, and the units told' },
};

/** Milliseconds after which it is asked again how far it has come. */
const pause = 5000;

/** How far the newest recount is; asks again until it is done. */
export const Recount = ({ progress, reload }: { progress: Progress; reload: () => Promise<void> }) => {
  const t = useText();
  const language = useLanguage();
  const { phase, resumeAt } = progress;
  useEffect(() => {
    if (phase === 'done') return undefined;
    const timer = setInterval(() => void reload(), pause);
    return () => clearInterval(timer);
  }, [phase, reload]);
  return (
    <section class="card" aria-labelledby="recount">
      <h2 id="recount">{t({ zh: '时限重新计算情况', en: 'The recount of deadlines' })}</h2>
      <p role="status">
        {t(phases[phase])}
        {t({ zh: '。', en: '.' })}
        {resumeAt
          ? t({
              zh: `上班后继续，约在${momentIn(language, resumeAt)}。`,
              en: ` It goes on at ${momentIn(language, resumeAt)}, when offices open.`,
            })
          : null}
      </p>
      <Effects moves={progress} />
    </section>
  );
};
