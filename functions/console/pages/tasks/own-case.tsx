import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Refused } from '../parts/reading.tsx';
import type { Who } from '../session/session.ts';
import { CaseFields, noCase, type TypedCase } from '../transfer/actions/case-fields.tsx';

/** A case on a clue that public security found itself: no transfer was made of it, so that the case is filed on the clue (R3). */

/** Whether the reader's unit deals with the clue itself, and no notice of a case came of it yet; whether it may, the API says. */
export const isOwn = ({ unitId, kinds, transfers }: Schemas['FoundClue'], who: Who): boolean =>
  who.unitId === unitId &&
  kinds.includes('organised-crime') &&
  transfers.every(({ rule }) => rule !== 'organised-crime' && rule !== 'case-notice');

const FileOwnCase = ({
  clueId,
  filed,
  change,
  close,
}: {
  clueId: string;
  filed: TypedCase;
  change: (some: Partial<TypedCase>) => void;
  close: () => void;
}) => {
  const t = useText();
  const { route } = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const { running, problem, run, fault } = useCommand((header) =>
    answerOf(api.POST('/v1/clues/{id}/case', { params: { path: { id: clueId }, header }, body: filed })),
  );
  useEffect(() => {
    if (problem?.errors.length) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  const submit = async () => {
    const done = await run();
    if (done) route(`/console/transfers/${done.noticeId}`);
  };
  return (
    <Dialog title={t({ zh: '登记立案', en: 'File a case' })} close={running ? undefined : close}>
      <form
        ref={form}
        noValidate
        aria-busy={running}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p>
          {t({
            zh: '立案通报随即登记并移送本级纪检监察机关，由系统邮件通知；其签收时限即时开始。登记后不能撤销，通报不能撤回。',
            en: 'The notice of the case is registered and dispatched at once to discipline inspection of your level, which is told by mail; its window to acknowledge begins. It cannot be undone, nor can the notice be recalled.',
          })}
        </p>
        <CaseFields filed={filed} change={change} fault={fault} />
        {/* Faults stand beside their fields. */}
        {problem ? (
          <Refused problem={problem.errors.length > 0 ? { ...problem, detail: problem.title } : problem} />
        ) : null}
        <div class="actions">
          <button type="submit" class="main" disabled={running}>
            {problem?.lost ? t({ zh: '重新提交', en: 'Send again' }) : t({ zh: '登记立案', en: 'File a case' })}
          </button>
          <button type="button" onClick={close} disabled={running}>
            {t({ zh: '取消', en: 'Cancel' })}
          </button>
          <span role="status">{running ? t({ zh: '正在提交…', en: 'Sending…' }) : null}</span>
        </div>
      </form>
    </Dialog>
  );
};

/** What was typed is there again when the dialog is opened again. */
export const OwnCase = ({ clueId }: { clueId: string }) => {
  const t = useText();
  const [open, setOpen] = useState(false);
  const [filed, setFiled] = useState(noCase);
  return (
    <>
      <p>
        <button type="button" class="main" onClick={() => setOpen(true)}>
          {t({ zh: '登记立案', en: 'File a case' })}
        </button>
      </p>
      {open ? (
        <FileOwnCase
          clueId={clueId}
          filed={filed}
          change={(some) => setFiled((before) => ({ ...before, ...some }))}
          close={() => setOpen(false)}
        />
      ) : null}
    </>
  );
};
