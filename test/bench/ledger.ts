import { housing } from '../client.ts';
import { startProvince } from './bench-province.ts';
import { reader, sizesIn } from './pages.ts';
import type { Row } from './report.ts';

/** A page of 50 rows, each of a clue that names two subjects, as the ledger grows: the newest ones, and those of a month at its far end. */

const sizes = sizesIn(process.env.LEDGER_ROWS ?? '100,10000,1000000');
const rounds = Number(process.env.ROUNDS ?? 40);
/** What planting may take: more rows than that are left out, and said to be. */
const mostMinutes = Number(process.env.PLANT_MINUTES ?? 12);

const pages = [
  ['the newest', '/v1/ledgers/sent?limit=50'],
  ['of its first month', '/v1/ledgers/sent?limit=50&month=2026-01'],
] as const;

const readsAt = (size: number) =>
  pages.map(([which, path]) => ({
    what: `a page of ${size.toLocaleString('en')} rows, ${which}`,
    ...{ path, as: housing, rounds },
  }));

export const rows = async (progress: (line: string) => void): Promise<Row[]> => {
  const bench = await startProvince();
  try {
    const { plantRows } = await import('../planted-ledger.ts');
    await bench.local.engine.close();
    const measured: Row[] = [];
    const read = reader(bench);
    let [planted, rate] = [0, Number.POSITIVE_INFINITY];
    for (const size of sizes) {
      const minutes = (size - planted) / rate / 60_000;
      if (minutes > mostMinutes) {
        const note = `left out: planting takes ${Math.ceil(minutes)} minutes here, PLANT_MINUTES allows it`;
        measured.push({ what: `a page of ${size.toLocaleString('en')} rows`, ours: '', note });
        continue;
      }
      progress(`planting up to ${size} rows`);
      const from = performance.now();
      await plantRows(size, undefined, planted);
      // Of a few rows it says little.
      if (size - planted >= 1000) rate = (size - planted) / (performance.now() - from);
      planted = size;
      for (const one of readsAt(size)) measured.push(await read(one));
    }
    return measured;
  } finally {
    await bench.close();
  }
};
