import type { Text } from '../../../domain/languages.ts';
import type { paths } from '../../../http/api-types.d.ts';

/** Which ledger is looked at, as its address says it. */

export type Query = NonNullable<paths['/v1/ledgers/sent']['get']['parameters']['query']>;
export type Status = NonNullable<Query['status']>;
export type Rule = NonNullable<Query['rule']>;

export type Side = 'sent' | 'received';

export interface Asked {
  side: Side;
  /** Of another unit, as an office reads it. */
  unit?: string;
  status?: Status;
  rule?: Rule;
  /** `YYYY-MM`. */
  month?: string;
  overdue?: 'true';
}

export const statuses = [
  ...(['registered', 'dispatched', 'returned', 'acknowledged'] as const),
  ...(['closed', 'withdrawn', 'rerouted'] as const),
] satisfies readonly Status[];
export const rules = ['organised-crime', 'misconduct', 'case-notice'] satisfies readonly Rule[];

export const sideNames: Readonly<Record<Side, Text>> = {
  sent: { zh: '移送台账', en: 'Sent' },
  received: { zh: '接收台账', en: 'Received' },
};

const oneOf = <T extends string>(all: readonly T[], value: string | undefined): T | undefined =>
  all.find((one) => one === value);

/** Of the query of an address; what is none of ours is left out. */
export const askedIn = (query: Readonly<Record<string, string>>): Asked => {
  const [status, rule] = [oneOf(statuses, query.status), oneOf(rules, query.rule)];
  return {
    side: query.side === 'received' ? 'received' : 'sent',
    ...(query.unit ? { unit: query.unit } : {}),
    ...(status ? { status } : {}),
    ...(rule ? { rule } : {}),
    ...(query.month ? { month: query.month } : {}),
    ...(query.overdue === 'true' ? { overdue: 'true' as const } : {}),
  };
};

/** What the API is asked for it. */
export const queryOf = ({ side: _side, ...query }: Asked): Query => query;

/** Its address. */
export const addressOf = (asked: Asked): string => `/console/ledgers?${new URLSearchParams({ ...asked })}`;

/** Where a file of it comes from. */
export const fileAddressOf = ({ side, ...query }: Asked, titles: boolean): string =>
  `/v1/ledgers/${side}?${new URLSearchParams({ ...query, ...(titles ? { titles: 'true' } : {}) })}`;
