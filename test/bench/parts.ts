import type { Row } from './report.ts';

/** The parts of `npm run bench`, in the order of the table; each is loaded by a process of its own. */

export interface Part {
  rows: (progress: (line: string) => void) => Promise<Row[]>;
}

export const parts: Readonly<Record<string, () => Promise<Part>>> = {
  commands: () => import('./commands.ts'),
  ledger: () => import('./ledger.ts'),
  statistics: () => import('./statistics.ts'),
  recount: () => import('./recount.ts'),
  initialisation: () => import('./initialisation.ts'),
  hour: () => import('./hour.ts'),
};
