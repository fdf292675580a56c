import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../../functions/adapters/table/sweeps.ts';
import { useProvince } from '../../province.ts';
import { close, open } from '../adapters/table/open-items.ts';

useProvince();

/** Step Functions where every execution runs: says so, and notes who was asked for. It may refuse to answer. */
const asked = new Set<string>();
let answersLeft = Number.POSITIVE_INFINITY;
let stepFunctions: Server | undefined;
beforeAll(async () => {
  stepFunctions = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    answersLeft -= 1;
    const { name } = JSON.parse(Buffer.concat(parts).toString()) as { name: string };
    const answers = answersLeft >= 0;
    if (answers) asked.add(name.replace(/-1$/, ''));
    const body = answers ? { executionArn: name, startDate: 1 } : { __type: 'AccessDeniedException' };
    response.writeHead(answers ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => stepFunctions?.listen(0, '127.0.0.1', resolve));
  process.env.AWS_ENDPOINT_URL_SFN = `http://127.0.0.1:${(stepFunctions.address() as AddressInfo).port}`;
});
afterAll(() => {
  stepFunctions?.close();
  stepFunctions?.closeAllConnections();
});

/** What becomes of a round: it may be left out, or broken off after some answers; and what is opened and closed before it. */
const step = fc.record({
  round: fc.oneof(
    { weight: 4, arbitrary: fc.constant('whole' as const) },
    { weight: 1, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.nat(1) },
  ),
  opened: fc.nat(2),
  closed: fc.nat(2),
});

/** Ids that differ by run and number, spread as random ones. */
const idOf = (run: number, n: number): string => {
  const hex = createHash('sha256').update(`${run}/${n}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

const quarter = day / 96;
let runs = 0;

describe('the daily round', () => {
  it('comes by all that is open all day, whatever is opened and closed meanwhile, and whichever rounds fail', {
    timeout: 240_000,
  }, async () => {
    const { sweep } = await import('../../../functions/schedules/sweep.ts');
    const start = Date.parse('2026-09-17T00:07:00Z');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 96, maxLength: 96 }), async (steps) => {
        runs += 1;
        const begun = start + runs * 2 * day;
        let made = 0;
        const make = (count: number) => Array.from({ length: count }, () => idOf(runs, made++));
        let all = make(100);
        let allDay = [...all];
        await open(all);
        // Where the round stands when the day begins.
        await sweep(new Date(begun), new Set());
        asked.clear();
        for (const [n, { round, opened, closed }] of steps.entries()) {
          const gone = all.filter((_, k) => k % 17 === n % 17).slice(0, closed);
          const come = make(opened);
          await close(gone);
          await open(come);
          all = [...all.filter((id) => !gone.includes(id)), ...come];
          allDay = allDay.filter((id) => !gone.includes(id));
          if (round === 'none') continue;
          answersLeft = round === 'whole' ? Number.POSITIVE_INFINITY : round;
          await sweep(new Date(begun + (n + 1) * quarter), new Set());
        }
        // A round that failed as the last of the day is made up for by the next.
        answersLeft = Number.POSITIVE_INFINITY;
        await sweep(new Date(begun + 97 * quarter), new Set());
        expect(allDay.filter((id) => !asked.has(id))).toEqual([]);
        await close(all);
      }),
      { numRuns: Number(process.env.SWEPT_DAYS ?? 10), endOnFailure: true },
    );
  });

  it('asks of each once a day where all goes well: no round does more than its part', async () => {
    const { sweep } = await import('../../../functions/schedules/sweep.ts');
    const ids = Array.from({ length: 960 }, (_, n) => idOf(0, n));
    await open(ids);
    const begun = Date.parse('2026-12-01T00:00:00Z');
    const { saveSwept } = await import('../../../functions/adapters/table/sweeps.ts');
    await saveSwept({ until: new Date(begun).toISOString(), after: null });
    asked.clear();
    const counts: number[] = [];
    for (let n = 1; n <= 96; n += 1) counts.push((await sweep(new Date(begun + n * quarter), new Set())).asked);
    expect(counts.reduce((sum, one) => sum + one)).toBe(960);
    expect(asked.size).toBe(960);
    // Ten on average; by chance hardly ever more than three times as many.
    expect(Math.max(...counts)).toBeLessThan(30);
    await close(ids);
  });

  it('asks of no more than a round may, and of the rest in the rounds after', async () => {
    const { sweep } = await import('../../../functions/schedules/sweep.ts');
    const ids = Array.from({ length: 100 }, (_, n) => idOf(-1, n));
    await open(ids);
    asked.clear();
    const counts: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const now = new Date(Date.parse('2027-01-01T00:00:00Z') + n * quarter);
      counts.push((await sweep(now, new Set(), 30)).asked);
    }
    await close(ids);
    // It catches up: from then on a round has its own part only.
    expect(counts.slice(0, 3)).toEqual([30, 30, 30]);
    expect(asked.size).toBe(100);
    expect(Math.max(...counts.slice(4))).toBeLessThan(10);
  });

  it('asks slowly where there are many: commands start workflows too', async () => {
    const { sweep } = await import('../../../functions/schedules/sweep.ts');
    const ids = Array.from({ length: 600 }, (_, n) => idOf(-2, n));
    await open(ids);
    const from = performance.now();
    const done = await sweep(new Date('2027-02-01T00:00:00Z'), new Set());
    const took = performance.now() - from;
    await close(ids);
    expect(done).toMatchObject({ asked: 600 });
    // Beyond the first 500 it is 25 each half second.
    expect(took).toBeGreaterThan(1_900);
  });
});
