import { roleNames } from '../../../domain/names.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { momentIn } from '../times.ts';
import { type Event, quotesOf } from './event-facts.ts';
import { automaticCounts, isAutomatic, sentenceOf } from './event-words.ts';

type By = Event['by'];

/** Who did it, by the names of unit and person. */
export const Who = ({ by }: { by: By }) => {
  const t = useText();
  if (by === 'clock') return <>{t({ zh: '系统', en: 'The system' })}</>;
  const person = by.name ?? t(roleNames[by.role]);
  const unit = by.unitName ?? '';
  return (
    <>
      {/* A name that begins with its unit's says it already. */}
      {unit === '' || person.startsWith(unit) ? person : `${unit} ${person}`}
      {by.onBehalfOfName ? t({ zh: `（代${by.onBehalfOfName}）`, en: ` (for ${by.onBehalfOfName})` }) : null}
    </>
  );
};

const Entry = ({ event, rule }: { event: Event; rule: Schemas['Transfer']['rule'] }) => {
  const t = useText();
  const language = useLanguage();
  const passedOver = typeof event.passedOver === 'string' ? event.passedOver.split('\n').length : 0;
  return (
    <li class={isAutomatic(event) ? 'automatic' : undefined}>
      <p class="when">
        <time dateTime={event.at}>{momentIn(language, event.at)}</time>{' '}
        <span>
          <Who by={event.by} />
        </span>
      </p>
      <p>{t(sentenceOf(event, rule))}</p>
      {quotesOf(event).map(({ name, lines }) => (
        <blockquote key={name.en}>
          <b>{t({ zh: `${name.zh}：`, en: `${name.en}: ` })}</b>
          {lines.join(t({ zh: '；', en: '; ' }))}
        </blockquote>
      ))}
      {passedOver > 0 ? (
        <p>
          {t({
            zh: `另有${passedOver}个环节因回避、未登记等原因越过（仅督办单位可见）。`,
            en: `${passedOver} link${passedOver === 1 ? '' : 's'} of the chain passed over, as recused or not registered (for offices only).`,
          })}
        </p>
      ) : null}
    </li>
  );
};

/** What the clock did in a row, where that is much: by kind, and whole on demand. */
const Run = ({ events, rule }: { events: readonly Event[]; rule: Schemas['Transfer']['rule'] }) => {
  const t = useText();
  const language = useLanguage();
  const counts = automaticCounts(events);
  const [first, last] = [events[0], events.at(-1)];
  return (
    <li class="automatic">
      <details>
        <summary>
          {first && last
            ? t({
                zh: `${momentIn(language, first.at)}至${momentIn(language, last.at)}，系统`,
                en: `${momentIn(language, first.at)} to ${momentIn(language, last.at)}, the system: `,
              })
            : null}
          {counts.map(t).join(t({ zh: '、', en: ', ' }))}
        </summary>
        <ol class="timeline">
          {events.map((event) => (
            <Entry key={event.seq} event={event} rule={rule} />
          ))}
        </ol>
      </details>
    </li>
  );
};

/** So many in a row are put together. */
const many = 5;

/** The events in their order; those of the clock that follow each other together. */
const inRuns = (timeline: readonly Event[]): Event[][] => {
  const runs: Event[][] = [];
  for (const event of timeline) {
    const run = runs.at(-1);
    if (run?.[0] && isAutomatic(run[0]) && isAutomatic(event)) run.push(event);
    else runs.push([event]);
  }
  return runs;
};

/** What happened, the newest last. */
export const Timeline = ({ transfer }: { transfer: Schemas['TransferWithTimeline'] }) => {
  const t = useText();
  const { timeline, rule } = transfer;
  return (
    <section class="card">
      <h2>{t({ zh: '办理过程', en: 'What happened' })}</h2>
      <ol class="timeline">
        {inRuns(timeline).map((run) =>
          run.length < many ? (
            run.map((event) => <Entry key={event.seq} event={event} rule={rule} />)
          ) : (
            <Run key={run[0]?.seq} events={run} rule={rule} />
          ),
        )}
      </ol>
    </section>
  );
};
