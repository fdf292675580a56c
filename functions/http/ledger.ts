import * as z from 'zod';
import { settings } from '../adapters/environment.ts';
import { readLedger } from '../adapters/ledgers.ts';
import { readRegister } from '../adapters/register.ts';
import { recusedOf } from '../adapters/transfers.ts';
import { Refusal } from '../domain/errors.ts';
import { ledgerUnit, showsInLedger } from '../domain/policy.ts';
import { unitId } from '../domain/register.ts';
import { regionPath, rules } from '../domain/routing.ts';
import { monthBounds } from '../domain/time.ts';
import { statuses } from '../domain/transfer.ts';
import { endpoint } from './endpoint.ts';
import { transferView } from './views.ts';

export const monthForm = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'write a month as 2026-09');

const query = z.strictObject({
  unit: unitId.optional(),
  status: z.enum(statuses).optional(),
  rule: z.enum(rules).optional(),
  month: monthForm.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});

const cursorForm = z.record(z.string(), z.string());
const encode = (next: Record<string, unknown>) => Buffer.from(JSON.stringify(next)).toString('base64url');

/** Where a page goes on. A cursor of another ledger opens nothing: it must name the unit that is read. */
const decode = (cursor: string, party: 'from' | 'to', unit: string): Record<string, string> => {
  try {
    const next = cursorForm.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    const time = { from: 'registeredAt', to: 'dispatchedAt' }[party];
    if (next[party] === unit && Object.keys(next).sort().join() === ['pk', 'sk', party, time].sort().join())
      return next;
  } catch {
    // Not ours: said below.
  }
  const message = 'is not a cursor of this ledger: take it from the page before, or leave it out';
  throw new Refusal('bad-input', `cursor ${message}.`, [{ path: 'cursor', message }]);
};

/** The ledger of one side (R9): a page of transfers, newest first. */
export const ledgerEndpoint = (side: 'sent' | 'received') =>
  endpoint({ name: `read-${side}-ledger`, query }, async ({ actor, query: asked, now }) => {
    const region = asked.unit?.slice(0, 6);
    const regions = region ? (await readRegister([], [region])).regions : new Map<string, never>();
    const unit = ledgerUnit(
      actor,
      asked.unit && region
        ? { unitId: asked.unit, regionPath: regionPath(regions, region).map(({ code }) => code) }
        : null,
    );
    const bounds = asked.month ? monthBounds(settings().timeZone, asked.month) : undefined;
    const { rows, next } = await readLedger({
      side,
      unitId: unit,
      status: asked.status,
      rule: asked.rule,
      between: bounds && { from: bounds.from.toISOString(), until: bounds.until.toISOString() },
      overdueAt: asked.overdue === 'true' ? now.toISOString() : undefined,
      limit: asked.limit,
      after: asked.cursor === undefined ? undefined : decode(asked.cursor, side === 'sent' ? 'from' : 'to', unit),
    });
    const shown = await Promise.all(
      rows.map(async (row) => (showsInLedger(actor, await recusedOf(row)) ? [transferView(row.transfer)] : [])),
    );
    return { status: 200, body: { unit, items: shown.flat(), ...(next ? { cursor: encode(next) } : {}) } };
  });
