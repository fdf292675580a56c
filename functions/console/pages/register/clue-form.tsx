import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api.ts';
import { useText } from '../language.ts';
import { Refused } from '../parts/reading.tsx';
import { Content, Origin } from './content.tsx';
import { bodyOf, type Draft, type Submission, withoutEmptyRows } from './draft.ts';
import { Beside, Named } from './people.tsx';

/** What has a place of its own on the form; the rest is told above it. */
const placed =
  /^(title|text|kinds|categories|channel|discoveredAt|subjects|annexes|recuse|classification|reporter)(\.|$)/;

const at = (body: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], body);

/** Why the form was not taken. */
const NotTaken = ({ problem, again }: { problem: Problem; again: () => void }) => {
  const t = useText();
  const others = problem.errors.filter(({ path }) => !placed.test(path));
  const count = problem.errors.length - others.length;
  if (problem.errors.length === 0) return <Refused problem={problem} again={problem.lost ? again : undefined} />;
  return (
    <div class="refused" role="alert">
      {count > 0 ? (
        <p>
          <strong>
            {t({
              zh: `有${count}处需要更正，见各栏下的说明。`,
              en: `${count} field${count === 1 ? '' : 's'} to mend: see what stands below ${count === 1 ? 'it' : 'each'}.`,
            })}
          </strong>
        </p>
      ) : null}
      {others.map(({ path, message }) => (
        <p key={path}>{message}</p>
      ))}
    </div>
  );
};

/** The first step. `asked`: what the API was asked last; what was changed since is not faulty any more. `next`: on to who would receive it. */
export const ClueForm = ({
  draft,
  change,
  problem,
  asked,
  running,
  next,
}: {
  draft: Draft;
  change: (some: Partial<Draft>) => void;
  problem: Problem | undefined;
  asked: Submission | undefined;
  running: boolean;
  next: () => void;
}) => {
  const t = useText();
  const form = useRef<HTMLFormElement>(null);
  const now = bodyOf(draft, true);
  const isAsAsked = (path: string) => JSON.stringify(at(now, path)) === JSON.stringify(at(asked, path));
  const fault = (path: string) =>
    isAsAsked(path) ? problem?.errors.find((one) => one.path === path)?.message : undefined;
  // To the first of the faults, where the keyboard can mend it.
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .faulty')?.focus();
  }, [problem]);
  const part = { draft, change, fault };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change(withoutEmptyRows(draft));
        next();
      }}
    >
      {problem ? <NotTaken problem={problem} again={next} /> : null}
      <Content {...part} />
      <Origin {...part} />
      <Named {...part} />
      <Beside {...part} />
      <p class="hint">
        {t({
          zh: '下一步只显示移送去向和时限，不登记线索；因会显示回避对应到谁，将记入审计记录。',
          en: 'The next step shows who would receive it and until when, and registers nothing. As it tells whom entries mean, it goes into the log of audit.',
        })}
      </p>
      <button type="submit" class="main" disabled={running}>
        {running ? t({ zh: '正在核对…', en: 'Checking…' }) : t({ zh: '下一步：核对去向', en: 'Next: where it goes' })}
      </button>
    </form>
  );
};
