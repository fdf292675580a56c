import { randomUUID } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Executions } from '../../infra/local/aws/executions.ts';
import type { Step } from './lists.ts';
import { asBench, type Fields, writtenBy } from './seen.ts';

/** Makes bare calls of AWS, as large as those that a function was seen to make, each of which finds what that one found. */

/** What the SDK would have a caller type, and what here comes from requests that it made itself. */
// biome-ignore lint/suspicious/noExplicitAny: an input that was seen is of its command's type.
type Command = new (input: any) => any;

const ofTable: Readonly<Record<string, Command>> = {
  GetItem: GetCommand,
  BatchGetItem: BatchGetCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  PutItem: PutCommand,
  UpdateItem: UpdateCommand,
  DeleteItem: DeleteCommand,
  TransactWriteItems: TransactWriteCommand,
};
const ofKeys: Readonly<Record<string, Command>> = { Decrypt: DecryptCommand, GenerateDataKey: GenerateDataKeyCommand };
const ofStates: Readonly<Record<string, Command>> = {
  StartExecution: StartExecutionCommand,
  SendTaskFailure: SendTaskFailureCommand,
  SendTaskSuccess: SendTaskSuccessCommand,
  DescribeExecution: DescribeExecutionCommand,
};

interface Clients {
  table: DynamoDBDocumentClient;
  kms: KMSClient;
  states: SFNClient;
}

/** Where bare calls write: a table of their own with the same indexes, and executions that nobody runs. */
export interface Ground {
  clients: Clients;
  tableName: string;
  executions: Executions;
}

let played = 0;

/** The same write in the other table, its items under keys of their own. */
const elsewhere = (value: unknown, tableName: string, prefix: string): unknown => {
  if (Array.isArray(value)) return value.map((one) => elsewhere(one, tableName, prefix));
  if (typeof value !== 'object' || value === null) return value;
  const moved = (name: string, one: unknown): unknown => {
    if (name === 'TableName') return tableName;
    if (name === 'Item' || name === 'Key') return { ...(one as Fields), pk: `${prefix}${(one as Fields).pk}` };
    return ['TransactItems', 'Put', 'Update', 'Delete', 'ConditionCheck'].includes(name)
      ? elsewhere(one, tableName, prefix)
      : one;
  };
  // The SDK makes a token of its own for each call.
  const said = Object.entries(value).filter(([name]) => name !== 'ClientRequestToken');
  return Object.fromEntries(said.map(([name, one]) => [name, moved(name, one)]));
};

const plant = async ({ clients, tableName }: Ground, items: readonly Fields[]): Promise<void> => {
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await clients.table.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
  }
};

/** An execution like the one that waited, for a signal of its own; gives its token. */
const twinOf = ({ executions }: Ground, waited: NonNullable<Step['waited']>): string => {
  const name = randomUUID();
  const arn = waited.arn.slice(0, -waited.name.length) + name;
  const token = `${name}.t`;
  executions.save({ ...waited, name, arn, attempt: token });
  return token;
};

const inputOf = (ground: Ground, { action, input, waited }: Step, prefix: string): unknown => {
  if (writtenBy(action, input).length > 0) return elsewhere(input, ground.tableName, prefix);
  if (action === 'states:StartExecution') return { ...input, name: randomUUID() };
  return waited ? { ...input, taskToken: twinOf(ground, waited) } : input;
};

/** @throws Error for a call that nobody here can make. */
const sender = ({ table, kms, states }: Clients, action: string): ((input: unknown) => Promise<unknown>) => {
  const [service = '', verb = ''] = action.split(':');
  const clients: Record<string, [{ send: (command: never) => Promise<unknown> }, Readonly<Record<string, Command>>]> = {
    dynamodb: [table, ofTable],
    kms: [kms, ofKeys],
    states: [states, ofStates],
  };
  const [client, commands] = clients[service] ?? [];
  const Made = commands?.[verb];
  if (!client || !Made) throw new Error(`nobody here makes a bare ${action}: test/bench/bare.ts`);
  return (input) => client.send(new Made(input) as never);
};

/** Lays out what the calls will find, and gives what makes them: each as soon as those are through that it comes after. */
export const ready = async (ground: Ground, steps: readonly Step[]): Promise<() => Promise<void>> => {
  played += 1;
  const prefix = `${played.toString(36)}#`;
  const written = new Set<string>();
  const items: Fields[] = [];
  for (const { action, input, found } of steps) {
    const fresh = found.filter(({ pk, sk }) => !written.has(JSON.stringify({ pk, sk })));
    items.push(...fresh.map((item) => ({ ...item, pk: `${prefix}${item.pk}` })));
    for (const key of writtenBy(action, input)) written.add(JSON.stringify(key));
  }
  await asBench(() => plant(ground, items));
  const calls = steps.map((step) => {
    const [send, input] = [sender(ground.clients, step.action), inputOf(ground, step, prefix)];
    return { after: step.after, make: () => send(input) };
  });
  return () =>
    asBench(async () => {
      const done: Promise<unknown>[] = [];
      for (const { after, make } of calls) done.push(Promise.all(after.map((n) => done[n])).then(make));
      await Promise.all(done);
    });
};
