import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { shardOf } from '../../../../functions/adapters/table/schema.ts';
import { day, openIn, stretchesOf, sweptTo } from '../../../../functions/adapters/table/sweeps.ts';
import { useProvince } from '../../../province.ts';
import { open } from './open-items.ts';

const start = Date.parse('2026-09-17T00:00:00Z');
const id = fc.uuid({ version: 4 });

/** The stretches in which an id has its moment. */
const holding = (stretches: ReturnType<typeof stretchesOf>, transferId: string) =>
  stretches.filter(({ shard, from, to }) => shard === shardOf(transferId) && from <= transferId && transferId <= to);

describe('the day', () => {
  it('has one moment for each id, however it is cut', () => {
    fc.assert(
      fc.property(id, fc.array(fc.nat(day), { maxLength: 100 }), fc.nat(day), (transferId, cuts, from) => {
        const instants = [0, ...cuts.toSorted((a, b) => a - b), day].map((one) => start + from + one);
        const stretches = instants.slice(1).flatMap((to, n) => stretchesOf(instants[n] ?? to, to));
        const found = holding(stretches, transferId);
        expect(found).toHaveLength(1);
        expect(found[0]?.until).toBeGreaterThan(start + from);
      }),
      { numRuns: 500 },
    );
  });

  it('goes on at any id where it was left: nothing behind it is left out, and it is not later than it was', () => {
    fc.assert(
      fc.property(id, id, fc.nat(day - 1), (transferId, left, from) => {
        const stretches = stretchesOf(start + from, start + from + day);
        const [stretch] = holding(stretches, left);
        if (!stretch) return expect.unreachable();
        const swept = sweptTo(stretch, left);
        const at = Date.parse(swept.until);
        expect(at).toBeLessThan(stretch.until);
        expect(at).toBeGreaterThanOrEqual(start + from - 1);
        const rest = stretchesOf(at, start + from + day);
        const [first] = rest;
        expect(first?.shard).toBe(stretch.shard);
        expect(first && first.from <= left).toBe(true);
        // What comes after it, in its stretch or a later one, is still to come.
        const [its] = holding(stretches, transferId);
        const isAhead =
          its === stretch ? transferId > left : stretches.indexOf(its ?? stretch) > stretches.indexOf(stretch);
        if (isAhead) expect(holding(rest, transferId)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('comes again at the same time the day after', () => {
    fc.assert(
      fc.property(id, fc.nat(95), (transferId, n) => {
        const quarter = day / 96;
        const [from, to] = [start + n * quarter, start + (n + 1) * quarter];
        expect(holding(stretchesOf(from + day, to + day), transferId)).toHaveLength(
          holding(stretchesOf(from, to), transferId).length,
        );
      }),
    );
  });

  it('is cut where a shard ends, and into nothing where no time has passed', () => {
    expect(stretchesOf(start, start)).toEqual([]);
    expect(stretchesOf(start + day, start)).toEqual([]);
    expect(stretchesOf(start + day / 4 - 1000, start + day / 4 + 1000)).toEqual([
      { shard: 'open#0', from: expect.stringMatching(/^fff/), to: 'g', until: start + day / 4 },
      { shard: 'open#1', from: '00000000', to: expect.stringMatching(/^000/), until: start + day / 4 + 1000 },
    ]);
  });
});

describe('a stretch', () => {
  useProvince();
  const ids = Array.from({ length: 60 }, () => randomUUID());
  beforeAll(() => open(ids));

  it.each([1, 7, 1000])('gives all that is open in it, page by page of %i, each once', async (limit) => {
    const found: string[] = [];
    for (const stretch of stretchesOf(start, start + day)) {
      for (let after: string | null | undefined; after !== null; ) {
        const { waiting, last } = await openIn(stretch, after ?? null, limit);
        expect(waiting.length).toBeLessThanOrEqual(limit);
        found.push(...waiting.map(({ transferId }) => transferId));
        after = last;
      }
    }
    expect(found.sort()).toEqual(ids.sort());
  });
});
