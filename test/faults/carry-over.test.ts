import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { housing, police, type Submitted, useProvince } from '../province.ts';
import { type FaultProxy, faultProxy } from './proxy.ts';
import { adapters, asBefore, forms, revisionsOf } from './records-of-before.ts';

let store: FaultProxy | undefined;
let keyService: FaultProxy | undefined;
const { local, send, submit, command, read, token } = useProvince('2026-09-24T10:00:00+08:00', async (endpoint) => {
  store = await faultProxy(endpoint);
  return store.url;
});
afterAll(() => Promise.all([store?.close(), keyService?.close()]));

/** In between from the first call on: the functions read the endpoint when they first seal something. */
const proxied = async (): Promise<{ table: FaultProxy; kms: FaultProxy }> => {
  keyService ??= await faultProxy(local().endpoints.keys);
  process.env.AWS_ENDPOINT_URL_KMS = keyService.url;
  if (!store) throw new Error('the province does not run yet');
  return { table: store, kms: keyService };
};
const denied = { kind: 'refuse', status: 400, type: 'AccessDeniedException' } as const;
const pass = { kind: 'pass' } as const;

const morning = '2026-09-24T03:00:00Z';
const run = async (time = morning) => {
  const { handler } = await import('../../functions/schedules/carry-over-recusals.ts');
  return local().as('carry-over-recusals', () => handler({ time }));
};

const verified = async () => {
  const { handler } = await import('../../functions/schedules/verify-records.ts');
  return (await local().as('verify-records', () => handler({ time: '2026-09-30T00:00:00Z' }))).faults;
};

const both = { kinds: ['organised-crime', 'misconduct'] };
const reporter = { anonymous: false, name: '赵某', phone: '1' };
const person = '德城区扫黑办分管负责人';
const address = 'supervisor.leading-group-office@371402.example';
const office = '371402-leading-group-office';

/** Somebody whom the province's provider knows by name, and by another address than the register. */
const asNamed = async (unitId: string, name: string) => {
  const { body } = await send<{ token: string }>('POST', '/_local/token', {
    ...{ unitId, role: 'supervisor', sub: 'f3c1', name, email: 'f3c1@idp.example' },
  });
  return { headers: { authorization: `Bearer ${body.token}` } };
};

const submitted = async (different: Record<string, unknown>, as = housing): Promise<Submitted> => {
  const { status, body } = await submit(different, { as });
  expect(status).toBe(201);
  // Its workflow writes on it too: what a test breaks, or writes by hand, must not meet that.
  await local().engine.settled();
  return body;
};

beforeEach(async () => {
  await proxied();
  const { keys, remove } = await adapters();
  await remove(keys.carryOver);
});

describe('records of before', () => {
  it('are carried over with their transfers and their reply, and nothing else of them is touched', async () => {
    const { clueId } = await submitted({ ...both, recuse: [address], reporter });
    const nobody = await submitted({});
    const { transferIds } = await asBefore(clueId);
    const others = await asBefore(nobody.clueId);
    expect(await forms(clueId, transferIds)).toEqual(['not said', 'sealed', 'sealed', 'sealed']);
    const before = await Promise.all(transferIds.map((id) => read(id)));
    const revisions = await revisionsOf(transferIds);
    expect(await run()).toMatchObject({ pass: 2, done: false, resumeAt: '2026-09-25T03:00:00.000Z' });
    expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes', 'hashes', 'hashes']);
    expect(await forms(nobody.clueId, others.transferIds)).toEqual(['nobody', 'nobody']);
    const after = await Promise.all(transferIds.map((id) => read(id)));
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
    // Whoever read a record before writes on it again.
    expect(await revisionsOf(transferIds)).toEqual(revisions.map((one) => one + 1));
    expect(await verified()).toEqual([]);
  });

  it('are resolved by it: who is named by address is known by name as well', async () => {
    const { clueId, transfers } = await submitted({ recuse: [address] });
    const [{ transferId = '' } = {}] = transfers;
    await asBefore(clueId);
    const as = await asNamed(office, person);
    const reads = async () => [
      (await send('GET', `/v1/transfers/${transferId}`, undefined, as)).status,
      (await send('GET', `/v1/clues/${clueId}`, undefined, as)).status,
    ];
    expect(await reads()).toEqual([200, 200]);
    await run();
    expect(await reads()).toEqual([404, 404]);
  });

  it('mean by a bare name people of where a transfer went, as well as of where the clue is', async () => {
    const { clueId, transfers } = await submitted({ recuse: ['陵城区公安分局分管负责人'] });
    const [{ transferId = '' } = {}] = transfers;
    const { keys, update } = await adapters();
    await asBefore(clueId);
    const elsewhere = { ':seat': '370000/371400/371403' };
    await update(keys.transfer(transferId), 'SET seat = :seat', elsewhere);
    await run();
    const { getTransfer, recusedFrom } = await adapters();
    const { meets } = await recusedFrom(await getTransfer(transferId));
    expect(meets(['id:supervisor.public-security@371403.example'])).toBe(true);
    expect(meets(['id:supervisor.public-security@371425.example'])).toBe(false);
  });

  it('are found where a clue stayed with its unit, and a case was filed on it meanwhile', async () => {
    const { clueId, transfers } = await submitted({ recuse: [address] }, police);
    expect(transfers).toEqual([]);
    await asBefore(clueId);
    const filed = { filedAt: '2026-09-24', caseNumber: '1' };
    // What is made of a record of before keeps what that says as it is written.
    const notice = await send('POST', `/v1/clues/${clueId}/case`, filed, { as: police });
    expect(notice.status).toBe(201);
    const { getClue, getTransfer, recusedFrom } = await adapters();
    const [noticeId = ''] = (await getClue(clueId)).clue.transferIds;
    const names = [`name:${person}`];
    expect((await recusedFrom(await getTransfer(noticeId))).meets(names)).toBe(false);
    await run();
    expect(await forms(clueId, [noticeId])).toEqual(['hashes', 'hashes']);
    expect((await recusedFrom(await getTransfer(noticeId))).meets(names)).toBe(true);
  });
});

describe('reads after it', () => {
  it('make no call of KMS, where each row cost one before', async () => {
    const { kms } = await proxied();
    for (let n = 0; n < 5; n += 1) {
      const { clueId } = await submitted({ subjects: [{ name: `张某${n}`, kind: 'person' }] });
      await asBefore(clueId);
    }
    const asked = async () => {
      const began = kms.calls('Decrypt');
      for (const [path, as, accept] of [
        ['/v1/ledgers/sent', housing, 'application/json'],
        ['/v1/ledgers/sent', housing, 'text/csv'],
        ['/v1/ledgers/received', police, 'application/json'],
        ['/v1/statistics?month=2026-09', office, 'application/json'],
        ['/v1/overdue', office, 'application/json'],
      ] as const) {
        const authorization = `Bearer ${await token(as)}`;
        const { status } = await fetch(`${local().url}${path}`, { headers: { authorization, accept } });
        expect([path, status]).toEqual([path, 200]);
      }
      return kms.calls('Decrypt') - began;
    };
    expect(await asked()).toBeGreaterThan(5);
    await run();
    expect(await asked()).toBe(0);
  });
});

describe('the job', () => {
  it('ends after a pass that found nothing, and costs one read and the word that it ran from then on', async () => {
    const { table } = await proxied();
    await run();
    const { clueId } = await submitted({ recuse: [address] });
    const { transferIds } = await asBefore(clueId);
    // Not before a day has passed.
    expect(await run('2026-09-24T04:00:00Z')).toMatchObject({ pass: 2, done: false });
    expect(await forms(clueId, transferIds)).toEqual(['not said', 'sealed']);
    expect(await run('2026-09-25T03:00:00Z')).toMatchObject({ pass: 3, done: false });
    expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes']);
    expect(await run('2026-09-26T03:00:00Z')).toMatchObject({ pass: 3, found: 0, left: 0, done: true });
    const verbs = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'TransactWriteItems'];
    const before = verbs.map(table.calls);
    expect(await run('2026-09-27T03:00:00Z')).toMatchObject({ done: true, resumeAt: undefined });
    expect(verbs.map((verb, n) => table.calls(verb) - (before[n] ?? 0))).toEqual([1, 0, 0, 1, 0, 0]);
  });

  it('looks at a fresh province twice: code of before may have written beside its first pass', async () => {
    expect(await run()).toMatchObject({ pass: 2, done: false });
    expect(await run('2026-09-25T03:00:00Z')).toMatchObject({ pass: 2, done: true });
  });

  it('goes on where it was killed, whatever it had written', async () => {
    const { table } = await proxied();
    for (const written of [0, 1, 2, 3]) {
      const { clueId } = await submitted({ ...both, recuse: [address], reporter });
      const { transferIds } = await asBefore(clueId);
      if (written > 0) table.fail('TransactWriteItems', pass, written);
      table.fail('TransactWriteItems', denied, 3);
      const before = table.calls('TransactWriteItems');
      await expect(run()).rejects.toThrow();
      // What was under way when it failed comes to its end: the clue alone, or with it the three that follow it.
      await expect.poll(() => table.calls('TransactWriteItems') - before).toBe(written === 0 ? 1 : 4);
      table.heal();
      // A call counts when it arrives; what it writes may be there a moment later.
      await expect
        .poll(async () => (await forms(clueId, transferIds)).filter((form) => form === 'hashes'))
        .toHaveLength(written);
      expect(await run()).toMatchObject({ pass: 2 });
      expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes', 'hashes', 'hashes']);
      const { keys, remove } = await adapters();
      await remove(keys.carryOver);
    }
    expect(await verified()).toEqual([]);
  });

  it('loses nothing where its answer is lost, or two of it run at once', async () => {
    const { table } = await proxied();
    const { clueId } = await submitted({ ...both, recuse: [address], reporter });
    const { transferIds } = await asBefore(clueId);
    table.fail('TransactWriteItems', { kind: 'lose-answer' }, 2);
    const runs = await Promise.all([run(), run()]);
    table.heal();
    expect(runs.map(({ done }) => done)).toEqual([false, false]);
    expect(await run()).toMatchObject({ pass: 2 });
    expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes', 'hashes', 'hashes']);
  });

  it('stands beside commands: both are done, and what one made of a record of before is found', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => submitted({ recuse: [address], subjects: [{ name: '张某', kind: 'person' }] })),
    );
    const ids = made.map(({ transfers: [one] }) => one?.transferId ?? '');
    for (const { clueId } of made) await asBefore(clueId);
    const [, ...answers] = await Promise.all([run(), ...ids.map((id) => command('acknowledge', id))]);
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    const { keys, update, seal } = await adapters();
    const [first] = made;
    const [id = ''] = ids;
    // As a successor would have it that was made of the record of before.
    const sealed = await seal(first?.clueId ?? '', 'recused', [address, '张某']);
    await update(keys.transfer(id), 'SET recused = :sealed', { ':sealed': sealed });
    expect(await run('2026-09-25T03:00:00Z')).toMatchObject({ pass: 3, done: false });
    for (const [n, { clueId }] of made.entries()) {
      expect(await forms(clueId, [ids[n] ?? ''])).toEqual(['hashes', 'hashes']);
    }
    expect(await verified()).toEqual([]);
  });

  it('rings for a clue that does not open, does the others, and ends when that one is mended', async () => {
    const { logger } = await import('../../functions/adapters/log.ts');
    const said = vi.spyOn(logger, 'error').mockReturnValue();
    const [broken, sound] = [await submitted({ recuse: [address] }), await submitted({ recuse: [address] })];
    const all = [broken.clueId, sound.clueId];
    const [of, others] = [await asBefore(broken.clueId), await asBefore(sound.clueId)];
    const { keys, update, item } = await adapters();
    const [own, foreign] = (await Promise.all(all.map((id) => item(keys.clue(id))))).map(
      ({ sealed }) => sealed as Record<string, Uint8Array>,
    );
    const put = (sealed: unknown) => update(keys.clue(broken.clueId), 'SET sealed = :sealed', { ':sealed': sealed });
    const rings = () => said.mock.calls.splice(0).map(([, line]) => line);
    for (const [day, recuse] of [
      ['24', foreign?.recuse],
      ['25', new Uint8Array([1, 2, 3])],
      ['26', undefined],
    ] as const) {
      await put({ ...own, recuse });
      expect(await run(`2026-09-${day}T03:00:00Z`)).toMatchObject({ done: false });
      const lines = rings();
      expect(lines).toMatchObject([{ alarm: 'recusal-damaged', clueId: broken.clueId }]);
      expect(JSON.stringify(lines)).not.toContain(address);
      expect(await forms(sound.clueId, others.transferIds)).toEqual(['hashes', 'hashes']);
      expect(await forms(broken.clueId, of.transferIds)).toEqual(['not said', 'sealed']);
    }
    await put(own);
    expect(await run('2026-09-27T03:00:00Z')).toMatchObject({ done: false });
    expect(await forms(broken.clueId, of.transferIds)).toEqual(['hashes', 'hashes']);
    expect(await run('2026-09-28T03:00:00Z')).toMatchObject({ done: true });
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });

  it('takes no clue for damaged where KMS gives no answer: it fails, and goes on from there', async () => {
    const { kms } = await proxied();
    const { logger } = await import('../../functions/adapters/log.ts');
    const said = vi.spyOn(logger, 'error').mockReturnValue();
    const { clueId } = await submitted({ recuse: [address] });
    const { transferIds } = await asBefore(clueId);
    kms.fail('Decrypt', denied, 100);
    await expect(run()).rejects.toThrow();
    kms.heal();
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
    await run();
    expect(await forms(clueId, transferIds)).toEqual(['hashes', 'hashes']);
  });
});
