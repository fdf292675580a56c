import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Text } from '../../../domain/languages.ts';
import { useText } from '../language.ts';
import { Page } from './page.tsx';
import { Busy } from './reading.tsx';

/** Makes of what stands in a file of its own one that is fetched when it is first shown: whoever needs it not does not wait for it. */
export const later = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  /** Of a page. */
  title?: Text,
): ComponentType<P> => {
  let there: ComponentType<P> | undefined;
  return (props: P) => {
    const t = useText();
    const [state, setState] = useState<'coming' | 'there' | 'lost'>('coming');
    useEffect(() => {
      if (there) return;
      load().then(
        (one) => {
          there = one;
          setState('there');
        },
        () => setState('lost'),
      );
    }, []);
    const Shown = there;
    if (Shown) return <Shown {...props} />;
    if (state !== 'lost') return <Busy />;
    const lost = (
      <div class="refused" role="alert">
        <p>
          {t({
            zh: '本页没有完整载入：网络中断，或者系统刚刚更新。请重新载入。',
            en: 'Not all of this page was loaded: the network broke, or the system was updated. Load it again.',
          })}
        </p>
        {/* What is no more by this name, the page names anew. */}
        <button type="button" onClick={() => location.reload()}>
          {t({ zh: '重新载入', en: 'Load again' })}
        </button>
      </div>
    );
    return title ? <Page title={t(title)}>{lost}</Page> : lost;
  };
};
