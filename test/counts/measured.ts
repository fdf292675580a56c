import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { schedules } from '../../infra/functions.ts';
import type { Engine } from '../../infra/local/aws/engine.ts';
import { type Counter, noCounts, type Units } from './counter.ts';
import { type Item, keptBytes } from './sizes.ts';

/** What a piece of work took, as it is pinned. */
export interface Measured {
  /** Of functions, by name. */
  invocations: Record<string, number>;
  calls: Record<string, number>;
  /** With `total`, as of `writes` and `itemBytes`. */
  reads: Units;
  writes: Units;
  /** What Step Functions bills. */
  stateEntries: number;
  mails: number;
  mailBytes: number;
  /** Of the items that were written, as they stand afterwards, with what storage is charged for beside. */
  itemBytes: Record<string, number>;
  /** Of those that the table forgets by itself; not in `itemBytes`. */
  passingBytes: number;
}

/** Names of functions that run by the clock, and not for the work that is looked at. */
const byTheClock = new Set(schedules.map(({ name }) => name));

type Numbers = Record<string, number>;

const sorted = (numbers: Numbers): Numbers =>
  Object.fromEntries(Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1)));

const addAll = (to: Numbers, from: Numbers): void => {
  for (const [name, count] of Object.entries(from)) to[name] = (to[name] ?? 0) + count;
};

const withTotal = (numbers: Numbers): Numbers => ({
  ...sorted(numbers),
  total: Object.values(numbers).reduce((all, one) => all + one, 0),
});

/** States that were entered so far, by all executions there are. */
export const statesEntered = (engine: Engine): number =>
  engine.list().reduce((all, { arn }) => all + engine.history(arn).filter(isEntry).length, 0);

const isEntry = ({ type }: { type: string }): boolean => type.endsWith('StateEntered');

const bytesOf = async (written: ReadonlySet<string>): Promise<Pick<Measured, 'itemBytes' | 'passingBytes'>> => {
  const client = new DynamoDBClient();
  const itemBytes: Numbers = {};
  let passingBytes = 0;
  for (const key of written) {
    const { pk, sk } = JSON.parse(key);
    const { Item: found } = await client.send(
      new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { pk, sk }, ConsistentRead: true }),
    );
    if (!found) continue;
    const kept = keptBytes(found as unknown as Item);
    if ('expiresAt' in found) passingBytes += kept.table ?? 0;
    else addAll(itemBytes, kept);
  }
  client.destroy();
  return { itemBytes: withTotal(itemBytes), passingBytes };
};

/** What was heard since the counter was reset: of the work itself, or of the schedule of that name alone. */
export const measured = async (counter: Counter, stateEntries: number, schedule?: string): Promise<Measured> => {
  const all = noCounts();
  const written = new Set<string>();
  for (const one of counter.heard()) {
    if (schedule === undefined ? byTheClock.has(one.name) : one.name !== schedule) continue;
    for (const kind of ['invocations', 'calls', 'reads', 'writes'] as const) addAll(all[kind], one.counts[kind]);
    all.mailBytes += one.counts.mailBytes;
    for (const key of one.written) written.add(key);
  }
  return {
    invocations: sorted(all.invocations),
    calls: sorted(all.calls),
    reads: withTotal(all.reads),
    writes: withTotal(all.writes),
    stateEntries,
    mails: all.calls['ses:SendEmail'] ?? 0,
    mailBytes: all.mailBytes,
    ...(await bytesOf(written)),
  };
};
