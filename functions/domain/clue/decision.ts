import type { Fact } from '../transfer/decision.ts';
import type { By } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Meeting } from '../units/recusal.ts';
import type { Clue, Secret } from './clue.ts';

/** What is decided on a clue itself, beside its transfers. */

/** What goes on the timeline of a clue: plain facts, nothing secret. */
export interface ClueEvent {
  event: 'registered' | 'acknowledged' | 'case-filed' | 'corrected' | 'read';
  /** Instant (UTC). */
  at: string;
  by: By;
  detail: Readonly<Record<string, unknown>>;
}

/** The record as it is from here on, its event, and the notice that was made. */
export interface ClueDecision {
  record: Clue;
  event: ClueEvent;
  facts: readonly Fact[];
}

/** A clue that begins. */
export interface Registration {
  record: Clue;
  /** Sealed field by field. */
  secret: Secret;
  /** Those who must not hear of it, by their forms, and what each entry met in the register. */
  recusal: { forms: readonly string[]; meetings: readonly Meeting[] };
  events: readonly [ClueEvent, ...ClueEvent[]];
  /** Month of its registration in the province: a clue that stayed with its unit is listed by it. */
  month: string;
  /** Its transfers and, where one is owed to the reporter, the reply; each is a fact. */
  transfers: readonly Transfer[];
  reply: Transfer | null;
  facts: readonly Fact[];
}

/** Somebody saw the secret part, with this version of its content. */
export const readBy = (by: By, now: Date, version: number): ClueEvent => ({
  event: 'read',
  at: now.toISOString(),
  by,
  detail: { version },
});

/** Somebody saw the title alone, of this version. */
export const titleReadBy = (by: By, now: Date, version: number): ClueEvent => ({
  event: 'read',
  at: now.toISOString(),
  by,
  detail: { version, fields: ['title'] },
});

/** Somebody read texts of one of its transfers: those of the events of these numbers. */
export const textsReadBy = (
  by: By,
  now: Date,
  { transferId }: Pick<Transfer, 'transferId'>,
  events: readonly number[],
): ClueEvent => ({ event: 'read', at: now.toISOString(), by, detail: { transferId, events } });
