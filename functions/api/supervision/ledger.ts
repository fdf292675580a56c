import * as z from 'zod';
import { settings } from '../../adapters/settings.ts';
import { ledgerPosition, ledgerRows } from '../../adapters/table/ledgers.ts';
import { filled } from '../../adapters/table/positions.ts';
import { madeOf } from '../../adapters/table/readable.ts';
import { readRegister } from '../../adapters/table/units.ts';
import { monthBounds } from '../../domain/calendar/time.ts';
import { badField, Refusal } from '../../domain/errors.ts';
import { said } from '../../domain/said.ts';
import { statuses } from '../../domain/transfer/status.ts';
import { unitId } from '../../domain/units/forms.ts';
import { rules } from '../../domain/units/routing.ts';
import { regionPath } from '../../domain/units/units.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { ledgerUnit } from '../../domain/visibility/scopes.ts';
import { preferredOf } from '../../http/accept.ts';
import { answering } from '../../http/circumstances.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import { transferView } from '../transfers/views.ts';
import { fileAnswer } from './ledger-answer.ts';
import { shownOverdueTo, shownTo } from './scope.ts';

export const monthForm = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, said({ zh: '请按 2026-09 的格式填写月份', en: 'write a month as 2026-09' }));

const query = z.strictObject({
  unit: unitId.optional(),
  status: z.enum(statuses).optional(),
  rule: z.enum(rules).optional(),
  month: monthForm.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  titles: z.enum(['true', 'false']).optional().meta({
    description:
      'Of a file: with the titles of the clues, at most 500 rows; each reading goes on the record of its clue',
  }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Of a page of JSON; 50 where left out' }),
  cursor: cursorParameter.optional(),
});

export const ledgerRequest = { query };

/**
 * Megabytes. 50,000 rows take 10 s of a whole processor to read and write, which Lambda gives at 1769 MB; at 512 MB they would not be done
 * before API Gateway hangs up after 30 s.
 */
export const ledgerMemory = 1769;

/** With a young generation of 4 MB, rows that are written are given up at once. */
export const ledgerNodeOptions = '--max-semi-space-size=4';

const types = [
  'application/json',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;

/** A file is the whole ledger whatever `limit` says; one that goes on from a page would lack rows without a word. @throws Refusal `bad-input` */
const requireWhole = ({ cursor }: { cursor?: unknown }): void => {
  if (cursor === undefined) return;
  throw badField('cursor', {
    zh: '仅用于分页查看，导出文件时请不填，需要缩小范围的，请选择月份、类别或状态',
    en: 'is for pages of JSON: leave it out, and narrow a file by month, rule or status',
  });
};

/** Titles stand in files, which are read as a whole; a page has ids. @throws Refusal `bad-input` */
const requireNoTitles = ({ titles }: { titles?: 'true' | 'false' | undefined }): void => {
  if (titles !== 'true') return;
  throw badField('titles', {
    zh: '仅适用于 CSV 和 XLSX 台账：请以 Accept 请求其中一种，或者不填该参数',
    en: 'is for CSV and XLSX: ask for one of these by Accept, or leave it out',
  });
};

/** The unit whose ledger is asked for, where the caller may read it; its own where none is named. @throws Refusal `forbidden` */
const unitOf = async (actor: Actor, unit: string | undefined): Promise<string> => {
  if (unit === undefined) return ledgerUnit(actor, null);
  const code = unit.slice(0, 6);
  const { regions } = await readRegister([], [code]);
  return ledgerUnit(actor, { unitId: unit, regionPath: regionPath(regions, code).map((region) => region.code) });
};

/** The ledger of one side (R9): a page as JSON, newest first, or all of it as a file, oldest first, so that a number keeps its row. */
export const ledgerEndpoint = (side: 'sent' | 'received') =>
  endpoint(`read-${side}-ledger`, ledgerRequest, async ({ actor, accept, gzip, query: asked, now, language }) => {
    const { status, rule, month, overdue } = asked;
    const unit = await unitOf(actor, asked.unit);
    const bounds = month ? monthBounds(settings().timeZone, month) : undefined;
    const ledger = {
      side,
      unitId: unit,
      status,
      rule,
      between: bounds && { from: bounds.from.toISOString(), until: bounds.until.toISOString() },
      overdueAt: overdue === 'true' ? now.toISOString() : undefined,
    };
    const type = preferredOf(accept, types);
    if (type === undefined) {
      throw new Refusal('not-acceptable', {
        zh: `台账提供以下格式，请选择其一：${types.join('、')}。`,
        en: `A ledger comes as ${types.join(', ')}. Ask for one of these.`,
      });
    }
    if (type !== 'application/json') {
      requireWhole(asked);
      const titles = asked.titles === 'true';
      const chosen = { month, status, rule, overdue: overdue === 'true', titles };
      return fileAnswer({ actor, query: ledger, titles, now }, chosen, { type, gzip });
    }
    requireNoTitles(asked);
    const cursors = cursorsOf(side, { unit, status, rule, month, overdue }, ledgerPosition(ledger));
    const limit = asked.limit ?? 50;
    const rows = ledgerRows({ ...ledger, limit }, cursors.read(asked.cursor));
    const by = await answering({ now, language });
    const show = overdue === 'true' ? shownOverdueTo : shownTo;
    const { shown, next } = await filled(rows, limit, show({ actor, now }));
    return {
      status: 200,
      body: { unit, items: madeOf(shown, (one) => transferView(one, by)), ...cursors.write(next) },
    };
  });
