import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { workbookOf } from '../../../../functions/api/supervision/workbook.ts';
import { aroundRow, rowOf } from '../../../../functions/domain/reports/columns.ts';
import { frameOf, printedColumns } from '../../../../functions/domain/reports/printed.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import { settingsWith } from '../../domain/settings.ts';
import { acknowledged, dispatched, interimFeedback, registered } from '../../domain/steps.ts';
import { given } from '../../domain/stories.ts';

/** A workbook as another's reader and as its XML have it. */

const columns = printedColumns('sent', false);
const now = new Date('2026-10-09T02:00:00Z');
const title = '德城区住房和城乡建设局 移送线索工作台账（2026年9月）';
const frame = frameOf(title, '德城区住房和城乡建设局', 'Asia/Shanghai', now);

const madeOf = async (transfers: readonly Transfer[]) => {
  const rows = async function* () {
    for (const [n, one] of transfers.entries()) {
      yield rowOf(columns, one, aroundRow(n + 1, new Map(), settingsWith(), now));
    }
  };
  const file = await workbookOf(frame, columns, rows());
  const { sheets } = await readXlsx(file, { readStyles: true });
  const parts = unzipSync(file);
  const part = (name: string) => new TextDecoder().decode(parts[name]);
  return { file, sheet: sheets[0], part, xml: part('xl/worksheets/sheet1.xml') };
};

const outcome = '正在开展外围核查，已调取工程招投标资料，走访相关施工单位三家，尚待进一步核实有关资金往来情况';
const held = [registered(), dispatched()];
const provisional = (transfer: Transfer): Transfer => ({
  ...transfer,
  duty: transfer.duty && { ...transfer.duty, provisional: true },
});
const transfers = [
  given(...held).record,
  provisional(given(...held, acknowledged(), interimFeedback({ outcome })).record),
];

describe('the workbook of a ledger', () => {
  it('prints on A4 landscape, as wide as the sheet, with its heads on each page', async () => {
    const { sheet, part } = await madeOf(transfers);
    expect(sheet?.pageSetup).toMatchObject({
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$3:$3',
    });
    expect(part('xl/workbook.xml')).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'线索移送工作台账\'!$3:$3</definedName>',
    );
  });

  it('has on each page its number, and lines to sign on; later ones say again whose it is', async () => {
    const { sheet } = await madeOf(transfers);
    const { differentFirst, oddHeader, oddFooter, firstHeader, firstFooter } = sheet?.headerFooter ?? {};
    expect(oddFooter).toMatch(/^&L&10填表人：_+&C&10第 &P 页　共 &N 页&R&10审核人：_+$/);
    expect([differentFirst, firstFooter, firstHeader]).toEqual([true, oddFooter, undefined]);
    expect(oddHeader).toBe(`&L&9 ${title}`);
  });

  it('begins with title, unit and day; these and the heads stay in sight', async () => {
    const { sheet } = await madeOf(transfers);
    expect(sheet?.rows?.[0]?.[0]).toBe(title);
    expect(sheet?.rows?.[1]?.filter((cell) => cell !== null)).toEqual([
      '填报单位：德城区住房和城乡建设局',
      '填报时间：2026年10月9日',
    ]);
    expect(sheet?.rows?.[2]).toEqual(columns.map(({ head }) => head));
    expect(sheet?.columns?.map(({ width }) => width)).toEqual(columns.map(({ width }) => width));
    expect(sheet?.freezePane).toEqual({ rows: 3 });
    expect(sheet?.merges?.map(({ startRow, startCol, endCol }) => [startRow, startCol, endCol])).toEqual([
      [0, 0, 10],
      [1, 0, 5],
      [1, 6, 10],
    ]);
  });

  it('has a border around each cell, wraps, and says how high each row is', async () => {
    const { sheet, xml } = await madeOf(transfers);
    for (let row = 2; row < 5; row += 1) {
      for (const n of columns.keys()) {
        const { border, alignment } = sheet?.cells?.get(`${row},${n}`)?.style ?? {};
        const sides = [border?.left, border?.right, border?.top, border?.bottom].map((side) => side?.style);
        expect([row, n, ...sides, alignment?.wrapText]).toEqual([row, n, 'thin', 'thin', 'thin', 'thin', true]);
      }
    }
    const heights = [...xml.matchAll(/<row r="\d+" ht="([\d.]+)">/g)].map(([, height]) => Number(height)).slice(1);
    const handling = columns.find(({ head }) => head === '办理情况')?.width ?? 0;
    // 13 points a line, as wide as the column is: of a column of 18 digits nine characters.
    expect(heights[1]).toBeGreaterThanOrEqual((1 + Math.ceil(outcome.length / Math.floor(handling / 2))) * 13);
    expect(heights[0]).toBeLessThan(heights[1] ?? 0);
    // What is typed in later makes the row higher.
    expect(xml.match(/<row r="[4-9]"[^>]*customHeight/)).toBeNull();
  });

  it('has dates that are dates, marked where they are not final, and texts that stay texts', async () => {
    const { sheet } = await madeOf(transfers);
    const cell = (row: number, head: string) =>
      sheet?.cells?.get(`${row + 3},${columns.findIndex((column) => column.head === head)}`);
    expect(cell(0, '移送时间')?.value).toEqual(new Date('2026-09-24T11:00:00Z'));
    expect(cell(0, '移送时间')?.style?.numFmt).toBe('yyyy-mm-dd');
    expect(cell(0, '应办时限')?.value).toEqual(new Date('2026-10-09T00:00:00Z'));
    expect(cell(1, '应办时限')?.value).toEqual(new Date('2026-10-29T00:00:00Z'));
    expect(cell(1, '应办时限')?.style?.numFmt).toBe('yyyy-mm-dd "暂定"');
    expect(cell(0, '线索编号')?.style?.numFmt).toBe('@');
    expect(cell(0, '序号')?.value).toBe(1);
  });

  it('has no formula, whatever somebody wrote', async () => {
    const [one] = transfers as [Transfer];
    const channel = '=HYPERLINK("http://evil.example")';
    const { sheet, xml } = await madeOf([{ ...one, channel, reference: '+86' }]);
    expect(xml).not.toContain('<f>');
    expect(sheet?.rows?.[3]?.slice(1, 3)).toEqual(['+86', `涉黑涉恶线索\n${channel}`]);
  });

  it('is the same whenever it is made of the same, and stands with its heads where there is nothing', async () => {
    const [first, second] = [await madeOf(transfers), await madeOf(transfers)];
    expect(first.file.equals(second.file)).toBe(true);
    const { sheet } = await madeOf([]);
    expect([sheet?.rows?.length, sheet?.autoFilter?.range]).toEqual([3, 'A3:K3']);
  });

  it('takes a name that header codes would be read from', async () => {
    const odd = { ...frame, title: `9号&P${'甲'.repeat(300)}` };
    const { sheets } = await readXlsx(await workbookOf(odd, columns, (async function* () {})()));
    const { oddHeader = '' } = sheets[0]?.headerFooter ?? {};
    expect(oddHeader).toMatch(/^&L&9 9号&&P甲+$/);
    expect(oddHeader.length).toBeLessThanOrEqual(255);
  });
});
