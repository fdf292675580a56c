/** What each function may do, written out by hand (iam.test.ts holds the roles against it). */

/** Opens what says whom a transfer must not reach. */
const recusal = ['key of recusal-key: Decrypt', 'key of recused: Decrypt'];

/** The same of a clue, by what it names where it is of before. */
const recusalOfClue = ['recusal-key', 'recuse', 'subjects'].map((field) => `key of ${field}: Decrypt`);

const secretPart = ['annexes', 'recuse', 'reporter', 'subjects', 'text', 'title'];
const opensClue = secretPart.map((field) => `key of ${field}: Decrypt`);

/** A command on a transfer whose event has one secret text. */
export const sealing = (field: string) => [...recusal, `key of */*/${field}: GenerateDataKey`];

const submits = [
  ...secretPart.map((field) => `key of ${field}: GenerateDataKey`),
  'key of answer: Decrypt GenerateDataKey',
  'key of recusal-key: Decrypt GenerateDataKey',
  'machine: StartExecution',
  'table: BatchGetItem GetItem PutItem Query',
];

export const written: Readonly<Record<string, readonly string[]>> = {
  'acknowledge-transfer': [...recusal, 'machine: SendTaskSuccess', 'table: ConditionCheckItem GetItem PutItem'],
  'ask-extension': [...sealing('reason'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'ask-for-calendar': ['table: DeleteItem GetItem PutItem UpdateItem'],
  'await-milestone': ['machine: SendTaskSuccess', 'table: GetItem UpdateItem'],
  'carry-over-recusals': [
    'index regions: Query',
    'key of recusal-key: Decrypt GenerateDataKey',
    'key of recuse: Decrypt',
    'key of subjects: Decrypt',
    'table: BatchGetItem GetItem PutItem Query UpdateItem',
  ],
  'check-health': [],
  'correct-clue': [
    ...['annexes', 'subjects', 'text', 'title'].map((field) => `key of ${field}: Decrypt GenerateDataKey`),
    'key of recuse: Decrypt',
    'key of answer: Decrypt GenerateDataKey',
    'key of recusal-key: Decrypt GenerateDataKey',
    'table: BatchGetItem ConditionCheckItem GetItem PutItem Query UpdateItem',
  ],
  'decide-extension': [...sealing('note'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'decide-proposal': [
    ...sealing('note'),
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
  ],
  'dispatch-transfer': [
    ...sealing('note'),
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
  ],
  'file-case': [
    ...recusal,
    'machine: SendTaskSuccess StartExecution',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'file-case-on-clue': [
    'key of recusal-key: Decrypt GenerateDataKey',
    'key of recuse: Decrypt',
    'key of subjects: Decrypt',
    'machine: StartExecution',
    'table: BatchGetItem GetItem PutItem UpdateItem',
  ],
  'give-feedback': [...sealing('text'), 'machine: SendTaskSuccess', 'table: DeleteItem GetItem PutItem UpdateItem'],
  'list-units': ['table: BatchGetItem GetItem Query'],
  'make-proposal': [...sealing('reason'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'mark-bounced-address': ['table: DeleteItem GetItem PutItem UpdateItem'],
  'notify-milestone': [
    'index owing: Query',
    ...sealing('passedOver'),
    'table: BatchGetItem DeleteItem GetItem PutItem UpdateItem',
  ],
  'plan-milestone': ['table: BatchGetItem GetItem PutItem'],
  'publish-calendar': [
    'index milestones: Query',
    ...recusal,
    'machine: SendTaskSuccess',
    'table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem',
  ],
  'put-delegations': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'put-unit': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'raise-alarm': ['table: GetItem PutItem'],
  'read-audit': [...recusalOfClue, 'table: BatchGetItem GetItem Query'],
  'read-calendar': ['table: GetItem Query'],
  'read-clue': [...opensClue, 'key of recusal-key: Decrypt', 'table: GetItem PutItem Query UpdateItem'],
  'read-openapi': [],
  'read-overdue': ['index due: Query', ...recusal, 'table: BatchGetItem GetItem'],
  'read-readings': [...recusalOfClue, 'table: BatchGetItem GetItem Query'],
  'read-received-ledger': ['index received: Query', ...recusal, 'table: BatchGetItem GetItem'],
  'read-sent-ledger': ['index sent: Query', ...recusal, 'table: BatchGetItem GetItem'],
  'read-statistics': [
    'index received: Query',
    'index regions: Query',
    'index sent: Query',
    ...recusal,
    'table: BatchGetItem GetItem',
  ],
  'read-transfer': ['key of */*/*: Decrypt', ...recusal, 'table: BatchGetItem GetItem PutItem Query UpdateItem'],
  'read-unit': ['table: BatchGetItem GetItem Query'],
  'recount-deadlines': [
    'index milestones: Query',
    ...recusal,
    'machine: SendTaskSuccess',
    'table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem',
  ],
  'reply-to-reporter': [
    ...sealing('note'),
    'key of recuse: Decrypt',
    'key of subjects: Decrypt',
    'machine: SendTaskSuccess',
    'table: GetItem PutItem UpdateItem',
  ],
  'restart-workflow': [...recusal, 'machine: StartExecution', 'table: GetItem PutItem'],
  'return-transfer': [...sealing('note'), 'machine: SendTaskSuccess', 'table: BatchGetItem GetItem PutItem'],
  'submit-clue': submits,
  'submit-clues': submits,
  'tell-absent': ['table: BatchGetItem DeleteItem GetItem PutItem Query UpdateItem'],
  'verify-records': ['index received: Query', 'index regions: Query', 'index sent: Query', 'table: GetItem Query'],
  watchdog: [
    'index due: Query',
    'index milestones: Query',
    'machine: ListExecutions StartExecution',
    'table: UpdateItem',
  ],
  'withdraw-transfer': [
    ...sealing('reason'),
    'machine: SendTaskSuccess',
    'table: DeleteItem GetItem PutItem UpdateItem',
  ],
};
