import { useEffect, useState } from 'preact/hooks';
import { knownChannels } from '../../../domain/channels.ts';
import type { paths } from '../../../http/api-types.d.ts';
import type { Listed } from '../parts/unit-field.tsx';
import { current, onChange, type Who } from '../session/session.ts';
import { instantOf } from '../times.ts';

/** What is typed of a clue before it is sent. It is secret: it stands in memory alone, and goes when its person signs out. */

export type Kind = 'organised-crime' | 'misconduct';

/** `row`: which one it is, however the others move. */
interface Row {
  row: string;
}

export interface SubjectRow extends Row {
  name: string;
  kind: string;
  idNumber: string;
  note: string;
}

export interface AnnexRow extends Row {
  name: string;
  copies: string;
  digest: string;
}

export interface TextRow extends Row {
  text: string;
}

export interface Draft {
  /** Under which the API registers it once, however often it is sent. */
  key: string;
  title: string;
  text: string;
  kinds: readonly Kind[];
  categories: readonly TextRow[];
  channel: string;
  /** `YYYY-MM-DD`, and `HH:MM` or nothing, in the province's zone. */
  foundOn: string;
  foundAt: string;
  subjects: readonly SubjectRow[];
  annexes: readonly AnnexRow[];
  recuse: readonly TextRow[];
  /** Units chosen by name that must not hear of it. */
  recusedUnits: readonly Listed[];
  classification: string;
  named: boolean;
  reporterName: string;
  reporterPhone: string;
}

export const newSubject = (): SubjectRow => ({ row: crypto.randomUUID(), name: '', kind: '', idNumber: '', note: '' });
export const newAnnex = (): AnnexRow => ({ row: crypto.randomUUID(), name: '', copies: '1', digest: '' });
export const newText = (): TextRow => ({ row: crypto.randomUUID(), text: '' });

const newDraft = (): Draft => ({
  key: crypto.randomUUID(),
  title: '',
  text: '',
  kinds: [],
  categories: [],
  channel: '',
  foundOn: '',
  foundAt: '',
  subjects: [],
  annexes: [],
  recuse: [],
  recusedUnits: [],
  classification: 'none',
  named: false,
  reporterName: '',
  reporterPhone: '',
});

const isTyped = (text: string): boolean => text.trim() !== '';

/** What can be corrected later. */
export type ContentDraft = Pick<Draft, 'title' | 'text' | 'categories' | 'subjects' | 'annexes'>;

/** Without the rows in which nothing stands: a fault then names the row that is seen. */
export const filledContent = <D extends ContentDraft>(draft: D): D => ({
  ...draft,
  categories: draft.categories.filter(({ text }) => isTyped(text)),
  subjects: draft.subjects.filter(({ name, kind, idNumber, note }) => isTyped(name + kind + idNumber + note)),
  annexes: draft.annexes.filter(({ name, digest }) => isTyped(name + digest)),
});

/** The same of all that a submission has. */
export const withoutEmptyRows = (draft: Draft): Draft => ({
  ...filledContent(draft),
  recuse: draft.recuse.filter(({ text }) => isTyped(text)),
});

/** Whether something would be lost with it. */
const isBegun = (draft: Draft): boolean => {
  const { title, text, channel, reporterName, reporterPhone, kinds } = draft;
  const { subjects, annexes, recuse, recusedUnits, categories } = withoutEmptyRows(draft);
  const rows = [kinds, subjects, annexes, recuse, recusedUnits, categories].some(({ length }) => length > 0);
  return rows || isTyped(title + text + channel + reporterName + reporterPhone);
};

/** The code of a channel that was named in whatever language; what nobody named stays as it was typed. */
const channelOf = (typed: string): string => {
  const wanted = typed.trim();
  const found = [...knownChannels].find(([, { zh, en }]) => zh === wanted || en === wanted);
  return found?.[0] ?? wanted;
};

export type Submission = NonNullable<paths['/v1/clues']['post']['requestBody']>['content']['application/json'];

/** Without what was left empty. */
const filled = (name: string, value: string): Record<string, string> => (isTyped(value) ? { [name]: value } : {});

/** Units by their ids first, then what was typed. */
const recuseOf = ({ recusedUnits, recuse }: Draft): string[] => [
  ...recusedUnits.map(({ unitId }) => unitId),
  ...recuse.map(({ text }) => text),
];

/** An entry as its reader knows it: a unit that was chosen by its name. */
export const entryName = ({ recusedUnits }: Draft, entry: string): string =>
  recusedUnits.find(({ unitId }) => unitId === entry)?.name ?? entry;

/** What a clue says, as it is sent. */
export const contentOf = ({ title, text, categories, subjects, annexes }: ContentDraft) => ({
  title,
  text,
  categories: categories.map((one) => one.text),
  subjects: subjects.map(({ name, kind, idNumber, note }) => ({
    ...{ name, kind },
    ...filled('idNumber', idNumber),
    ...filled('note', note),
  })),
  annexes: annexes.map(({ name, copies, digest }) => ({
    ...{ name, copies: Number(copies) },
    ...filled('digest', digest),
  })),
});

/** The body of a submission. */
export const bodyOf = (draft: Draft, dispatch: boolean): Submission => ({
  ...contentOf(draft),
  kinds: [...draft.kinds],
  channel: channelOf(draft.channel),
  discoveredAt: (isTyped(draft.foundAt) ? instantOf(draft.foundOn, draft.foundAt) : undefined) ?? draft.foundOn,
  recuse: recuseOf(draft),
  classification: draft.classification,
  reporter: draft.named
    ? { anonymous: false, name: draft.reporterName, phone: draft.reporterPhone }
    : { anonymous: true },
  dispatch,
});

/** While the page is left for another, or read in another language. */
let kept: { of: string; draft: Draft } | undefined;
onChange(() => {
  const { state } = current();
  if (state !== 'in' && state !== 'expired') kept = undefined;
});

/** What somebody has typed, while they are signed in; a window is not closed over it without a question. */
export const useDraft = ({ sub: of }: Who): [Draft, (change: Partial<Draft>) => void, () => void] => {
  const [draft, setDraft] = useState(() => (kept?.of === of ? kept.draft : newDraft()));
  useEffect(() => {
    kept = { of, draft };
    if (!isBegun(draft)) return undefined;
    // Not of who has signed out: the next could choose to stay.
    const ask = (event: BeforeUnloadEvent) => {
      if (kept) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [of, draft]);
  return [draft, (change) => setDraft((before) => ({ ...before, ...change })), () => setDraft(newDraft())];
};
