import * as z from 'zod';
import { csvSheet } from '../../adapters/csv.ts';
import { looksUp, puts, queries } from '../../adapters/rights.ts';
import { putUnit } from '../../adapters/table/unit-changes.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { Refusal, requireNoFaults } from '../../domain/errors.ts';
import type { Language, Text } from '../../domain/languages.ts';
import { said } from '../../domain/said.ts';
import type { UnitEntry } from '../../domain/units/entries.ts';
import { unitId } from '../../domain/units/forms.ts';
import { faultsAcross, regionsAsked } from '../../domain/units/import-faults.ts';
import { type Line, linesOf, planOf, type Step } from '../../domain/units/import-plan.ts';
import { columns, type Fault, readSheets, type Sheet } from '../../domain/units/unit-import.ts';
import { callerOf } from '../../domain/visibility/actor.ts';
import { mustOperate } from '../../domain/visibility/scopes.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { each } from '../../schedules/each.ts';
import { importShape } from './shapes.ts';

/** Lines of a file, its header included: so many units are compared, and nearly always put, within one answer. */
const most = 1001;

const linesIn = (csv: string): number => csv.trimEnd().split(/\r\n?|\n/).length;

const body = z.strictObject({
  csv: z
    .string()
    .min(1, said({ zh: '请填写 CSV 内容', en: 'write the lines of the file, its header first' }))
    .refine(
      (csv) => linesIn(csv) <= most,
      said({
        zh: `一次最多导入 ${most - 1} 行（表头除外），请分成几个文件分次导入`,
        en: `takes ${most - 1} lines below the header at most: make several files of it`,
      }),
    ),
  /** Left out: what it would do, and nothing is written. */
  apply: z.boolean().default(false),
  /** Versions that the difference was shown with: a unit that was changed since is not overwritten. */
  seen: z.record(unitId, z.int().nullable()).default({}),
});

const request = { body };

export const route: Route = {
  method: 'POST',
  path: '/v1/units/import',
  summary:
    'What lines of a register as CSV would change; with `apply` puts the units, all or, where a line has a fault, none. Repeated, it goes on where it ended',
  request,
  answers: { 200: importShape },
  example: {
    csv: 'unitId,name,organ,regionCode,emails,supervisors\n371402-housing,德城区住房和城乡建设局,housing,371402,housing@371402.example,分管负责人 <supervisor.housing@371402.example>\n',
  },
  rights: [queries, looksUp, puts],
};

/** Milliseconds within which a put is still begun, and puts at once. */
const patience = 15_000;
const atOnce = 8;

/** Regions stand above units and are put in by whoever has the table. */
const ofRegions = ({ file, header }: Sheet): Fault[] => {
  const names = header.fields.map((name) => name.trim());
  if (names.includes(columns.units[0]) || !names.includes(columns.regions[0])) return [];
  const message = {
    zh: '这是行政区划表；此处只导入单位，行政区划请用命令 npm run units 导入',
    en: 'is a register of regions, and this imports units: put regions in by npm run units',
  };
  return [{ file, at: header.at, column: null, message }];
};

/** What the file says against the register as it is. */
const compared = async (csv: string) => {
  const { sheet, faults: unread } = csvSheet('CSV', csv.replace(/^\ufeff/, ''));
  const imported = readSheets(sheet ? [sheet] : []);
  const ids = imported.told.units.map(({ value }) => value.unitId).filter((id) => unitId.safeParse(id).success);
  const registered = await readRegister(ids, regionsAsked(imported));
  const faults = [
    ...unread,
    ...(sheet ? ofRegions(sheet) : []),
    ...imported.faults,
    ...faultsAcross(imported, registered.regions, unread.length === 0),
  ];
  const { units: steps } = planOf(imported, registered);
  return { lines: linesOf(imported, steps, registered.units, faults), steps };
};

const faultsOf = (lines: readonly Line[]) =>
  lines.flatMap(({ line, errors }) =>
    errors.map(({ path, message }) => ({
      path: 'csv',
      message: {
        zh: `第 ${line} 行${path === '' ? '' : ` ${path} `}${message.zh}`,
        en: `line ${line}${path === '' ? '' : `, ${path}`}: ${message.en}`,
      },
    })),
  );

/** @throws Refusal `version-mismatch` where one that would be put is not as it was shown. */
const requireAsSeen = (due: readonly Step<UnitEntry>[], seen: Readonly<Record<string, number | null>>): void => {
  const changed = due.filter(({ value: { unitId: id }, version }) => id in seen && seen[id] !== version);
  if (changed.length === 0) return;
  const ids = changed.map(({ value }) => value.unitId);
  throw new Refusal('version-mismatch', {
    zh: `比对之后，${ids.slice(0, 5).join('、')}${ids.length > 5 ? `等 ${ids.length} 个单位` : ''}又被更改，请重新比对后再写入。`,
    en: `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''} changed since they were compared. Compare again, then apply.`,
  });
};

const shown = (lines: readonly Line[], language: Language) =>
  lines.map(({ errors, ...line }) => ({
    ...line,
    errors: errors.map(({ path, message }: { path: string; message: Text }) => ({ path, message: message[language] })),
  }));

const countsOf = (lines: readonly Line[]) => {
  const count = (change: Line['change']) => lines.filter((line) => line.change === change).length;
  return { new: count('new'), changed: count('changed'), same: count('same'), fault: count('fault') };
};

/** An operator compares a file with the register, and puts what differs. */
export const handler = endpoint('import-units', request, async ({ actor, body: asked, now, language }) => {
  mustOperate(actor);
  const until = Date.now() + patience;
  const { lines, steps } = await compared(asked.csv);
  const due = steps.filter(({ does }) => does !== 'leave');
  let written = 0;
  if (asked.apply) {
    requireNoFaults({ zh: '单位库', en: 'The register' }, faultsOf(lines));
    requireAsSeen(due, asked.seen);
    const change = { at: now.toISOString(), by: callerOf(actor) };
    await each(due, atOnce, async ({ value, version }) => {
      if (Date.now() >= until) return;
      await putUnit(value, change, version ?? 0);
      written += 1;
    });
  }
  const counts = countsOf(lines);
  const left = counts.new + counts.changed - written;
  return { status: 200, body: { lines: shown(lines, language), counts, written, left }, asKept: true };
});
