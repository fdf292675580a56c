import type { ComponentType } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Schemas } from '../../api.ts';
import { useLanguage, useText } from '../../language.ts';
import { useWho } from '../../session/who.ts';
import './actions.css';
import type { Acting, Action, Shown } from './acting.ts';
import { AskExtension, Propose } from './asking.tsx';
import { causesOf } from './causes.ts';
import { Correct } from './correcting.tsx';
import { Decide } from './deciding.tsx';
import { actionText } from './names.ts';
import { Acknowledge, AskSupplement, FileCase, GiveBack, GiveFeedback } from './receiving.tsx';
import { Reply } from './replying.tsx';
import { Dispatch, Recall, Supplied, Withdraw } from './sending.tsx';

/** Each action with its dialog, in the order of their buttons: what is owed first, what cannot be mended last. */
const dialogs: Readonly<Record<Action, ComponentType<{ acting: Acting }>>> = {
  'extension-decision': ({ acting }) => <Decide acting={acting} action="extension-decision" />,
  'proposal-decision': ({ acting }) => <Decide acting={acting} action="proposal-decision" />,
  acknowledge: Acknowledge,
  feedback: GiveFeedback,
  correct: Correct,
  dispatch: Dispatch,
  supplied: Supplied,
  reply: Reply,
  supplement: AskSupplement,
  case: FileCase,
  extension: AskExtension,
  proposals: Propose,
  return: GiveBack,
  recall: Recall,
  withdraw: Withdraw,
};

const order = Object.keys(dialogs) as Action[];

/** What does what is owed stands out; what takes a clue away looks it. */
const looks: Readonly<Partial<Record<Action, 'main' | 'danger'>>> = {
  acknowledge: 'main',
  feedback: 'main',
  dispatch: 'main',
  supplied: 'main',
  reply: 'main',
  'extension-decision': 'main',
  'proposal-decision': 'main',
  return: 'danger',
  recall: 'danger',
  withdraw: 'danger',
};

const ActionButton = ({ action, transfer, open }: { action: Action; transfer: Shown; open: () => void }) => {
  const t = useText();
  const language = useLanguage();
  const who = useWho();
  const id = useId();
  const acts = ['acknowledge', 'return', 'supplement'].includes(action) && who.unitId !== transfer.to;
  const behalf = acts ? [t({ zh: `代${transfer.toName}办理。`, en: `Done on behalf of ${transfer.toName}.` })] : [];
  return (
    <li>
      <button type="button" class={looks[action]} aria-describedby={id} onClick={open}>
        {t(actionText(action, transfer))}
      </button>
      <p id={id} class="hint">
        {[...behalf, ...causesOf(action, transfer, language)].join(language === 'zh' ? '' : ' ')}
      </p>
    </li>
  );
};

/** What was done, told to whoever sees it and to whoever hears it. */
export const Done = ({ message }: { message: string }) => {
  const said = useRef<HTMLParagraphElement>(null);
  // The button that was pressed may be gone.
  useEffect(() => {
    if (message) said.current?.focus();
  }, [message]);
  return (
    <p ref={said} class={message ? 'notice' : undefined} role="status" tabIndex={-1}>
      {message}
    </p>
  );
};

/** What the reader may do on a transfer now: each button says first what it will cause, and opens its dialog. */
export const Actions = ({
  transfer,
  reload,
}: {
  transfer: Schemas['TransferWithTimeline'];
  reload: () => Promise<void>;
}) => {
  const t = useText();
  const [open, setOpen] = useState<{ action: Action; transfer: Shown }>();
  const [message, setMessage] = useState('');
  const drafts = useRef(new Map<string, unknown>());
  const allowed = order.filter((action) => transfer.allowedActions.includes(action));
  const acting = (shown: Shown): Acting => ({
    transfer: shown,
    drafts: drafts.current,
    close: (stale = false) => {
      setOpen(undefined);
      if (stale) void reload();
    },
    done: async (said) => {
      setOpen(undefined);
      await reload();
      setMessage(said);
    },
  });
  const Opened = open && dialogs[open.action];
  return (
    <section class="card doable" aria-label={t({ zh: '可以办理', en: 'What you can do' })}>
      <h2>{t({ zh: '可以办理', en: 'What you can do' })}</h2>
      <Done message={message} />
      {allowed.length === 0 ? (
        <p class="empty">{t({ zh: '目前没有您可以办理的事项。', en: 'There is nothing for you to do on it now.' })}</p>
      ) : (
        <ul>
          {allowed.map((action) => (
            <ActionButton
              key={action}
              action={action}
              transfer={transfer}
              open={() => {
                setMessage('');
                setOpen({ action, transfer });
              }}
            />
          ))}
        </ul>
      )}
      {open && Opened ? <Opened acting={acting(open.transfer)} /> : null}
    </section>
  );
};
