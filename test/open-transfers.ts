import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { table, tableName } from '../functions/adapters/table/table.ts';
import { newTransfer } from '../functions/adapters/table/transfer-writes.ts';
import { stateCouncil } from '../functions/domain/calendar/calendar.ts';
import type { Circumstances } from '../functions/domain/transfer/decision.ts';
import { acknowledge, beginTransfer, dispatch } from '../functions/domain/transfer/life.ts';
import { settingsWith } from './functions/domain/settings.ts';

/** Open transfers in bulk, written as the functions write them but without their workflows: by batches, since a transaction each takes too long. */

const units = ['housing', 'land', 'water', 'transport', 'agriculture', 'court'];

const transferOf = (n: number, day: string) => {
  const from = `371402-${units[n % units.length]}`;
  const c: Circumstances = {
    now: new Date(`${day}T10:00:00+08:00`),
    by: { sub: `clerk@${from}`, role: 'clerk', unitId: from },
    calendar: stateCouncil,
    settings: settingsWith(),
  };
  const registered = beginTransfer(
    {
      transferId: randomUUID(),
      clueId: randomUUID(),
      reference: `371402-${day.replaceAll('-', '')}-${String(n).padStart(8, '0')}`,
      rule: 'organised-crime',
      from,
      to: '371402-public-security',
      regionCode: '371402',
      regionPath: ['371402', '371400', '370000'],
      channel: 'daily-enforcement',
      replyId: null,
      lineage: '370000/371400/371402',
      discoveredAt: c.now.toISOString(),
    },
    c,
  );
  const dispatched = dispatch(registered.record, c);
  if (n % 2 === 0) return [registered, dispatched];
  return [registered, dispatched, acknowledge(dispatched.record, c)];
};

/**
 * Half of them await their acknowledgement, half their feedback; dispatched on the given days in turn. One in ten has its
 * events too, which no recount reads: writing them all would take most of a test's time. Gives their ids.
 */
export const plantTransfers = async (count: number, days: readonly string[]): Promise<string[]> => {
  const ids: string[] = [];
  const items: Record<string, unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    const decisions = transferOf(n, days[n % days.length] ?? '');
    const last = decisions.at(-1);
    if (!last) continue;
    ids.push(last.record.transferId);
    const writes = await newTransfer({ transfer: last.record, events: decisions.map(({ event }) => event) }, null);
    for (const { Put } of n % 10 === 0 ? writes : writes.slice(0, 1)) if (Put?.Item) items.push(Put.Item);
  }
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) => items.slice(n * 25, n * 25 + 25));
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const RequestItems = { [tableName()]: batch.map((Item) => ({ PutRequest: { Item } })) };
      const { UnprocessedItems = {} } = await table.send(new BatchWriteCommand({ RequestItems }));
      if (Object.keys(UnprocessedItems).length > 0) throw new Error('the store left items of a batch unwritten');
    }
  };
  await Promise.all(Array.from({ length: 8 }, write));
  return ids;
};
