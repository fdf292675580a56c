import * as z from 'zod';
import { heedsRecusal, looksUp, queries, queriesOwing } from '../../adapters/rights.ts';
import { undecidedBy } from '../../adapters/table/applications.ts';
import { madeOf } from '../../adapters/table/readable.ts';
import { readableTransfers } from '../../adapters/table/transfers.ts';
import { owedBy } from '../../adapters/table/waiting.ts';
import { byDueDate, countsOf, type Task, taskKinds, tasksOn } from '../../domain/reports/tasks.ts';
import { unitOf } from '../../domain/visibility/place.ts';
import { answering } from '../../http/circumstances.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { transferView } from '../transfers/views.ts';
import { shownTo } from './scope.ts';
import { taskPage } from './shapes.ts';

const query = z.strictObject({
  kind: z.enum(taskKinds).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/tasks',
  summary:
    'What the caller’s unit owes, has newly received and has to decide, what is due first in front, counted by kind',
  request,
  answers: { 200: taskPage },
  rights: [queries, queriesOwing, looksUp, heedsRecusal],
};

/** Records that are read for one answer: sorted by due date, and counted, they must all be there. */
const most = 2000;

const position = z.strictObject({ dueAt: z.string(), transferId: z.string(), kind: z.enum(taskKinds) });

/** What the caller's unit has to do. */
export const handler = endpoint('read-tasks', request, async (asked) => {
  const unit = unitOf(asked.actor);
  const { kind, limit } = asked.query;
  const [owed, undecided, by] = await Promise.all([owedBy(unit, most + 1), undecidedBy(unit), answering(asked)]);
  const ids = [...new Set([...owed.slice(0, most), ...undecided])];
  const shown = (await Promise.all((await readableTransfers(ids)).map(shownTo(asked)))).flatMap((one) => one ?? []);
  const seenById = new Map(shown.map((one) => [one.transfer.transferId, one]));
  const all = madeOf(shown, ({ transfer }) => tasksOn(unit, transfer))
    .flat()
    .sort(byDueDate);
  const cursors = cursorsOf('tasks', { unit, kind }, position);
  const after = cursors.read(asked.query.cursor);
  const isAfter = (task: Task) => after === undefined || byDueDate(after, task) < 0;
  const wanted = all.filter((task) => (kind === undefined || task.kind === kind) && isAfter(task));
  const page = wanted.slice(0, limit);
  const last = wanted.length > page.length ? page.at(-1) : undefined;
  return {
    status: 200,
    body: {
      unit,
      counts: countsOf(all),
      complete: owed.length <= most,
      items: page.flatMap((task) => {
        const one = seenById.get(task.transferId);
        const views = one ? madeOf([one], (seen) => transferView(seen, by)) : [];
        return views.map((transfer) => ({ kind: task.kind, transfer }));
      }),
      ...cursors.write(last),
    },
  };
});
