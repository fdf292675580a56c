import type { Grant } from './function.ts';

/** What each function may do, and nothing more. TransactWriteItems is allowed by the rights of the writes in it. */

const commands: readonly Grant[] = [
  { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
  { on: 'key', actions: ['kms:Decrypt'] },
  { on: 'machine', actions: ['states:SendTaskSuccess'] },
];

const ledger = (index: string): readonly Grant[] => [
  { on: 'table', actions: ['dynamodb:BatchGetItem'] },
  { on: 'index', index, actions: ['dynamodb:Query'] },
  { on: 'key', actions: ['kms:Decrypt'] },
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

const extension: readonly Grant[] = [
  ...commands,
  { on: 'table', actions: ['dynamodb:BatchGetItem'] },
  { on: 'key', actions: ['kms:GenerateDataKey'] },
];

export const permissions: Readonly<Record<string, readonly Grant[]>> = {
  'submit-clue': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'] },
    { on: 'key', actions: ['kms:GenerateDataKey'] },
    { on: 'machine', actions: ['states:StartExecution'] },
  ],
  'read-clue': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'read-transfer': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:Query'] },
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'dispatch-transfer': commands,
  'acknowledge-transfer': commands,
  'give-feedback': [...commands, { on: 'key', actions: ['kms:GenerateDataKey'] }],
  'read-sent-ledger': ledger('sent'),
  'read-received-ledger': ledger('received'),
  'ask-extension': extension,
  'decide-extension': extension,
  'read-calendar': [{ on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:Query'] }],
  'publish-calendar': recount,
  'list-units': [{ on: 'table', actions: ['dynamodb:Query', 'dynamodb:BatchGetItem'] }],
  'read-unit': [{ on: 'table', actions: ['dynamodb:Query'] }],
  'put-unit': [{ on: 'table', actions: ['dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'] }],
  'restart-workflow': [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
    { on: 'key', actions: ['kms:Decrypt'] },
    { on: 'machine', actions: ['states:StartExecution'] },
  ],
  'check-health': [],
  'plan-milestone': [{ on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] }],
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
    { on: 'key', actions: ['kms:Decrypt'] },
  ],
  'raise-alarm': [{ on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] }],
  'revive-workflows': [
    { on: 'table', actions: ['dynamodb:UpdateItem'] },
    { on: 'index', index: 'milestones', actions: ['dynamodb:Query'] },
    { on: 'machine', actions: ['states:StartExecution', 'states:ListExecutions'] },
  ],
  'recount-deadlines': recount,
  'watch-calendar': [
    {
      on: 'table',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    },
  ],
};
