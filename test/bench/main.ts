import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { year2027 } from '../calendar-2027.ts';
import { client, only } from '../client.ts';
import { unbounded } from '../unbounded.ts';

/**
 * `npm run bench`: submission and acknowledgement over HTTP and the recount of all open deadlines, as a ratio to the bare
 * AWS calls that each must make, in one run, on the engine that STORE names. The ratio is what the gateway, the checks,
 * sealing, counting and the record cost.
 */

const rounds = Number(process.env.ROUNDS ?? 60);
const warmUp = 10;
const burst = 64;
const open = Number(process.env.OPEN ?? 2000);

// Log lines would be measured too; the functions read the level when they are loaded.
process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';
const { startLocal } = await import('../../infra/local/runtime.ts');
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-bench-'));
const local = await startLocal({
  limits: unbounded,
  port: 0,
  mailPort: 0,
  dynamoDbPort: 0,
  stepFunctionsPort: 0,
  dataDir,
});

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await run();
  return performance.now() - from;
};

try {
  const { keys } = await import('../../functions/adapters/table/schema.ts');
  const { table, tableName } = await import('../../functions/adapters/table/table.ts');
  const { getTransfer } = await import('../../functions/adapters/table/transfers.ts');
  const { changeCalendar, readCalendar } = await import('../../functions/adapters/table/calendar.ts');
  const kms = new KMSClient();
  const states = new SFNClient();
  const machine = process.env.STATE_MACHINE_ARN;
  const key = process.env.SEAL_KEY_ARN;
  const { submit, command } = client(() => local.url);
  const discoveredAt = new Date(local.now().getTime() - 60_000).toISOString();

  const submitOver = async () => only((await submit({ discoveredAt })).body.transfers);
  const known = await submitOver();
  const { Item: record } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.transfer(known.transferId) }),
  );
  /** Items as large as a transfer's, under a key of their own and out of the workflow's sight. */
  const write = (count: number) => {
    const { shard: _, ...item } = record ?? {};
    const pk = `BENCH#${randomUUID()}`;
    return new TransactWriteCommand({
      TransactItems: Array.from({ length: count }, (_, n) => ({
        Put: {
          TableName: tableName(),
          Item: { ...item, pk, sk: String(n) },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      })),
    });
  };

  const bareSubmit = async () => {
    const register = ['371402-housing', '371402-public-security'].map(keys.unit);
    const regions = ['371402', '371400', '370000'].map(keys.region);
    const Keys = [...register, ...regions];
    await Promise.all([
      table.send(new BatchGetCommand({ RequestItems: { [tableName()]: { Keys, ConsistentRead: true } } })),
      readCalendar(),
    ]);
    const dataKey = () => kms.send(new GenerateDataKeyCommand({ KeyId: key, NumberOfBytes: 32 }));
    await Promise.all(Array.from({ length: 5 }, dataKey));
    await table.send(write(5));
    // Attempt 0 is void: its execution ends with its first look.
    const input = JSON.stringify({ transferId: known.transferId, attempt: 0 });
    await states.send(new StartExecutionCommand({ stateMachineArn: machine, name: randomUUID(), input }));
  };

  const bareAcknowledge = async (transferId: string) => {
    const [{ token }] = await Promise.all([getTransfer(transferId), readCalendar()]);
    await table.send(write(2));
    await states.send(new SendTaskSuccessCommand({ taskToken: token ?? '', output: '{}' }));
  };

  const waiting = async () => {
    const { transferId } = await submitOver();
    await local.engine.settled();
    return transferId;
  };

  const compare = async (name: string, ours: () => Promise<number>, bare: () => Promise<number>) => {
    const taken: [number, number][] = [];
    for (let n = 0; n < warmUp + rounds; n += 1) {
      const one = await ours();
      await local.engine.settled();
      const other = await bare();
      await local.engine.settled();
      if (n >= warmUp) taken.push([one, other]);
    }
    const [a, b] = [median(taken.map(([one]) => one)), median(taken.map(([, other]) => other))];
    console.log(`${name.padEnd(12)} ${a.toFixed(1)} ms, bare ${b.toFixed(1)} ms, ratio ${(a / b).toFixed(2)}`);
  };

  console.log(`Median of ${rounds} rounds, one at a time, Node ${process.versions.node}, ${local.dynamoDbEngine}`);
  await compare(
    'submit',
    () => timed(submitOver),
    () => timed(bareSubmit),
  );
  await compare(
    'acknowledge',
    async () => {
      const transferId = await waiting();
      return timed(() => command('acknowledge', transferId));
    },
    async () => {
      const transferId = await waiting();
      return timed(() => bareAcknowledge(transferId));
    },
  );
  const atOnce = (run: () => Promise<unknown>) => timed(() => Promise.all(Array.from({ length: burst }, run)));
  const all = await atOnce(submitOver);
  await local.engine.settled();
  const bare = await atOnce(bareSubmit);
  const rate = (ms: number) => `${((burst * 1000) / ms).toFixed(0)} a second`;
  console.log(`${burst} submissions at once: ${rate(all)}, bare ${rate(bare)}, ratio ${(all / bare).toFixed(2)}`);
  await local.engine.settled();

  const { plantTransfers } = await import('../open-transfers.ts');
  const ids = await plantTransfers(open, ['2026-12-25', '2026-12-28', '2026-12-29']);
  const { calendarYear } = await import('../../functions/domain/calendar/calendar-year.ts');
  const { putYear } = await import('../../functions/domain/calendar/calendar-changes.ts');
  const { recount } = await import('../../functions/schedules/recount-deadlines.ts');
  await recount(local.now(), () => true);
  const at = local.now().toISOString();
  const year = calendarYear.parse(year2027);
  await changeCalendar((revisions, before) => putYear(2027, year, revisions, before), {
    ...{ at, by: 'clock', event: 'calendar-changed' },
    ifMatch: null,
  });
  let moved = 0;
  const counted = await timed(async () => {
    ({ moved } = await recount(local.now(), () => true));
  });
  // What a recount must do to each page: find it, read it, and write record and event of each transfer that moved.
  const bareRecount = async () => {
    for (let from = 0; from < moved; from += 100) {
      const page = ids.slice(from, Math.min(from + 100, moved));
      await table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'milestones',
          KeyConditionExpression: '#shard = :shard',
          ExpressionAttributeNames: { '#shard': 'shard' },
          ExpressionAttributeValues: { ':shard': 'open#0' },
          Limit: 100,
        }),
      );
      const Keys = page.map(keys.transfer);
      await table.send(new BatchGetCommand({ RequestItems: { [tableName()]: { Keys, ConsistentRead: true } } }));
      const parts = [page.slice(0, 40), page.slice(40, 80), page.slice(80)].filter(({ length }) => length > 0);
      await Promise.all(parts.map(({ length }) => table.send(write(2 * length))));
    }
  };
  const barely = await timed(bareRecount);
  const speed = (ms: number) => `${((moved * 1000) / ms).toFixed(0)} a second`;
  console.log(
    `recount of ${open} open transfers, ${moved} moved: ${speed(counted)}, bare ${speed(barely)}, ratio ${(counted / barely).toFixed(2)}`,
  );
  kms.destroy();
  states.destroy();
} finally {
  await local.close();
  await rm(dataDir, { recursive: true, force: true });
}
