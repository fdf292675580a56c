import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../language.ts';

export const Steps = ({ now }: { now: 1 | 2 }) => {
  const t = useText();
  const steps = [
    { n: 1, name: t({ zh: '填写线索', en: 'The clue' }) },
    { n: 2, name: t({ zh: '核对去向', en: 'Where it goes' }) },
  ];
  return (
    <ol class="stages">
      {steps.map(({ n, name }) => (
        <li key={n} aria-current={n === now ? 'step' : undefined}>
          {n}. {name}
        </li>
      ))}
    </ol>
  );
};

/** Heading of a step, to which the keyboard goes as it begins. */
export const StepHeading = ({ children }: { children: string }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
};
