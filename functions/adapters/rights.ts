/**
 * What a function may do on AWS, by what the adapters do for it; infra makes its role from that, and nothing more.
 * TransactWriteItems is allowed by the rights of the writes in it. No code of the SDK: descriptions import this.
 */

import type { Secret } from '../domain/clue/clue.ts';
import type { IndexName } from './table/schema.ts';

/** Where events wait that nothing took: those that a function failed on, and those that could not be handed over to one. */
type Queue = 'failed' | 'undelivered';

/** Where signed heads are kept: the bucket, the files in it, and the key that signs them. */
type OfHeads = 'headsBucket' | 'headsFiles' | 'headsKey';

/**
 * Actions on the table, on one of its indexes, on the state machine, on its executions, on a queue, on what keeps signed heads, or on the key, there
 * for the fields of these names alone (as seal.ts is given them; `*` stands for any text).
 */
export type Grant =
  | { on: 'table' | 'machine' | 'executions' | Queue | OfHeads; actions: readonly string[] }
  | { on: 'index'; index: IndexName; actions: readonly string[] }
  | { on: 'key'; fields: readonly string[]; actions: readonly string[] };

/** All of what stands in it, however deep. */
export type Rights = readonly (Grant | Rights)[];

/** Reads records by their whole key, one by one. */
export const gets: Grant = { on: 'table', actions: ['dynamodb:GetItem'] };

/** Reads many records at once: the register of units, the rows that an index names. */
export const looksUp: Grant = { on: 'table', actions: ['dynamodb:BatchGetItem'] };

/** Reads records that stand together: a timeline, a history, a list. */
export const queries: Grant = { on: 'table', actions: ['dynamodb:Query'] };

/** Goes through all there is, part by part. */
export const scans: Grant = { on: 'table', actions: ['dynamodb:Scan'] };

export const puts: Grant = { on: 'table', actions: ['dynamodb:PutItem'] };
export const updates: Grant = { on: 'table', actions: ['dynamodb:UpdateItem'] };
export const deletes: Grant = { on: 'table', actions: ['dynamodb:DeleteItem'] };

/** Holds a transaction to what a record says that it does not write. */
const checks: Grant = { on: 'table', actions: ['dynamodb:ConditionCheckItem'] };

const queriesIndex = (index: IndexName): Grant => ({ on: 'index', index, actions: ['dynamodb:Query'] });

export const queriesSent = queriesIndex('sent');
export const queriesReceived = queriesIndex('received');
export const queriesDue = queriesIndex('due');
export const queriesRegions = queriesIndex('regions');
export const queriesOwing = queriesIndex('owing');
export const queriesMilestones = queriesIndex('milestones');
export const queriesOpen = queriesIndex('open');

const opens = (...fields: string[]): Grant => ({ on: 'key', fields, actions: ['kms:Decrypt'] });
const seals = (...fields: string[]): Grant => ({ on: 'key', fields, actions: ['kms:GenerateDataKey'] });

const ofClue: Readonly<Record<keyof Secret, string>> = {
  title: 'title',
  text: 'text',
  subjects: 'subjects',
  reporter: 'reporter',
  recuse: 'recuse',
  annexes: 'annexes',
};

/** What of it a correction changes. */
const ofContent = [ofClue.title, ofClue.text, ofClue.subjects, ofClue.annexes];

/** The secret part of a clue, whole. */
export const opensClue = opens(...Object.values(ofClue));
const opensTitle = opens(ofClue.title);
const sealsClue = seals(...Object.values(ofClue));

/** What of a clue is handed over on paper. */
export const opensHandedOver = opens(...ofContent);

/** Texts of events (`<transfer>/<number>/<field>`): whoever reads a timeline opens all, whoever writes seals its own. */
export const opensTexts = opens('*/*/*');
/** Those of them that stand on papers. */
export const opensTextsOnPaper = opens('*/*/note', '*/*/items', '*/*/text');
export const sealsText = seals('*/*/text');
export const sealsNote = seals('*/*/note');
export const sealsReason = seals('*/*/reason');
export const sealsItems = seals('*/*/items');
export const sealsPassedOver = seals('*/*/passedOver');

/** Reads the signed heads of before, proves them, and puts those of a day. */
export const signsHeads: Rights = [
  { on: 'headsBucket', actions: ['s3:ListBucket'] },
  { on: 'headsFiles', actions: ['s3:GetObject', 's3:PutObject'] },
  { on: 'headsKey', actions: ['kms:GetPublicKey', 'kms:Sign'] },
];

/** Opens whatever is sealed, to see that it does. */
export const opensAll = opens('*');

const opensRecusalKey = opens('recusal-key');
const sealsRecusalKey = seals('recusal-key');

/** Answers that are kept for a request that comes again. */
const opensAnswers = opens('answer');
const sealsAnswers = seals('answer');

/** Wakes the workflow that waits for a transfer. */
export const signals: Grant = { on: 'machine', actions: ['states:SendTaskSuccess'] };

/** Ends the execution of what owes nothing any more. */
export const endsExecutions: Grant = { on: 'machine', actions: ['states:SendTaskFailure'] };

export const starts: Grant = { on: 'machine', actions: ['states:StartExecution'] };

/** Sees whether an execution runs. */
export const seesExecutions: Grant = { on: 'executions', actions: ['states:DescribeExecution'] };

/** Sees how many events nothing took. */
export const seesFailures: Rights = [
  { on: 'failed', actions: ['sqs:GetQueueAttributes'] },
  { on: 'undelivered', actions: ['sqs:GetQueueAttributes'] },
];

/** Finds out whom a transfer must not reach: by its hashes, or, where it is of before, by its sealed list. */
export const heedsRecusal: Rights = [gets, opensRecusalKey, opens('recused')];

/** The same of a clue, where it is of before by what it names. */
export const heedsRecusalOfClue: Rights = [gets, opensRecusalKey, opens(ofClue.recuse, ofClue.subjects)];

/** Names clues in a list, by the version of their content that the caller may know, and puts that on their records. */
export const namesClues: Rights = [gets, queries, puts, updates, opensTitle];

/** Keeps as hashes whom a record must not reach; the first of a province makes the key of them. */
export const keepsRecusal: Rights = [gets, puts, opensRecusalKey, sealsRecusalKey];

/** A command that ends no duty of a transfer: reads it and whom it must not reach, writes what was decided, wakes its workflow. */
export const adds: Rights = [gets, puts, heedsRecusal, signals];

/** Any other command on a transfer: with the duty it takes from an office's list what that has not to decide any more. */
export const commands: Rights = [adds, deletes];

/** A command that stands only for the version of the clue's content that it saw. */
export const holdsToContent: Rights = [gets, checks];

/** Gives up the place of a transfer, or wakes the reply that waits for its end; where nothing is owed any more, its execution is done. */
export const ends: Rights = [puts, deletes, endsExecutions];

/** Registers a clue with its transfers, and starts their workflows; its answer is kept sealed. */
export const submits: Rights = [
  gets,
  looksUp,
  queries,
  puts,
  sealsClue,
  keepsRecusal,
  opensAnswers,
  sealsAnswers,
  starts,
];

/** Decides on a clue as its submission would, and puts in the log of audit that it was asked. */
export const previews: Rights = [gets, looksUp, queries, puts, keepsRecusal];

/** Corrects the content of a clue, and keeps from whom it names all that there is of the clue; its answer is kept sealed. */
export const corrects: Rights = [
  gets,
  looksUp,
  queries,
  puts,
  updates,
  checks,
  heedsRecusalOfClue,
  opens(...ofContent),
  seals(...ofContent),
  keepsRecusal,
  opensAnswers,
  sealsAnswers,
];

/** Mails each message once: claims it, and says what became of it. */
export const sendsOnce: Rights = [gets, puts, updates, deletes];

/** Counts open deadlines again, and mails what moved. */
export const recounts: Rights = [sendsOnce, looksUp, queries, queriesMilestones, heedsRecusal, signals];
