/**
 * What each role may do, and on what: written out by hand, so that an action or a resource more or less is a decision and no
 * accident. Every function may also write the log of its part of the stack and, where it reads or writes the table, use the key
 * by way of DynamoDB; those, the mailers' and tracing are added below by rule. A command on a transfer that does
 * not stand here has the rights of one whose event has a note, and no other. What is said of the key names the sealed fields.
 */

/** Opens what says whom a transfer must not reach. */
const recusal = ['key of recusal-key: Decrypt', 'key of recused: Decrypt'];

/** Counts open deadlines again, and mails what moved. */
const recounting = [
  'index milestones: Query',
  ...recusal,
  'machine: SendTaskSuccess',
  'table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem',
];

/** The same of a clue, by what it names where it is of before. */
const namesOfClue = ['recuse', 'subjects'].map((field) => `key of ${field}: Decrypt`);
const recusalOfClue = ['key of recusal-key: Decrypt', ...namesOfClue];

/** Finds a clue by its reference, and the transfers of it that the caller sees. */
const finding = ['index sent: Query', ...recusalOfClue, 'table: BatchGetItem GetItem Query'];

const secretPart = ['annexes', 'recuse', 'reporter', 'subjects', 'text', 'title'];
const opensClue = secretPart.map((field) => `key of ${field}: Decrypt`);
const namingClues = [...recusal, 'key of title: Decrypt', 'table: BatchGetItem GetItem PutItem Query UpdateItem'];
/** A command on a transfer whose event has one secret text. */
export const sealing = (field: string) => [...recusal, `key of */*/${field}: GenerateDataKey`];

/** Gives up the place of a transfer, and what goes on in its stead. */
const ending = ['machine: SendTaskFailure SendTaskSuccess', 'table: BatchGetItem DeleteItem GetItem PutItem'];
const goingOn = [
  ...sealing('note'),
  'machine: SendTaskFailure SendTaskSuccess StartExecution',
  'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
];

const submits = [
  ...secretPart.map((field) => `key of ${field}: GenerateDataKey`),
  'key of answer: Decrypt GenerateDataKey',
  'key of recusal-key: Decrypt GenerateDataKey',
  'machine: StartExecution',
  'table: BatchGetItem GetItem PutItem Query',
];

export const written: Readonly<Record<string, readonly string[]>> = {
  'acknowledge-transfer': [
    ...recusal,
    'machine: SendTaskSuccess',
    'table: BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem',
  ],
  'ask-extension': [...sealing('reason'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'ask-for-calendar': ['table: DeleteItem GetItem PutItem UpdateItem'],
  'ask-supplement': [
    ...sealing('items'),
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem GetItem PutItem',
  ],
  'await-milestone': ['machine: SendTaskFailure SendTaskSuccess', 'table: GetItem PutItem UpdateItem'],
  'carry-over-recusals': [
    'index regions: Query',
    'key of recusal-key: Decrypt GenerateDataKey',
    ...namesOfClue,
    'table: BatchGetItem GetItem PutItem Query UpdateItem',
  ],
  'check-health': ['table: GetItem'],
  'check-paper': [...recusal, 'table: BatchGetItem GetItem Query'],
  'correct-clue': [
    ...['annexes', 'answer', 'recusal-key', 'subjects', 'text', 'title'].map(
      (field) => `key of ${field}: Decrypt GenerateDataKey`,
    ),
    'key of recuse: Decrypt',
    'table: BatchGetItem ConditionCheckItem GetItem PutItem Query UpdateItem',
  ],
  'decide-extension': [
    ...sealing('note'),
    'machine: SendTaskSuccess',
    'table: BatchGetItem DeleteItem GetItem PutItem',
  ],
  'decide-proposal': goingOn,
  'dispatch-transfer': goingOn,
  'file-case': [
    ...recusal,
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'file-case-on-clue': [
    'key of recusal-key: Decrypt GenerateDataKey',
    ...namesOfClue,
    'machine: StartExecution',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'find-clues': finding,
  'find-transfers': finding,
  'give-feedback': [...sealing('text'), ...ending],
  'give-supplement': [
    ...sealing('note'),
    'machine: SendTaskFailure SendTaskSuccess',
    'table: BatchGetItem GetItem PutItem',
  ],
  'list-units': ['table: BatchGetItem GetItem Query'],
  'make-proposal': [...sealing('reason'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'mark-bounced-address': ['table: BatchGetItem DeleteItem GetItem PutItem UpdateItem'],
  'notify-milestone': [
    'index milestones: Query',
    ...sealing('passedOver'),
    'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
  ],
  'plan-milestone': ['table: BatchGetItem GetItem PutItem'],
  'preview-calendar': ['index milestones: Query', 'table: BatchGetItem GetItem Query'],
  'preview-clue': ['key of recusal-key: Decrypt GenerateDataKey', 'table: BatchGetItem GetItem PutItem Query'],
  'publish-calendar': recounting,
  'publish-years': recounting,
  'put-delegations': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'import-units': ['table: BatchGetItem GetItem PutItem Query'],
  'put-unit': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'raise-alarm': ['table: GetItem PutItem'],
  'put-settings': ['table: GetItem PutItem'],
  'read-audit': [...recusalOfClue, 'table: BatchGetItem GetItem Query'],
  'read-calendar': ['table: BatchGetItem GetItem Query'],
  'read-calendar-version': ['table: BatchGetItem GetItem Query'],
  'read-clue': [...opensClue, 'key of recusal-key: Decrypt', 'table: BatchGetItem GetItem PutItem Query UpdateItem'],
  'read-directory': ['table: BatchGetItem GetItem Query'],
  'read-openapi': [],
  'read-overdue': ['index due: Query', ...recusal, 'table: BatchGetItem GetItem'],
  'read-readings': [...recusalOfClue, 'table: BatchGetItem GetItem Query'],
  'read-received-ledger': ['index received: Query', ...namingClues],
  'read-sent-ledger': ['index sent: Query', ...namingClues],
  'read-statistics': [
    'index received: Query',
    'index regions: Query',
    'index sent: Query',
    ...recusal,
    'table: BatchGetItem GetItem',
  ],
  'read-status': [
    'dead letters: GetQueueAttributes',
    ...recusal,
    'table: BatchGetItem GetItem Query',
    'undelivered events: GetQueueAttributes',
  ],
  'read-tasks': ['index owing: Query', ...recusal, 'table: BatchGetItem GetItem Query'],
  'read-transfer': ['key of */*/*: Decrypt', ...recusal, 'table: BatchGetItem GetItem PutItem Query UpdateItem'],
  'read-unit': ['table: BatchGetItem GetItem Query'],
  'recall-transfer': [...sealing('reason'), ...ending],
  'recount-deadlines': recounting,
  'reply-to-reporter': [
    ...sealing('note'),
    ...namesOfClue,
    'machine: SendTaskFailure SendTaskSuccess',
    'table: BatchGetItem GetItem PutItem',
  ],
  'restart-workflow': [...recusal, 'machine: StartExecution', 'table: BatchGetItem DeleteItem GetItem PutItem Query'],
  'return-transfer': [...sealing('note'), ...ending],
  'serve-console': [],
  'submit-clue': submits,
  'submit-clues': submits,
  'take-out-paper': [
    ...recusal,
    ...namesOfClue,
    ...['*/*/items', '*/*/note', '*/*/text', 'annexes', 'text', 'title'].map((field) => `key of ${field}: Decrypt`),
    'table: BatchGetItem GetItem PutItem Query UpdateItem',
  ],
  'tell-absent': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'verify-records': [
    'bucket of heads: ListBucket',
    'files of heads: GetObject PutObject',
    'index received: Query',
    'index regions: Query',
    'index sent: Query',
    'key of *: Decrypt',
    'key of heads: GetPublicKey Sign',
    'table: BatchGetItem GetItem PutItem Query Scan',
  ],
  watchdog: [
    'executions: DescribeExecution',
    'index due: Query',
    'index milestones: Query',
    'index open: Query',
    'machine: StartExecution',
    'table: GetItem PutItem UpdateItem',
  ],
  'withdraw-calendar': recounting,
  'withdraw-transfer': [...sealing('reason'), ...ending],
};
