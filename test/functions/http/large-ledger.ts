import { writeFile } from 'node:fs/promises';
import { ledgerRow } from '../../../functions/domain/ledger.ts';
import { csvOf, xlsxOf } from '../../../functions/http/ledger-files.ts';
import { transferAt } from '../domain/records.ts';

/** Writes a ledger of 50,000 rows to a file; run as a process of its own, whose memory is limited and measured. */

const [kind = '', file = ''] = process.argv.slice(2);
const names = new Map([['371402-housing', '德城区住房和城乡建设局']]);
const rows = async function* () {
  for (let n = 1; n <= 50_000; n += 1) {
    // As pages come in, each with records of its own.
    if (n % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    const reference = `371402-20260917-${String(n).padStart(8, '0')}`;
    const transfer = transferAt('2026-09-17T10:00:00+08:00', { reference, outcome: `办理结果 ${n}` });
    yield ledgerRow(transfer, n, names, { timeZone: 'Asia/Shanghai', now: '2026-09-30T00:00:00.000Z' });
  }
};
const before = process.memoryUsage().rss;
const bytes = kind === 'csv' ? await csvOf(rows(), true) : await xlsxOf('台账', rows());
await writeFile(file, bytes);
console.log(JSON.stringify({ bytes: bytes.length, grown: process.resourceUsage().maxRSS * 1024 - before }));
