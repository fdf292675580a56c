import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { auditing, ofClue, office, whole } from '../audit.ts';
import { clueWith, housing, police, type Submitted, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';

/** What the log of audit says stands or falls with what was done. */

let dynamoDb: FaultProxy | undefined;
const { local, send, submit, command, read } = useProvince('2026-09-24T10:00:00+08:00', async (endpoint) => {
  dynamoDb = await faultProxy(endpoint);
  return dynamoDb.url;
});
const { audit, readings, readClue, fresh } = auditing({ send, submit });
const proxy = (): FaultProxy => {
  if (!dynamoDb) throw new Error('the proxy does not run');
  return dynamoDb;
};

afterEach(() => expect(proxy().left()).toBe(0));
afterAll(() => dynamoDb?.close());

const cancelled = (code: string, writes: number) =>
  ({
    kind: 'refuse',
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    extra: { CancellationReasons: Array.from({ length: writes }, () => ({ Code: code })) },
  }) as const;
const conflict = cancelled('TransactionConflict', 5);
const throttled = cancelled('ThrottlingError', 5);
const lost = { kind: 'lose-answer' } as const;
const verb = 'TransactWriteItems';
/** The next transaction that a caller asks for meets it; those of executions are through. */
const broken = async (fault: Parameters<FaultProxy['fail']>[1], times = 1) => {
  await local().engine.settled();
  proxy().fail(verb, fault, times);
};
const all = async () => (await audit(whole)).body.items;

describe('a command', () => {
  it('that cannot be written leaves nothing in the log, and one that comes again one entry', async () => {
    const before = await all();
    const headers = { 'idempotency-key': 'refused' };
    await broken(throttled);
    expect((await submit({}, { headers })).status).toBe(503);
    expect(await all()).toEqual(before);
    const { body } = await submit({}, { headers });
    expect((await submit({}, { headers })).body).toEqual(body);
    expect(ofClue(await audit(whole), body.clueId)).toEqual([['registered', housing]]);
    expect(await all()).toHaveLength(before.length + 1);
  });

  it('whose answer was lost stands in the log once, however often it comes again', async () => {
    const before = await all();
    const token = await send<{ token: string }>('POST', '/_local/token', { unitId: housing, role: 'clerk' });
    const headers = { authorization: `Bearer ${token.body.token}`, 'idempotency-key': 'lost' };
    const ask = () => send<Submitted>('POST', '/v1/clues', clueWith(), { headers });
    await broken(lost);
    await ask();
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map(({ body }) => body.clueId)).size).toBe(1);
    expect(await all()).toHaveLength(before.length + 1);
  });

  it('that met another writer stands there once, as it was decided in the end', async () => {
    const { clueId, transferId } = await fresh();
    await broken(conflict, 2);
    expect((await command('acknowledge', transferId)).status).toBe(200);
    expect(ofClue(await audit(whole), clueId)).toEqual([
      ['acknowledged', police],
      ['registered', housing],
    ]);
  });

  it('of which one of several at once is carried out leaves one entry', async () => {
    const { clueId, transferId } = await fresh();
    const answers = await Promise.all([1, 2, 3, 4].map(() => command('acknowledge', transferId)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(ofClue(await audit(whole), clueId)).toHaveLength(2);
  });
});

describe('a reading', () => {
  it('that cannot go on the record shows nothing, and is in the log as often as it is on the timeline', async () => {
    const { clueId, transferId } = await fresh();
    // Its workflow writes too.
    await broken(throttled);
    const refused = await send('GET', `/v1/clues/${clueId}`, undefined, { as: police });
    expect(refused.status).toBe(503);
    expect(JSON.stringify(refused.body)).not.toContain('强揽');
    expect(ofClue(await audit(whole), clueId)).toEqual([['registered', housing]]);
    expect((await readings(clueId)).body.items).toEqual([]);

    await broken(conflict);
    await readClue(clueId, police);
    await command('return', transferId, { reason: 'incomplete', note: '补材料' });
    await broken(lost);
    await read(transferId);
    await Promise.all([office, police, housing].map((as) => readClue(clueId, as)));
    const { items } = (await readings(clueId)).body;
    const logged = (await all()).filter(({ about, event }) => about.clueId === clueId && event === 'read');
    expect(items).toHaveLength(5);
    const said = (acts: readonly { at: string; by: { sub: string } }[]) =>
      acts.map(({ at, by }) => `${at} ${by.sub}`).sort();
    expect(said(logged)).toEqual(said(items));
  });
});

describe('changes of a unit and of the calendar', () => {
  it('are in the log only where they were made', async () => {
    const options = { as: 'operator', role: 'operator' };
    const unit = (name: string) => ({
      name,
      organ: 'water',
      regionCode: '371402',
      emails: ['water.3@371402.example'],
      supervisors: [],
    });
    const put = (name: string) => send('PUT', '/v1/units/371402-water-3', unit(name), options);
    const year = (holidays: string[]) => send('PUT', '/v1/calendar/2026', { holidays, workdays: [] }, options);
    const before = await all();
    await broken(throttled);
    expect((await put('一')).status).toBe(503);
    await broken(conflict);
    expect((await put('一')).status).toBe(201);
    expect((await year(['2026-01-02'])).status).toBe(422);
    const items = await all();
    expect(items.map(({ event }) => event)).toEqual(['unit-registered', ...before.map(({ event }) => event)]);
  });
});
