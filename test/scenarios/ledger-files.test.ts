import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { allColumns } from '../../functions/domain/reports/ledger.ts';
import { printedColumns } from '../../functions/domain/reports/printed.ts';
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
    expect(rows[0]).toEqual(allColumns(false).map(({ head }) => head));
    expect(rows.slice(1).map((row) => row[1])).toEqual(json.body.items.map(({ reference }) => reference).reverse());
    const closed = rows.find((row) => row[1] === one.body.reference) ?? [];
    expect(closed[2]).toBe('\'=HYPERLINK("http://evil.example")');
    // Who acknowledged is known by name, as the token gave it.
    expect(closed.slice(10, 16)).toEqual([
      expect.stringMatching(/^[^@]+$/),
      '已办结',
      '否',
      '0',
      '2026-09-17 10:00',
      '已立案',
    ]);

    const file = await fetchAs(`${xlsx}, application/json;q=0.5`);
    expect(file.headers.get('content-type')).toBe(xlsx);
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''");
    const { sheets } = await readXlsx(await file.arrayBuffer());
    const [title, frame, heads, ...own] = sheets[0]?.rows ?? [];
    expect(title?.[0]).toBe('德城区住房和城乡建设局 移送线索工作台账（全部）');
    expect(frame?.filter((cell) => cell !== null)).toEqual([
      '填报单位：德城区住房和城乡建设局',
      '填报时间：2026年9月17日',
    ]);
    expect(heads).toEqual(printedColumns('sent', false).map(({ head }) => head));
    expect(own.map((row) => row[1])).toEqual(json.body.items.map(({ reference }) => reference).reverse());
    const row = own.find((cells) => cells[1] === one.body.reference);
    expect(row?.[2]).toBe('涉黑涉恶线索\n=HYPERLINK("http://evil.example")');
    expect(row?.[3]).toEqual(new Date('2026-09-17T09:00:00Z'));
    expect(row?.[9]).toBe('已办结\n已立案');
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
      '移送线索工作台账（2026年9月，状态：待签收，类别：渎职、腐败、“保护伞”线索，仅逾期未办）',
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

  it('heeds no parameter of a kind, and takes a header that says nothing as none', async () => {
    const typeOf = async (accept: string) => (await fetchAs(accept)).headers.get('content-type');
    expect(await typeOf('')).toBe('application/json');
    expect(await typeOf('text/csv;level=1')).toBe('text/csv; charset=utf-8');
    expect(await typeOf('text/csv; header=present; charset=utf-8, application/json;q=0.5')).toContain('text/csv');
    expect(await typeOf(`${xlsx};v="1,2"`)).toBe(xlsx);
  });

  it('tells of a supplement that is owed, to the sender and on paper', async () => {
    const { body } = await submit({ discoveredAt: '2026-09-17T09:00:00+08:00', title: '待补充' });
    const { transferId } = only(body.transfers);
    expect((await command('supplement', transferId, { items: ['涉案人员名单'] })).status).toBe(201);
    const rows: string[][] = parse(await (await fetchAs('text/csv')).text(), { bom: true });
    const remark = rows[0]?.indexOf('备注') ?? -1;
    expect(rows.find((row) => row[1] === body.reference)?.[remark]).toBe('待补充材料（9月17日要求）');
    const { sheets } = await readXlsx(await (await fetchAs(xlsx)).arrayBuffer());
    const row = sheets[0]?.rows.find((cells) => cells[1] === body.reference);
    expect([row?.[9], row?.[10]]).toEqual(['待签收\n待补充材料', '待补充材料（9月17日要求）']);
  });
});
