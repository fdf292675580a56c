import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../language.ts';

/** A page under its heading, which is the title of the window too: neither has any text of a clue. */
export const Page = ({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) => {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const whole = `${title} · ${t({ zh: '线索移送', en: 'Clue transfer' })}`;
  useEffect(() => {
    document.title = whole;
  }, [whole]);
  // Whoever hears the page is told that there is another.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {actions ? <div class="actions">{actions}</div> : null}
      </div>
      {children}
    </>
  );
};
