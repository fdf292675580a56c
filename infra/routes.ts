/** What runs in Lambda and what calls it: the one list that both the province stack and the local gateway are made from. */

export interface Route {
  method: 'GET' | 'POST';
  /** HTTP API path, parameters in braces. */
  path: string;
  /** File under functions/, without its ending. */
  function: string;
  /** Answered without a token. */
  open?: true;
}

export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/clues', function: 'submit-clue' },
  { method: 'GET', path: '/v1/clues/{id}', function: 'read-clue' },
  { method: 'GET', path: '/v1/transfers/{id}', function: 'read-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/dispatch', function: 'dispatch-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/acknowledge', function: 'acknowledge-transfer' },
  { method: 'POST', path: '/v1/transfers/{id}/feedback', function: 'give-feedback' },
  { method: 'GET', path: '/v1/ledgers/sent', function: 'read-sent-ledger' },
  { method: 'GET', path: '/v1/ledgers/received', function: 'read-received-ledger' },
  { method: 'GET', path: '/healthz', function: 'check-health', open: true },
];

/** Tasks of statemachines/transfer.asl.json: its placeholder, and the function that stands there. */
export const tasks = {
  PlanFunctionArn: 'plan-milestone',
  AwaitFunctionArn: 'await-milestone',
  NotifyFunctionArn: 'notify-milestone',
  AlarmFunctionArn: 'raise-alarm',
} as const;

/** The audit of the timers: runs on a schedule and starts a new attempt for every milestone that nobody handled. */
export const watchdog = { function: 'revive-workflows', everyMinutes: 15 } as const;
