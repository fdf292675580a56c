import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { type client, housing } from './province.ts';

/** Ledgers that name the clues, as a test's units ask for them. */

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Asked {
  as?: string;
  side?: 'sent' | 'received';
  query?: string;
  accept?: string;
  /** Of the caller, where it is not a seeded person's. */
  token?: string;
}

export const titling = (url: () => string, { token: tokenOf }: Pick<ReturnType<typeof client>, 'token'>) => {
  const ask = async ({ as = housing, side = 'sent', query = '', accept = 'text/csv', token }: Asked = {}) =>
    fetch(`${url()}/v1/ledgers/${side}?titles=true${query}`, {
      headers: { authorization: `Bearer ${token ?? (await tokenOf(as))}`, accept },
    });
  /** What stands in the CSV under 线索标题, by the reference, row by row. */
  const titles = async (asked: Asked = {}): Promise<[string | undefined, string | undefined][]> => {
    const answer = await ask(asked);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    const rows: Record<string, string>[] = parse(Buffer.from(await answer.arrayBuffer()), { bom: true, columns: true });
    return rows.map((row) => [row.线索编号, row.线索标题]);
  };
  const sheetRows = async (asked: Asked = {}) => {
    const answer = await ask({ ...asked, accept: xlsx });
    return (await readXlsx(await answer.arrayBuffer())).sheets[0]?.rows ?? [];
  };
  return { ask, titles, sheetRows };
};
