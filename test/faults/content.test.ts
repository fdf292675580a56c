import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { keys, sortKeys } from '../../functions/adapters/table/schema.ts';
import { auditing, ofClue, whole } from '../audit.ts';
import { correcting } from '../contents.ts';
import { clueWith, discipline, housing, only, police, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';
import { adapters, asBefore, forms } from './records-of-before.ts';

/** A correction stands as a whole or not at all, whatever fails and whoever else writes in its midst. */

let dynamoDb: FaultProxy | undefined;
const { local, send, submit, command, read } = useProvince('2026-09-24T10:00:00+08:00', async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});
const { correct, clue } = correcting({ send });
const { audit } = auditing({ send, submit });
const proxy = (): FaultProxy => {
  if (!dynamoDb) throw new Error('the proxy does not run');
  return dynamoDb;
};
afterEach(() => expect(proxy().left()).toBe(0));
afterAll(() => dynamoDb?.close());

const verb = 'TransactWriteItems';
const cancelled = (code: string) =>
  ({
    kind: 'refuse',
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    extra: { CancellationReasons: Array.from({ length: 6 }, () => ({ Code: code })) },
  }) as const;

const was = clueWith();
const both = { kinds: ['organised-crime', 'misconduct'] };
const office = '371402-leading-group-office';
const officeName = '德城区扫黑办';
const naming = { subjects: [{ name: officeName, kind: '单位' }] };

/** Nothing else writes on it: its workflow has looked. */
const fresh = async (different: Record<string, unknown> = {}) => {
  const { body } = await submit(different);
  const [first = '', other = ''] = body.transfers.map(({ transferId }) => transferId);
  await local().engine.settled();
  return { clueId: body.clueId, transferId: first, other, replyId: (body.reply as { replyId?: string })?.replyId };
};
const sendBack = async (transferId: string, as = police) => {
  await command('return', transferId, { reason: 'incomplete', note: '材料不全' }, { as });
  await local().engine.settled();
};
const verified = async () => {
  await local().engine.settled();
  const { handler } = await import('../../functions/schedules/verify-records.ts');
  return (await local().as('verify-records', () => handler({ time: '2026-09-30T00:00:00Z' }))).faults;
};
const status = async (path: string, as: string) => (await send('GET', path, undefined, { as })).status;

/** The next transaction that a caller asks for meets it; those of executions are through. */
const broken = async (fault: Parameters<FaultProxy['fail']>[1], times = 1) => {
  await local().engine.settled();
  proxy().fail(verb, fault, times);
};

/** Holds back the transaction of the first, until the second is through. */
const overtaken = async <A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  await broken({ kind: 'hold', until: promise });
  const met = proxy().allMet();
  const one = first();
  await met;
  const other = await second();
  resolve();
  return [await one, other];
};

describe('a correction', () => {
  it('that cannot be written changes nothing, and goes through later under the same key', async () => {
    const { clueId } = await fresh({ dispatch: false });
    const headers = { 'idempotency-key': 'throttled' };
    await broken(cancelled('ThrottlingError'));
    expect((await correct(clueId, { text: '改', ...naming }, { headers })).status).toBe(503);
    const { readPartition } = await import('../../functions/adapters/table/table.ts');
    const former = async () =>
      (await readPartition(keys.clue(clueId).pk, sortKeys.content)).map(({ version }) => version);
    expect(await former()).toEqual([]);
    expect((await clue(clueId)).body).toMatchObject({ text: was.text, content: { version: 1 } });
    expect((await clue(clueId, office)).status).toBe(200);
    expect((await correct(clueId, { text: '改', ...naming }, { headers })).body.content.version).toBe(2);
    expect((await clue(clueId, office)).status).toBe(404);
    expect(await former()).toEqual([1]);
  });

  it('whose answer was lost, or which met another transaction, is done once', async () => {
    const { clueId } = await fresh({ dispatch: false });
    await broken({ kind: 'lose-answer' });
    expect((await correct(clueId, { text: '一' })).body.content.version).toBe(2);
    await broken(cancelled('TransactionConflict'), 2);
    expect((await correct(clueId, { text: '二' })).body.content.version).toBe(3);
    expect(ofClue(await audit(whole), clueId).map(([event]) => event)).toEqual([
      'corrected',
      'corrected',
      'registered',
    ]);
    expect(await verified()).toEqual([]);
  });

  it('that a dispatch overtakes is refused, and the receiver has what was sent', async () => {
    const { clueId, transferId } = await fresh({ dispatch: false });
    const dispatched = () => command('dispatch', transferId, {}, { as: housing });
    const [corrected, sent] = await overtaken(() => correct(clueId, { text: '改' }), dispatched);
    expect([corrected.status, sent.status]).toEqual([409, 200]);
    expect((await clue(clueId, police)).body).toMatchObject({ text: was.text, content: { version: 1 } });
  });

  it('that overtakes an acknowledgement is what was acknowledged', async () => {
    const { clueId, transferId, other } = await fresh(both);
    await sendBack(other, discipline);
    const [taken, corrected] = await overtaken(
      () => command('acknowledge', transferId),
      () => correct(clueId, { text: '改' }),
    );
    expect([corrected.status, taken.status, taken.body.contentVersion]).toEqual([200, 200, 2]);
    expect((await read(transferId)).body.timeline.at(-1)).toMatchObject({ event: 'acknowledged', content: 2 });
  });

  it('that a return overtakes is kept from who returned it', async () => {
    const { clueId, transferId, other } = await fresh(both);
    await sendBack(other, discipline);
    const [corrected] = await overtaken(
      () => correct(clueId, { text: '改' }),
      () => sendBack(transferId),
    );
    expect(corrected.status).toBe(200);
    expect((await clue(clueId, police)).body).toMatchObject({ text: was.text, content: { version: 1 } });
    expect((await clue(clueId)).body.content.version).toBe(2);
  });

  it('keeps from whom it names what is made of the clue in its midst', async () => {
    const { clueId, transferId, other } = await fresh(both);
    await sendBack(other, discipline);
    await command('acknowledge', transferId);
    await local().engine.settled();
    const filed = { filedAt: '2026-09-24', caseNumber: '1' };
    const file = () => command('case', transferId, filed);
    const [corrected, first] = await overtaken(() => correct(clueId, naming), file);
    expect([corrected.status, first.status]).toEqual([200, 201]);
    expect(await status(`/v1/transfers/${first.body.noticeId}`, office)).toBe(404);
    expect(await status(`/v1/transfers/${first.body.noticeId}`, police)).toBe(200);
    const second = await fresh(both);
    await sendBack(second.other, discipline);
    await command('acknowledge', second.transferId);
    await local().engine.settled();
    const [notice] = await overtaken(
      () => command('case', second.transferId, filed),
      () => correct(second.clueId, naming),
    );
    expect(notice.status).toBe(201);
    expect(await status(`/v1/transfers/${notice.body.noticeId}`, office)).toBe(404);
    expect(await verified()).toEqual([]);
  });
});

describe('what stands beside a transfer', () => {
  it('is kept from whom a correction names, too', async () => {
    const { clueId, transferId } = await fresh({ dispatch: false });
    const { keys, item, update, remove, table, getTransfer } = await adapters();
    const supplementId = crypto.randomUUID();
    const { tableName } = await import('../../functions/adapters/table/table.ts');
    const record = await item(keys.transfer(transferId));
    const beside = { ...record, ...keys.transfer(supplementId), transferId: supplementId, shard: undefined };
    await table.send(new PutCommand({ TableName: tableName(), Item: beside }));
    await update(keys.transfer(transferId), 'SET supplements = :ids', { ':ids': [supplementId] });
    expect((await correct(clueId, naming)).status).toBe(200);
    expect(await forms(clueId, [transferId, supplementId])).toEqual(['hashes', 'hashes', 'hashes']);
    expect(await status(`/v1/transfers/${supplementId}`, office)).toBe(404);
    expect((await getTransfer(supplementId)).revision).toBe(Number(record.revision) + 1);
    // It has no timeline.
    await remove(keys.transfer(supplementId));
    await update(keys.transfer(transferId), 'REMOVE supplements, digest');
  });
});

describe('a clue of before', () => {
  const reporter = { anonymous: false, name: '赵某', phone: '1' };
  const address = 'supervisor.leading-group-office@371402.example';

  it('is corrected, has no annexes, and keeps who was named with who is named now', async () => {
    const { clueId, transferId, replyId } = await fresh({ dispatch: false, recuse: [address], reporter });
    const { transferIds } = await asBefore(clueId);
    expect(transferIds).toEqual([transferId, replyId]);
    expect((await clue(clueId)).body).toMatchObject({ annexes: [], content: { version: 1 } });
    expect((await correct(clueId, { text: '改' })).status).toBe(200);
    expect(await forms(clueId, transferIds)).toEqual(['not said', 'sealed', 'sealed']);
    const { body } = await correct(clueId, { subjects: [{ name: '德州市扫黑办', kind: '单位' }] });
    expect(body).toMatchObject({ content: { version: 3 }, recusals: [{ met: ['德州市扫黑办'] }] });
    expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes', 'hashes']);
    for (const path of [`/v1/clues/${clueId}`, ...transferIds.map((id) => `/v1/transfers/${id}`)]) {
      expect(await status(path, '371400-leading-group-office')).toBe(404);
      // By the register, and not by the address alone: so it would be carried over.
      const person = {
        unitId: office,
        role: 'supervisor',
        sub: 'x',
        name: '德城区扫黑办分管负责人',
        email: 'x@idp.example',
      };
      const { token } = (await send<{ token: string }>('POST', '/_local/token', person)).body;
      const headers = { authorization: `Bearer ${token}` };
      expect((await send('GET', path, undefined, { headers })).status).toBe(404);
      expect(await status(path, '370000-leading-group-office')).toBe(200);
    }
    for (const version of [1, 2]) {
      expect((await clue(clueId, housing, `?version=${version}`)).body).toMatchObject({ annexes: [] });
    }
    const { handler } = await import('../../functions/schedules/carry-over-recusals.ts');
    await local().as('carry-over-recusals', () => handler({ time: '2026-09-24T03:00:00Z' }));
    expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes', 'hashes']);
    expect(await verified()).toEqual([]);
  });

  it('that was acknowledged says no version of it', async () => {
    const { clueId, transferId } = await fresh();
    await command('acknowledge', transferId);
    await asBefore(clueId);
    expect((await read(transferId)).body).toMatchObject({ contentVersion: null });
  });
});

describe('verification', () => {
  it('misses a former version, and one that no event tells of', async () => {
    const { keys, remove, update } = await adapters();
    const [one, two] = [await fresh({ dispatch: false }), await fresh({ dispatch: false })];
    for (const { clueId } of [one, two]) await correct(clueId, { text: '改' });
    await remove(keys.clueContent(one.clueId, 1));
    await update(keys.clue(two.clueId), 'REMOVE corrections');
    const faults = await verified();
    const of = ({ clueId }: { clueId: string }) =>
      faults.filter(({ record }) => record === keys.clue(clueId).pk).map(({ fault }) => fault);
    expect(of(one)).toEqual(['versions none of its content are kept, not 1']);
    expect(of(two)).toContain('RECORD was changed');
    expect(only(of(two).filter((fault) => fault.includes('timeline')))).toContain('other versions');
  });
});
