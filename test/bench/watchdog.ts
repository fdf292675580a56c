import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { unbounded } from '../unbounded.ts';
import { median } from './reckoning.ts';
import { plantExecutions } from './waiting-executions.ts';

/**
 * `npm run bench:watchdog`: what a round of the watchdog costs while 1,000 and 10,000 transfers are open (`WATCHED=1000,100000` for others),
 * all of them with an execution that runs: calls, time, and the ratio to the bare AWS calls. Beyond 500 workflows a round asks slowly, on
 * purpose: its pauses are in its time, and not in that of the bare calls.
 */

const sizes = (process.env.WATCHED ?? '1000,10000').split(',').map(Number);
const rounds = Number(process.env.ROUNDS ?? 12);
const quarter = 15 * 60_000;
/** Of the rounds. What is planted is woken at the end of time: nothing of it is overdue. */
const start = Date.parse('2026-09-24T02:00:00Z');

// Log lines would be measured too; the functions read the level when they are loaded.
process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';
const { startDynamoDb } = await import('../../infra/local/aws/dynamodb.ts');
const { startLocal } = await import('../../infra/local/runtime.ts');
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-bench-'));
const ports = { port: 0, mailPort: 0, dynamoDbPort: 0, stepFunctionsPort: 0 };
// In memory, and of each transfer what the index has of it: planting takes most of the time, and the ratio is what counts.
const dynamoDb = await startDynamoDb({ port: 0, dataDir: 'memory' });
const shared = { endpoint: dynamoDb.endpoint, tableName: 'watched' };
const local = await startLocal({
  limits: unbounded,
  ...ports,
  dataDir,
  clockStart: new Date(start),
  shared,
});
// Nothing else runs beside what is measured; Step Functions still answers.
await local.engine.close();

try {
  const { keys, shards } = await import('../../functions/adapters/table/schema.ts');
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const { openIn, saveSwept, stretchesOf } = await import('../../functions/adapters/table/sweeps.ts');
  const { handler } = await import('../../functions/schedules/watchdog.ts');
  const { open: plantOpen } = await import('../functions/adapters/table/open-items.ts');
  const states = new SFNClient();
  let calls = 0;
  table.middlewareStack.add(
    (next) => (args) => {
      calls += 1;
      return next(args);
    },
    { step: 'initialize' },
  );

  const query = (IndexName: string, sort: string, values: Record<string, string>) =>
    table.send(
      new QueryCommand({
        ...{ TableName: tableName(), IndexName, KeyConditionExpression: `#shard = :shard AND ${sort}` },
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: values,
        Limit: 500,
      }),
    );

  /** The calls that a round must make, and nothing else. */
  const bareRound = async (time: number, ids: readonly string[]) => {
    const before = new Date(time - 600_000).toISOString();
    await Promise.all(
      shards.map((one) => query('milestones', 'wakeAt < :before', { ':shard': one, ':before': before })),
    );
    await table.send(new GetCommand({ TableName: tableName(), Key: keys.sweep, ConsistentRead: true }));
    for (const { shard, from, to } of stretchesOf(time - quarter, time)) {
      await query('open', 'transferId BETWEEN :from AND :to', { ':shard': shard, ':from': from, ':to': to });
    }
    for (let n = 0; n < ids.length; n += 25) {
      const start25 = ids.slice(n, n + 25).map((transferId) =>
        states.send(
          new StartExecutionCommand({
            stateMachineArn: local.engine.machineArn,
            name: `${transferId}-1`,
            input: JSON.stringify({ transferId, attempt: 1 }),
          }),
        ),
      );
      await Promise.all(start25);
    }
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...keys.sweep, until: new Date(time).toISOString(), after: null },
      }),
    );
  };

  const idsOf = async (time: number) => {
    const ids: string[] = [];
    for (const stretch of stretchesOf(time - quarter, time)) {
      for (const { transferId } of (await openIn(stretch, null, 1_000_000)).waiting) ids.push(transferId);
    }
    return ids;
  };

  const timed = async <T>(run: () => Promise<T>): Promise<[number, T]> => {
    const from = performance.now();
    const result = await run();
    return [performance.now() - from, result];
  };

  console.log(`Median of ${rounds} rounds, Node ${process.versions.node}, ${dynamoDb.engine}`);
  let open = 0;
  let time = start;
  for (const size of sizes) {
    const added = Array.from({ length: size - open }, () => randomUUID());
    const parts = Array.from({ length: 8 }, (_, n) => added.filter((__, k) => k % 8 === n));
    await Promise.all(parts.map(plantOpen));
    await plantExecutions(join(dataDir, 'local.sqlite'), local.engine, added, start - quarter);
    open = size;
    const taken: { ours: number; bare: number; asked: number; onTable: number }[] = [];
    for (let n = -1; n < rounds; n += 1) {
      await saveSwept({ until: new Date(time).toISOString(), after: null });
      time += quarter;
      const ids = await idsOf(time);
      // Each first in turn: who comes second finds the store warm.
      const bareFirst = n % 2 === 0 ? await timed(() => bareRound(time, ids)) : undefined;
      if (bareFirst) await saveSwept({ until: new Date(time - quarter).toISOString(), after: null });
      calls = 0;
      const [ours, done] = await timed(() => handler({ time: new Date(time).toISOString() }));
      const onTable = calls;
      if (!('asked' in done) || done.asked !== ids.length || done.revived > 0) throw new Error(JSON.stringify(done));
      const [bare] = bareFirst ?? (await timed(() => bareRound(time, ids)));
      if (n >= 0) taken.push({ ours, bare, asked: done.asked, onTable });
    }
    const of = (what: keyof (typeof taken)[number]) => median(taken.map((one) => one[what]));
    console.log(
      `${size} open: ${of('asked')} StartExecution, ${of('onTable')} calls of the table, ${of('ours').toFixed(0)} ms, bare ${of('bare').toFixed(0)} ms, ratio ${(of('ours') / of('bare')).toFixed(2)}`,
    );
  }
  states.destroy();
} finally {
  await local.close();
  await dynamoDb.stop();
  await rm(dataDir, { recursive: true, force: true });
}
