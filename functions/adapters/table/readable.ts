import * as z from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { escalationTargets } from '../../domain/settings.ts';
import { replyStatuses, statuses, supplementStatuses } from '../../domain/transfer/status.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import { rules } from '../../domain/units/routing.ts';
import { dutyNames } from '../../domain/windows.ts';
import { loggable, logger } from '../log.ts';
import { Damaged, isService } from './damaged.ts';
import { digestAttribute } from './digest.ts';
import { keys } from './schema.ts';
import { fromItem, type Stored } from './transfer-item.ts';

/**
 * Records that can be used as they stand. One that cannot is left out of lists, so that all others are shown, and rings; asked for by
 * itself it is refused by its key. What is only changed, and can be used, is found by verification.
 */

const instant = z.string().refine((value) => Number.isFinite(Date.parse(value)));
const end = z.looseObject({ on: z.iso.date(), at: instant });
const done = z.looseObject({ dueDate: z.iso.date(), overdue: z.boolean(), workingDays: z.number() });
const duty = z.looseObject({
  name: z.enum(dutyNames),
  owedBy: z.string(),
  dueDate: z.iso.date(),
  dueAt: instant,
  ends: end,
  window: z.number(),
  extended: z.number(),
  startDate: z.iso.date(),
  calendar: z.string(),
  provisional: z.boolean(),
  basis: z.looseObject({ zh: z.string(), en: z.string() }),
  pauses: z.array(z.looseObject({ from: instant, until: instant.nullable() })),
});

/** What every reader of a record goes by; records of before lack nothing of it. */
const form = z.looseObject({
  transferId: z.string(),
  clueId: z.string(),
  rule: z.enum([...rules, 'reply', 'supplement']),
  status: z.enum([...statuses, ...replyStatuses, ...supplementStatuses]),
  from: z.string(),
  to: z.string(),
  late: z.boolean(),
  month: z.string(),
  registeredAt: instant,
  dispatchedAt: instant.nullable(),
  regionPath: z.array(z.string()),
  version: z.number(),
  done: z.partialRecord(z.enum(dutyNames), done),
  duty: duty.nullable(),
  escalations: z.number(),
  escalatedTo: z.partialRecord(z.enum(escalationTargets), z.number()),
  notices: z.array(z.looseObject({ key: z.string() })),
  successors: z.array(z.string()),
});
/** What more there is on each record that this code wrote. */
const whole = form.extend({
  reference: z.string(),
  regionCode: z.string(),
  channel: z.string(),
  discoveredAt: instant,
  changedAt: instant,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedByName: z.string().nullable(),
  closedAt: instant.nullable(),
  feedbackAt: instant.nullable(),
  outcome: z.string().nullable(),
  repliedAt: instant.nullable(),
  returned: z.looseObject({ reason: z.string(), suggested: z.string().nullable() }).nullable(),
  case: z.looseObject({ caseNumber: z.string(), filedAt: instant, transferId: z.string().nullable() }).nullable(),
  officers: z.array(z.string()),
  predecessor: z.string().nullable(),
  proposal: z
    .looseObject({ proposalId: z.string(), kind: z.string(), units: z.array(z.string()), madeAt: instant })
    .nullable(),
  extension: z.looseObject({ extensionId: z.string(), workingDays: z.number(), askedAt: instant }).nullable(),
  supplements: z.array(z.string()).optional(),
  attempt: z.number(),
  handled: z.string().nullable(),
});

/** Whom a record is kept from. */
const kept = z.union([z.null(), z.instanceof(Uint8Array), z.looseObject({ hashes: z.array(z.string()) })]);

type Part = keyof Transfer & keyof typeof form.shape;

const partsOf = (names: readonly Part[]) => form.pick(Object.fromEntries(names.map((name) => [name, true])) as never);

/** The record of an item. @throws Damaged where it cannot be used. */
export const storedOf = (item: Record<string, unknown>): Stored => {
  const record = String(item.pk);
  let stored: Stored;
  try {
    stored = fromItem(item);
  } catch (error) {
    throw new Damaged(record, 'it cannot be read', { cause: error });
  }
  const { revision, head } = stored;
  const counts = [revision, head.events].every((count) => typeof count === 'number') && typeof head.head === 'string';
  if (keys.transfer(stored.transfer.transferId).pk !== record) throw new Damaged(record, 'it says the id of another');
  if (!counts) throw new Damaged(record, 'it does not say how often it was written');
  const { error } = (item[digestAttribute] === undefined ? form : whole).safeParse(stored.transfer);
  if (error) throw new Damaged(record, `its ${error.issues[0]?.path.join('.')} is none`);
  // Left out, it would be kept from nobody: whoever writes digests writes that too.
  const { recused, [digestAttribute]: digest } = item;
  if (!kept.safeParse(recused ?? null).success || (digest !== undefined && recused === undefined)) {
    throw new Damaged(record, 'it does not say whom it is kept from');
  }
  return stored;
};

const ring = (record: string, error: unknown): void =>
  logger.error('a damaged record is left out of a list', {
    ...{ alarm: 'record-damaged', record },
    ...(error instanceof Damaged ? { fault: error.message } : loggable(error)),
  });

/** Those of the items that can be used. */
export const readable = (items: readonly Record<string, unknown>[]): Stored[] =>
  items.flatMap((item) => {
    try {
      return [storedOf(item)];
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      ring(error.record, error);
      return [];
    }
  });

/** The items of lists, read in part: whatever of them can be read at all. */
export const readInPart = (items: readonly Record<string, unknown>[]): Stored[] =>
  items.flatMap((item) => {
    try {
      return [fromItem(item)];
    } catch (error) {
      ring(keys.transfer(String(item.transferId)).pk, error);
      return [];
    }
  });

/** Those of the rows of which these parts can be used. */
export const withParts = (rows: readonly Stored[], names: readonly Part[]): Stored[] => {
  const parts = partsOf(names);
  return rows.filter(({ transfer }) => {
    const { error } = parts.safeParse(transfer);
    if (!error) return true;
    const record = keys.transfer(transfer.transferId).pk;
    ring(record, new Damaged(record, `its ${error.issues[0]?.path.join('.')} is none`));
    return false;
  });
};

interface Row {
  transfer: Pick<Transfer, 'transferId'>;
}

/** What a list makes of each of its records, without those that are damaged in a way that only this shows. @throws refusals */
export const madeOf = <R extends Row, T>(rows: readonly R[], make: (row: R) => T): T[] =>
  rows.flatMap((row) => {
    try {
      return [make(row)];
    } catch (error) {
      if (error instanceof Refusal) throw error;
      ring(keys.transfer(row.transfer.transferId).pk, error);
      return [];
    }
  });

/** What a list makes of one of its records; null where that record is damaged in a way that only this shows. @throws errors of services, refusals */
export const ofEach = async <T>({ transfer: { transferId } }: Row, make: () => T | Promise<T>): Promise<T | null> => {
  try {
    return await make();
  } catch (error) {
    if (isService(error) || error instanceof Refusal) throw error;
    ring(keys.transfer(transferId).pk, error);
    return null;
  }
};
