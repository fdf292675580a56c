import * as z from 'zod';
import { heedsRecusalOfClue, looksUp, queries } from '../../adapters/rights.ts';
import { settings } from '../../adapters/settings.ts';
import { type AuditRow, auditPages, auditPosition, recusedFromEntry } from '../../adapters/table/audit.ts';
import { recusedFromClues } from '../../adapters/table/clues.ts';
import { filled, type Placed } from '../../adapters/table/positions.ts';
import { dateIn, instantAt } from '../../domain/calendar/time.ts';
import { badField, Refusal } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { unitId } from '../../domain/units/forms.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import {
  type AuditEntry,
  auditedDays,
  auditedRegion,
  mayHearOf,
  placeOfAct,
} from '../../domain/visibility/audit-sight.ts';
import { preferredOf } from '../../http/accept.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { type ActView, actView } from './act-view.ts';
import { auditFile } from './audit-file.ts';
import { auditFiles, auditPage, auditRefusals } from './shapes.ts';
import { within } from './within.ts';

const day = z.iso
  .date(said({ zh: '请按 2026-09-17 的格式填写日期', en: 'write a day as YYYY-MM-DD' }))
  .regex(/^20/, said({ zh: '请填写 2000 年以后的日期', en: 'write a day of this century' }))
  .optional()
  .meta({ description: 'Of the province, included; today where left out' });

const query = z.strictObject({
  from: day,
  to: day,
  event: z.string().max(40).optional().meta({ description: 'Only acts of this kind' }),
  unit: unitId.optional().meta({ description: 'Only what this unit did' }),
  clue: z.uuid().toLowerCase().optional().meta({ description: 'Only what was done with this clue' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/audit',
  summary:
    'Who read and changed what, the newest first, as JSON or whole as text/csv by Accept: for auditors, and for leading group offices of their region',
  request,
  answers: { 200: auditPage },
  files: auditFiles,
  refusals: auditRefusals,
  rights: [heedsRecusalOfClue, looksUp, queries],
};

type Shown = Placed<ActView, AuditRow['position']>;

/** What of the log is asked for. */
type Narrowed = Pick<z.output<typeof query>, 'event' | 'unit' | 'clue'>;

const isAsked = ({ by, event, about }: AuditEntry, asked: Narrowed): boolean =>
  (asked.event === undefined || event === asked.event) &&
  (asked.unit === undefined || by.unitId === asked.unit) &&
  (asked.clue === undefined || about.clueId === asked.clue);

/** Those of the entries that are asked for and that the caller sees. */
const shownOf = async (
  actor: Actor,
  region: string | null,
  asked: Narrowed,
  page: readonly AuditRow[],
): Promise<Shown[]> => {
  const rows = page.filter(({ row }) => isAsked(row, asked));
  const here = region === null ? rows : await within(region, rows, ({ row }) => placeOfAct(region, row));
  const clues = await recusedFromClues(here.flatMap(({ row }) => row.about.clueId ?? []));
  const shown = await Promise.all(
    here.map(async (one): Promise<Shown[]> => {
      const { row, position } = one;
      const clue = clues.get(row.about.clueId ?? '');
      const recused = clue?.recused ?? (await recusedFromEntry(one));
      return mayHearOf(actor, row.about, recused) ? [{ row: actView(row, clue?.reference), position }] : [];
    }),
  );
  return shown.flat();
};

const types = ['application/json', 'text/csv'] as const;

/** @throws Refusal `not-acceptable` */
const typeOf = (accept: string | undefined): (typeof types)[number] => {
  const type = preferredOf(accept, types);
  if (type !== undefined) return type;
  throw new Refusal('not-acceptable', {
    zh: `操作记录提供以下格式，请选择其一：${types.join('、')}。`,
    en: `The log comes as ${types.join(', ')}. Ask for one of these.`,
  });
};

/** A file is all of those days: one that goes on from a page would lack acts without a word. @throws Refusal `bad-input` */
const requireWhole = (cursor: string | undefined): void => {
  if (cursor === undefined) return;
  throw badField('cursor', {
    zh: '仅用于分页查看，导出文件时请不填，需要缩小范围的，请缩短期间',
    en: 'is for pages of JSON: leave it out, and narrow a file by its days',
  });
};

/** Entries of a file that are read together. */
const pageOfFile = 500;

/** Shows auditors, and leading group offices of their region, who read and changed what: no name and no text of anything. */
export const handler = endpoint('read-audit', request, async ({ actor, accept, gzip, query: asked, now }) => {
  const region = auditedRegion(actor);
  const { timeZone } = settings();
  const { from, to } = auditedDays(asked, dateIn(timeZone, now));
  const span = {
    from: instantAt(timeZone, from, '00:00').toISOString(),
    until: instantAt(timeZone, to, '24:00').toISOString(),
  };
  const { event, unit, clue, limit } = asked;
  const shown = async function* (size: number, after?: AuditRow['position']) {
    for await (const page of auditPages(span, size, after)) yield await shownOf(actor, region, asked, page);
  };
  if (typeOf(accept) === 'text/csv') {
    requireWhole(asked.cursor);
    const acts = async function* () {
      for await (const page of shown(pageOfFile)) yield page.map(({ row }) => row);
    };
    return auditFile(acts(), { from, to }, gzip);
  }
  const cursors = cursorsOf('audit', { region, from, to, event, unit, clue }, auditPosition(span));
  const rows = async function* () {
    for await (const page of shown(limit, cursors.read(asked.cursor))) yield* page;
  };
  const { shown: items, next } = await filled(rows(), limit, async (act) => act);
  return { status: 200, body: { from, to, items, ...cursors.write(next) } };
});
