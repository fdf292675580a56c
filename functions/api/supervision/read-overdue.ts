import * as z from 'zod';
import { looksUp, queriesDue, unseals } from '../../adapters/rights.ts';
import { readOverdue } from '../../adapters/table/supervision.ts';
import { recusedOf } from '../../adapters/table/transfers.ts';
import { Refusal } from '../../domain/errors.ts';
import { regionCode } from '../../domain/units/forms.ts';
import { showsInLedger } from '../../domain/visibility/policy.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferView } from '../transfers/views.ts';
import { scopeOf } from './scope.ts';
import { overduePage } from './shapes.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
});

const cursorForm = z.strictObject({
  shard: z.int().min(0).max(3),
  dueAt: z.iso.datetime(),
  pk: z.string().regex(/^TRANSFER#[\w-]+$/),
});

const decode = (cursor: string) => {
  try {
    return cursorForm.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    const message = 'is not a cursor of this list: take it from the page before, or leave it out';
    throw new Refusal('bad-input', `cursor ${message}.`, [{ path: 'cursor', message }]);
  }
};

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/overdue',
  summary: 'What is overdue in a region, or with a unit',
  request,
  answers: { 200: overduePage },
  rights: [looksUp, queriesDue, unseals],
};

/** What is overdue in a region, or with the caller's own unit. */
export const handler = endpoint('read-overdue', request, async ({ actor, query: asked, now }) => {
  const { seat, unitId } = await scopeOf(actor, asked.region);
  const { rows, next } = await readOverdue({
    scope: unitId === null ? { seat } : { unitId },
    now: now.toISOString(),
    limit: asked.limit,
    after: asked.cursor === undefined ? null : decode(asked.cursor),
  });
  const shown = await Promise.all(
    rows.map(async (row) => (showsInLedger(actor, await recusedOf(row)) ? [transferView(row.transfer)] : [])),
  );
  const cursor = next ? { cursor: Buffer.from(JSON.stringify(next)).toString('base64url') } : {};
  return { status: 200, body: { items: shown.flat(), ...cursor } };
});
