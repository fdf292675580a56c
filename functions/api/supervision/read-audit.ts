import * as z from 'zod';
import { heedsRecusalOfClue, looksUp, queries } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { type AuditRow, auditPages, auditPosition, recusedFromEntry } from '../../adapters/table/audit.ts';
import { recusedFromClues } from '../../adapters/table/clues.ts';
import { filled } from '../../adapters/table/positions.ts';
import { dateIn, instantAt, withOffset } from '../../domain/calendar/time.ts';
import { said } from '../../domain/said.ts';
import { type Actor, byOf } from '../../domain/visibility/actor.ts';
import {
  type AuditEntry,
  auditedDays,
  auditedRegion,
  mayHearOf,
  placeOfAct,
} from '../../domain/visibility/audit-sight.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { auditPage } from './shapes.ts';
import { within } from './within.ts';

const day = z.iso
  .date(said({ zh: '请按 2026-09-17 的格式填写日期', en: 'write a day as YYYY-MM-DD' }))
  .regex(/^20/, said({ zh: '请填写 2000 年以后的日期', en: 'write a day of this century' }))
  .optional()
  .meta({ description: 'Of the province, included; today where left out' });

const query = z.strictObject({
  from: day,
  to: day,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/audit',
  summary: 'Who read and changed what, the newest first: for auditors, and for leading group offices of their region',
  request,
  answers: { 200: auditPage },
  rights: [heedsRecusalOfClue, looksUp, queries],
};

/** Those of the entries that the caller sees. */
const shownOf = async (actor: Actor, region: string | null, rows: readonly AuditRow[]): Promise<AuditRow[]> => {
  const here = region === null ? rows : await within(region, rows, ({ row }) => placeOfAct(region, row));
  const recused = await recusedFromClues(here.flatMap(({ row }) => row.about.clueId ?? []));
  const heard = await Promise.all(
    here.map(async (one) => {
      const { about } = one.row;
      return mayHearOf(actor, about, recused.get(about.clueId ?? '') ?? (await recusedFromEntry(one)));
    }),
  );
  return here.filter((_, n) => heard[n]);
};

/** Field by field, so that the same act reads the same each time: the table keeps no order of them. */
const actView = ({ at, by, event, about: { clueId, transferId, unitId, regionCode, year } }: AuditEntry) => ({
  at: withOffset(settings().timeZone, new Date(at)),
  by: byOf(by),
  event,
  about: { clueId, transferId, unitId, regionCode, year },
});

/** Shows auditors, and leading group offices of their region, who read and changed what: no name and no text of anything. */
export const handler = endpoint('read-audit', request, async ({ actor, query: asked, now }) => {
  const region = auditedRegion(actor);
  const { timeZone } = settings();
  const { from, to } = auditedDays(asked, dateIn(timeZone, now));
  const span = {
    from: instantAt(timeZone, from, '00:00').toISOString(),
    until: instantAt(timeZone, to, '24:00').toISOString(),
  };
  const cursors = cursorsOf('audit', { region, from, to }, auditPosition(span));
  const pages = auditPages(span, asked.limit, cursors.read(asked.cursor));
  const rows = async function* () {
    for await (const page of pages) yield* await shownOf(actor, region, page);
  };
  const { shown, next } = await filled(rows(), asked.limit, async (act) => actView(act));
  return { status: 200, body: { from, to, items: shown, ...cursors.write(next) } };
});
