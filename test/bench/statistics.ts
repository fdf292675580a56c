import { startProvince } from './bench-province.ts';
import type { Step } from './lists.ts';
import { reader, sizesIn } from './pages.ts';
import type { Row } from './report.ts';

/** The figures of a month over HTTP, as it has more transfers; against the one item that figures would be which are kept as they happen. */

const sizes = sizesIn(process.env.STATISTICS_ROWS ?? '1000,10000');
const office = '371402-leading-group-office';
/** Fewer where a round takes long. */
const roundsOf = (size: number): number =>
  Math.min(Number(process.env.ROUNDS ?? 40), Math.max(3, Math.round(40_000 / size)));

export const rows = async (progress: (line: string) => void): Promise<Row[]> => {
  const bench = await startProvince();
  try {
    const { plantRows } = await import('../planted-ledger.ts');
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { tableName } = await import('../../functions/adapters/table/table.ts');
    await bench.local.engine.close();
    const oneItem = (): Step[] => [
      {
        action: 'dynamodb:GetItem',
        input: { TableName: tableName(), Key: keys.settings, ConsistentRead: true },
        ...{ after: [], found: [], waited: undefined },
      },
    ];
    const read = reader(bench);
    const measured: Row[] = [];
    let planted = 0;
    for (const size of sizes) {
      progress(`planting up to ${size} transfers of one month`);
      await plantRows(size, undefined, planted);
      planted = size;
      progress(`figures of ${size}`);
      const what = `a month of ${size.toLocaleString('en')} transfers`;
      const figures = {
        what,
        path: '/v1/statistics?month=2026-01',
        as: office,
        rounds: roundsOf(size),
        leastOf: oneItem,
      };
      measured.push(await read(figures));
    }
    return measured;
  } finally {
    await bench.close();
  }
};
