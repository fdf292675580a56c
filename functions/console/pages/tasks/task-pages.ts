import { type Answer, answerOf, api } from '../api.ts';
import type { Kind, Task } from './kinds.tsx';

/** Lists of tasks. The API lists one kind, or all: a tab of two kinds is two lists, put together by due date. */

interface Listed {
  counts: Readonly<Partial<Record<Kind, number>>>;
  complete: boolean;
  items: readonly Task[];
  cursor?: string;
}

/** One list, as far as it has been read. `kind`: undefined for all. */
interface Source {
  kind: Kind | undefined;
  items: readonly Task[];
  cursor?: string;
}

export interface Tasks {
  counts: Listed['counts'];
  /** False where the unit owes more than the API lists. */
  complete: boolean;
  sources: readonly Source[];
}

const pageOf = (kind: Kind | undefined, cursor?: string): Promise<Answer<Listed>> =>
  answerOf(
    api.GET('/v1/tasks', {
      params: { query: { ...(kind ? { kind } : {}), ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );

const allOf = <T>(answers: readonly Answer<T>[]): Answer<readonly T[]> => {
  const problem = answers.find((one) => one.problem)?.problem;
  return problem ? { problem } : { data: answers.flatMap(({ data }) => (data === undefined ? [] : [data])) };
};

/** The beginning of the lists of these kinds; of all tasks where none is named. */
export const firstTasks = async (kinds: readonly Kind[]): Promise<Answer<Tasks>> => {
  const asked = kinds.length > 0 ? kinds : [undefined];
  const { data, problem } = allOf(await Promise.all(asked.map((kind) => pageOf(kind))));
  if (problem) return { problem };
  // Counts are those of all kinds, whatever was asked for.
  const [{ counts, complete } = { counts: {}, complete: true }] = data;
  return { data: { counts, complete, sources: data.map((one, n) => ({ kind: asked[n], ...one })) } };
};

/** The same with the next page of each list that goes on. */
export const moreTasks = async ({ sources, ...rest }: Tasks): Promise<Answer<Tasks>> => {
  const { data, problem } = allOf(
    await Promise.all(
      sources.map(async (source): Promise<Answer<Source>> => {
        if (source.cursor === undefined) return { data: source };
        const next = await pageOf(source.kind, source.cursor);
        if (next.problem) return next;
        return { data: { kind: source.kind, ...next.data, items: [...source.items, ...next.data.items] } };
      }),
    ),
  );
  return problem ? { problem } : { data: { ...rest, sources: data } };
};

const dueAt = ({ transfer }: Task): number => Date.parse(transfer.duty?.dueAt ?? transfer.registeredAt);

/**
 * The tasks of all lists, what is due first in front; as far as no list that goes on could have one before them.
 */
export const inOrder = ({ sources }: Tasks): { rows: readonly Task[]; goesOn: boolean } => {
  const left = sources.map(({ items, cursor }) => ({ items: [...items], goesOn: cursor !== undefined }));
  const rows: Task[] = [];
  for (;;) {
    if (left.some(({ items, goesOn }) => goesOn && items.length === 0)) return { rows, goesOn: true };
    const [next] = left.filter(({ items }) => items.length > 0).sort(byHead);
    const row = next?.items.shift();
    if (!row) return { rows, goesOn: left.some(({ goesOn }) => goesOn) };
    rows.push(row);
  }
};

const byHead = ({ items: [a] }: { items: readonly Task[] }, { items: [b] }: { items: readonly Task[] }): number =>
  a && b ? dueAt(a) - dueAt(b) : 0;
