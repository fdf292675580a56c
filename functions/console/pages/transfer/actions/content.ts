import type { Text } from '../../../../domain/languages.ts';
import type { Schemas } from '../../api.ts';
import { type ContentDraft, contentOf, filledContent } from '../../register/draft.ts';
import type { Happened } from './meanwhile.tsx';

/** What a clue says while somebody corrects it. */

type Clue = Schemas['Clue'];
export type Content = ReturnType<typeof contentOf>;
type Field = keyof Content;

const fields = ['title', 'text', 'categories', 'subjects', 'annexes'] as const satisfies readonly Field[];

const fieldNames: Readonly<Record<Field, Text>> = {
  title: { zh: '标题', en: 'title' },
  text: { zh: '正文', en: 'text' },
  categories: { zh: '重点对象类别', en: 'categories' },
  subjects: { zh: '涉及对象', en: 'subjects' },
  annexes: { zh: '附件清单', en: 'annexes' },
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const row = () => ({ row: crypto.randomUUID() });

/** As it is typed. */
export const draftOf = (clue: Pick<Clue, Field>): ContentDraft => ({
  title: clue.title,
  text: clue.text,
  categories: clue.categories.map((one) => ({ ...row(), text: one })),
  subjects: clue.subjects.map(({ name, kind, idNumber, note }) => ({
    ...row(),
    ...{ name, kind, idNumber: text(idNumber), note: text(note) },
  })),
  annexes: clue.annexes.map(({ name, copies, digest }) => ({
    ...row(),
    ...{ name, copies: String(copies), digest: digest ?? '' },
  })),
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Names of what differs from what was read. */
const changedIn = (draft: ContentDraft, base: Pick<Clue, Field>): Field[] => {
  const [now, before] = [contentOf(filledContent(draft)), contentOf(draftOf(base))];
  return fields.filter((field) => !isSame(now[field], before[field]));
};

/** What differs from what was read, as it is sent. */
export const changesIn = (draft: ContentDraft, base: Pick<Clue, Field>): Partial<Content> => {
  const now = contentOf(filledContent(draft));
  return Object.fromEntries(changedIn(draft, base).map((field) => [field, now[field]]));
};

/** On a newer version: what was typed stays, and the rest is as others made it. */
export const onNewer = (draft: ContentDraft, base: Pick<Clue, Field>, newer: Pick<Clue, Field>): ContentDraft => {
  const typed = changedIn(draft, base).map((field) => [field, draft[field]] as const);
  return { ...draftOf(newer), ...Object.fromEntries(typed) };
};

/** Versions that others made after the one that was read. */
export const versionsSince = (base: Pick<Clue, 'content'>, newer: Pick<Clue, 'content'>): Happened[] =>
  newer.content.versions
    .filter(({ version }) => version > base.content.version)
    .map(({ version, at, by, fields: changed }) => {
      const names = changed.flatMap((name) => (Object.hasOwn(fieldNames, name) ? [fieldNames[name as Field]] : []));
      return {
        at,
        by,
        what: {
          zh: `更正线索内容（第${version}版：${names.map(({ zh }) => zh).join('、')}）`,
          en: `Content corrected (version ${version}: ${names.map(({ en }) => en).join(', ')})`,
        },
      };
    });

/** Whom the subjects that were written meet in the register, or that they meet nobody: a slip is seen at once. */
export const meetingsText = (recusals: Schemas['Corrected']['recusals']): Text => ({
  zh: recusals
    .map(({ entry, met }) => `“${entry}”${met.length > 0 ? `对应${met.join('、')}，须回避` : '在名册中没有对应'}。`)
    .join(''),
  en: recusals
    .map(
      ({ entry, met }) =>
        `“${entry}” ${met.length > 0 ? `means ${met.join(', ')}, who must not hear of it` : 'means nobody in the register'}.`,
    )
    .join(' '),
});
