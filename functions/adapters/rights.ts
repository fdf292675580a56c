/**
 * What a function may do on AWS, by what the adapters do for it; infra makes its role from that, and nothing more.
 * TransactWriteItems is allowed by the rights of the writes in it. No code of the SDK: descriptions import this.
 */

import type { IndexName } from './table/schema.ts';

/** Actions on the table, on one of its indexes, on its key, or on the state machine. */
export type Grant =
  | { on: 'table' | 'key' | 'machine'; actions: readonly string[] }
  | { on: 'index'; index: IndexName; actions: readonly string[] };

/** All of what stands in it, however deep. */
export type Rights = readonly (Grant | Rights)[];

/** Reads records by their whole key, one by one. */
export const gets: Grant = { on: 'table', actions: ['dynamodb:GetItem'] };

/** Reads many records at once: the register of units, the rows that an index names. */
export const looksUp: Grant = { on: 'table', actions: ['dynamodb:BatchGetItem'] };

/** Reads records that stand together: a timeline, a history, a list. */
export const queries: Grant = { on: 'table', actions: ['dynamodb:Query'] };

export const puts: Grant = { on: 'table', actions: ['dynamodb:PutItem'] };
export const updates: Grant = { on: 'table', actions: ['dynamodb:UpdateItem'] };
export const deletes: Grant = { on: 'table', actions: ['dynamodb:DeleteItem'] };

const queriesIndex = (index: IndexName): Grant => ({ on: 'index', index, actions: ['dynamodb:Query'] });

export const queriesSent = queriesIndex('sent');
export const queriesReceived = queriesIndex('received');
export const queriesDue = queriesIndex('due');
export const queriesRegions = queriesIndex('regions');
export const queriesMilestones = queriesIndex('milestones');
export const queriesOwing = queriesIndex('owing');

/** Opens what is sealed. */
export const unseals: Grant = { on: 'key', actions: ['kms:Decrypt'] };

/** Seals texts of its own. */
export const seals: Grant = { on: 'key', actions: ['kms:GenerateDataKey'] };

/** Wakes the workflow that waits for a transfer. */
export const signals: Grant = { on: 'machine', actions: ['states:SendTaskSuccess'] };

export const starts: Grant = { on: 'machine', actions: ['states:StartExecution'] };
export const listsExecutions: Grant = { on: 'machine', actions: ['states:ListExecutions'] };

/** A command on a transfer: reads it, opens whom it must not reach, writes what was decided, wakes its workflow. */
export const commands: Rights = [gets, puts, unseals, signals];

/** Gives up the place of a transfer, or wakes the reply that waits for its end. */
export const ends: Rights = [updates, deletes];

/** Registers a clue with its transfers, and starts their workflows. */
export const submits: Rights = [gets, looksUp, puts, seals, starts];

/** Mails each message once: claims it, and says what became of it. */
export const sendsOnce: Rights = [gets, puts, updates, deletes];

/** Counts open deadlines again, and mails what moved. */
export const recounts: Rights = [sendsOnce, looksUp, queries, queriesMilestones, unseals, signals];
