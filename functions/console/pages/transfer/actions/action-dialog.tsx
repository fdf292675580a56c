import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, answerOf, api, type Problem } from '../../api.ts';
import { useLanguage, useText } from '../../language.ts';
import { useCommand } from '../../parts/commands.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Refused } from '../../parts/reading.tsx';
import { type Acting, type Action, nextIn, type Shown } from './acting.ts';
import { causesOf } from './causes.ts';
import { eventsSince, type Happened, Meanwhile } from './meanwhile.tsx';
import { actionText, doneText } from './names.ts';

/** Of an answer that was read again, or nothing where even that was refused. */
const readAgain = async ({ transferId }: Shown): Promise<Shown | undefined> =>
  (await answerOf(api.GET('/v1/transfers/{id}', { params: { path: { id: transferId } } }))).data;

/** Gives the fault of the field of a path, and notes that it is shown there. */
export type FaultOf = (path: string) => string | undefined;

/** Headers of a command: done once, and only on what was seen. */
export interface Held {
  'Idempotency-Key': string;
  'If-Match': string;
}

/** What the page shows is not so any more, or not for this reader. */
const isGone = (problem: Problem | undefined): boolean =>
  problem !== undefined && [403, 404, 409, 412].includes(problem.status);

const isOutdated = ({ status }: Problem): boolean => status === 409 || status === 412;

/** A record beside the transfer by whose version a command is held. */
export interface Beside {
  version: number;
  /** Reads it again: what happened on it, and how to go on with it as it is now. */
  since: () => Promise<{ happened: readonly Happened[]; take: () => void }>;
}

interface Outdated {
  fresh: Shown;
  happened: readonly Happened[];
  take?: (() => void) | undefined;
}

/** Sends a command by the version that was seen; where others were quicker, reads what became of it. */
const useActing = <T,>(
  transfer: Shown,
  send: (held: Held) => Promise<Answer<T>>,
  what: string,
  beside: Beside | undefined,
) => {
  const [seen, setSeen] = useState(transfer);
  const [outdated, setOutdated] = useState<Outdated>();
  const lookAgain = async (): Promise<Outdated | undefined> => {
    const [fresh, more] = await Promise.all([readAgain(seen), beside?.since()]);
    return fresh && { fresh, happened: [...eventsSince(seen, fresh), ...(more?.happened ?? [])], take: more?.take };
  };
  const command = useCommand(async (headers) => {
    const answer = await send({ ...headers, 'If-Match': `"${beside?.version ?? seen.version}"` });
    if (answer.problem && isOutdated(answer.problem)) setOutdated(await lookAgain());
    return answer;
  }, what);
  const goOn = (): void => {
    if (outdated) setSeen(outdated.fresh);
    outdated?.take?.();
    setOutdated(undefined);
    command.clear();
  };
  return { command, seen, outdated, goOn };
};

/** Faults that stand beside no field. */
const Faults = ({ problem, shown }: { problem: Problem; shown: ReadonlySet<string> }) => {
  const left = problem.errors.filter(({ path }) => !shown.has(path));
  const isBeside = problem.errors.length > 0 && left.length === 0;
  return (
    <>
      <Refused problem={isBeside ? { ...problem, detail: problem.title } : problem} />
      {left.length > 0 ? (
        <ul class="fault">
          {left.map(({ path, message }) => (
            <li key={path}>{message}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
};

/** What a dialog says before it is sent, one thing a line. */
const Causes = ({ causes }: { causes: readonly string[] }) => {
  const t = useText();
  return (
    <ul class="causes" aria-label={t({ zh: '办理后果', en: 'What it will cause' })}>
      {causes.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
};

/**
 * The dialog of an action on a transfer: what it will cause, its fields, and what came of it.
 * @param body What is sent. @param after Of what was answered the transfer as it is then, and what is to be said beside.
 */
export const ActionDialog = <B extends object, T>({
  action,
  acting,
  body,
  send,
  after,
  danger = false,
  beside,
  before,
  children,
}: {
  action: Action;
  acting: Acting;
  body: B;
  send: (body: B, held: Held) => Promise<Answer<T>>;
  after: (data: T) => { transfer: Pick<Shown, 'duty'>; more?: string | undefined };
  danger?: boolean;
  beside?: Beside;
  /** Tidies what is typed as it is sent. */
  before?: () => void;
  children?: (fault: FaultOf) => ComponentChildren;
}) => {
  const t = useText();
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const { command, seen, outdated, goOn } = useActing(
    acting.transfer,
    (held) => send(body, held),
    JSON.stringify(body),
    beside,
  );
  const { problem, running } = command;
  const close = (): void => {
    if (!running) acting.close(isGone(problem) || outdated !== undefined || seen !== acting.transfer);
  };
  useEffect(() => {
    if (problem?.errors.length) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  const submit = async (): Promise<void> => {
    before?.();
    const data = await command.run();
    if (data === undefined) return;
    acting.drafts.delete(action);
    const { transfer, more } = after(data);
    await acting.done(
      [t(doneText(action, seen)), more, nextIn(language, transfer)].filter(Boolean).join(t({ zh: '', en: ' ' })),
    );
  };
  // Goes on where it stopped: the panel that was pressed is gone.
  useEffect(() => {
    if (seen !== acting.transfer) form.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, [seen, acting.transfer]);
  const shown = new Set<string>();
  const fields = children?.((path) => {
    shown.add(path);
    return command.fault(path);
  });
  return (
    <Dialog title={t(actionText(action, seen))} close={close}>
      <form
        ref={form}
        noValidate
        aria-busy={running}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Causes causes={causesOf(action, seen, language)} />
        {fields}
        {problem && outdated ? (
          <Meanwhile
            problem={problem}
            happened={outdated.happened}
            fresh={outdated.fresh}
            allowed={outdated.fresh.allowedActions.includes(action)}
            goOn={goOn}
            leave={close}
          />
        ) : null}
        {problem && !outdated ? <Faults problem={problem} shown={shown} /> : null}
        <div class="actions">
          <button type="submit" class={danger ? 'danger' : 'main'} disabled={running || outdated !== undefined}>
            {problem?.lost ? t({ zh: '重新提交', en: 'Send again' }) : t(actionText(action, seen))}
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
