import * as z from 'zod';
import { madeOf, ofEach } from '../../adapters/table/readable.ts';
import { readableTransfers, recusedFrom } from '../../adapters/table/transfers.ts';
import { badField } from '../../domain/errors.ts';
import type { Language } from '../../domain/languages.ts';
import { type Chosen, chosenOf, type duesOf } from '../../domain/reports/statistics.ts';
import type { Transfer } from '../../domain/transfer/transfer.ts';
import type { Actor } from '../../domain/visibility/actor.ts';
import { seen } from '../../domain/visibility/sight.ts';
import { dutyNames } from '../../domain/windows.ts';
import { answering } from '../../http/circumstances.ts';
import { cursorsOf } from '../../http/cursors.ts';
import { transferView } from '../transfers/views.ts';

/** The rows behind a rate: the very duties that it was made of, as the caller knows them. */

type Dues = ReturnType<typeof duesOf<Transfer>>;

interface Asked extends Omit<Chosen, 'rows'> {
  rows?: Chosen['rows'] | undefined;
  limit: number;
  cursor?: string | undefined;
}

interface Asking {
  actor: Actor;
  now: Date;
  language: Language;
  asked: Asked;
  /** Whose figures they are. */
  of: Readonly<Record<string, string | null | undefined>>;
}

const position = z.strictObject({ month: z.string(), transferId: z.string(), duty: z.enum(dutyNames) });
type Position = z.infer<typeof position>;

const positionOf = ({ row, name }: Dues[number]): Position => ({
  month: row.month,
  transferId: row.transferId,
  duty: name,
});

/** The newest month first. */
const inOrder = (a: Position, b: Position): number => {
  if (a.month !== b.month) return a.month > b.month ? -1 : 1;
  if (a.transferId !== b.transferId) return a.transferId < b.transferId ? -1 : 1;
  return dutyNames.indexOf(a.duty) - dutyNames.indexOf(b.duty);
};

/** What narrows rows means nothing without them. @throws Refusal `bad-input` */
const requireNone = ({ unit, organ, rule, duty, cursor }: Asked): void => {
  if ([unit, organ, rule, duty, cursor].every((one) => one === undefined)) return;
  throw badField('rows', {
    zh: '请填写 late、on-time 或 all，才能按单位、机关、类别、事项查看明细',
    en: 'write late, on-time or all: unit, organ, rule, duty and cursor are of the rows',
  });
};

/** A page of them, where they are asked for. @throws Refusal `bad-input` */
export const rowsBehind = async ({ actor, now, language, asked, of }: Asking, dues: Dues) => {
  const { rows, unit, organ, rule, duty, limit } = asked;
  if (rows === undefined) {
    requireNone(asked);
    return {};
  }
  const chosen = { rows, unit, organ, rule, duty };
  const cursors = cursorsOf('statistics', { ...of, ...chosen }, position);
  const after = cursors.read(asked.cursor);
  const all = chosenOf(dues, chosen)
    .map((due) => ({ due, position: positionOf(due) }))
    .sort((a, b) => inOrder(a.position, b.position));
  const left = after ? all.filter((one) => inOrder(one.position, after) > 0) : all;
  const page = left.slice(0, limit);
  const by = await answering({ now, language });
  const stored = await readableTransfers([...new Set(page.map(({ due }) => due.row.transferId))]);
  const shown = await Promise.all(
    stored.map(
      async (one) => (await ofEach(one, async () => seen(actor, one.transfer, await recusedFrom(one), now))) ?? [],
    ),
  );
  const byId = new Map(shown.flat().map((one) => [one.transfer.transferId, one]));
  const items = page.flatMap(({ due }) => {
    const one = byId.get(due.row.transferId);
    const views = one ? madeOf([one], (seenNow) => transferView(seenNow, by)) : [];
    return views.map((transfer) => ({ unit: due.unit, duty: due.name, onTime: due.onTime, transfer }));
  });
  const last = left.length > page.length ? page.at(-1) : undefined;
  return { rows: { total: all.length, items, ...cursors.write(last?.position) } };
};
