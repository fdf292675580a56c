import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Problem } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { Busy, Refused } from './reading.tsx';

interface Paged<Item> {
  items: readonly Item[];
  cursor?: string | undefined;
}

/** A list that is read page by page, and how that goes. */
export interface Listing<Item, Page> {
  /** The first page, for what stands around its list; undefined until it came. */
  first: Page | undefined;
  /** Of all pages that were read. */
  items: readonly Item[];
  /** Whether more may follow. */
  more: boolean;
  loading: boolean;
  problem: Problem | undefined;
  /** Reads the page that follows; after a refusal, again. */
  next: () => Promise<void>;
}

interface State<Item, Page> {
  first?: Page;
  items: readonly Item[];
  cursor?: string | undefined;
  loading: boolean;
  problem?: Problem | undefined;
}

/**
 * Reads the first page when the page opens, and anew when `asked` changes.
 * @param pages So many are read at once. @param load Gets the cursor of the page before; undefined at first.
 */
export const useListing = <Item, Page>(
  load: (cursor: string | undefined) => Promise<Answer<Page>>,
  listOf: (page: Page) => Paged<Item>,
  asked: string,
  pages = 1,
): Listing<Item, Page> => {
  const [state, setState] = useState<State<Item, Page>>({ items: [], loading: true });
  const newest = useRef(0);
  const latest = useRef({ load, listOf });
  latest.current = { load, listOf };
  const read = useCallback(
    async (from: State<Item, Page>) => {
      newest.current += 1;
      const mine = newest.current;
      let now: State<Item, Page> = { ...from, loading: true, problem: undefined };
      setState(now);
      for (let n = 1; n <= pages && now.loading; n += 1) {
        const answer = await latest.current.load(now.cursor);
        // Something else has been asked for meanwhile.
        if (mine !== newest.current) return;
        if (answer.problem) now = { ...now, loading: false, problem: answer.problem };
        else {
          const { items, cursor } = latest.current.listOf(answer.data);
          const first = now.first ?? answer.data;
          now = { first, items: [...now.items, ...items], cursor, loading: n < pages && cursor !== undefined };
        }
        setState(now);
      }
    },
    [pages],
  );
  const language = useLanguage();
  // Anew in another language too: in that the API names units.
  useEffect(() => {
    void read({ items: [], loading: true });
  }, [asked, language, read]);
  const { first, items, cursor, loading, problem } = state;
  return { first, items, more: cursor !== undefined, loading, problem, next: () => read(state) };
};

/** Stands under a list: that it is being read, why it was not, or how to go on. */
export const More = <Item, Page>({ listing }: { listing: Listing<Item, Page> }) => {
  const t = useText();
  const { loading, problem, more, next } = listing;
  if (loading) return <Busy />;
  if (problem) return <Refused problem={problem} again={() => void next()} />;
  return more ? (
    <p>
      <button type="button" onClick={() => void next()}>
        {t({ zh: '显示更多', en: 'Show more' })}
      </button>
    </p>
  ) : null;
};
