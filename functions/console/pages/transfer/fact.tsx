import type { ComponentChildren } from 'preact';

/** One line of a list of facts (`dl.facts`). */
export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
