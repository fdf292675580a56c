import { create as contentDisposition } from 'content-disposition';
import { namesOfRegions, namesOfUnits } from '../../adapters/table/units.ts';
import { roleNames } from '../../domain/names.ts';
import { actIn } from '../../domain/reports/acts.ts';
import type { Reply } from '../../http/endpoint.ts';
import type { ActView } from './act-view.ts';
import { csvOf, type Rows } from './ledger-files.ts';

/** The log of audit as a file: all acts of the days that are asked for, the newest first; in Chinese, as ledgers are. */

const heads = [
  ...['时间', '人员', '登录标识', '角色', '单位编号', '单位', '代办单位编号', '代办单位', '操作', '操作代码'],
  ...['线索编号', '线索标识', '移送标识', '涉及单位编号', '涉及单位', '涉及行政区划', '涉及行政区划名称', '日历年度'],
];

/** Of what is named in these acts, each once. */
const namesIn = async (acts: readonly ActView[]) => {
  const units = acts.flatMap(({ by, about }) => [by.unitId, by.onBehalfOf, about.unitId].flatMap((id) => id ?? []));
  const regions = acts.flatMap(({ about }) => about.regionCode ?? []);
  const [ofUnits, ofRegions] = await Promise.all([
    namesOfUnits([...new Set(units)]),
    namesOfRegions([...new Set(regions)]),
  ]);
  return {
    unit: (id: string | null | undefined) => (id ? (ofUnits.get(id)?.zh ?? id) : null),
    region: (code: string | undefined) => (code ? (ofRegions.get(code) ?? code) : null),
  };
};

async function* rowsOf(pages: AsyncIterable<readonly ActView[]>): Rows {
  for await (const page of pages) {
    const { unit, region } = await namesIn(page);
    for (const { at, by, event, about } of page) {
      yield [
        ...[at, by.name ?? null, by.sub, roleNames[by.role].zh, by.unitId, unit(by.unitId)],
        ...[by.onBehalfOf ?? null, unit(by.onBehalfOf), actIn(event).zh, event],
        ...[about.reference ?? null, about.clueId ?? null, about.transferId ?? null],
        ...[about.unitId ?? null, unit(about.unitId), about.regionCode ?? null, region(about.regionCode)],
        about.year ?? null,
      ];
    }
  }
}

const tooLarge = {
  zh: '记录过多，不能在一个文件中导出，请缩短期间（from、to），或者按单位、线索筛选。',
  en: 'The acts do not fit into one file. Ask for fewer days (from, to), or for one unit or clue.',
};

/** @throws Refusal `too-large` */
export const auditFile = async (
  pages: AsyncIterable<readonly ActView[]>,
  { from, to }: { from: string; to: string },
  gzip: boolean,
): Promise<Reply> => ({
  status: 200,
  body: await csvOf(
    heads.map((head) => ({ head })),
    rowsOf(pages),
    gzip,
    tooLarge,
  ),
  headers: {
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': contentDisposition(`操作记录（${from}至${to}）.csv`, {
      fallback: `audit-${from}-${to}.csv`,
    }),
  },
});
