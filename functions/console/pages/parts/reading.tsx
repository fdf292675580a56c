import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Problem } from '../api.ts';
import { useLanguage, useText } from '../language.ts';

/** What is read from the API for a page, and how that goes. */
export interface Read<T> {
  /** The newest that came; stays while it is read again. */
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => Promise<void>;
}

/** Reads when the page opens, and again when `asked` changes. `load` may change from one rendering to the next. */
export const useRead = <T,>(load: () => Promise<Answer<T>>, asked: string): Read<T> => {
  const [read, setRead] = useState<{ data?: T | undefined; problem?: Problem | undefined; loading: boolean }>({
    loading: true,
  });
  const newest = useRef(0);
  const loader = useRef(load);
  loader.current = load;
  const reload = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    setRead((before) => ({ ...before, loading: true }));
    const answer = await loader.current();
    // A later question has been asked meanwhile: its answer counts.
    if (mine !== newest.current) return;
    setRead(({ data }) => ({ data: answer.data ?? data, problem: answer.problem, loading: false }));
  }, []);
  useEffect(() => {
    setRead({ loading: true });
    void reload();
  }, [asked, reload]);
  const language = useLanguage();
  const readIn = useRef(language);
  // The API names units, and says why not, in the language in which it is asked. What is shown, and typed into it, stays meanwhile.
  useEffect(() => {
    if (readIn.current === language) return;
    readIn.current = language;
    void reload();
  }, [language, reload]);
  return { data: read.data, problem: read.problem, loading: read.loading, reload };
};

export const Busy = () => {
  const t = useText();
  return (
    <p class="busy" role="status">
      {t({ zh: '正在读取…', en: 'Reading…' })}
    </p>
  );
};

/** Why something was not done, as the API says it; faults of fields stand beside these where the page has them. */
export const Refused = ({ problem, again }: { problem: Problem; again?: (() => void) | undefined }) => {
  const t = useText();
  return (
    <div class="refused" role="alert">
      <p>
        <strong>{problem.title}</strong>
        {problem.title === problem.detail ? null : <span> {problem.detail}</span>}
      </p>
      {again ? (
        <button type="button" onClick={again}>
          {t({ zh: '重试', en: 'Try again' })}
        </button>
      ) : null}
    </div>
  );
};

/** Shows what was read, or that it is being read, or why it was not. */
export const Reading = <T,>({ read, children }: { read: Read<T>; children: (data: T) => ComponentChildren }) => (
  <div aria-busy={read.loading}>
    {read.problem ? <Refused problem={read.problem} again={() => void read.reload()} /> : null}
    {read.data === undefined ? read.loading ? <Busy /> : null : children(read.data)}
  </div>
);

/** Nothing is there, and what one may do. */
export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>;
