import type { Language } from '../../../domain/languages.ts';
import { useLanguage, useText } from '../language.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Busy } from '../parts/reading.tsx';
import { failureOf } from './failures.ts';
import { enter, readyAgain, type Session } from './session.ts';

/** Where one wanted to go. Whoever signed out begins at the beginning: the next may be another. */
const wanted = ({ state }: Session): string =>
  state === 'out' || /^\/console\/signed-(in|out)$/.test(location.pathname)
    ? '/console'
    : location.pathname + location.search;

/** Why nobody could be signed in. */
const Failed = ({ error }: { error: unknown }) => {
  const t = useText();
  const { says, code } = failureOf(error);
  return (
    <div class="refused" role="alert">
      <p>
        <strong>{t({ zh: '没有登录成功。', en: 'You could not be signed in.' })}</strong> {t(says)}
      </p>
      {code ? (
        <p class="quiet">
          {t({ zh: '代码：', en: 'Code: ' })}
          <span lang="en">{code}</span>
        </p>
      ) : null}
    </div>
  );
};

/** What one sees before one is signed in, and after. */
export const Door = ({ session, choose }: { session: Session; choose: (one: Language) => void }) => {
  const t = useText();
  const other: Language = useLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <main class="door">
      <h1>{t({ zh: '涉黑涉恶线索移送', en: 'Clue transfer' })}</h1>
      {session.state === 'starting' ? <Busy /> : null}
      {session.state === 'out' ? <p role="status">{t({ zh: '您已退出登录。', en: 'You are signed out.' })}</p> : null}
      {session.state === 'failed' ? <Failed error={session.error} /> : null}
      {session.state === 'starting' ? null : (
        <p>
          <button type="button" class="main" onClick={() => void enter(wanted(session), session.state === 'out')}>
            {session.state === 'failed' ? t({ zh: '重试', en: 'Try again' }) : t({ zh: '登录', en: 'Sign in' })}
          </button>
        </p>
      )}
      <button type="button" class="plain" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </button>
    </main>
  );
};

/** The sign-in ended: what was typed stays behind this until the same person has signed in again in a window of its own. */
export const Expired = ({ session: { again, error } }: { session: Extract<Session, { state: 'expired' }> }) => {
  const t = useText();
  const isUnready = again === null && error !== undefined;
  return (
    <Dialog title={t({ zh: '登录已失效', en: 'Your sign-in has ended' })}>
      <p>
        {t({
          zh: '请在新窗口中重新登录，填写的内容仍在页面上；换他人登录的，填写的内容不保留。',
          en: 'Sign in again in a new window. What you typed is still here; it goes if somebody else signs in.',
        })}
      </p>
      {error === undefined ? null : <Failed error={error} />}
      <button
        type="button"
        class="main"
        disabled={again === null && !isUnready}
        onClick={() => {
          if (again === null) void readyAgain();
          else window.open(again, 'sign-in', 'popup,width=520,height=640');
        }}
      >
        {isUnready ? t({ zh: '重试', en: 'Try again' }) : t({ zh: '重新登录', en: 'Sign in again' })}
      </button>
    </Dialog>
  );
};
