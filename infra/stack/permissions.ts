/** What each function may do, and nothing more. TransactWriteItems is allowed by the rights of the writes in it. */

/** What a grant is on: the table, one of its indexes, its key, or the state machine. */
export type Grant =
  | { on: 'table' | 'key' | 'machine'; actions: readonly string[] }
  | { on: 'index'; index: string; actions: readonly string[] };

const commands: readonly Grant[] = [
  { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
  { on: 'key', actions: ['kms:Decrypt'] },
  { on: 'machine', actions: ['states:SendTaskSuccess'] },
];

/** A command with a text of its own. */
const sealing: readonly Grant[] = [...commands, { on: 'key', actions: ['kms:GenerateDataKey'] }];

/** What gives up the place of a transfer, or wakes the reply that waits for its end. */
const ending: readonly Grant[] = [{ on: 'table', actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'] }];

const looksUp: Grant = { on: 'table', actions: ['dynamodb:BatchGetItem'] };
const starts: Grant = { on: 'machine', actions: ['states:StartExecution'] };

const ledger = (index: string): readonly Grant[] => [
  { on: 'table', actions: ['dynamodb:BatchGetItem'] },
  { on: 'index', index, actions: ['dynamodb:Query'] },
  { on: 'key', actions: ['kms:Decrypt'] },
];

const submits: readonly Grant[] = [
  { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'] },
  { on: 'key', actions: ['kms:GenerateDataKey'] },
  { on: 'machine', actions: ['states:StartExecution'] },
];

/** What it takes to count open deadlines again and to mail digests. */
const recount: readonly Grant[] = [
  {
    on: 'table',
    actions: [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ],
  },
  { on: 'index', index: 'milestones', actions: ['dynamodb:Query'] },
  { on: 'key', actions: ['kms:Decrypt'] },
  { on: 'machine', actions: ['states:SendTaskSuccess'] },
];

const extension: readonly Grant[] = [...sealing, looksUp];

export const permissions: Readonly<Record<string, readonly Grant[]>> = {
  'submit-clue': submits,
  'submit-clues': submits,
  'read-clue': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'read-transfer': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:Query'] },
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'dispatch-transfer': [...sealing, ...ending, looksUp, starts],
  'return-transfer': [...sealing, looksUp],
  'withdraw-transfer': [...sealing, ...ending],
  'file-case': [...commands, looksUp, { on: 'table', actions: ['dynamodb:UpdateItem'] }, starts],
  'file-case-on-clue': [
    ...submits,
    { on: 'table', actions: ['dynamodb:UpdateItem'] },
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'make-proposal': [...sealing, looksUp],
  'decide-proposal': [...sealing, ...ending, looksUp, starts],
  'reply-to-reporter': [...sealing, { on: 'table', actions: ['dynamodb:UpdateItem'] }],
  'acknowledge-transfer': commands,
  'give-feedback': [...sealing, ...ending],
  'read-sent-ledger': ledger('sent'),
  'read-received-ledger': ledger('received'),
  'read-overdue': ledger('due'),
  'read-statistics': ledger('regions'),
  'ask-extension': extension,
  'decide-extension': extension,
  'read-calendar': [{ on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:Query'] }],
  'publish-calendar': recount,
  'list-units': [{ on: 'table', actions: ['dynamodb:Query', 'dynamodb:BatchGetItem'] }],
  'read-unit': [{ on: 'table', actions: ['dynamodb:Query', 'dynamodb:BatchGetItem'] }],
  'put-unit': [
    {
      on: 'table',
      actions: ['dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
    },
  ],
  'put-delegations': [{ on: 'table', actions: ['dynamodb:Query', 'dynamodb:PutItem'] }],
  'restart-workflow': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
    { on: 'key', actions: ['kms:Decrypt'] },
    { on: 'machine', actions: ['states:StartExecution'] },
  ],
  'read-openapi': [],
  'check-health': [],
  'plan-milestone': [{ on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'] }],
  'await-milestone': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] },
    { on: 'machine', actions: ['states:SendTaskSuccess'] },
  ],
  'notify-milestone': [
    {
      on: 'table',
      actions: [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
    },
    { on: 'index', index: 'owing', actions: ['dynamodb:Query'] },
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'raise-alarm': [{ on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] }],
  'revive-workflows': [
    { on: 'table', actions: ['dynamodb:UpdateItem'] },
    { on: 'index', index: 'due', actions: ['dynamodb:Query'] },
    { on: 'index', index: 'milestones', actions: ['dynamodb:Query'] },
    { on: 'machine', actions: ['states:StartExecution', 'states:ListExecutions'] },
  ],
  'recount-deadlines': recount,
  'verify-records': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:Query'] },
    ...['regions', 'sent', 'received'].map((index) => ({ on: 'index' as const, index, actions: ['dynamodb:Query'] })),
  ],
  'mark-address': [
    {
      on: 'table',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    },
  ],
  'watch-calendar': [
    {
      on: 'table',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    },
  ],
};
