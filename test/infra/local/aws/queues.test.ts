import { DatabaseSync } from 'node:sqlite';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Queues, serveQueues } from '../../../../infra/local/aws/queues.ts';

/** The local queues of failures, asked by the SDK's own client. */

const store = new DatabaseSync(':memory:');
let now = Date.parse('2026-09-24T10:00:00+08:00');
let queues: Queues | undefined;
const open = async () => {
  queues = await serveQueues({ store, now: () => now });
  return queues;
};
afterEach(async () => queues?.close());

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const waiting = async (QueueUrl: string, endpoint: string) => {
  const client = new SQSClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  return (await client.send(asked)).Attributes?.ApproximateNumberOfMessages;
};

describe('the local queues of failures', () => {
  it('count what failed for fourteen days, over a restart', async () => {
    const first = await open();
    expect(await waiting(first.urls.failed, first.endpoint)).toBe('0');
    first.fail('watchdog');
    first.fail('verify-records');
    await first.close();
    const { urls, endpoint } = await open();
    expect(await waiting(urls.failed, endpoint)).toBe('2');
    expect(await waiting(urls.undelivered, endpoint)).toBe('0');
    now += 14 * 86_400_000;
    expect(await waiting(urls.failed, endpoint)).toBe('0');
  });

  it('are two, and can do nothing else', async () => {
    const { endpoint } = await open();
    await expect(waiting(`${endpoint}/000000000000/other`, endpoint)).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.PurgeQueue' },
      body: '{}',
    });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('UnsupportedOperation')]);
  });
});
