import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Item } from '../../functions/schedules/verify/look.ts';
import { only, useProvince } from '../province.ts';
import { blamedOnAnother, itemsOf, remove, whileSpoilt, write } from './forged.ts';

/** Who may write the table, and makes every hash anew, is contradicted by the heads that were signed. */

const { local, submit, command, advanceTo, dataDir } = useProvince('2026-09-17T10:00:00+08:00');
const discoveredAt = '2026-09-17T09:00:00+08:00';

const verify = async (what: object) => {
  const { handler } = await import('../../functions/schedules/verify-records.ts');
  return local().as('verify-records', () => handler({ time: local().now(), ...what }));
};

/** A clue that is acknowledged, and everything of it that lies in partitions of its own. */
const handled = async () => {
  const { clueId, transfers } = (await submit({ discoveredAt })).body;
  const { transferId } = only(transfers);
  await command('acknowledge', transferId);
  await local().engine.settled();
  const { keys } = await import('../../functions/adapters/table/schema.ts');
  return { transfer: keys.transfer(transferId).pk, clue: keys.clue(clueId).pk, transferId };
};

const folder = () => join(dataDir(), 'objects', 'heads');
const fileOf = (number: number) => join(folder(), `${String(number).padStart(8, '0')}.json`);
const newest = async () => (await readdir(folder())).length;

describe('signed heads', () => {
  it('contradict a timeline that was rewritten whole, with right hashes and digests', async () => {
    const { transfer } = await handled();
    expect((await verify({})).faults).toEqual([]);
    const fault = { record: transfer, fault: 'its past is not the one that was signed on 2026-09-17' };
    await whileSpoilt(
      [transfer],
      () => blamedOnAnother(transfer),
      async () => {
        // By itself, and by all that stands beside it, it is right.
        expect((await verify({ months: ['2026-09'] })).faults).toEqual([]);
        expect((await verify({})).faults).toEqual([fault]);
        // What they contradict is signed no more.
        expect((await verify({})).faults).toEqual([fault]);
        expect((await verify({ everything: true })).faults).toEqual([fault]);
      },
    );
    expect((await verify({})).faults).toEqual([]);
    expect((await verify({ everything: true })).faults).toEqual([]);
  });

  it('contradict a record that was set back to what it was before', async () => {
    const { clueId, transfers } = (await submit({ discoveredAt })).body;
    await local().engine.settled();
    const { transferId } = only(transfers);
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { pk } = keys.transfer(transferId);
    const before = await itemsOf([pk]);
    await command('acknowledge', transferId);
    await local().engine.settled();
    expect((await verify({})).faults).toEqual([]);
    const spoil = async () => {
      await remove(await itemsOf([pk]));
      await write(before);
    };
    await whileSpoilt([pk], spoil, async () => {
      expect((await verify({ months: ['2026-09'] })).faults).toEqual([]);
      expect((await verify({})).faults).toEqual([
        { record: pk, fault: expect.stringMatching(/^of the \d entries that were signed on 2026-09-17 it has \d$/) },
      ]);
    });
    expect(clueId).toBeDefined();
  });

  it('name what was deleted with all that knew of it', async () => {
    const { transfer, clue, transferId } = await handled();
    expect((await verify({})).faults).toEqual([]);
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const day = keys.audit('2026-09-17', '').pk;
    const place = (await itemsOf([keys.place(clue.slice('CLUE#'.length), '', '').pk])).map(({ pk }) => String(pk));
    const partitions = [transfer, clue, ...place, day];
    const spoil = async () => {
      await remove(await itemsOf([transfer, clue, ...place]));
      const about = (await itemsOf([day])).filter((item) => JSON.stringify(item).includes(clue.slice('CLUE#'.length)));
      await remove([...about, ...(await itemsOf([day])).filter((item) => JSON.stringify(item).includes(transferId))]);
    };
    await whileSpoilt(partitions, spoil, async () => {
      const records = (await verify({ everything: true })).faults;
      expect(records.toSorted((a, b) => (a.record < b.record ? -1 : 1))).toEqual(
        [clue, transfer].map((record) => ({ record, fault: 'it was signed on 2026-09-17, and is missing' })),
      );
    });
  });

  it('hold days of the log of audit, once they are over, and versions of units', async () => {
    await advanceTo('2026-09-19T10:00:00+08:00');
    expect((await verify({})).faults).toEqual([]);
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { withDigest, digestAttribute } = await import('../../functions/adapters/table/digest.ts');
    const day = keys.audit('2026-09-17', '').pk;
    const forged = ({ [digestAttribute]: _, ...item }: Item) => withDigest({ ...item, by: 'another' });
    const first = (items: readonly Item[], sk: string) =>
      items.filter((item) => String(item.sk).startsWith(sk)).slice(0, 1);
    const { partToVerify, partsOfTable } = await import('../../functions/domain/transfer/verification.ts');
    const { partitionsOf } = await import('../../functions/adapters/table/table.ts');
    // A unit whose turn in the table was on one of the two days.
    let unit = '';
    for await (const pk of partitionsOf(partToVerify('2026-09-18'), partsOfTable))
      if (pk.startsWith('UNIT#')) unit = pk;
    for (const [pk, sk] of [
      [day, ''],
      [unit, 'REVISION#'],
    ] as const) {
      const spoil = async () => write(first(await itemsOf([pk]), sk).map(forged));
      await whileSpoilt([pk], spoil, async () => {
        expect((await verify({ everything: true })).faults).toContainEqual({
          record: pk,
          fault: expect.stringMatching(/^its past is not the one that was signed on 2026-09-1\d$/),
        });
      });
    }
    expect((await verify({ everything: true })).faults).toEqual([]);
  });

  it('are not made of a record that is damaged: put right again, it contradicts none', async () => {
    const { transfer } = await handled();
    const spoil = async () => remove((await itemsOf([transfer])).filter(({ sk }) => sk === 'EVENT#000001'));
    await whileSpoilt([transfer], spoil, async () => {
      expect((await verify({})).faults).not.toEqual([]);
    });
    expect((await verify({})).faults).toEqual([]);
    expect((await verify({ everything: true })).faults).toEqual([]);
  });

  it('are lost by no two rounds at once, and each round leads on from another', async () => {
    const before = await newest();
    await Promise.all(Array.from({ length: 4 }, () => verify({})));
    expect(await newest()).toBe(before + 4);
    expect((await verify({ everything: true })).faults).toEqual([]);
  });

  it('come into as many files as they need', async () => {
    const { signHeads } = await import('../../functions/schedules/verify/signed.ts');
    const head = { count: 1, hash: 'a'.repeat(64) };
    const many = new Map(Array.from({ length: 50_001 }, (_, n) => [`TRANSFER#none-${n}`, head]));
    const before = await newest();
    expect(await local().as('verify-records', () => signHeads(many, local().now().toISOString()))).toBe(2);
    const files = await Promise.all([before + 1, before + 2].map(async (n) => readFile(fileOf(n), 'utf8')));
    expect(files.map((text) => JSON.parse(text.split('\n')[0] ?? '').heads.length)).toEqual([50_000, 1]);
    // The record of a province is not to carry them further.
    for (const n of [before + 2, before + 1]) await rm(fileOf(n));
    expect((await verify({ everything: true })).faults).toEqual([]);
  });
});

describe('a file of signed heads', () => {
  const name = (number: number) => `${String(number).padStart(8, '0')}.json`;

  it.each<[string, (text: string) => string]>([
    ['says something else', (text) => text.replace('"heads":[[', '"heads":[["TRANSFER#none",1,"x"],[')],
    ['has no signature', (text) => text.split('\n')[0] ?? ''],
    ['is empty', () => ''],
  ])('that %s is named', async (_, change) => {
    const text = await readFile(fileOf(1), 'utf8');
    await writeFile(fileOf(1), change(text));
    const fault = { record: name(1), fault: 'this file of signed heads is not what was signed' };
    expect((await verify({})).faults).toEqual([fault]);
    expect((await verify({ everything: true })).faults).toEqual([fault]);
    await writeFile(fileOf(1), text);
    expect((await verify({})).faults).toEqual([]);
  });

  it('that is gone, or stands in the place of another, is named', async () => {
    const away = `${fileOf(2)}~`;
    await rename(fileOf(2), away);
    const gone = { record: name(2), fault: 'this file of signed heads is missing' };
    expect((await verify({})).faults).toEqual([gone]);
    await writeFile(fileOf(2), await readFile(fileOf(3)));
    expect((await verify({})).faults).toEqual([
      { record: name(2), fault: 'this file of signed heads is not what was signed' },
    ]);
    await rename(away, fileOf(2));
    expect((await verify({ everything: true })).faults).toEqual([]);
  });
});

describe('a round that cannot reach the files', () => {
  it('looks at the table, rings for what it finds there, and fails', async () => {
    const { transfer } = await handled();
    const { logger } = await import('../../functions/adapters/log.ts');
    const rung = vi.spyOn(logger, 'error');
    const [objects, away] = [join(dataDir(), 'objects'), join(dataDir(), 'away')];
    const spoil = async () => remove((await itemsOf([transfer])).filter(({ sk }) => sk === 'EVENT#000001'));
    await rename(objects, away);
    await writeFile(objects, 'no folder');
    try {
      await whileSpoilt([transfer], spoil, async () => {
        await expect(verify({})).rejects.toThrow();
        expect(rung).toHaveBeenCalledWith(
          'a record does not fit',
          expect.objectContaining({ alarm: 'record-damaged', record: transfer }),
        );
      });
    } finally {
      await rm(objects);
      await rename(away, objects);
      rung.mockRestore();
    }
  });
});
