import { withOffset } from '../calendar/time.ts';
import { channelName } from '../channels.ts';
import type { Settings } from '../settings.ts';
import type { Duty } from '../transfer/duties.ts';
import type { Transfer } from '../transfer/transfer.ts';

/** What columns of a ledger are made of. */

/** Text, a number, or a time on the province's clocks: `day` is shown as its date alone, `provisional` is not final. */
export type Cell = string | number | { wall: string; day: boolean; provisional?: boolean } | null;

/** Of a duty only a part is read: most of it is its windows and its chain. */
const partsOfDuty = [
  'dueDate',
  'dueAt',
  'name',
  'provisional',
  'extended',
  'unit',
  'ends',
  'pauses',
] as const satisfies readonly (keyof Duty)[];

/** Of a transfer what a ledger may show. */
export type Readable = Omit<Transfer, 'duty'> & { duty: Pick<Duty, (typeof partsOfDuty)[number]> | null };

/** What a cell shows beside the transfer's own fields. */
export interface Around {
  /** The row's number, from 1. */
  n: number;
  /** Instant (UTC) as text. */
  now: string;
  /** Name of a unit; its id where none is known. */
  name: (unitId: string) => string;
  channel: (code: string) => string;
  /** An instant (UTC) on the province's clocks. */
  wall: (instant: string) => string;
  /** Of the clue, where the caller asked for it and may know it. */
  title: string | null;
}

/** A column: what stands above it, the fields that are read for it, and what it shows of them. */
export interface Column {
  head: string;
  fields: readonly (keyof Readable)[];
  cell: (shown: Readable, around: Around) => Cell;
}

/** A column whose cells are made of the named fields, and of no other. */
export const column = <Field extends keyof Readable = never>(
  head: string,
  fields: readonly Field[],
  cell: (shown: Pick<Readable, Field>, around: Around) => Cell,
): Column => ({ head, fields, cell });

/** Paths of the stored record that the cells of these columns are made of. */
export const pathsOf = (columns: readonly Column[]): readonly string[] => [
  ...new Set(
    columns
      .flatMap(({ fields }) => fields)
      .flatMap((field) => (field === 'duty' ? partsOfDuty.map((part) => `duty.${part}`) : [field])),
  ),
];

/** `names`: of units, by their ids; `title`: of the row's clue. */
export const aroundRow = (
  n: number,
  names: ReadonlyMap<string, string>,
  { timeZone, channels }: Pick<Settings, 'timeZone' | 'channels'>,
  now: Date,
  title: string | null = null,
): Around => ({
  n,
  now: now.toISOString(),
  name: (unitId) => names.get(unitId) ?? unitId,
  channel: (code) => channelName(code, channels).zh,
  wall: (instant) => withOffset(timeZone, new Date(instant)).slice(0, 19),
  title,
});

export const rowOf = (columns: readonly Column[], shown: Readable, around: Around): Cell[] =>
  columns.map(({ cell }) => cell(shown, around));
