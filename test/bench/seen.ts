import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Execution, Executions } from '../../infra/local/aws/executions.ts';
import { actingAs, callerNow, theDoor } from '../../infra/local/aws/guard.ts';
import { actionOf, textOf } from '../counts/counter.ts';
import { native } from './native.ts';

/** What a function is seen to call: each call by its kind, with its input, and what stood there before it. */

export type Fields = Readonly<Record<string, unknown>>;

export interface Call {
  /** As IAM names it, such as `dynamodb:GetItem`. */
  action: string;
  /** As the SDK's document client and the others take it. */
  input: Fields;
  /** Those that had ended before it began, by their place in the list: it may need what they gave. */
  after: readonly number[];
  /** Of a write: the items that it found. */
  found: readonly Fields[];
  /** Of a signal: the execution that waited for it. */
  waited: Execution | undefined;
}

/** The bench itself, at the door where rights are held: what it calls passes the same way as what functions call. */
const allowed = { Effect: 'Allow' as const, Action: ['*'], Resource: ['*'] };
export const asBench = <T>(work: () => Promise<T>): Promise<T> =>
  actingAs({ name: 'bench', statements: new Map([['all', allowed]]), heard: () => {} }, work);

/** Keys of the items that a request of DynamoDB writes or checks. */
export const writtenBy = (action: string, input: Fields): Fields[] => {
  if (action === 'dynamodb:TransactWriteItems') {
    const items = input.TransactItems as Record<string, Fields>[];
    return items.flatMap((one) =>
      Object.entries(one).flatMap(([kind, part]) => writtenBy(`dynamodb:${kind}Item`, part)),
    );
  }
  const { pk, sk } = (input.Key ?? input.Item ?? {}) as Fields;
  return /:(Put|Update|Delete|ConditionCheck)Item$/.test(action) ? [{ pk, sk }] : [];
};

interface Timed extends Omit<Call, 'after'> {
  from: number;
  to: number;
}

/** In the order in which they began. */
const inOrder = (timed: readonly Timed[]): Call[] => {
  const sorted = timed.toSorted((a, b) => a.from - b.from);
  return sorted.map(({ from, to: _, ...call }) => ({
    ...call,
    after: sorted.flatMap((other, place) => (other.to < from ? [place] : [])),
  }));
};

export interface Listener {
  /** The calls of each invocation since they were last taken, the earliest first. */
  taken: () => Call[][];
  stop: () => void;
}

/**
 * Listens to the functions of these names from now on. It reads what a write finds before letting it through, so that nothing is timed
 * meanwhile.
 */
export const listenTo = (names: ReadonlySet<string>, executions: Executions): Listener => {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient());
  const itemAt = async (TableName: unknown, Key: Fields): Promise<Fields[]> => {
    const { Item } = await asBench(() =>
      table.send(new GetCommand({ TableName: String(TableName), Key, ConsistentRead: true })),
    );
    return Item ? [Item] : [];
  };
  let heard = new Map<object, Timed[]>();
  const door = theDoor();
  const { handle } = door;
  door.handle = async function (this: typeof door, request, options) {
    const caller = callerNow();
    if (!caller || !names.has(caller.name)) return handle.call(this, request, options);
    const action = actionOf(request);
    const from = performance.now();
    const input = native(JSON.parse(textOf(request.body))) as Fields;
    const found = await Promise.all(writtenBy(action, input).map((key) => itemAt(process.env.TABLE_NAME, key)));
    const waited = action.startsWith('states:SendTask') ? executions.byAttempt(String(input.taskToken)) : undefined;
    const answered = await handle.call(this, request, options);
    const { statusCode } = answered.response as { statusCode: number };
    if (statusCode >= 300) throw new Error(`${caller.name} was refused ${action}: no round to hold others against`);
    const calls = heard.get(caller) ?? [];
    calls.push({ action, input, found: found.flat(), waited, from, to: performance.now() });
    heard.set(caller, calls);
    return answered;
  };
  return {
    taken: () => {
      const invocations = [...heard.values()].map(inOrder);
      heard = new Map();
      return invocations;
    },
    stop: () => {
      door.handle = handle;
      table.destroy();
    },
  };
};
