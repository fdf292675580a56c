import { Refusal } from '../errors.ts';

/** Where a transfer stands, or what the same machine keeps beside it: the reply to a reporter (R6), a supplement. */

/** Ended: nothing is owed any more, nor will be. `mend`: what whoever asked for something else should know. */
const table = {
  registered: { of: 'transfer', ended: false, mend: 'its sender must dispatch it first' },
  dispatched: { of: 'transfer', ended: false, mend: 'its receiver must acknowledge it first' },
  returned: { of: 'transfer', ended: false, mend: 'its sender must correct it first' },
  acknowledged: { of: 'transfer', ended: false, mend: 'its receiver has acknowledged it already' },
  closed: { of: 'transfer', ended: true, mend: 'it is closed, and nothing more is owed' },
  withdrawn: { of: 'transfer', ended: true, mend: 'it was withdrawn, and nothing more is owed' },
  rerouted: { of: 'transfer', ended: true, mend: 'it was rerouted; its successor goes on' },
  'owed-acceptance': {
    of: 'reply',
    ended: false,
    mend: 'it is the reply to a reporter, who must be told of the acceptance first',
  },
  waiting: {
    of: 'reply',
    ended: false,
    mend: 'it is the reply to a reporter, and waits until every transfer of the clue has ended',
  },
  'owed-outcome': {
    of: 'reply',
    ended: false,
    mend: 'it is the reply to a reporter, who must be told of the outcome',
  },
  done: { of: 'reply', ended: true, mend: 'the reporter has had the answer' },
  'owed-supplement': {
    of: 'supplement',
    ended: false,
    mend: 'it is a supplement; act on the transfer that it is for (about)',
  },
  supplied: { of: 'supplement', ended: true, mend: 'the supplement was supplied' },
  lapsed: { of: 'supplement', ended: true, mend: 'the transfer went on without the supplement' },
} as const satisfies Record<string, { of: 'transfer' | 'reply' | 'supplement'; ended: boolean; mend: string }>;

export type Status = keyof typeof table;

type StatusOf<Kind> = { [S in Status]: (typeof table)[S]['of'] extends Kind ? S : never }[Status];

const statusesOf = <Kind extends 'transfer' | 'reply' | 'supplement'>(kind: Kind) =>
  Object.entries(table).flatMap(([status, { of }]) => (of === kind ? [status as StatusOf<Kind>] : []));

/** Those of a transfer, of a reply, and of a supplement. */
export const statuses = statusesOf('transfer');
export const replyStatuses = statusesOf('reply');
export const supplementStatuses = statusesOf('supplement');

/** Nothing is owed any more, nor will be. */
export const hasEnded = ({ status }: { status: Status }): boolean => table[status].ended;

/** @throws Refusal `wrong-status` that says what stands in the way of what was asked (`verb`, as a participle). */
export const requireStatus = ({ status }: { status: Status }, wanted: readonly Status[], verb: string): void => {
  if (wanted.includes(status)) return;
  throw new Refusal(
    'wrong-status',
    `A transfer that is ${status} cannot be ${verb}: ${table[status].mend}. Read it again before you ask once more.`,
  );
};
