import { referenceOf } from '../../functions/domain/clue/reference.ts';
import { routes } from '../../infra/functions.ts';
import { year2027 } from '../calendar-2027.ts';
import { clueWith } from '../client.ts';
import { type Made, marks, now } from './matrix-steps.ts';

/** How each route is asked: on a clue or a record of it, or as it stands. */

export type RouteName = `${string} /${string}`;

export interface OnRecord {
  on: 'clue' | 'record' | 'application';
  /** Null: there is no such request in that state. */
  path: (id: string, made: Made) => string;
  body?: (id: string, made: Made) => object;
  /** States in which it is asked; left out: in all. */
  in?: readonly string[];
}

interface Alone {
  on: 'nothing';
  /** Each request by what it is called; unnamed where there is one only. */
  asks: Readonly<Record<string, { path: string; body?: object }>>;
}

const { reason } = marks;
const onRecord = (command: string, body: object): OnRecord => ({
  on: 'record',
  path: (id) => `/v1/transfers/${id}/${command}`,
  body: () => body,
});
const decision = (of: 'proposals' | 'extensions'): OnRecord => ({
  on: 'application',
  path: (id) => `/v1/${of}/${id}/decision`,
  body: () => ({ approve: false, note: marks.note }),
});
const once = (path: string, body?: object): Alone => ({
  on: 'nothing',
  asks: { '': body ? { path, body } : { path } },
});
const listed = (path: string, queries: readonly string[]): Alone => ({
  on: 'nothing',
  asks: Object.fromEntries(queries.map((query) => [query, { path: `${path}?${query}` }])),
});
const discoveredAt = now.replace('T10', 'T09');
const clue = clueWith({ discoveredAt, kinds: ['organised-crime', 'misconduct'] });
const filed = { filedAt: '2026-09-17', caseNumber: marks.caseNumber };

/** Found by its reference; of a clue that there is not, by the one that it would have. */
const byReference = (path: string): OnRecord => ({
  on: 'clue',
  // What it shows of a clue is what the clue's own route does; who finds it differs in these.
  in: [
    ...['registered', 'dispatched', 'naming its sender', 'naming the county office', 'returned', 'recalled'],
    ...['closed', 'elevated', 'kept by its unit'],
  ],
  path: (id, { clueId, reference }) =>
    `${path}?reference=${id === clueId ? reference : referenceOf('371402', '2026-09-04', id)}`,
});

/** Every route; a test holds it against those that there are. */
export const requests: Readonly<Record<RouteName, OnRecord | Alone>> = {
  'POST /v1/clues': once('/v1/clues', clue),
  'POST /v1/clues/batch': once('/v1/clues/batch', { clues: [clue, {}] }),
  'POST /v1/clues/preview': once('/v1/clues/preview', clue),
  'GET /v1/clues': byReference('/v1/clues'),
  'GET /v1/transfers': byReference('/v1/transfers'),
  'GET /v1/clues/{id}': { on: 'clue', path: (id) => `/v1/clues/${id}` },
  'PATCH /v1/clues/{id}': {
    on: 'clue',
    path: (id) => `/v1/clues/${id}`,
    body: () => ({ text: marks.correction }),
  },
  'POST /v1/clues/{id}/reply': {
    on: 'clue',
    path: (id) => `/v1/clues/${id}/reply`,
    body: (_, { owes = 'acceptance' }) => ({ kind: owes, note: marks.told }),
  },
  'POST /v1/clues/{id}/case': { on: 'clue', path: (id) => `/v1/clues/${id}/case`, body: () => filed },
  'GET /v1/transfers/{id}': { on: 'record', path: (id) => `/v1/transfers/${id}` },
  'GET /v1/transfers/{id}/documents/{kind}': {
    on: 'record',
    path: (id) => `/v1/transfers/${id}/documents/transfer-letter`,
  },
  // With the codes of papers that there are, test/scenarios/papers.test.ts asks.
  'GET /v1/documents/{code}': once('/v1/documents/0123-4567-89AB-CDEF'),
  'POST /v1/transfers/{id}/dispatch': onRecord('dispatch', { note: marks.correction }),
  'POST /v1/transfers/{id}/acknowledge': {
    on: 'record',
    path: (id) => `/v1/transfers/${id}/acknowledge`,
    body: (_, { subject }) => (subject === 'notice' ? { officers: [marks.officer] } : {}),
  },
  'POST /v1/transfers/{id}/return': onRecord('return', { reason: 'incomplete', note: marks.note }),
  'POST /v1/transfers/{id}/feedback': onRecord('feedback', {
    final: true,
    outcome: marks.outcome,
    text: marks.outcome,
  }),
  'POST /v1/transfers/{id}/withdraw': onRecord('withdraw', { reason }),
  'POST /v1/transfers/{id}/recall': onRecord('recall', { reason }),
  'POST /v1/transfers/{id}/supplement': onRecord('supplement', { items: [marks.missing] }),
  'POST /v1/transfers/{id}/supplied': onRecord('supplied', { note: marks.supplied }),
  'POST /v1/transfers/{id}/case': onRecord('case', filed),
  'POST /v1/transfers/{id}/proposals': onRecord('proposals', { kind: 'elevate', reason }),
  'POST /v1/transfers/{id}/extension': onRecord('extension', { workingDays: 3, reason }),
  'POST /v1/proposals/{id}/decision': decision('proposals'),
  'POST /v1/extensions/{id}/decision': decision('extensions'),
  'GET /v1/ledgers/sent': listed('/v1/ledgers/sent', ['limit=200', 'unit=371402-housing&limit=200']),
  'GET /v1/ledgers/received': listed('/v1/ledgers/received', [
    'limit=200',
    'unit=371402-public-security&limit=200',
    'unit=371400-public-security&limit=200',
  ]),
  'GET /v1/overdue': listed('/v1/overdue', ['limit=200', 'region=371402&limit=200']),
  'GET /v1/tasks': listed('/v1/tasks', ['limit=200']),
  'GET /v1/statistics': listed('/v1/statistics', ['', 'region=371402']),
  'GET /v1/readings': { on: 'clue', path: (id) => `/v1/readings?clue=${id}&limit=200` },
  'GET /v1/audit': once('/v1/audit?from=2026-09-04&to=2026-09-17&limit=200'),
  'GET /v1/calendar/{year}': once('/v1/calendar/2026'),
  'PUT /v1/calendar/{year}': once('/v1/calendar/2027', year2027),
  'PUT /v1/calendar': once('/v1/calendar', { years: { 2027: year2027 } }),
  'POST /v1/calendar/preview': once('/v1/calendar/preview', { years: { 2027: year2027 } }),
  'GET /v1/calendar/{year}/versions/{id}': once('/v1/calendar/2026/versions/0'),
  'DELETE /v1/calendar/{year}': once('/v1/calendar/2028'),
  'GET /v1/directory': listed('/v1/directory', ['limit=3', 'organ=public-security&limit=1']),
  'GET /v1/units': once('/v1/units?limit=200'),
  'POST /v1/units/import': once('/v1/units/import', {
    csv: 'unitId,name,organ,regionCode,emails,supervisors\n371402-water,水利局,water,371402,w@371402.example,\n',
  }),
  'GET /v1/units/{id}': once('/v1/units/371402-housing'),
  'PUT /v1/units/{id}': once('/v1/units/371402-transport', {
    name: '德城区交通运输局',
    organ: 'transport',
    regionCode: '371402',
    emails: ['transport@371402.example'],
    supervisors: [],
  }),
  'PUT /v1/units/{id}/delegations': once('/v1/units/371402-housing/delegations', { delegations: [] }),
  'POST /v1/workflows/restart': {
    on: 'record',
    path: () => '/v1/workflows/restart',
    body: (transferId) => ({ transferId }),
  },
  'GET /v1/status': once('/v1/status'),
  'GET /v1/openapi.json': once('/v1/openapi.json'),
  'GET /healthz': once('/healthz'),
};

export const routeNames = Object.keys(requests) as RouteName[];

/** The room of a route's function, as functions/api/ has them. */
export const roomOf = (route: RouteName): string => {
  const { file } = declared(route);
  return file.pathname.split('/').at(-2) ?? '';
};

export const nameOfRoute = ({ method, path }: { method: string; path: string }): RouteName =>
  `${method} ${path}` as RouteName;

const declared = (route: RouteName) => {
  const found = routes.find((one) => nameOfRoute(one) === route);
  if (!found) throw new Error(`there is no route ${route}`);
  return found;
};

/** What a route is asked on, by its id, in a state; null where there is none of it. */
export const idFor = (
  { on }: OnRecord,
  { clueId, ids, subject, application }: Made,
  route: RouteName,
): string | null => {
  if (on === 'clue') return clueId;
  if (on === 'record') return subject === null ? null : (ids[subject] ?? null);
  return application && route.includes(application.of) ? application.id : null;
};

/** The same, where it is asked in that state. */
export const idIn = (state: string, request: OnRecord, made: Made, route: RouteName): string | null =>
  request.in && !request.in.includes(state) ? null : idFor(request, made, route);
