import * as z from 'zod';
import type { Clue, Content, Secret } from '../../domain/clue/clue.ts';
import type { Head } from '../../domain/transfer/timeline.ts';
import type { KeptRecusal } from '../recusal.ts';
import { Damaged } from './damaged.ts';
import { digestAttribute } from './digest.ts';
import { keys, lineageAttribute } from './schema.ts';
import { setting, tableName, type Write } from './table.ts';

/** The record of a clue, as the table has it. */

/** Secret fields, sealed one by one. Records of before annexes have none. */
export type Sealed = Readonly<Record<Exclude<keyof Secret, 'annexes'>, Uint8Array> & { annexes?: Uint8Array }>;

export const sealedFields = [
  'title',
  'text',
  'subjects',
  'reporter',
  'recuse',
  'annexes',
] as const satisfies (keyof Secret)[];

/** Those of them that each version of the content has for itself. */
export const sealedInVersions = ['title', 'text', 'subjects', 'annexes'] as const satisfies (keyof Secret &
  keyof Content)[];

export interface StoredClue {
  clue: Clue;
  sealed: Sealed;
  head: Head;
  /** Those who must not hear of it; undefined on records of before, which say so in `recuse` and `subjects` only. */
  recused: KeptRecusal | undefined;
  /** All that stands there. */
  item: Readonly<Record<string, unknown>>;
}

export const clueFromItem = (item: Record<string, unknown>): StoredClue => {
  // Clues were once kept with their region's lineage, as transfers are.
  const {
    pk: _pk,
    sk: _sk,
    [digestAttribute]: _digest,
    [lineageAttribute]: _lineage,
    sealed,
    events,
    head,
    recused,
    ...clue
  } = item;
  return {
    clue: clue as unknown as Clue,
    sealed: sealed as StoredClue['sealed'],
    head: { events: events as number, head: head as string },
    recused: recused as StoredClue['recused'],
    item,
  };
};

const moment = z.string().refine((value) => Number.isFinite(Date.parse(value)));

/** What every reader of a clue goes by; records of before lack nothing of it. */
const form = z.looseObject({
  clueId: z.string(),
  reference: z.string(),
  unitId: z.string(),
  regionCode: z.string(),
  regionPath: z.array(z.string()),
  kinds: z.array(z.string()),
  categories: z.array(z.string()),
  registeredAt: moment,
  transferIds: z.array(z.string()),
  replyId: z.string().nullable(),
  sealed: z.record(z.string(), z.instanceof(Uint8Array)),
  events: z.number(),
  head: z.string(),
});

/** What more there is on each record that this code wrote. */
const whole = form.extend({
  channel: z.string(),
  classification: z.string(),
  realName: z.boolean(),
  discoveredAt: moment,
  kept: z.array(z.string()).optional(),
  recused: z.union([z.null(), z.looseObject({ hashes: z.array(z.string()) })]).optional(),
  case: z.looseObject({ caseNumber: z.string(), filedAt: moment, transferId: z.string() }).optional(),
  corrections: z.array(z.looseObject({ version: z.number(), at: moment })).optional(),
});

/** The record of an item. @throws Damaged where it cannot be used. */
export const clueOf = (item: Record<string, unknown>): StoredClue => {
  const { error } = (item[digestAttribute] === undefined ? form : whole).safeParse(item);
  const record = String(item.pk);
  if (keys.clue(String(item.clueId)).pk !== record) throw new Damaged(record, 'it says the id of another');
  if (!error) return clueFromItem(item);
  throw new Damaged(record, `its ${error.issues[0]?.path.join('.')} is none`);
};

/**
 * What the newest event of its timeline proves: all that it says, sealed as it is. Not its list of transfers, nor whom it is kept from,
 * which change without an event; the digest of the record has the latter.
 */
export const clueState = ({ clue, sealed }: Pick<StoredClue, 'clue' | 'sealed'>): object => {
  const { transferIds: _, ...said } = clue;
  return { ...said, sealed };
};

/** Transfers that come to a clue's list in the write that changes it, and on what else that insists. */
interface Beside {
  adds?: readonly string[];
  condition?: string;
  names?: Readonly<Record<string, string>>;
  values?: Readonly<Record<string, unknown>>;
}

/**
 * The write of what changes on a clue's record, on condition that it is still the one that was read, its list of transfers apart: that
 * grows without being read (`addTransfers`), and the digest leaves it out.
 */
export const changedRecord = (
  { item }: Pick<StoredClue, 'item'>,
  changes: Readonly<Record<string, unknown>>,
  { adds = [], condition, names = {}, values = {} }: Beside = {},
): Write => {
  const { Key, expression, names: set, values: to } = setting(item, changes);
  const was = item[digestAttribute];
  return {
    Update: {
      ...{ TableName: tableName(), Key },
      UpdateExpression: `SET ${[
        ...expression,
        ...(adds.length > 0 ? ['transferIds = list_append(transferIds, :ids)'] : []),
      ].join(', ')}`,
      ConditionExpression: [
        'events = :events',
        was === undefined ? 'attribute_not_exists(#digest)' : '#digest = :digest',
        ...(condition === undefined ? [] : [condition]),
      ].join(' AND '),
      ExpressionAttributeNames: { ...set, ...names, '#digest': digestAttribute },
      ExpressionAttributeValues: {
        ...to,
        ...values,
        ...(adds.length > 0 ? { ':ids': [...adds] } : {}),
        ...(was === undefined ? {} : { ':digest': was }),
        ':events': item.events,
      },
    },
  };
};

/** The write that adds transfers to a clue: the notice of a case, the successors of one that was rerouted. */
export const addTransfers = (clueId: string, transferIds: readonly string[]): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.clue(clueId),
    UpdateExpression: 'SET transferIds = list_append(transferIds, :ids)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':ids': [...transferIds] },
  },
});
