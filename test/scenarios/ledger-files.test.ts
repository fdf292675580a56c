import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { columns } from '../../functions/domain/reports/ledger.ts';
import { housing, only, police, useProvince } from '../province.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('a ledger as a file', () => {
  const { local, send, submit, command } = useProvince('2026-09-17T10:00:00+08:00');
  const fetchAs = async (accept: string, query = '', as = housing) =>
    fetch(`${local().url}/v1/ledgers/sent${query}`, {
      headers: { authorization: `Bearer ${await local().token(as, 'clerk')}`, accept },
    });

  it('has the same rows as CSV, as XLSX and as JSON', async () => {
    const discoveredAt = '2026-09-17T09:00:00+08:00';
    const one = await submit({ discoveredAt, channel: '=HYPERLINK("http://evil.example")' });
    await submit({ discoveredAt, kinds: ['misconduct'] });
    await submit({ discoveredAt: '2026-09-17T08:00:00+08:00', dispatch: false });
    await command('acknowledge', only(one.body.transfers).transferId);
    await command('feedback', only(one.body.transfers).transferId, { final: true, outcome: '已立案' });
    const json = await send<{ items: { reference: string }[] }>('GET', '/v1/ledgers/sent', undefined, { as: housing });

    const csv = await fetchAs('text/csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: string[][] = parse(bytes, { bom: true });
    expect(rows[0]).toEqual([...columns]);
    expect(rows.slice(1).map((row) => row[1])).toEqual(json.body.items.map(({ reference }) => reference).reverse());
    const closed = rows.find((row) => row[1] === one.body.reference) ?? [];
    expect(closed[2]).toBe('\'=HYPERLINK("http://evil.example")');
    expect(closed.slice(11, 16)).toEqual(['已办结', '否', '0', '2026-09-17 10:00', '已立案']);

    const file = await fetchAs(`${xlsx}, application/json;q=0.5`);
    expect(file.headers.get('content-type')).toBe(xlsx);
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''");
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await file.arrayBuffer());
    const sheet = book.worksheets[0];
    expect(sheet?.getCell('A1').value).toBe('德城区住房和城乡建设局 移送线索工作台账（全部）');
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
    expect(columns.map((_, n) => sheet?.getRow(2).getCell(n + 1).value)).toEqual([...columns]);
    expect(sheet?.rowCount).toBe(2 + json.body.items.length);
    const own = sheet?.getRows(3, 3)?.find((row) => row.getCell(2).value === one.body.reference);
    expect(own?.getCell(3).value).toBe('=HYPERLINK("http://evil.example")');
    expect(own?.getCell(5).value).toEqual(new Date('2026-09-17T09:00:00Z'));
    expect(own?.getCell(9).value).toEqual(new Date('2026-09-23T00:00:00Z'));
    expect(own?.getCell(5).numFmt).toBe('yyyy-mm-dd hh:mm');
  });

  it('is filtered as the list is, and hides what the caller may not see', async () => {
    const rows = parse(Buffer.from(await (await fetchAs('text/csv', '?rule=misconduct&month=2026-09')).arrayBuffer()), {
      bom: true,
    });
    expect(rows).toHaveLength(2);
    const none = parse(Buffer.from(await (await fetchAs('text/csv', '?month=2026-08')).arrayBuffer()), { bom: true });
    expect(none).toHaveLength(1);
    expect((await fetchAs('text/csv', '?unit=371402-housing', police)).status).toBe(403);
  });

  it('says in its title what it was filtered by', async () => {
    const query = '?month=2026-09&status=dispatched&rule=misconduct&overdue=true';
    const { headers } = await fetchAs(xlsx, query);
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain(
      '移送线索工作台账（2026-09，状态：待签收，类别：渎职、腐败、“保护伞”线索，仅逾期未办）',
    );
  });

  it('is the whole ledger, whatever the size of a page; what goes on from a page is refused', async () => {
    const whole = await (await fetchAs('text/csv', '')).text();
    expect(await (await fetchAs('text/csv', '?limit=1')).text()).toBe(whole);
    for (const type of ['text/csv', xlsx]) {
      const refused = await fetchAs(type, '?limit=2&cursor=x');
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ errors: [{ path: 'cursor' }] });
    }
  });

  it('comes in three kinds and no other', async () => {
    const refused = await fetchAs('image/png');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([406, 'application/problem+json']);
    expect((await fetchAs('*/*')).headers.get('content-type')).toBe('application/json');
    expect((await fetchAs('text/*')).headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await fetchAs('application/json;q=0, text/csv;q=0.1')).headers.get('content-type')).toContain('text/csv');
  });
});
