import { useEffect, useRef } from 'preact/hooks';
import type { Problem, Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { personIn } from '../parts/person.ts';
import { Refused } from '../parts/reading.tsx';
import { momentIn } from '../times.ts';
import { useChange } from './change.ts';
import { daysOf } from './days.ts';
import type { ReadDraft } from './drafts.ts';
import { EditYear } from './edit-year.tsx';
import { ChangedDays, Effects } from './effects.tsx';

type Year = Schemas['CalendarYear'];

/** Somebody else changed the calendar meanwhile: who, when, and how to go on with what was written. */
const Overtaken = ({ now, goOn, leave }: { now: Year; goOn: () => void; leave: () => void }) => {
  const t = useText();
  const language = useLanguage();
  const newest = now.history.at(-1);
  return (
    <div class="refused" role="alert">
      <p>
        <strong>
          {t({
            zh: '日历已被他人更改，本次没有发布。',
            en: 'Somebody else changed the calendar: nothing was published.',
          })}
        </strong>{' '}
        {newest
          ? t({
              zh: `最近一次由${personIn(language, newest.by)}于${momentIn(language, newest.at)}更改（第${newest.revision}版，${newest.years.join('、')}年）。您填写的内容仍在页面上。`,
              en: `The newest change is version ${newest.revision} of ${newest.years.join(', ')}, by ${personIn(language, newest.by)} on ${momentIn(language, newest.at)}. What you wrote is still on this page.`,
            })
          : t({ zh: '您填写的内容仍在页面上。', en: 'What you wrote is still on this page.' })}
      </p>
      <div class="actions">
        <button type="button" onClick={goOn}>
          {t({ zh: '保留我的填写，与最新日历比较', en: 'Keep mine, and compare with the newest' })}
        </button>
        <button type="button" onClick={leave}>
          {t({ zh: '放弃填写，查看最新日历', en: 'Drop mine, and see the newest' })}
        </button>
      </div>
    </div>
  );
};

/** Faults stand with their years: here it is said that there are some. */
const Unmended = ({ problem }: { problem: Problem }) => {
  const t = useText();
  const count = problem.errors.length;
  if (count === 0) return <Refused problem={problem} />;
  return (
    <div class="refused" role="alert">
      <strong>{problem.title}</strong>{' '}
      {t({
        zh: `共${count}处需要更正，见各年度放假安排下方的说明。`,
        en: `${count === 1 ? 'One fault is' : `${count} faults are`} to be mended: see below the text of each year.`,
      })}
    </div>
  );
};

/** What publishing would do, and the button that does it. */
const Previewed = ({
  years,
  effects,
  running,
  publish,
}: {
  years: readonly ReadDraft[];
  effects: Schemas['CalendarPreview'];
  running: boolean;
  publish: () => void;
}) => {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card" aria-labelledby="effects">
      <h2 id="effects" tabIndex={-1} ref={heading}>
        {t({ zh: '发布后的影响', en: 'What publishing it does' })}
      </h2>
      {years.map(({ year, base, days }) => (
        <div key={year}>
          <h3>{t({ zh: `${year}年`, en: String(year) })}</h3>
          <ChangedDays before={daysOf(base)} after={days} />
        </div>
      ))}
      <h3>{t({ zh: '对时限的影响', en: 'What it does to deadlines' })}</h3>
      <Effects moves={effects} />
      {effects.complete ? null : (
        <p class="notice">
          {t({
            zh: '移送件较多，以上只计算了一部分；发布后会全部计算。',
            en: 'There are so many that only a part was counted here; publishing counts all.',
          })}
        </p>
      )}
      <p>
        {t({
          zh: '发布后立即按新日历重新计算全部未办结移送件的时限，时限有变化的单位会收到通知。发布后可以撤销。',
          en: 'Publishing counts all open deadlines again at once and tells the units whose dates change. It can be withdrawn.',
        })}
      </p>
      <button type="button" class="main" disabled={running} onClick={publish}>
        {running ? t({ zh: '正在发布…', en: 'Publishing…' }) : t({ zh: '发布', en: 'Publish' })}
      </button>
    </section>
  );
};

/** Writes a change, shows what it would do, and puts it in. */
export const EditCalendar = ({ inForce, done, leave }: { inForce: Year; done: () => void; leave: () => void }) => {
  const t = useText();
  const c = useChange(inForce, done);
  const [first, last] = [c.years[0]?.year ?? inForce.year, c.years.at(-1)?.year ?? inForce.year];
  return (
    <>
      {c.years.map((draft) => (
        <EditYear
          key={draft.year}
          draft={draft}
          change={c.change(draft.year)}
          problem={c.problem}
          addYear={(year) => void c.addYear(year)}
        />
      ))}
      <p class="actions">
        {[first - 1, last + 1].map((year) => (
          <button type="button" key={year} onClick={() => void c.addYear(year)}>
            {t({ zh: `把${year}年加入本次更改`, en: `Add ${year} to this change` })}
          </button>
        ))}
      </p>
      {c.unread ? <Refused problem={c.unread} /> : null}
      {c.newest ? <Overtaken now={c.newest} goOn={() => void c.goOn()} leave={leave} /> : null}
      {c.problem ? <Unmended problem={c.problem} /> : null}
      {c.effects ? (
        <Previewed
          years={c.years}
          effects={c.effects}
          running={c.running || c.overtaken}
          publish={() => void c.put()}
        />
      ) : null}
      <div class="actions">
        {c.effects ? null : (
          <button type="button" class="main" disabled={c.running || c.incomplete} onClick={() => void c.look()}>
            {c.running
              ? t({ zh: '正在计算…', en: 'Counting…' })
              : t({ zh: '预览影响（不发布）', en: 'Show what it would do (publishes nothing)' })}
          </button>
        )}
        <button type="button" onClick={leave}>
          {t({ zh: '不改了', en: 'Leave it as it is' })}
        </button>
      </div>
    </>
  );
};
