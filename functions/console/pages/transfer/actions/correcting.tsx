import { useRef, useState } from 'preact/hooks';
import { answerOf, api, type Schemas } from '../../api.ts';
import { useText } from '../../language.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { LongTextField, TextField } from '../../parts/field.tsx';
import { Reading, useRead } from '../../parts/reading.tsx';
import { AnnexRows, CategoryRows, SubjectRows } from '../../register/content-rows.tsx';
import { type ContentDraft, filledContent } from '../../register/draft.ts';
import { type Acting, useDraft } from './acting.ts';
import { ActionDialog, type Beside } from './action-dialog.tsx';
import { changesIn, draftOf, meetingsText, onNewer, versionsSince } from './content.ts';
import { actionText } from './names.ts';

type Clue = Schemas['Clue'];

/** What was read, and what is typed over it. */
interface Correcting {
  base: Clue;
  draft: ContentDraft;
}

const readClue = (clueId: string) => answerOf(api.GET('/v1/clues/{id}', { params: { path: { id: clueId } } }));

const CorrectContent = ({ acting, clue }: { acting: Acting; clue: Clue }) => {
  const t = useText();
  const { transfer } = acting;
  const [{ base, draft }, set] = useDraft<Correcting>(acting, 'correct', { base: clue, draft: draftOf(clue) });
  // What is typed while a newer version is looked at stays, too.
  const typed = useRef(draft);
  typed.current = draft;
  const change = (some: Partial<ContentDraft>): void => set({ draft: { ...draft, ...some } });
  const beside: Beside = {
    version: base.content.version,
    since: async () => {
      const newer = (await readClue(clue.clueId)).data ?? base;
      return {
        happened: versionsSince(base, newer),
        take: () => set({ base: newer, draft: onNewer(typed.current, base, newer) }),
      };
    },
  };
  return (
    <ActionDialog
      action="correct"
      acting={acting}
      beside={beside}
      before={() => set({ draft: filledContent(draft) })}
      body={changesIn(draft, base)}
      send={(body, header) =>
        answerOf(api.PATCH('/v1/clues/{id}', { params: { path: { id: clue.clueId }, header }, body }))
      }
      after={({ content, recusals }) => ({
        transfer,
        more: `${t({ zh: `现为第${content.version}版。`, en: `It is version ${content.version} now.` })}${t(meetingsText(recusals))}`,
      })}
    >
      {(fault) => (
        <>
          <p class="hint">
            {t({
              zh: `以下为第${base.content.version}版，只更正改动的部分。`,
              en: `This is version ${base.content.version}. What you change is corrected, the rest stays.`,
            })}
          </p>
          <TextField
            label={t({ zh: '标题', en: 'Title' })}
            value={draft.title}
            change={(title) => change({ title })}
            fault={fault('title')}
            required
          />
          <LongTextField
            label={t({ zh: '正文', en: 'Text' })}
            rows={8}
            value={draft.text}
            change={(text) => change({ text })}
            fault={fault('text')}
            required
          />
          <SubjectRows rows={draft.subjects} change={(subjects) => change({ subjects })} fault={fault} />
          <CategoryRows rows={draft.categories} change={(categories) => change({ categories })} fault={fault} />
          <AnnexRows rows={draft.annexes} change={(annexes) => change({ annexes })} fault={fault} />
        </>
      )}
    </ActionDialog>
  );
};

const ReadFirst = ({ acting }: { acting: Acting }) => {
  const t = useText();
  const { transfer, close } = acting;
  const read = useRead(() => readClue(transfer.clueId), transfer.clueId);
  // Read once: what is typed goes by that version.
  if (read.data) return <CorrectContent acting={acting} clue={read.data} />;
  return (
    <Dialog title={t(actionText('correct', transfer))} close={() => close()}>
      <Reading read={read}>{() => null}</Reading>
    </Dialog>
  );
};

/** Corrects what a clue says. It is read as the dialog opens, but where something is typed already. */
export const Correct = ({ acting }: { acting: Acting }) => {
  const [begun] = useState(() => acting.drafts.get('correct') as Correcting | undefined);
  return begun ? <CorrectContent acting={acting} clue={begun.base} /> : <ReadFirst acting={acting} />;
};
