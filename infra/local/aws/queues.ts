import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { queueUrl } from './account.ts';
import { bodyOf, listen } from './server.ts';

/** SQS for the two queues of failures: how many messages wait, over AWS JSON 1.0. What the runtime puts there is an invocation that failed for good. */

const names = ['failed', 'undelivered'] as const;

/** Bytes. */
const largestRequest = 10_000;
/** Milliseconds (of the virtual clock) for which a message is kept, as infra/stack/failures.ts says. */
const retention = 14 * 86_400_000;

const input = z.object({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).optional() });

const refusal = (name: string, message: string) => ({ status: 400, content: { __type: name, message } });

const answer = (waitingIn: (name: string) => number, target: string, body: string) => {
  if (target !== 'AmazonSQS.GetQueueAttributes')
    return refusal('com.amazonaws.sqs#UnsupportedOperation', `The local queues have no ${target || 'such call'}.`);
  const { QueueUrl } = input.parse(JSON.parse(body));
  const name = names.find((one) => QueueUrl.endsWith(`/${one}`));
  if (!name) return refusal('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
  return { status: 200, content: { Attributes: { ApproximateNumberOfMessages: String(waitingIn(name)) } } };
};

export interface Queues {
  endpoint: string;
  urls: { failed: string; undelivered: string };
  /** An invocation of this function failed, and nothing will do it again. */
  fail: (functionName: string) => void;
  close: () => Promise<void>;
}

/** `now`: milliseconds of the virtual clock. */
export const serveQueues = async ({ store, now }: { store: DatabaseSync; now: () => number }): Promise<Queues> => {
  store.exec('CREATE TABLE IF NOT EXISTS failed_events (at INTEGER NOT NULL, function TEXT NOT NULL)');
  const add = store.prepare('INSERT INTO failed_events VALUES (?, ?)');
  const count = store.prepare('SELECT count(*) AS waiting FROM failed_events WHERE at > ?');
  const waitingIn = (name: string) => (name === 'failed' ? Number(count.get(now() - retention)?.waiting ?? 0) : 0);
  const server = await listen(0, 'another port', async (request, response) => {
    const body = await bodyOf(request, largestRequest);
    const target = String(request.headers['x-amz-target'] ?? '');
    const { status, content } = answer(waitingIn, target, body?.toString('utf8') ?? '');
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(content));
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  return {
    endpoint,
    urls: { failed: queueUrl(endpoint, 'failed'), undelivered: queueUrl(endpoint, 'undelivered') },
    fail: (functionName) => {
      add.run(now(), functionName);
    },
    close: server.close,
  };
};
