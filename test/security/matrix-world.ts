import { expect } from 'vitest';
import type { Answer } from '../province.ts';
import { type Ask, type CallerName, everyone } from './matrix-callers.ts';
import type { RouteName } from './matrix-routes.ts';
import { type Cell, cellOf, fieldsOf, type Row } from './matrix-seen.ts';
import type { Made } from './matrix-steps.ts';

/** What everybody was answered, and how it is read. */

interface Listed {
  items?: {
    transferId: string | null;
    kind?: string;
    transfer?: { transferId: string };
    event?: string;
    by?: { unitId: string | null; role: string };
  }[];
}

/** An id by what it is of its own clue. */
export const partsOf =
  ({ ids }: Made) =>
  (id: string): string | undefined =>
    Object.entries(ids).find(([, known]) => known === id)?.[0];

/** Routes that answer a list of records: which ones is what they show. What a row shows is what the record itself does, as a test says. */
export const lists: readonly RouteName[] = ['GET /v1/ledgers/sent', 'GET /v1/ledgers/received', 'GET /v1/overdue'];

/** How answers are read whose own fields are not the point: by the records that they list, or by who did what. */
const readers: Readonly<Record<RouteName, (body: Listed, nameOf: (id: string) => string | undefined) => string[]>> = {
  ...Object.fromEntries(
    lists.map((route) => [
      route,
      ({ items = [] }: Listed, nameOf: (id: string) => string | undefined) =>
        items.map(({ transferId }) => nameOf(transferId ?? '') ?? 'unknown'),
    ]),
  ),
  'GET /v1/readings': ({ items = [] }, nameOf) =>
    items.map(({ transferId, by }) => `${transferId === null ? 'clue' : nameOf(transferId)}.${by?.unitId}`),
  'GET /v1/tasks': ({ items = [] }, nameOf) =>
    items.map(({ kind, transfer }) => `${kind}.${nameOf(transfer?.transferId ?? '')}`),
  'GET /v1/audit': ({ items = [] }) => items.map(({ event, by }) => `${event}.${by?.unitId ?? by?.role}`),
  'GET /v1/openapi.json': () => ['the description'],
  // Which rounds were done, and which mails are slow to go out, is not the same twice: test/scenarios/status.test.ts.
  'GET /v1/status': () => ['the status'],
  'GET /v1/transfers/{id}/documents/{kind}': () => ['the paper'],
  // Which days are which stands in no test of rights.
  ...Object.fromEntries(
    (['GET /v1/calendar/{year}', 'PUT /v1/calendar/{year}', 'DELETE /v1/calendar/{year}'] as const).map((route) => [
      route,
      (body: Listed) => fieldsOf({ ...body, names: 'by day' }, () => undefined),
    ]),
  ),
  'GET /v1/calendar/{year}/versions/{id}': (body) => fieldsOf({ ...body, names: 'by day' }, () => undefined),
  'PUT /v1/calendar': (body) => fieldsOf({ ...body, years: 'by year' }, () => undefined),
};

export type Answers = ReadonlyMap<CallerName, Answer>;

/** Asks as every one of the callers, in their order. */
export const askAll = async (
  ask: Ask,
  route: RouteName,
  { path, body }: { path: string; body?: object },
  some: readonly CallerName[] = everyone,
): Promise<Answers> => {
  const [method = ''] = route.split(' ');
  const answers = new Map<CallerName, Answer>();
  for (const caller of some) {
    const answer = await ask(caller, method, path, body);
    expect(answer.status, `${route} as ${caller}`).toBeLessThan(500);
    answers.set(caller, answer);
  }
  return answers;
};

const cellFor = (route: RouteName, answer: Answer, nameOf: (id: string) => string | undefined): Cell => {
  const reader = readers[route];
  return cellOf(answer, nameOf, reader && ((body) => reader(body, nameOf)));
};

export const rowOf = (route: RouteName, answers: Answers, nameOf: (id: string) => string | undefined): Row =>
  new Map([...answers].map(([caller, answer]) => [caller, cellFor(route, answer, nameOf)]));

/** An answer as text, whatever id it was asked for. */
export const plain = ({ status, body }: Answer, id: string): string =>
  `${status} ${JSON.stringify(body).replaceAll(id, '<id>')}`;

/** Works on all of them, some at a time. */
export const atOnce = async <T>(count: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const left = [...all];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: count }, worker));
};
