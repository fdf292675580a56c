import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Moves, noMoves, sumOf } from '../../domain/calendar/moves.ts';
import { digestAttribute } from './digest.ts';
import { expiring, keys, sortKeys } from './schema.ts';
import { fresh, ifStill, putItem, readPartition, table, tableName, type Write } from './table.ts';
import { beforeTheFirst, type OpenPosition } from './waiting.ts';

/** How far the recount of all open deadlines has come. One at a time; a newer calendar takes the place of a running one. */

export interface RecountState {
  id: string;
  /** Calendar and windows that it counts by. */
  basis: string;
  phase: 'counting' | 'telling' | 'done';
  /** This recount, and those before it whose digests did not go out. */
  untold: string[];
  /** Up to where the open transfers were counted. */
  position: OpenPosition;
  /** Open transfers that were looked at, and those of them whose deadline moved, or became definite or provisional. */
  open: number;
  moved: number;
  /** Those that moved, by kind. Left out by counts that older code began. */
  moves?: Moves;
  startedAt: string;
  finishedAt: string | null;
  /** Grows with every write: of two that work at once, one gives up. */
  step: number;
}

/** How releases before kept the position: the shard that is read, those before it done, and the key in it. */
interface FormerPosition {
  part: number;
  after: Record<string, unknown> | null;
}

/** That release begins anew with what this one left off: counting twice changes nothing. */
const forFormer: FormerPosition = { part: 0, after: null };

/** Whether a release before has counted last. */
const isFormer = ({ part, after }: FormerPosition): boolean => part > 0 || after !== null;

const fromFormer = ({ part, after }: FormerPosition): OpenPosition => ({
  turn: part,
  reached: beforeTheFirst.reached.map((_, n) => (n < part ? 'end' : n === part ? after : null)),
});

export const readRecount = async (): Promise<RecountState | undefined> => {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.recount, ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const { pk: _pk, sk: _sk, [digestAttribute]: _digest, part, after, turn, reached, ...state } = Item;
  const former = { part: Number(part), after: (after as FormerPosition['after']) ?? null };
  const position = turn === undefined || isFormer(former) ? fromFormer(former) : { turn, reached };
  return { ...state, position } as RecountState;
};

/** The state as it is from here on; undefined when somebody else went on meanwhile. */
export const saveRecount = async (
  before: RecountState | undefined,
  after: Omit<RecountState, 'step'>,
): Promise<RecountState | undefined> => {
  const state: RecountState = { ...after, step: (before?.step ?? 0) + 1 };
  const { position, ...rest } = state;
  const done = await putItem({ ...keys.recount, ...rest, ...position, ...forFormer }, ifStill('step', before?.step));
  return done ? state : undefined;
};

/** A recount by that basis, from the first open transfer on; undefined when somebody else went on meanwhile. */
export const beginRecount = (
  basis: string,
  before: RecountState | undefined,
  now: Date,
): Promise<RecountState | undefined> => {
  const id = randomUUID();
  return saveRecount(before, {
    id,
    basis,
    phase: 'counting',
    // What a recount before this one did not tell any more is told with this one.
    untold: [...(before && before.phase !== 'done' ? before.untold : []), id],
    position: beforeTheFirst,
    open: 0,
    moved: 0,
    moves: noMoves,
    startedAt: now.toISOString(),
    finishedAt: null,
  });
};

/** Seconds that the lists are kept: the deadlines' own records say it for good. */
const kept = 90 * 24 * 3600;

/**
 * Keeps the ids of transfers that a recount moves, and how: in the transaction that moves them, so that none is forgotten
 * or counted twice, whatever is interrupted and however many count at once.
 */
export const keepMoved = (id: string, transferIds: readonly string[], moves: Moves, now: Date): Write =>
  fresh({ ...keys.recountPage(id, randomUUID()), transferIds, moves, ...expiring(now, kept) });

const readPages = (id: string) => readPartition(keys.recountPage(id, '').pk, sortKeys.page);

/** The ids kept by a recount, each once. */
export const readMoving = async (id: string): Promise<string[]> => [
  ...new Set((await readPages(id)).flatMap(({ transferIds }) => transferIds as string[])),
];

/** How many deadlines a recount has moved, by kind, whoever counted for it. */
export const readMoves = async (id: string): Promise<Moves> =>
  sumOf((await readPages(id)).flatMap(({ moves }) => (moves ? [moves as Moves] : [])));
