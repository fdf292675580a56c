/** What runs in Lambda and what calls it: the one list that both the province stack and the local gateway are made from. */

export interface Route {
  method: 'GET' | 'POST' | 'PUT';
  /** HTTP API path, parameters in braces. */
  path: string;
  /** File under functions/, without its ending. */
  function: string;
  /** Answered without a token. */
  open?: true;
}

export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/clues', function: 'submit-clue' },
  { method: 'POST', path: '/v1/clues/batch', function: 'submit-clues' },
  { method: 'GET', path: '/v1/clues/{id}', function: 'read-clue' },
  { method: 'GET', path: '/v1/transfers/{id}', function: 'read-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/dispatch', function: 'dispatch-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/acknowledge', function: 'acknowledge-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/feedback', function: 'give-feedback' },
  { method: 'POST', path: '/v1/transfers/{id}/return', function: 'return-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/withdraw', function: 'withdraw-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/case', function: 'file-case' },
  { method: 'POST', path: '/v1/clues/{id}/case', function: 'file-case-on-clue' },
  { method: 'POST', path: '/v1/transfers/{id}/proposals', function: 'make-proposal' },
  { method: 'POST', path: '/v1/proposals/{id}/decision', function: 'decide-proposal' },
  { method: 'POST', path: '/v1/clues/{id}/reply', function: 'reply-to-reporter' },
  { method: 'POST', path: '/v1/transfers/{id}/extension', function: 'ask-extension' },
  { method: 'POST', path: '/v1/extensions/{id}/decision', function: 'decide-extension' },
  { method: 'GET', path: '/v1/ledgers/sent', function: 'read-sent-ledger' },
  { method: 'GET', path: '/v1/ledgers/received', function: 'read-received-ledger' },
  { method: 'GET', path: '/v1/overdue', function: 'read-overdue' },
  { method: 'GET', path: '/v1/statistics', function: 'read-statistics' },
  { method: 'GET', path: '/v1/calendar/{year}', function: 'read-calendar' },
  { method: 'PUT', path: '/v1/calendar/{year}', function: 'publish-calendar' },
  { method: 'GET', path: '/v1/units', function: 'list-units' },
  { method: 'GET', path: '/v1/units/{id}', function: 'read-unit' },
  { method: 'PUT', path: '/v1/units/{id}', function: 'put-unit' },
  { method: 'PUT', path: '/v1/units/{id}/delegations', function: 'put-delegations' },
  { method: 'POST', path: '/v1/workflows/restart', function: 'restart-workflow' },
  { method: 'GET', path: '/v1/openapi.json', function: 'read-openapi', open: true },
  { method: 'GET', path: '/healthz', function: 'check-health', open: true },
];

/** Tasks of statemachines/transfer.asl.json: its placeholder, and the function that stands there. */
export const tasks = {
  PlanFunctionArn: 'plan-milestone',
  AwaitFunctionArn: 'await-milestone',
  NotifyFunctionArn: 'notify-milestone',
  AlarmFunctionArn: 'raise-alarm',
} as const;

export interface Schedule {
  function: string;
  description: string;
  everyMinutes: number;
  timeoutSeconds: number;
}

/** What runs by itself. */
export const schedules: readonly Schedule[] = [
  {
    function: 'revive-workflows',
    description: 'Starts a new workflow for whatever has none, and for every milestone that nobody handled',
    everyMinutes: 15,
    timeoutSeconds: 300,
  },
  {
    function: 'recount-deadlines',
    description: 'Counts open deadlines again where calendar or windows have changed',
    everyMinutes: 5,
    timeoutSeconds: 290,
  },
  {
    function: 'watch-calendar',
    description: 'Asks the operators for the calendar of next year until it is in',
    everyMinutes: 15,
    timeoutSeconds: 60,
  },
  {
    function: 'verify-records',
    description: 'Proves hash chains, records and ledgers against each other',
    everyMinutes: 1440,
    timeoutSeconds: 900,
  },
];

/** Functions that mail. */
export const mailers = [
  'notify-milestone',
  'recount-deadlines',
  'publish-calendar',
  'watch-calendar',
  'mark-address',
] as const;

/** Hears of mails that come back; only where they go by SES. */
export const returnedMails = 'mark-address';
