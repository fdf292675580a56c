import { gunzipSync } from 'node:zlib';
import { handler as overdue } from '../../../../functions/api/supervision/read-overdue.ts';
import { handler as ledger } from '../../../../functions/api/supervision/read-sent-ledger.ts';
import { handler as statistics } from '../../../../functions/api/supervision/read-statistics.ts';
import { eventOf } from './ledger-event.ts';

/** Reads a ledger, its files, a month and what is overdue, as one container after its start would; says how many rows each has. */

type Handler = typeof ledger;
const office = { unitId: '371402-leading-group-office' };

const answered = async (handler: Handler, ...event: Parameters<typeof eventOf>): Promise<string> => {
  const { statusCode, body = '' } = await handler(eventOf(...event), {} as Parameters<Handler>[1]);
  if (statusCode !== 200) throw new Error(`${event[2]?.path}: ${statusCode} ${body}`);
  return body;
};

/** Rows of all pages of a list. */
const rowsOf = async (handler: Handler, of: Parameters<typeof eventOf>[2]): Promise<number> => {
  let rows = 0;
  let cursor: string | undefined;
  do {
    const query = { limit: '200', ...(cursor ? { cursor } : {}) };
    const page: { items: unknown[]; cursor?: string } = JSON.parse(
      await answered(handler, 'application/json', query, of),
    );
    rows += page.items.length;
    cursor = page.cursor;
  } while (cursor);
  return rows;
};

const month = await answered(
  statistics,
  'application/json',
  { month: '2026-01' },
  { ...office, path: '/v1/statistics' },
);
const { transfers } = JSON.parse(month) as { transfers: { total: number } };
const csv = gunzipSync(Buffer.from(await answered(ledger, 'text/csv', {}), 'base64')).toString();
const book = await answered(ledger, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', {});
console.log(
  JSON.stringify({
    ledger: await rowsOf(ledger, {}),
    overdue: await rowsOf(overdue, { ...office, path: '/v1/overdue' }),
    total: transfers.total,
    // Below the names of the columns; the last line ends as all do.
    csv: csv.split('\r\n').length - 2,
    book: book.length > 0,
  }),
);
