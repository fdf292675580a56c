import type { Call, Fields } from './seen.ts';

/**
 * The two lists of bare calls that work is held against.
 *
 * - As seen: each call that it was seen to make, as soon as those are through that had ended before it began. What the design could spare is in
 *   it, so this ratio says what our own code costs beside its calls, and no more.
 * - The least: what anything must call that does the same on these services. The items that it reads by their keys in one BatchGetItem,
 *   its queries; one data key, or one Decrypt, for all that it seals or opens; its writes; then its signals, side by side.
 */
export type Step = Omit<Call, 'after'> & { after: readonly number[] };

export const asSeen = (calls: readonly Call[]): Step[] => [...calls];

interface Keyed {
  table: string;
  key: Fields;
}

const keysOf = ({ action, input }: Call): Keyed[] => {
  if (action === 'dynamodb:GetItem') return [{ table: String(input.TableName), key: input.Key as Fields }];
  if (action !== 'dynamodb:BatchGetItem') return [];
  const asked = Object.entries(input.RequestItems as Record<string, { Keys: Fields[] }>);
  return asked.flatMap(([table, { Keys }]) => Keys.map((key) => ({ table, key })));
};

/** How many keys BatchGetItem takes. */
const together = 100;

const bareCall = (action: string, input: Fields) => ({ action, input, found: [], waited: undefined });

/** All items that were read by their keys, each once. */
const readTogether = (calls: readonly Call[]) => {
  const distinct = new Map(calls.flatMap(keysOf).map((one) => [JSON.stringify(one), one]));
  const all = [...distinct.values()];
  const [first] = all;
  if (!first) return [];
  const { table, key } = first;
  if (all.length === 1) {
    return [bareCall('dynamodb:GetItem', { TableName: table, Key: key, ConsistentRead: true })];
  }
  return Array.from({ length: Math.ceil(all.length / together) }, (_, n) => {
    const Keys = all.slice(n * together, (n + 1) * together).map((one) => one.key);
    return bareCall('dynamodb:BatchGetItem', { RequestItems: { [table]: { Keys, ConsistentRead: true } } });
  });
};

const isOf =
  (pattern: RegExp) =>
  ({ action }: Call) =>
    pattern.test(action);

export const theLeast = (calls: readonly Call[]): Step[] => {
  const queries = calls.filter(isOf(/^dynamodb:(Query|Scan)$/));
  const first = (pattern: RegExp) => calls.filter(isOf(pattern)).slice(0, 1);
  const stages = [
    [...readTogether(calls), ...queries, ...first(/^kms:GenerateDataKey$/)],
    first(/^kms:Decrypt$/),
    calls.filter(isOf(/^dynamodb:(?!GetItem|BatchGetItem|Query|Scan)/)),
    calls.filter(isOf(/^(?!dynamodb:|kms:)/)),
  ];
  const steps: Step[] = [];
  for (const stage of stages) {
    const after = steps.map((_, place) => place);
    steps.push(...stage.map((call) => ({ ...call, after })));
  }
  return steps;
};

/** Those of one kind alone, each after those of them that it came after. */
export const only = (calls: readonly Call[], pattern: RegExp): Step[] => {
  const places = calls.flatMap((call, place) => (pattern.test(call.action) ? [place] : []));
  return places.flatMap((place) => {
    const call = calls[place];
    if (!call) return [];
    const after = call.after.map((other) => places.indexOf(other)).filter((other) => other >= 0);
    return [{ ...call, after }];
  });
};

/** The kinds of calls, without the services. */
export const kindsOf = (steps: readonly Step[]): string[] => steps.map(({ action }) => action.replace(/^\w+:/, ''));
