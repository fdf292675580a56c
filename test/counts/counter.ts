import { Readable } from 'node:stream';
import { askedBy, type Sent } from '../../infra/local/aws/asked.ts';
import { callerNow, theDoor } from '../../infra/local/aws/guard.ts';

/**
 * Counts what functions ask of AWS, at the door by which every call of the SDK leaves.
 *
 * Units of DynamoDB are those that the embedded engine answers to `ReturnConsumedCapacity: INDEXES`, which the door adds to each request:
 * its figures were held to measurements on AWS (github.com/nubo-db/dynoxide #176, #178; paritysuite/dynamodb-conformance #67, #124),
 * and counter.test.ts holds them to items counted by hand. A transaction doubles the units of the table and not those of its indexes; what a
 * transaction only checks is a write of the table. DynamoDB Local 3.3.1 doubles the indexes too and takes no units for a check, so
 * counts are taken on the embedded engine only. Neither says what a refused write took, so refused calls are counted by themselves.
 */

/** Units by where they are taken: `table`, or the name of an index. */
export type Units = Record<string, number>;

export interface Counts {
  /** Calls of functions that asked AWS for anything; all of ours do. */
  invocations: Record<string, number>;
  /** By service and action; a call that was refused under `… refused`. */
  calls: Record<string, number>;
  reads: Units;
  writes: Units;
  /** Of mails, as SES gets them. */
  mailBytes: number;
}

/** What one function asked for, and which items it wrote. */
interface Heard {
  name: string;
  counts: Counts;
  /** Keys of items, as JSON. */
  written: Set<string>;
}

type Fields = Readonly<Record<string, unknown>>;

const dynamoDb = 'DynamoDB_20120810.';
const prefixes: Readonly<Record<string, string>> = {
  [dynamoDb]: 'dynamodb:',
  'AWSStepFunctions.': 'states:',
  'TrentService.': 'kms:',
  'AmazonSQS.': 'sqs:',
};
const reading = /Get|Query|Scan/;

const add = (to: Record<string, number>, name: string, count = 1): void => {
  to[name] = (to[name] ?? 0) + count;
};

const targetOf = ({ headers }: Sent): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1] ?? '';

/** The action as IAM calls it; a transaction is one call, whatever is in it. */
export const actionOf = (sent: Sent): string => {
  const target = targetOf(sent);
  for (const [prefix, service] of Object.entries(prefixes)) {
    if (target.startsWith(prefix)) return `${service}${target.slice(prefix.length)}`;
  }
  return askedBy(sent)[0]?.action ?? target;
};

export const textOf = (body: unknown): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);

/** The same request, asking also what it takes. */
const askingForUnits = <T extends Sent>(sent: T): T => {
  const body = JSON.stringify({ ...JSON.parse(textOf(sent.body)), ReturnConsumedCapacity: 'INDEXES' });
  const headers = { ...sent.headers, 'content-length': String(Buffer.byteLength(body)) };
  return Object.assign(Object.create(Object.getPrototypeOf(sent)), sent, { body, headers });
};

/** Keys of the items that a request writes. */
const keysIn = (verb: string, input: Fields): Fields[] => {
  if (verb === 'TransactWriteItems') {
    const items = input.TransactItems as Record<string, Fields>[];
    return items.flatMap((one) => Object.entries(one).flatMap(([kind, part]) => keysIn(`${kind}Item`, part)));
  }
  const { pk, sk } = (input.Item ?? input.Key ?? {}) as Fields;
  return /^(Put|Update)Item$/.test(verb) ? [{ pk, sk }] : [];
};

/** Adds what one answer of DynamoDB says that it took. */
export const addUnits = (to: Units, answer: Fields): void => {
  const consumed = answer.ConsumedCapacity as Fields | readonly Fields[] | undefined;
  for (const one of consumed === undefined ? [] : [consumed].flat()) {
    const { Table, GlobalSecondaryIndexes = {} } = one as Record<string, Record<string, unknown>>;
    const parts = { table: Table, ...GlobalSecondaryIndexes } as Record<string, { CapacityUnits?: number } | undefined>;
    for (const [name, part] of Object.entries(parts)) if (part?.CapacityUnits) add(to, name, part.CapacityUnits);
  }
};

export const noCounts = (): Counts => ({ invocations: {}, calls: {}, reads: {}, writes: {}, mailBytes: 0 });

export interface Counter {
  /** Forgets what was heard. */
  reset: () => void;
  /** By function, all that was heard since. */
  heard: () => readonly Heard[];
  stop: () => void;
}

interface Answered {
  response: { statusCode: number; body?: unknown };
}

const whole = async (body: unknown): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** Counts from now on; all of this process. */
export const countCalls = (): Counter => {
  let byName = new Map<string, Heard>();
  let seen = new WeakSet<object>();
  const door = theDoor();
  const { handle } = door;
  const of = (name: string): Heard => {
    const known = byName.get(name) ?? { name, counts: noCounts(), written: new Set() };
    byName.set(name, known);
    return known;
  };
  door.handle = async function (this: typeof door, request, options) {
    const caller = callerNow();
    if (!caller) return handle.call(this, request, options);
    const one = of(caller.name);
    if (!seen.has(caller)) add(one.counts.invocations, caller.name);
    seen.add(caller);
    const action = actionOf(request);
    const onTable = targetOf(request).startsWith(dynamoDb);
    const answered = (await handle.call(this, onTable ? askingForUnits(request) : request, options)) as Answered;
    const { response } = answered;
    const isRefused = response.statusCode >= 300;
    add(one.counts.calls, isRefused ? `${action} refused` : action);
    if (action.startsWith('ses:')) one.counts.mailBytes += Buffer.byteLength(textOf(request.body));
    if (!onTable || isRefused) return answered;
    const body = await whole(response.body);
    response.body = Readable.from([body]);
    addUnits(reading.test(action) ? one.counts.reads : one.counts.writes, JSON.parse(body.toString()));
    for (const key of keysIn(action.slice('dynamodb:'.length), JSON.parse(textOf(request.body)))) {
      one.written.add(JSON.stringify(key));
    }
    return answered;
  };
  return {
    reset: () => {
      byName = new Map();
      seen = new WeakSet();
    },
    heard: () => [...byName.values()],
    stop: () => {
      door.handle = handle;
    },
  };
};
