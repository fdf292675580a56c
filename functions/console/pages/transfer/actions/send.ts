import type { Shown } from './acting.ts';
import type { Held } from './action-dialog.tsx';

/** Parameters of a command on a transfer. */
export const on = ({ transferId }: Pick<Shown, 'transferId'>, header: Held) => ({
  params: { path: { id: transferId }, header },
});

/** What is typed one thing a line, as a list. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
