import { useRef } from 'preact/hooks';
import { answerOf, api } from '../api.ts';
import { useText } from '../language.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Busy, Refused, useRead } from '../parts/reading.tsx';
import { Decide } from '../transfer/actions/deciding.tsx';
import type { Deciding } from '../transfer/actions/request.tsx';

/** Reads a transfer and opens its decision, where that is still to be made. */
export const Opened = ({
  transferId,
  action,
  close,
  done,
}: {
  transferId: string;
  action: Deciding;
  close: (stale?: boolean) => void;
  done: (said: string) => Promise<void>;
}) => {
  const t = useText();
  const drafts = useRef(new Map<string, unknown>());
  const read = useRead(
    () => answerOf(api.GET('/v1/transfers/{id}', { params: { path: { id: transferId } } })),
    transferId,
  );
  const { data, problem } = read;
  if (data?.allowedActions.includes(action)) {
    return <Decide acting={{ transfer: data, drafts: drafts.current, close, done }} action={action} />;
  }
  return (
    <Dialog title={t({ zh: '审批', en: 'Decision' })} close={() => close(data !== undefined)}>
      {problem ? <Refused problem={problem} again={() => void read.reload()} /> : null}
      {read.loading ? <Busy /> : null}
      {data && !read.loading ? (
        <>
          <p role="alert">
            {t({
              zh: '此项已由他人审批，或有关事项已经办理，现在不能再审批。',
              en: 'It was decided by somebody else, or its duty was done: it cannot be decided any more.',
            })}
          </p>
          <button type="button" onClick={() => close(true)}>
            {t({ zh: '关闭并查看最新情况', en: 'Close, and see it as it is now' })}
          </button>
        </>
      ) : null}
    </Dialog>
  );
};
