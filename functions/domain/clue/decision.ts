import type { Fact } from '../transfer/decision.ts';
import type { By } from '../transfer/events.ts';
import type { Transfer } from '../transfer/transfer.ts';
import type { Clue, Secret } from './clue.ts';

/** What is decided on a clue itself, beside its transfers. */

/** What goes on the timeline of a clue: plain facts, nothing secret. */
export interface ClueEvent {
  event: 'registered' | 'acknowledged' | 'case-filed' | 'read';
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
  /** Names and addresses of those who must not hear of it. */
  recused: readonly string[];
  events: readonly ClueEvent[];
  /** Month of its registration in the province: a clue that stayed with its unit is listed by it. */
  month: string;
  /** Its transfers and, where one is owed to the reporter, the reply; each is a fact. */
  transfers: readonly Transfer[];
  reply: Transfer | null;
  facts: readonly Fact[];
}

/** Somebody saw the secret part. */
export const readBy = (by: By, now: Date): ClueEvent => ({ event: 'read', at: now.toISOString(), by, detail: {} });
